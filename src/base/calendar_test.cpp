#include "base/calendar.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>
#include <unicode/calendar.h>

#include <memory>

namespace lastmile {
namespace {

Day day(std::string_view text) { return parse_day(text).value(); }

TEST(Calendar, KnowsThePublishedArrangements) {
  const std::vector<std::pair<std::string_view, bool>> table{
      {"2024-01-01", false}, {"2024-02-04", true},  {"2024-02-09", true},  {"2024-02-10", false},
      {"2024-02-17", false}, {"2024-02-18", true},  {"2024-04-07", true},  {"2024-05-11", true},
      {"2024-06-10", false}, {"2024-09-14", true},  {"2024-09-17", false}, {"2024-10-12", true},
      {"2025-01-26", true},  {"2025-01-27", true},  {"2025-01-28", false}, {"2025-02-04", false},
      {"2025-02-08", true},  {"2025-06-02", false}, {"2025-10-08", false}, {"2025-10-11", true},
      {"2026-01-02", false}, {"2026-01-04", true},  {"2026-02-14", true},  {"2026-02-16", false},
      {"2026-02-23", false}, {"2026-02-28", true},  {"2026-05-09", true},  {"2026-06-19", false},
      {"2026-09-20", true},  {"2026-09-25", false}, {"2026-10-07", false}, {"2026-10-10", true},
      {"2026-10-08", true},  {"2026-03-07", false}, {"2026-03-09", true}};
  for (const auto& [text, works] : table) EXPECT_EQ(is_working_day(day(text)), works) << text;
}

// Counted by hand from the notices, as employers publish them.
TEST(Calendar, CountsTheWorkingDaysOfAYear) {
  EXPECT_EQ(working_days_between(day("2023-12-31"), day("2024-12-31")), 251);
  EXPECT_EQ(working_days_between(day("2024-12-31"), day("2025-12-31")), 248);
  EXPECT_EQ(working_days_between(day("2025-12-31"), day("2026-12-31")), 248);
}

TEST(Calendar, SaysWhichYearsMayStillChange) {
  EXPECT_FALSE(is_published(2023));
  for (const int year : {2024, 2025, 2026}) EXPECT_TRUE(is_published(year)) << year;
  EXPECT_FALSE(is_published(2027));
}

TEST(Calendar, TakesStatutoryDaysWhereNothingIsPublished) {
  EXPECT_FALSE(is_working_day(day("2027-02-08")));  // Monday, third day of Spring Festival
  EXPECT_EQ(holiday_name(day("2027-02-08")), "春节 Spring Festival");
  EXPECT_TRUE(is_working_day(day("2027-02-10")));
  EXPECT_FALSE(is_working_day(day("2040-05-01")));  // beyond the table: the sun's year only
  EXPECT_FALSE(is_working_day(day("2041-10-03")));
  EXPECT_TRUE(is_working_day(day("2041-10-04")));
  EXPECT_EQ(holiday_name(day("2041-10-04")), "");
}

TEST(Calendar, AgreesWithTheMoonAsIcuReckonsIt) {
  UErrorCode ec = U_ZERO_ERROR;
  const std::unique_ptr<icu::Calendar> moon(
      icu::Calendar::createInstance(*icu::TimeZone::getGMT(), "zh@calendar=chinese", ec));
  ASSERT_TRUE(U_SUCCESS(ec));
  const auto solar = [&](int year, int month, int date) {
    moon->clear();
    moon->set(UCAL_EXTENDED_YEAR, year + 2637);
    moon->set(UCAL_MONTH, month - 1);
    moon->set(UCAL_IS_LEAP_MONTH, 0);
    moon->set(UCAL_DATE, date);
    const auto ms = static_cast<std::int64_t>(moon->getTime(ec));
    return std::chrono::floor<std::chrono::days>(at_ms(ms));
  };
  for (int year = 2024; year <= 2035; ++year) {
    EXPECT_NE(holiday_name(solar(year, 1, 1)).find("春节"), std::string::npos) << year;
    EXPECT_NE(holiday_name(solar(year, 1, 3)).find("春节"), std::string::npos) << year;
    EXPECT_NE(holiday_name(solar(year, 5, 5)).find("端午节"), std::string::npos) << year;
    EXPECT_NE(holiday_name(solar(year, 8, 15)).find("中秋节"), std::string::npos) << year;
    if (year >= 2027) {
      EXPECT_NE(holiday_name(solar(year, 1, 1) - std::chrono::days{1}), "") << year;
      EXPECT_NE(holiday_name(solar(year, 1, 1) + std::chrono::days{2}), "") << year;
    }
  }
}

TEST(Calendar, FindsTheTenthWorkingDay) {
  // Ended on Thursday before National Day 2025: eight days off, Saturday the 11th worked.
  EXPECT_EQ(add_working_days(day("2025-09-25"), 10), day("2025-10-15"));
  EXPECT_EQ(add_working_days(day("2026-03-06"), 1), day("2026-03-09"));
  EXPECT_EQ(add_working_days(day("2026-03-07"), 0), day("2026-03-07"));
  EXPECT_EQ(add_working_days(day("2026-03-09"), -1), day("2026-03-06"));
}

RC_GTEST_PROP(Calendar, AddingAndCountingAgree, ()) {
  const auto start = day("2023-06-01") + std::chrono::days{*rc::gen::inRange(0, 2000)};
  const int n = *rc::gen::inRange(1, 60);
  const Day end = add_working_days(start, n);
  RC_ASSERT(is_working_day(end));
  RC_ASSERT(working_days_between(start, end) == n);
  RC_ASSERT(working_days_between(end, start) == -n);
}

TEST(Calendar, TakesFurtherYearsFromText) {
  const auto calendar = parse_calendar(
      "# notice of 2026\n"
      "2027-01-01..2027-01-03 off 元旦\n"
      "\r\n"
      "2027-02-14 班 春节\n"
      "2027-02-05 休\n");
  ASSERT_TRUE(calendar.ok());
  EXPECT_TRUE(is_published(2027, *calendar));
  EXPECT_FALSE(is_published(2028, *calendar));
  EXPECT_TRUE(is_working_day(day("2027-02-14"), *calendar));   // a Sunday
  EXPECT_FALSE(is_working_day(day("2027-02-05"), *calendar));  // a Friday
  EXPECT_FALSE(is_working_day(day("2027-02-08"), *calendar));  // the built-in row still stands
  EXPECT_EQ(holiday_name(day("2027-01-03"), *calendar), "元旦");
  EXPECT_FALSE(is_published(2027)) << "the built-in calendar is untouched";
}

TEST(Calendar, LetsARowWinOverTheBuiltInOne) {
  const auto calendar = parse_calendar("2026-10-10 off 停工日");
  ASSERT_TRUE(calendar.ok());
  EXPECT_FALSE(is_working_day(day("2026-10-10"), *calendar));
}

TEST(Calendar, NamesEveryBadLine) {
  const auto calendar = parse_calendar(
      "2027-01-01 off 元旦\n"
      "2027-13-01 off x\n"
      "2027-01-02 holiday x\n"
      "2027-01-09..2027-01-05 off x\n"
      "2027-01-01..2027-02-01 off x\n"
      "2027-01-01 work x\n"
      "off\n");
  ASSERT_FALSE(calendar.ok());
  std::vector<std::string> seen;
  for (const auto& f : calendar.refused().fields) seen.push_back(f.path + " " + f.code);
  EXPECT_EQ(seen, (std::vector<std::string>{"/1 format", "/2 format", "/3 range", "/4 range",
                                            "/5 repeated", "/6 format"}));
  EXPECT_TRUE(calendar.refused().fields[0].zh.starts_with("第 2 行"));
}

}  // namespace
}  // namespace lastmile
