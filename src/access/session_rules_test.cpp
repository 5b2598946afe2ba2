#include "access/session_rules.h"

#include <gtest/gtest.h>

namespace lastmile::access {
namespace {

using namespace std::chrono_literals;

const Instant start = at_ms(1'772'355'600'000);

TEST(SessionRules, EndByIdlenessByAgeAndByHand) {
  struct Case {
    Method method;
    std::chrono::minutes since_seen;
    std::chrono::minutes to_expiry;
    bool ended;
    bool holds;
  };
  for (const Case& c : {Case{Method::staff, 0min, 12h, false, true},
                        {Method::staff, 29min, 1h, false, true},
                        {Method::staff, 30min, 1h, false, false},
                        {Method::staff, 1min, 0min, false, false},
                        {Method::staff, 0min, 12h, true, false},
                        {Method::code, 30min, 24h, false, true},
                        {Method::code, 30 * 24h - 1min, 24h, false, true},
                        {Method::code, 30 * 24h, 24h, false, false},
                        {Method::code, 1h, -1min, false, false},
                        {Method::code, -24h, 24h, false, true}}) {
    SessionTimes times{start - c.since_seen, start + c.to_expiry, std::nullopt};
    if (c.ended) times.ended_at = start;
    EXPECT_EQ(holds(times, c.method, start), c.holds)
        << to_text(c.method) << ' ' << c.since_seen.count() << ' ' << c.to_expiry.count();
  }
}

TEST(SessionRules, AreThePromisedOnes) {
  EXPECT_EQ(limits_of(Method::staff).idle, 30min);
  EXPECT_EQ(limits_of(Method::staff).whole, 12h);
  EXPECT_EQ(limits_of(Method::code).idle, 30 * 24h);
  EXPECT_EQ(limits_of(Method::code).whole, 90 * 24h);
}

}  // namespace
}  // namespace lastmile::access
