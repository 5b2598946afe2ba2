#include <gmock/gmock.h>

#include "app/town.h"
#include "http/idempotency.h"

/// The composition root puts in all background work there is: what nobody registered never runs,
/// and no test of a module would notice.
namespace lastmile::app {
namespace {

using testing::Contains;
using testing::IsEmpty;

class NoMessages : public send::SmsGateway {
 public:
  send::Delivery send(const send::TextMessage&, const send::Watch&) override {
    return {send::Outcome::taken};
  }
};

TEST(Work, OfTheMachinesIsRegisteredAndEveryDerivedTableHasItsFollower) {
  jobs::Registry registry;
  NoMessages gateway;
  add_jobs(registry, gateway);
  std::vector<std::string> names;
  for (const auto& step : registry.clocked) names.push_back(step.name);
  EXPECT_THAT(names, Contains(http::purge_of_answers().name));
  EXPECT_THAT(jobs::unclaimed_tables(registry), IsEmpty());
}

}  // namespace
}  // namespace lastmile::app
