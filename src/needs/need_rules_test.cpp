#include "needs/need_rules.h"

#include <gmock/gmock.h>

#include <map>
#include <set>

#include "needs/need_number.h"

namespace lastmile::needs {
namespace {

using S = NeedState;
using M = Move;

template <class E>
std::vector<E> all_of() {
  std::vector<E> all;
  boost::mp11::mp_for_each<boost::describe::describe_enumerators<E>>(
      [&](const auto& e) { all.push_back(e.value); });
  return all;
}

// The loop as domain.md says it, a line a move: from>to.
const std::map<M, std::string> loop{
    {M::submit, "draft>submitted returned>submitted"},
    {M::return_, "submitted>returned"},
    {M::refuse, "submitted>refused"},
    {M::refer, "submitted>referred accepted>referred awaiting_dispatch>referred"},
    {M::accept, "submitted>awaiting_dispatch"},
    {M::keep, "submitted>accepted"},
    {M::release, "accepted>awaiting_dispatch"},
    {M::untriage,
     "returned>submitted refused>submitted referred>submitted accepted>submitted "
     "awaiting_dispatch>submitted"},
    {M::offer, "awaiting_dispatch>offered offered>offered"},
    {M::unoffer, "offered>awaiting_dispatch"},
    {M::take, "awaiting_dispatch>taken offered>taken"},
    {M::schedule,
     "awaiting_dispatch>scheduled offered>scheduled taken>scheduled scheduled>scheduled"},
    {M::leave, "taken>awaiting_dispatch scheduled>awaiting_dispatch"},
    {M::start,
     "awaiting_dispatch>in_service offered>in_service taken>in_service scheduled>in_service "
     "in_service>in_service awaiting_confirmation>in_service"},
    {M::finish, "in_service>awaiting_confirmation"},
    {M::settle,
     "awaiting_dispatch>awaiting_confirmation offered>awaiting_confirmation "
     "taken>awaiting_confirmation scheduled>awaiting_confirmation"},
    {M::confirm, "awaiting_confirmation>awaiting_rating"},
    {M::rate, "awaiting_rating>archived archived>archived"},
    {M::redo,
     "awaiting_confirmation>awaiting_dispatch awaiting_rating>awaiting_dispatch "
     "archived>awaiting_dispatch"},
    {M::close, "awaiting_confirmation>archived awaiting_rating>archived"},
    {M::withdraw,
     "draft>withdrawn submitted>withdrawn returned>withdrawn accepted>withdrawn "
     "awaiting_dispatch>withdrawn offered>withdrawn taken>withdrawn scheduled>withdrawn"},
    {M::merge, "submitted>merged returned>merged accepted>merged awaiting_dispatch>merged"},
    {M::unmerge, "merged>submitted"},
    {M::reopen, "archived>submitted refused>submitted withdrawn>submitted"},
};

std::string wanted(M move, S from) {
  std::istringstream words(loop.at(move));
  for (std::string word; words >> word;) {
    const auto arrow = word.find('>');
    if (word.substr(0, arrow) == to_text(from)) return word.substr(arrow + 1);
  }
  return "";
}

TEST(NeedRules, EveryMoveInEveryStateIsAllowedOrNamed) {
  for (const M move : all_of<M>()) {
    for (const S from : all_of<S>()) {
      const auto to = moved(from, move);
      const std::string expected = wanted(move, from);
      EXPECT_EQ(to.ok() ? std::string(to_text(*to)) : "", expected)
          << to_text(move) << " " << to_text(from);
      if (!to.ok()) {
        EXPECT_EQ(to.refused().seen, to_text(from));
      }
    }
  }
}

TEST(NeedRules, TheNoSaysWhatTheNeedIsNow) {
  struct Case {
    S from;
    M move;
    std::string_view refusal;
  };
  for (const Case& c : {
           Case{S::withdrawn, M::accept, "need_withdrawn"},
           Case{S::withdrawn, M::take, "need_withdrawn"},
           Case{S::withdrawn, M::start, "need_withdrawn"},
           Case{S::merged, M::accept, "need_merged"},
           Case{S::merged, M::take, "need_merged"},
           Case{S::archived, M::accept, "need_closed"},
           Case{S::refused, M::take, "need_closed"},
           Case{S::referred, M::withdraw, "need_closed"},
           Case{S::awaiting_dispatch, M::accept, "need_already_triaged"},
           Case{S::accepted, M::refuse, "need_already_triaged"},
           Case{S::in_service, M::return_, "need_already_triaged"},
           Case{S::returned, M::accept, "need_not_there_yet"},
           Case{S::draft, M::accept, "need_not_there_yet"},
           Case{S::taken, M::take, "need_already_taken"},
           Case{S::scheduled, M::offer, "need_already_taken"},
           Case{S::in_service, M::take, "need_already_taken"},
           Case{S::submitted, M::take, "need_not_there_yet"},
           Case{S::submitted, M::start, "need_not_there_yet"},
           Case{S::in_service, M::withdraw, "need_not_there_yet"},
       }) {
    EXPECT_EQ(refusal_for(c.from, c.move).code, c.refusal)
        << to_text(c.from) << " " << to_text(c.move);
  }
}

TEST(NeedRules, AVisitStaysWithTheStationItBeganAt) {
  const std::set<S> before{S::draft,   S::submitted, S::returned, S::accepted, S::awaiting_dispatch,
                           S::offered, S::taken,     S::scheduled};
  for (const S state : all_of<S>()) {
    EXPECT_EQ(may_change_site(state), before.contains(state)) << to_text(state);
  }
}

TEST(NeedRules, EveryWaitHasItsDueTimeAndNothingClosedHas) {
  for (const S state : all_of<S>()) {
    if (!is_open(state)) {
      EXPECT_FALSE(due_step(state)) << to_text(state);
    }
  }
  for (const S waits :
       {S::submitted, S::accepted, S::awaiting_dispatch, S::offered, S::taken, S::scheduled,
        S::in_service, S::awaiting_confirmation, S::awaiting_rating}) {
    EXPECT_TRUE(due_step(waits)) << to_text(waits);
  }
  for (const DueStep step : all_of<DueStep>()) {
    auto before = default_due(Urgency::now, step);
    EXPECT_GE(before.count(), 1);
    for (const Urgency u : {Urgency::same_day, Urgency::three_days, Urgency::appointment}) {
      EXPECT_GE(default_due(u, step), before) << to_text(step);
      before = default_due(u, step);
    }
  }
}

TEST(NeedRules, SomebodyIsFoundBeforeTheTimeAskedForBegins) {
  using namespace std::chrono_literals;
  const Instant now = at_ms(1'772'413'200'000);
  struct Case {
    std::chrono::minutes allowed;
    std::optional<std::chrono::minutes> begins;  // from now
    std::chrono::minutes due;
  };
  for (const Case& c : {
           Case{2h, {}, 2h},        // no time asked for
           Case{2h, 3h, 2h},        // the rule comes first
           Case{72h, 1h, 1h},       // the visit does
           Case{72h, 3min, 3min},   // a helper left at the last minute
           Case{72h, 0min, 0min},   //
           Case{72h, -30min, 0min}  // begun already: now, not before
       }) {
    const auto by = c.begins ? std::optional(now + *c.begins) : std::nullopt;
    EXPECT_EQ(due_by(now, c.allowed, by), now + c.due) << c.allowed.count();
  }
  for (const DueStep step : all_of<DueStep>()) {
    EXPECT_EQ(is_before_visit(step), step == DueStep::triage || step == DueStep::dispatch);
  }
}

TEST(NeedRules, AStoppedClockRunsOnWithTheTimeThatWasLeft) {
  using namespace std::chrono_literals;
  using Hours = std::chrono::hours;
  const Instant now = at_ms(1'772'413'200'000);
  struct Case {
    const char* what;
    Hours due;
    std::optional<Hours> held, by;
    Hours from, then;
  };
  for (const Case& c : {
           Case{"held", 5h, {}, {}, 48h, 53h},
           Case{"let go early", 53h, 48h, {}, 0h, 5h},
           Case{"held for longer", 53h, 48h, {}, 72h, 77h},
           Case{"let go after it ran out", 3h, -2h, {}, 0h, 3h},
           Case{"late before", -1h, {}, {}, 48h, 48h},
           Case{"the visit after the hold", 5h, {}, 50h, 48h, 50h},
           Case{"due when the visit begins", 5h, {}, 5h, 2h, 5h},
           Case{"the visit within the hold", 5h, {}, 5h, 48h, 48h},
           Case{"let go before the visit", 48h, 48h, 5h, 0h, 5h},
       }) {
    const auto at = [&](const std::optional<Hours>& h) {
      return h ? std::optional(now + *h) : std::nullopt;
    };
    EXPECT_EQ(due_again({now + c.due, at(c.held), at(c.by)}, now, now + c.from), now + c.then)
        << c.what;
  }
}

TEST(NeedRules, WhatNobodyDoesRisesWhileTheTimeIsNotOver) {
  using namespace std::chrono_literals;
  const Instant now = at_ms(1'772'413'200'000);
  EXPECT_EQ(rise_at(now, 4h, {}), now + 4h);
  EXPECT_EQ(rise_at(now, 4h, now + 6h), now + 4h);
  EXPECT_EQ(rise_at(now, 72h, now + 1h), now + 1h);
  EXPECT_EQ(rise_at(now, 72h, now + 1min), now + 10min);
  EXPECT_EQ(rise_at(now, 5min, now + 1h), now + 10min);
  EXPECT_EQ(rise_at(now, 72h, now), now + 72h) << "over: as slowly as ever";
}

TEST(NeedRules, WindowsLieAheadAndEndAfterTheyStart) {
  using namespace std::chrono_literals;
  const Instant now = at_ms(1'772'413'200'000);
  const auto code = [&](Instant from, Instant to) {
    const auto check = check_window({from, to}, now);
    return check.ok() ? std::string_view() : check.refused().refusal.code;
  };
  EXPECT_EQ(code(now + 1h, now + 2h), "");
  EXPECT_EQ(code(now - 1h, now + 1h), "");  // under way
  EXPECT_EQ(code(now - 2h, now), "window_past");
  EXPECT_EQ(code(now + 2h, now + 2h), "window_wrong");
  EXPECT_EQ(code(now + 2h, now + 1h), "window_wrong");
  EXPECT_EQ(code(now, now + 24h * 30), "");
  EXPECT_EQ(code(now, now + 24h * 30 + 1ms), "window_wrong");
}

TEST(NeedRules, AskingAgainWaitsForTheHourAndTheDay) {
  using namespace std::chrono_literals;
  const Instant now{std::chrono::hours{1'000'000}};
  struct Case {
    const char* what;
    std::vector<std::chrono::minutes> ago;  // oldest first; six a day, two an hour
    int wait;                               // seconds; 0: may
  };
  for (const Case& c : {Case{"nothing yet", {}, 0},
                        {"one", {1min}, 0},
                        {"two in the hour", {50min, 1min}, 600},
                        {"three, of which two count", {90min, 50min, 1min}, 600},
                        {"an hour ago", {61min, 60min}, 0},
                        {"five today", {23h, 20h, 10h, 5h, 2h}, 0},
                        {"six today", {23h, 20h, 10h, 5h, 2h, 90min}, 3600},
                        {"the oldest is over", {24h, 20h, 10h, 5h, 2h, 90min}, 0},
                        {"both, and the day is longer", {23h, 5h, 4h, 3h, 2min, 1min}, 3600},
                        {"in the future", {-1min, -2min, -3min}, 0}}) {
    std::vector<Instant> asked;
    for (const auto ago : c.ago) asked.push_back(now - ago);
    const Check check = may_ask_again(asked, 6, now);
    EXPECT_EQ(check.ok(), c.wait == 0) << c.what;
    if (!check.ok()) {
      EXPECT_EQ(check.refused().refusal, asked_too_often) << c.what;
      EXPECT_EQ(check.refused().retry_after_seconds, c.wait) << c.what;
    }
  }
  const std::vector<Instant> once{now - 30min};
  EXPECT_FALSE(may_ask_again(once, 1, now).ok());
  EXPECT_FALSE(may_ask_again(once, 2, now).ok()) << "one an hour at least, and at most";
}

TEST(NeedRules, TwoNeedsAreProbablyOne) {
  using namespace std::chrono_literals;
  Rng chance(1);
  const Instant now = at_ms(1'772'413'200'000);
  const auto person = [&] { return PersonId::make(now, chance); };
  const auto home = places::HouseholdId::make(now, chance);
  const Trace base{"0401", places::MapPoint{34.78, 111.19}, home, person(), now};
  Trace other{"0401", places::MapPoint{34.79, 111.19}, std::nullopt, person(), now};
  EXPECT_FALSE(looks_same(base, other));
  Trace near = other;
  near.point = places::MapPoint{34.7804, 111.19};  // 44 m
  EXPECT_TRUE(looks_same(base, near));
  near.point = places::MapPoint{34.7805, 111.19};  // 56 m
  EXPECT_FALSE(looks_same(base, near));
  Trace same_home = other;
  same_home.household = home;
  EXPECT_TRUE(looks_same(base, same_home));
  same_home.submitted_at = now - 24h * 7;
  EXPECT_TRUE(looks_same(base, same_home));
  same_home.submitted_at = now + 24h * 7 + 1ms;
  EXPECT_FALSE(looks_same(base, same_home));
  Trace same_person = other;
  same_person.recipient = base.recipient;
  EXPECT_TRUE(looks_same(base, same_person));
  same_person.category = same_home.category = near.category = "0402";
  EXPECT_TRUE(looks_same(base, same_person));
  same_home.submitted_at = now;
  EXPECT_TRUE(looks_same(base, same_home));
  near.point = base.point;
  EXPECT_FALSE(looks_same(base, near));  // at one door, but another household's other matter
}

TEST(NeedRules, APointIsBlurredToItsCell) {
  const auto a = blurred({34.7811, 111.1921}), b = blurred({34.7839, 111.1949});
  EXPECT_EQ(a.lat, b.lat);
  EXPECT_EQ(a.lon, b.lon);
  EXPECT_NE(a.lat, 34.7811);
  EXPECT_LT(std::abs(a.lat - 34.7811), 0.0026);
  EXPECT_NE(blurred({34.7861, 111.1921}).lat, a.lat);
}

TEST(NeedNumbers, CatchEveryWrongDigitAndEverySwap) {
  Rng chance(7);
  for (int i = 0; i < 200; ++i) {
    const std::string number = make_number(chance);
    ASSERT_EQ(number.size(), 11u);
    ASSERT_EQ(read_number(number), number);
    for (std::size_t at = 0; at < number.size(); ++at) {
      if (number[at] == '-') continue;
      for (char wrong = '0'; wrong <= '9'; ++wrong) {
        std::string bent = number;
        bent[at] = wrong;
        if (bent != number) {
          ASSERT_FALSE(read_number(bent)) << number << " " << bent;
        }
      }
    }
    std::string digits = number;
    std::erase(digits, '-');
    for (std::size_t at = 0; at + 1 < digits.size(); ++at) {
      std::string swapped = digits;
      std::swap(swapped[at], swapped[at + 1]);
      if (swapped != digits) {
        ASSERT_FALSE(read_number(swapped)) << digits << " " << swapped;
      }
    }
  }
}

TEST(NeedNumbers, AreReadAsPeopleSayThem) {
  Rng chance(7);
  const std::string number = make_number(chance);
  std::string digits = number, wide;
  std::erase(digits, '-');
  for (const char c : digits) wide += std::string("\xef\xbc") + static_cast<char>(0x90 + (c - '0'));
  for (const std::string& typed :
       {digits, digits.substr(0, 3) + " " + digits.substr(3), " " + number + " ", wide}) {
    EXPECT_EQ(read_number(typed), number) << typed;
  }
  for (const std::string& wrong :
       {std::string(), digits.substr(1), digits + "0", "A" + digits, digits.substr(1) + "x"}) {
    EXPECT_FALSE(read_number(wrong)) << wrong;
  }
}

}  // namespace
}  // namespace lastmile::needs
