#include "access/sign_in_rules.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "access/access_errors.h"

namespace lastmile::access {
namespace {

using namespace std::chrono_literals;

const Instant now = at_ms(1'772'355'600'000);

std::string said(const Check& check) {
  return check.ok() ? "yes" : std::string(check.refused().refusal.code);
}

std::vector<Instant> ago(std::initializer_list<std::chrono::milliseconds> spans) {
  std::vector<Instant> all;
  for (const auto span : spans) all.push_back(now - span);
  return all;
}

TEST(CodeGap, IsAMinuteAndTenADay) {
  EXPECT_EQ(said(check_code_gap({}, now)), "yes");
  EXPECT_EQ(said(check_code_gap(ago({60s}), now)), "yes");
  const Check soon = check_code_gap(ago({2h, 59s}), now);
  EXPECT_EQ(said(soon), "code_too_soon");
  EXPECT_EQ(soon.refused().retry_after_seconds, 1);

  std::vector<Instant> ten;
  for (int i = 10; i >= 1; --i) ten.push_back(now - i * 2h);
  const Check full = check_code_gap(ten, now);
  EXPECT_EQ(said(full), "code_daily_limit");
  EXPECT_EQ(full.refused().retry_after_seconds, 4 * 3600) << "until the oldest is a day old";
  EXPECT_EQ(said(check_code_gap(std::span(ten).subspan(1), now)), "yes");
  EXPECT_EQ(said(check_code_gap(ten, now + 4h)), "yes");
}

TEST(CodeGap, OfNewDevicesIsFifteenSecondsAndThirtyADay) {
  const Check soon = check_new_devices(ago({2h, 14s}), now);
  EXPECT_EQ(said(soon), "code_too_soon");
  EXPECT_EQ(soon.refused().retry_after_seconds, 1);

  std::vector<Instant> thirty;
  for (int i = 30; i >= 1; --i) thirty.push_back(now - i * 15s);
  EXPECT_EQ(said(check_new_devices(std::span(thirty).subspan(1), now)), "yes");
  const Check full = check_new_devices(thirty, now);
  EXPECT_EQ(said(full), "code_daily_limit");
  EXPECT_EQ(full.refused().retry_after_seconds, 24 * 3600 - 30 * 15);
  EXPECT_EQ(said(check_new_devices(thirty, now + 24h)), "yes");
  EXPECT_EQ(said(check_new_devices(thirty, now - 1h)), "yes") << "the clock went back";
}

TEST(CodeGap, IsNotHeldUpByAClockThatWentBack) {
  EXPECT_EQ(said(check_code_gap(ago({-1h, -24h}), now)), "yes");
  EXPECT_EQ(said(check_code_gap(ago({30s, -24h}), now)), "code_too_soon");
}

// Whoever waits as long as told gets a code, and never waits longer than a day.
RC_GTEST_PROP(CodeGap, EndsWhenItSaid, ()) {
  auto offsets = *rc::gen::container<std::vector<int>>(rc::gen::inRange(-100'000, 200'000));
  std::ranges::sort(offsets);
  std::vector<Instant> sent;
  for (const int s : offsets) sent.push_back(now - 100'000s + std::chrono::seconds(s));
  const Check check = check_code_gap(sent, now);
  if (check.ok()) return;
  const auto wait = std::chrono::seconds(check.refused().retry_after_seconds.value_or(-1));
  RC_ASSERT(wait >= 1s && wait <= 24h);
  std::erase_if(sent, [](Instant t) { return t > now; });
  const Check later = check_code_gap(sent, now + wait);
  if (later.ok()) return;
  RC_ASSERT(later.refused().refusal == code_daily_limit);
}

TEST(Delay, DoublesUpToItsLimit) {
  const int free = 3;
  const std::chrono::seconds expected[] = {0s, 0s, 0s, 0s, 1s, 2s, 4s, 8s, 16s, 32s, 60s, 60s};
  for (std::int64_t n = 0; n < 12; ++n) EXPECT_EQ(delay_after(n, free, 60s), expected[n]) << n;
  EXPECT_EQ(delay_after(1'000'000, free, 60s), 60s);
}

CodeRow sent_code() {
  CodeRow row;
  row.code_tag = "right";
  row.sent_at = now;
  row.next_try_at = now;
  row.expires_at = now + code_lifetime;
  return row;
}

TEST(Code, IsJudgedInOrder) {
  struct Case {
    const char* what;
    std::function<void(CodeRow&)> change;
    std::chrono::seconds after;
    const char* tag;
    const char* answer;
  };
  const auto nothing = [](CodeRow&) {};
  const auto used = [](CodeRow& r) { r.used_at = now; };
  const auto five = [](CodeRow& r) { r.tries = 5; };
  const auto waiting = [](CodeRow& r) { r.next_try_at = now + 4s; };
  for (const Case& c : {Case{"right", nothing, 1s, "right", "yes"},
                        {"wrong", nothing, 1s, "wrong", "code_wrong"},
                        {"at the last moment", nothing, 299s, "right", "yes"},
                        {"too late", nothing, 300s, "right", "code_expired"},
                        {"a day late", nothing, 24h, "right", "code_expired"},
                        {"before it was sent", nothing, -1s, "right", "code_expired"},
                        {"again", used, 1s, "right", "code_used"},
                        {"used and late", used, 24h, "right", "code_used"},
                        {"sixth try", five, 1s, "right", "code_tries_over"},
                        {"sixth try, late", five, 300s, "right", "code_expired"},
                        {"hasty", waiting, 3s, "right", "code_try_too_soon"},
                        {"patient", waiting, 4s, "right", "yes"}}) {
    CodeRow row = sent_code();
    c.change(row);
    EXPECT_EQ(said(check_code(row, c.tag, now + c.after)), c.answer) << c.what;
  }
}

TEST(Code, AllowsFiveTriesThatGrowSlower) {
  CodeRow row = sent_code();
  Instant at = now;
  const std::chrono::milliseconds gaps[] = {0s, 1s, 2s, 4s, 8s};
  for (int i = 0; i < 5; ++i) {
    EXPECT_EQ(said(check_code(row, "wrong", at)), "code_wrong") << i;
    row = tried_wrongly(row, at);
    EXPECT_EQ(row.next_try_at - at, gaps[i]);
    at = row.next_try_at;
  }
  EXPECT_EQ(said(check_code(row, "right", at)), "code_tries_over");
}

TEST(Throttle, IsShortWhereStrangersReach) {
  struct Case {
    Door door;
    std::chrono::seconds longest;
  };
  for (const Case& c :
       {Case{Door::login, 60s}, {Door::known_device, 15min}, {Door::second_factor, 1h}}) {
    EXPECT_EQ(said(check_throttle(std::nullopt, c.door, now)), "yes");
    EXPECT_EQ(said(check_throttle(ThrottleRow{1, "s", "", 3, now}, c.door, now)), "yes");
    const ThrottleRow many{1, "s", "", 1000, now};
    const Check check = check_throttle(many, c.door, now);
    EXPECT_EQ(said(check), "sign_in_too_soon");
    EXPECT_EQ(check.refused().retry_after_seconds, c.longest.count());
    EXPECT_EQ(said(check_throttle(many, c.door, now + c.longest)), "yes");
    EXPECT_EQ(said(check_throttle(many, c.door, now - 24h)), "yes") << "the clock went back";
  }
}

}  // namespace
}  // namespace lastmile::access
