#include "base/instant.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace lastmile {
namespace {

Day day(std::string_view text) { return parse_day(text).value(); }

TEST(Instant, ReadsAnyOffset) {
  const Instant t = at_ms(1'772'326'800'000);  // 2026-03-01 01:00 UTC
  for (const std::string_view text :
       {"2026-03-01T09:00:00+08:00", "2026-03-01T01:00:00Z", "2026-03-01t01:00:00z",
        "2026-03-01 01:00:00Z", "2026-03-01T01:00Z", "2026-02-28T19:30:00-05:30",
        "2026-03-01T01:00:00.000Z", "2026-03-02T00:59:00+23:59"}) {
    EXPECT_EQ(parse_instant(text), t) << text;
  }
  EXPECT_EQ(to_text(t), "2026-03-01T01:00:00.000Z");
}

TEST(Instant, KeepsMillisecondsAndDropsWhatIsFiner) {
  EXPECT_EQ(parse_instant("1970-01-01T00:00:00.5Z"), at_ms(500));
  EXPECT_EQ(parse_instant("1970-01-01T00:00:00.123999Z"), at_ms(123));
  EXPECT_EQ(parse_instant("1969-12-31T23:59:59.999Z"), at_ms(-1));
  EXPECT_EQ(to_text(at_ms(-1)), "1969-12-31T23:59:59.999Z");
}

TEST(Instant, KnowsLeapDays) {
  EXPECT_TRUE(parse_instant("2024-02-29T00:00:00Z"));
  EXPECT_TRUE(parse_day("2000-02-29"));
  EXPECT_FALSE(parse_day("2023-02-29"));
  EXPECT_FALSE(parse_day("1900-02-29"));
}

TEST(Instant, RefusesWhatIsMalformed) {
  for (const std::string_view text : {"",
                                      "2026-03-01",
                                      "2026-03-01T09:00:00",
                                      "2026-03-01T24:00:00Z",
                                      "2026-03-01T09:60:00Z",
                                      "2026-03-01T09:00:60Z",
                                      "2026-13-01T09:00:00Z",
                                      "2026-00-01T09:00:00Z",
                                      "2026-03-32T09:00:00Z",
                                      "2026-3-1T09:00:00Z",
                                      "26-03-01T09:00:00Z",
                                      "2026-03-01T09:00:00+0800",
                                      "2026-03-01T09:00:00+24:00",
                                      "2026-03-01T09:00:00+08:60",
                                      "2026-03-01T09:00:00.Z",
                                      "2026-03-01T09:00:00,5Z",
                                      "2026-03-01T09:00:00ZZ",
                                      " 2026-03-01T09:00:00Z",
                                      "2026-03-01T09:00:00Z ",
                                      "2026/03/01T09:00:00Z",
                                      "1772326800",
                                      "+2026-03-01T09:00:00Z",
                                      "2026-03-01TT09:00:00Z",
                                      "２０２６-03-01T09:00:00Z"}) {
    EXPECT_FALSE(parse_instant(text)) << text;
  }
  for (const std::string_view text : {"", "2026-3-1", "2026-03-01 ", "2026-02-30", "20260301"}) {
    EXPECT_FALSE(parse_day(text)) << text;
  }
}

TEST(Instant, StaysWithinFourDigitYears) {
  EXPECT_TRUE(parse_instant("0000-01-01T00:00:00Z"));
  EXPECT_TRUE(parse_instant("9999-12-31T23:59:59.999Z"));
  EXPECT_FALSE(parse_instant("0000-01-01T00:00:00+00:01"));
  EXPECT_FALSE(parse_instant("9999-12-31T23:59:00-00:01"));
}

RC_GTEST_PROP(Instant, ReadsBackWhatItWrites, ()) {
  const auto t = at_ms(*rc::gen::inRange<std::int64_t>(-62'167'219'200'000, 253'402'300'800'000));
  RC_ASSERT(parse_instant(to_text(t)) == t);
  const auto d = std::chrono::floor<std::chrono::days>(t);
  RC_ASSERT(parse_day(to_text(d)) == d);
}

TEST(Zone, KnowsShanghai) {
  const Zone china;
  EXPECT_EQ(china.name(), "Asia/Shanghai");
  const Instant late = parse_instant("2026-02-28T23:59:59+08:00").value();
  EXPECT_EQ(china.day_of(late), day("2026-02-28"));
  EXPECT_EQ(china.minute_of_day(late), 1439);
  EXPECT_EQ(china.day_of(late + std::chrono::seconds{1}), day("2026-03-01"));
  EXPECT_EQ(china.minute_of_day(late + std::chrono::seconds{1}), 0);
  EXPECT_EQ(china.at(day("2026-03-01"), 9 * 60), parse_instant("2026-03-01T01:00:00Z"));
}

TEST(Zone, PassesAGapToTheMomentAfterIt) {
  const Zone york("America/New_York");  // 2026-03-08 02:00 EST is 03:00 EDT
  const Instant after = parse_instant("2026-03-08T03:00:00-04:00").value();
  EXPECT_EQ(york.at(day("2026-03-08"), 119), after - std::chrono::minutes{1});
  EXPECT_EQ(york.at(day("2026-03-08"), 120), after);
  EXPECT_EQ(york.at(day("2026-03-08"), 150), after);
  EXPECT_EQ(york.at(day("2026-03-08"), 180), after);
  EXPECT_EQ(york.minute_of_day(after), 180);
}

TEST(Zone, TakesTheEarlierOfTwofoldTimes) {
  const Zone york("America/New_York");  // 2026-11-01 01:30 comes in EDT, then in EST
  EXPECT_EQ(york.at(day("2026-11-01"), 90), parse_instant("2026-11-01T01:30:00-04:00"));
  EXPECT_EQ(york.at(day("2026-11-01"), 120), parse_instant("2026-11-01T02:00:00-05:00"));
  EXPECT_EQ(york.minute_of_day(parse_instant("2026-11-01T01:30:00-05:00").value()), 90);
}

TEST(Zone, UnknownNamesAreAFault) { EXPECT_THROW(Zone("Mars/Olympus"), std::runtime_error); }

TEST(TimeWindow, IsHalfOpen) {
  const TimeWindow w{at_ms(0), at_ms(60'000)};
  EXPECT_TRUE(w.holds(at_ms(0)));
  EXPECT_FALSE(w.holds(at_ms(60'000)));
  EXPECT_FALSE(w.overlaps({at_ms(60'000), at_ms(90'000)}));
  EXPECT_TRUE(w.overlaps({at_ms(59'999), at_ms(90'000)}));
  EXPECT_EQ((TimeWindow{at_ms(0), at_ms(119'999)}.length()), std::chrono::minutes{1});
}

RC_GTEST_PROP(TimeWindow, OverlapsWhenAMomentIsInBoth, ()) {
  const auto window = [] {
    const int start = *rc::gen::inRange(0, 12);
    return TimeWindow{at_ms(start), at_ms(start + *rc::gen::inRange(1, 8))};
  };
  const TimeWindow a = window(), b = window();
  bool both = false;
  for (int ms = 0; ms < 20; ++ms) both = both || (a.holds(at_ms(ms)) && b.holds(at_ms(ms)));
  RC_ASSERT(a.overlaps(b) == both);
  RC_ASSERT(b.overlaps(a) == both);
}

}  // namespace
}  // namespace lastmile
