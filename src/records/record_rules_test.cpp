#include "records/record_rules.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace lastmile::records {
namespace {

using attendance::Proof;
using testing::ElementsAre;
using testing::IsEmpty;

Instant at(std::int64_t minute) { return at_ms(minute * 60'000); }
Interval stay(std::int64_t from, std::int64_t to, Proof in = Proof::code, Proof out = Proof::code) {
  return {at(from), at(to), in, out};
}

TEST(Work, IsRefusedByHandAsAtTheDoor) {
  const Zone shanghai("Asia/Shanghai");
  const auto hours = [](const char* from, const char* to) {
    return TimeWindow{parse_instant(from).value(), parse_instant(to).value()};
  };
  const TimeWindow morning = hours("2026-03-01T09:00:00+08:00", "2026-03-01T10:00:00+08:00");
  const TimeWindow night = hours("2026-03-01T22:00:00+08:00", "2026-03-02T02:00:00+08:00");
  const TimeWindow long_day = hours("2026-03-01T09:00:00+08:00", "2026-03-01T18:00:00+08:00");
  using needs::Risk;
  const std::vector<std::string> none, lawyer{"lawyer"};
  struct Row {
    const char* born;  // empty: not known
    Work work;
    const char* refused;  // empty: may serve
  };
  for (const Row& row : {
           Row{"1990-05-01", {Risk::ordinary, none, night}, ""},
           Row{"1990-05-01", {Risk::raised, none, long_day}, ""},
           Row{"1990-05-01", {Risk::high, none, morning}, "papers_not_valid"},
           Row{"1990-05-01", {Risk::ordinary, lawyer, morning}, "papers_not_valid"},
           Row{"2010-01-01", {Risk::ordinary, none, morning}, ""},
           Row{"2010-01-01", {Risk::ordinary, none, night}, "too_young_for_work"},
           Row{"2010-01-01", {Risk::ordinary, none, long_day}, "too_young_for_work"},
           Row{"2010-01-01", {Risk::raised, none, morning}, "too_young_for_work"},
           Row{"2010-01-01", {Risk::high, lawyer, morning}, "too_young_for_work"},
           Row{"2011-01-01", {Risk::ordinary, none, morning}, "too_young_for_work"},
           Row{"", {Risk::ordinary, none, morning}, ""},
           Row{"", {Risk::ordinary, none, night}, "too_young_for_work"},
           Row{"", {Risk::raised, none, morning}, "too_young_for_work"},
       }) {
    people::VolunteerProfile who;
    who.birth_day = parse_day(row.born);
    const auto may = check_may_serve(who, row.work, shanghai);
    EXPECT_EQ(may.ok() ? "" : may.refused().refusal.code, std::string_view(row.refused))
        << row.born << " " << to_text(row.work.hours.start);
  }
  people::VolunteerProfile covered;
  covered.birth_day = parse_day("1990-05-01");
  covered.insured_until = parse_day("2026-03-01");
  covered.licences = {{"lawyer", "**", *parse_day("2026-01-01"), *parse_day("2026-03-01"), true}};
  EXPECT_TRUE(check_may_serve(covered, {Risk::high, lawyer, morning}, shanghai).ok());
  EXPECT_FALSE(check_may_serve(covered, {Risk::high, none, night}, shanghai).ok());
  EXPECT_FALSE(check_may_serve(covered, {Risk::ordinary, lawyer, night}, shanghai).ok());
}

TEST(Grades, RiseByTheRecipientsOwnSideAlone) {
  EXPECT_TRUE(is_own_word("self"));
  EXPECT_TRUE(is_own_word("proxy"));
  for (const auto* how : {"phone", "slip", "silent", ""}) EXPECT_FALSE(is_own_word(how)) << how;
}

TEST(Grades, FollowFromTheDoorAndTheOneServed) {
  struct Row {
    Proof in;
    Proof out;
    bool confirmed;
    Grade grade;
  };
  for (const Row& r :
       {Row{Proof::code, Proof::code, true, Grade::a},
        Row{Proof::code, Proof::code, false, Grade::b},
        Row{Proof::pin, Proof::code, true, Grade::b}, Row{Proof::code, Proof::pin, true, Grade::b},
        Row{Proof::pin, Proof::pin, true, Grade::b}, Row{Proof::pin, Proof::pin, false, Grade::b},
        Row{Proof::ticket, Proof::code, true, Grade::b},
        Row{Proof::code, Proof::ticket, true, Grade::b},
        Row{Proof::code, Proof::closed, true, Grade::c},
        Row{Proof::closed, Proof::code, false, Grade::c},
        Row{Proof::stated, Proof::stated, true, Grade::c}}) {
    EXPECT_EQ(grade_of({stay(0, 60, r.in, r.out)}, r.confirmed), r.grade)
        << to_text(r.in) << to_text(r.out);
  }
  EXPECT_EQ(grade_of({stay(0, 60), stay(90, 100, Proof::code, Proof::closed)}, true), Grade::c);
  EXPECT_EQ(grade_of({stay(0, 60), stay(90, 100, Proof::ticket, Proof::code)}, true), Grade::b);
}

TEST(Pending, ByGradeAndLengthOfTheServiceAndItsDay) {
  struct Row {
    Grade grade;
    Length length;
    std::optional<PendingReason> reason;
  };
  for (const Row& r :
       {Row{Grade::b, {60, 480, 1}, {}}, Row{Grade::a, {60, 481, 1}, PendingReason::long_day},
        Row{Grade::a, {60, 720, 1}, PendingReason::long_day},
        Row{Grade::a, {60, 721, 1}, PendingReason::very_long_day},
        Row{Grade::c, {60, 60, 1}, PendingReason::closed_by_program},
        Row{Grade::d, {60, 60, 1}, PendingReason::back_filled},
        Row{Grade::d, {60, 800, 1}, PendingReason::very_long_day},
        Row{Grade::a, {0, 0, 1}, PendingReason::too_short}, Row{Grade::a, {1, 1, 1}, {}},
        Row{Grade::b, {0, 0, 0}, {}}, Row{Grade::b, {14, 200, 15}, PendingReason::too_short},
        Row{Grade::c, {0, 0, 1}, PendingReason::closed_by_program}}) {
    EXPECT_EQ(pending_reason(r.grade, {stay(0, 60, Proof::code, Proof::closed)}, r.length),
              r.reason)
        << to_text(r.grade) << " " << r.length.minutes << " of " << r.length.minutes_that_day;
  }
}

TEST(Pending, SaysTheProgramClosedOnlyWhatItClosed) {
  const auto reason = [](const std::vector<Interval>& stays) {
    return pending_reason(Grade::c, stays, {60, 60, 1});
  };
  const Interval closed = stay(0, 60, Proof::ticket, Proof::closed);
  const Interval stated = stay(90, 120, Proof::stated, Proof::stated);
  EXPECT_EQ(reason({stated}), PendingReason::corrected);
  EXPECT_EQ(reason({stated, closed}), PendingReason::closed_by_program);
  EXPECT_EQ(reason({stay(0, 60, Proof::closed, Proof::closed)}), PendingReason::corrected)
      << "a correction of before there was a word for it";
}

TEST(Approval, RisesWithTheDay) {
  EXPECT_EQ(day_reason(480), std::nullopt);
  EXPECT_EQ(day_reason(481), PendingReason::long_day);
  EXPECT_EQ(day_reason(720), PendingReason::long_day);
  EXPECT_EQ(day_reason(721), PendingReason::very_long_day);
  const std::string path = "4112/411202/411202001/411202001001/";
  EXPECT_EQ(approval_path(PendingReason::closed_by_program, path), path);
  EXPECT_EQ(approval_path(PendingReason::long_day, path), "4112/411202/411202001/");
  EXPECT_EQ(approval_path(PendingReason::very_long_day, path), "4112/411202/");
  EXPECT_EQ(approval_path(PendingReason::long_day, "4112/411202/"), "4112/411202/");
}

TEST(Stars, StandAtTheirThresholds) {
  EXPECT_EQ(stars_of(99 * 60 + 59, star_hours_default), 0);
  EXPECT_EQ(stars_of(100 * 60, star_hours_default), 1);
  EXPECT_EQ(stars_of(1499 * 60, star_hours_default), 4);
  EXPECT_EQ(stars_of(1500 * 60, star_hours_default), 5);
  EXPECT_EQ(stars_of(20 * 60, {10, 20, 30, 40, 50}), 2);
}

TEST(Stars, AreFiveNumbersThatRise) {
  EXPECT_TRUE(check_star_hours(star_hours_default).ok());
  EXPECT_TRUE(check_star_hours({1, 2, 3, 4, star_hours_max}).ok());
  using Hours = std::vector<std::int64_t>;
  for (const Hours& hours : {Hours{}, Hours{1, 2, 3, 4}, Hours{1, 2, 3, 4, 5, 6},
                             Hours{0, 2, 3, 4, 5}, Hours{-1, 2, 3, 4, 5}, Hours{1, 2, 2, 4, 5},
                             Hours{5, 4, 3, 2, 1}, Hours{1, 2, 3, 4, star_hours_max + 1}}) {
    const auto checked = check_star_hours(hours);
    ASSERT_FALSE(checked.ok());
    EXPECT_EQ(checked.refused().refusal, star_hours_wrong);
  }
}

TEST(Hours, ByHandLieInThePastYearAndWithinADay) {
  const Instant now = at(1'000'000);
  EXPECT_TRUE(check_hours({at(999'000), at(999'060)}, now).ok());
  EXPECT_TRUE(check_hours({at(1'000'000 - 60), now}, now).ok());
  EXPECT_FALSE(check_hours({at(999'060), at(999'000)}, now).ok());
  EXPECT_FALSE(check_hours({at(999'000), at(999'000)}, now).ok());
  EXPECT_FALSE(check_hours({at(999'000), at(999'001) - std::chrono::milliseconds{1}}, now).ok());
  EXPECT_TRUE(check_hours({at(999'000), at(999'001)}, now).ok());
  EXPECT_FALSE(check_hours({at(999'999), at(1'000'001)}, now).ok());
  EXPECT_TRUE(check_hours({at(990'000), at(990'000 + 1440)}, now).ok());
  EXPECT_FALSE(check_hours({at(990'000), at(990'000 + 1441)}, now).ok());
  EXPECT_FALSE(
      check_hours({at(1'000'000 - 366 * 1440 - 1), at(1'000'000 - 366 * 1440 + 60)}, now).ok());
}

TEST(Without, CutsWhatOthersCover) {
  EXPECT_THAT(without(stay(0, 60), {}), ElementsAre(stay(0, 60)));
  EXPECT_THAT(without(stay(0, 60), {{at(60), at(90)}}), ElementsAre(stay(0, 60)));
  EXPECT_THAT(without(stay(0, 60), {{at(20), at(30)}}), ElementsAre(stay(0, 20), stay(30, 60)));
  EXPECT_THAT(without(stay(0, 60), {{at(-10), at(70)}}), IsEmpty());
  EXPECT_THAT(without(stay(0, 60), {{at(30), at(90)}, {at(-9), at(10)}}),
              ElementsAre(stay(10, 30)));
}

TEST(Hours, OfADayAreItsOwnPartOfEachStay) {
  const auto at = [](int hour) { return at_ms(0) + std::chrono::hours{hour}; };
  const std::vector<Interval> stays{{at(20), at(26)}, {at(30), at(31)}};
  EXPECT_EQ(minutes_within(stays, {at(0), at(24)}), 240);
  EXPECT_EQ(minutes_within(stays, {at(24), at(48)}), 180);
  EXPECT_EQ(minutes_within(stays, {at(48), at(72)}), 0);
  EXPECT_TRUE(overlap(stays, {{at(25), at(27)}}));
  EXPECT_FALSE(overlap(stays, {{at(26), at(30)}}));
  EXPECT_FALSE(overlap(stays, {}));
}

RC_GTEST_PROP(Without, LeavesEachMinuteThatNobodyElseHas, ()) {
  const std::int64_t from = *rc::gen::inRange(0, 50),
                     to = *rc::gen::inRange<std::int64_t>(from + 1, 100);
  std::vector<TimeWindow> others;
  for (int i = *rc::gen::inRange(0, 5); i > 0; --i) {
    const std::int64_t a = *rc::gen::inRange(0, 99);
    others.push_back({at(a), at(*rc::gen::inRange<std::int64_t>(a + 1, 101))});
  }
  const auto left = without(stay(from, to), others);
  for (std::int64_t m = 0; m <= 100; ++m) {
    const auto holds = [&](const TimeWindow& w) { return w.holds(at(m)); };
    const bool expected = m >= from && m < to && std::none_of(others.begin(), others.end(), holds);
    const bool found = std::any_of(left.begin(), left.end(),
                                   [&](const Interval& i) { return holds({i.from, i.to}); });
    RC_ASSERT(found == expected);
  }
}

TEST(Minutes, AreWhole) {
  EXPECT_EQ(minutes_of({{at_ms(0), at_ms(119'999)}}), 1);
  EXPECT_EQ(minutes_of({{at_ms(0), at_ms(59'999)}, {at_ms(60'000), at_ms(119'999)}}), 0);
  EXPECT_EQ(minutes_of({stay(0, 1000), stay(1000, 2000)}), 2000);
}

}  // namespace
}  // namespace lastmile::records
