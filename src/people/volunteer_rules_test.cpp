#include "people/volunteer_rules.h"

#include <gtest/gtest.h>

#include "people/licence_rules.h"
#include "people/team_rules.h"

namespace lastmile::people {
namespace {

Day day(std::string_view text) { return parse_day(text).value(); }
template <class T>
std::string code_of(const Result<T>& r) {
  return r ? std::string() : std::string(r.refused().refusal.code);
}
const Day today = day("2026-03-02");

TEST(MayJoin, InTheOrderOfTheErrors) {
  Joining j{.now = VolunteerState::active, .birth_day = {}, .today = today};
  EXPECT_EQ(code_of(may_join(j)), "already_a_volunteer");
  j.now = VolunteerState::left;
  EXPECT_EQ(code_of(may_join(j)), "birth_day_missing");
  j.birth_day = day("2018-03-03");
  EXPECT_EQ(code_of(may_join(j)), "volunteer_too_young");
  j.birth_day = day("2018-03-02");
  EXPECT_EQ(code_of(may_join(j)), "guardian_consent_missing");
  j.guardian_agreed = true;
  EXPECT_EQ(code_of(may_join(j)), "");
  j.guardian_agreed = false;
  j.birth_day = day("2012-03-02");
  EXPECT_EQ(code_of(may_join(j)), "");
}

TEST(Steps, GoOnlyFromTheirStates) {
  VolunteerRow row;
  row.state = VolunteerState::active;
  EXPECT_EQ(code_of(paused_by(row, today, today)), "pause_end_past");
  const auto paused = paused_by(row, day("2026-03-03"), today);
  ASSERT_TRUE(paused.ok());
  EXPECT_EQ(paused->state, VolunteerState::paused);
  EXPECT_EQ(code_of(paused_by(*paused, std::nullopt, today)), "not_active");
  EXPECT_EQ(resumed_by(*paused)->state, VolunteerState::active);
  EXPECT_EQ(code_of(resumed_by(row)), "not_paused");
  EXPECT_EQ(left_by(*paused)->state, VolunteerState::left);
  EXPECT_EQ(code_of(left_by(*left_by(row))), "not_active");
  EXPECT_EQ(code_of(confirmed_by(row)), "yes_not_awaited");
  row.state = VolunteerState::awaiting_yes;
  EXPECT_EQ(confirmed_by(row)->state, VolunteerState::active);
}

TEST(FreeHours, EndAfterTheyBegin) {
  EXPECT_EQ(code_of(hours_in_order({{{0}, {60}, {61}}}, {})), "");
  const auto bad =
      hours_in_order({{{0}, {60}, {61}}, {{1}, {60}, {60}}}, {{today, true, {90}, {60}}});
  ASSERT_EQ(code_of(bad), "free_hours_empty");
  ASSERT_EQ(bad.refused().fields.size(), 2u);
  EXPECT_EQ(bad.refused().fields[0].path, "/free_hours/1/to_minute");
  EXPECT_EQ(bad.refused().fields[1].path, "/exceptions/0/to_minute");
}

TEST(Exceptions, OfADayDoNotContradict) {
  const FreeException off{today, false, {0}, {1440}}, on{today, true, {540}, {600}};
  const FreeException later{today, true, {600}, {660}}, tomorrow{day("2026-03-03"), true};
  EXPECT_EQ(code_of(hours_in_order({}, {off, off, tomorrow})), "");
  EXPECT_EQ(code_of(hours_in_order({}, {on, {today, false, {600}, {720}}})), "");  // meet only
  const auto bad = hours_in_order({}, {off, tomorrow, on, later});
  ASSERT_EQ(code_of(bad), "exceptions_contradict");
  ASSERT_EQ(bad.refused().fields.size(), 2u);
  EXPECT_EQ(bad.refused().fields[0].path, "/exceptions/2/free");
  EXPECT_EQ(bad.refused().fields[1].path, "/exceptions/3/free");
}

TEST(Exceptions, AreForDaysToCome) {
  const FreeException past{day("2026-03-01"), false}, now{today, false};
  EXPECT_EQ(code_of(exceptions_ahead({now}, {}, today)), "");
  EXPECT_EQ(code_of(exceptions_ahead({past, now}, {past}, today)), "");  // sent back as it was
  const auto bad = exceptions_ahead({now, past}, {}, today);
  ASSERT_EQ(code_of(bad), "exception_past");
  EXPECT_EQ(bad.refused().fields.at(0).path, "/exceptions/1/day");
}

TEST(Days, OfAnotherAgeAreSlips) {
  VolunteerRow row;
  EXPECT_EQ(code_of(paused_by(row, day("2036-03-02"), today)), "");
  EXPECT_EQ(code_of(paused_by(row, day("2036-03-03"), today)), "pause_end_far");
  EXPECT_EQ(code_of(may_attest_insurance(day("2036-03-02"), today)), "");
  EXPECT_EQ(code_of(may_attest_insurance(day("9999-12-31"), today)), "insurance_end_far");
  EXPECT_EQ(code_of(days_fit(day("1950-01-01"), day("2086-03-02"), today)), "");
  EXPECT_EQ(code_of(days_fit(day("1949-12-31"), day("2027-01-01"), today)), "licence_too_old");
  EXPECT_EQ(code_of(days_fit(day("2020-01-01"), day("2086-03-03"), today)), "licence_end_far");
  EXPECT_EQ(years_after(day("2024-02-29"), 10), day("2034-03-01"));
}

TEST(Licences, HaveAWindowToRenew) {
  LicenceRow old;
  old.state = LicenceState::entered;
  old.from_day = day("2024-01-01");
  old.until_day = day("2026-06-01");
  EXPECT_EQ(code_of(may_renew(old, today)), "licence_not_verified");
  old.state = LicenceState::verified;
  const auto early = may_renew(old, day("2026-03-02"));
  EXPECT_EQ(code_of(early), "licence_renewal_early");
  EXPECT_EQ(early.refused().seen, "2026-03-03");
  EXPECT_EQ(code_of(may_renew(old, day("2026-03-03"))), "");
  EXPECT_EQ(code_of(may_renew(old, day("2026-08-30"))), "");
  EXPECT_EQ(code_of(may_renew(old, day("2026-08-31"))), "licence_renewal_late");
  EXPECT_TRUE(holds_on(old, day("2026-06-01")));
  EXPECT_FALSE(holds_on(old, day("2026-06-02")));
  const Day yesterday = today - std::chrono::days{1};
  EXPECT_EQ(code_of(days_fit(today, yesterday, today)), "licence_days_wrong");
  EXPECT_EQ(code_of(days_fit(today, today, today)), "");
  EXPECT_EQ(code_of(days_fit(day("2025-01-01"), yesterday, today)), "licence_over");
}

TEST(Nesting, RefusesCirclesAndDepth) {
  Rng rng(1);
  const auto id = [&] { return Uuid::make(at_ms(1), rng); };
  const Uuid a = id(), b = id();
  const Standing top = standing_under(std::nullopt, a);
  EXPECT_EQ(top.path, a.text() + "/");
  const Standing below = standing_under(top, b);
  EXPECT_EQ(below.path, a.text() + "/" + b.text() + "/");
  EXPECT_EQ(below.depth, 2);
  // a under b, which stands in a.
  EXPECT_EQ(code_of(may_stand(standing_under(below, a), top.path, 1)), "nested_in_itself");
  EXPECT_EQ(code_of(may_stand({below.path, nesting_max}, {}, 0)), "");
  EXPECT_EQ(code_of(may_stand({below.path, nesting_max}, {}, 1)), "nested_too_deep");
  const Standing moved = moved_along({below.path, 2}, top, {"x/" + a.text() + "/", 2});
  EXPECT_EQ(moved.path, "x/" + a.text() + "/" + b.text() + "/");
  EXPECT_EQ(moved.depth, 3);
}

TEST(Memberships, AreAskedForAndAnswered) {
  EXPECT_EQ(code_of(may_ask(std::nullopt)), "");
  MembershipRow row;
  row.state = MembershipState::requested;
  EXPECT_EQ(code_of(may_ask(row)), "requested_already");
  EXPECT_EQ(code_of(answered_by_volunteer(row, true)), "not_invited");
  EXPECT_EQ(answered_by_leader(row, true)->state, MembershipState::member);
  EXPECT_EQ(answered_by_leader(row, false)->state, MembershipState::declined);
  EXPECT_EQ(ended(row, MembershipState::left)->state, MembershipState::left);
  EXPECT_EQ(code_of(ended(row, MembershipState::removed)), "not_a_member");
  row.state = MembershipState::invited;
  EXPECT_EQ(code_of(may_invite(row)), "invited_already");
  EXPECT_EQ(code_of(answered_by_leader(row, true)), "not_requested");
  EXPECT_EQ(answered_by_volunteer(row, true)->state, MembershipState::member);
  row.state = MembershipState::member;
  row.role = TeamRole::leader;
  EXPECT_EQ(code_of(may_ask(row)), "member_already");
  EXPECT_EQ(ended(row, MembershipState::removed)->role, TeamRole::member);
  row.state = MembershipState::left;
  EXPECT_EQ(code_of(may_ask(row)), "");
}

}  // namespace
}  // namespace lastmile::people
