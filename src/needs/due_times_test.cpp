#include <gmock/gmock.h>

#include "needs/needs_fixture.h"

/// What is due when, as the time asked for, a hold and another time agreed on move it.
namespace lastmile::needs {
namespace {

using namespace std::chrono_literals;
using S = NeedState;

struct DueTimes : NeedsTown {};
EACH_DATABASE(DueTimes);

TEST_P(DueTimes, WhatIsAskedForAtOnceIsDueWhileItsTimeLasts) {
  Wanted w = wanted();
  w.urgency = Urgency::same_day;
  w.window = TimeWindow{bench().now() - 5min, bench().now() + 2h};
  const NeedId id = ask(w);
  const auto asked = show(id, wang);
  EXPECT_GT(*asked.due_at, bench().now());
  EXPECT_FALSE(asked.overdue);
  ASSERT_EQ(triage(id), "");
  EXPECT_GT(*show(id, wang).due_at, bench().now());
  pass(1min);
  EXPECT_EQ(told(id, "need_reminded"), 0);
  w.urgency = Urgency::three_days;
  EXPECT_EQ(show(ask(w), wang).due_at, w.window->end);
}

TEST_P(DueTimes, NobodyIsFoundAfterTheTimeAskedForBegan) {
  Wanted w = wanted();
  w.urgency = Urgency::appointment;
  w.window = TimeWindow{bench().now() + 1h, bench().now() + 2h};
  const NeedId id = ask(w);
  const Instant begins = w.window->start;
  EXPECT_EQ(show(id, wang).due_at, begins) << "to be triaged by then";
  ASSERT_EQ(triage(id), "");
  EXPECT_EQ(show(id, wang).due_at, begins) << "and somebody found";
  ASSERT_EQ(take(id, zhao), "");
  EXPECT_EQ(show(id, wang).due_at, w.window->end);
  bench().tick(57min);
  ASSERT_EQ(leave(id, zhao), "");
  EXPECT_EQ(show(id, wang).due_at, begins);
  ASSERT_EQ(offer(id), "");
  ASSERT_EQ(unoffer(id), "");
  EXPECT_EQ(show(id, wang).due_at, begins) << "asking puts nothing off";
  pass(3min);
  EXPECT_EQ(told(id, "need_reminded"), 1);
  pass(59min);
  EXPECT_TRUE(show(id, worker).overdue);
  EXPECT_EQ(show(id, worker).escalation, 0);
  pass(1min);
  EXPECT_EQ(show(id, worker).escalation, 1) << "before the time is over, not days after";
  pass(1h);
  EXPECT_EQ(show(id, worker).escalation, 1);
  // Too late for anything but another time.
  const NeedId late = need_in(S::scheduled);
  bench().tick(7h);
  ASSERT_EQ(leave(late, zhao), "");
  EXPECT_EQ(show(late, wang).due_at, bench().now());
  // What is done again has had its time.
  const NeedId again = need_in(S::awaiting_rating);
  ASSERT_EQ(rate(again, wang, 2, true), "");
  EXPECT_EQ(show(again, wang).due_at, bench().now() + 24h);
}

TEST_P(DueTimes, HalfATeamIsLateWhenTheTimeBegins) {
  const NeedId id = for_two();
  ASSERT_EQ(take(id, zhao), "");
  ASSERT_EQ(unoffer(id), "");
  pass(4h);
  EXPECT_EQ(told(id, "need_reminded"), 1);
  pass(2h);
  EXPECT_TRUE(show(id, worker).overdue);
  EXPECT_EQ(show(id, worker).escalation, 1);
}

TEST_P(DueTimes, AnotherTimeMovesWhatIsDueBeforeIt) {
  const NeedId id = ask_for_afternoon();
  ASSERT_EQ(triage(id), "");
  const TimeWindow first = afternoon();
  EXPECT_EQ(brief(id).due_at, first.start);
  const auto agree = [&](TimeWindow window) {
    ChangeNeed change{.need = id};
    change.window = std::optional(window);
    EXPECT_EQ(code_of(run(wang, change_need, change)), "");
  };
  agree({first.start + 48h, first.end + 48h});
  EXPECT_EQ(brief(id).due_at, bench().now() + 24h) << "as the rule says";
  agree({first.start - 1h, first.end});
  EXPECT_EQ(brief(id).due_at, first.start - 1h);
  ASSERT_EQ(offer(id), "");
  agree({first.start - 2h, first.end});
  ASSERT_EQ(unoffer(id), "");
  EXPECT_EQ(brief(id).due_at, first.start - 2h);
}

TEST_P(DueTimes, AHoldKeepsTheTimeThatWasLeftWhileSomebodyIsAsked) {
  const NeedId id = ask();
  ASSERT_EQ(triage(id), "");
  bench().tick(10h);
  ASSERT_EQ(offer(id), "");
  bench().tick(2h);  // of the day for finding somebody half is left
  const Instant until = bench().now() + 48h;
  ASSERT_EQ(code_of(run(worker, hold_need, HoldNeed{id, until, HoldReason::weather, {}})), "");
  EXPECT_EQ(state(id), S::awaiting_dispatch);
  EXPECT_EQ(show(id, wang).due_at, until + 12h);
  EXPECT_EQ(show(id, wang).hold_until, until);
  EXPECT_EQ(offer(id), "need_on_hold");
  pass(47h);
  EXPECT_FALSE(show(id, worker).overdue);
  pass(1h);
  ASSERT_EQ(offer(id), "");
  ASSERT_EQ(unoffer(id), "");
  EXPECT_EQ(show(id, wang).due_at, until + 12h);
  EXPECT_EQ(told(id, "need_reminded"), 0);
  // Let go before its end: the same.
  ASSERT_EQ(
      code_of(run(worker, hold_need, HoldNeed{id, bench().now() + 48h, HoldReason::weather, {}})),
      "");
  bench().tick(5h);
  ASSERT_EQ(code_of(run(worker, unhold_need, UnholdNeed{id})), "");
  EXPECT_EQ(show(id, wang).due_at, bench().now() + 12h);
}

TEST_P(DueTimes, AHoldMovesNoVisit) {
  const NeedId id = ask_for_afternoon();
  ASSERT_EQ(triage(id), "");
  const TimeWindow visit = afternoon();
  const HoldNeed past_it{id, visit.start + 24h, HoldReason::later, {}};
  ASSERT_EQ(code_of(run(worker, hold_need, past_it)), "");
  EXPECT_EQ(show(id, wang).due_at, past_it.until) << "nothing is overdue on hold";
  bench().tick(1h);
  ASSERT_EQ(code_of(run(worker, unhold_need, UnholdNeed{id})), "");
  EXPECT_EQ(show(id, wang).due_at, visit.start);
}

TEST_P(DueTimes, WhatIsOverHasNoClockToStopOrLetRun) {
  const std::vector<std::pair<S, std::string>> refusals{{S::refused, "need_closed"},
                                                        {S::referred, "need_closed"},
                                                        {S::archived, "need_closed"},
                                                        {S::withdrawn, "need_withdrawn"},
                                                        {S::merged, "need_merged"}};
  for (const auto& [stands, refusal] : refusals) {
    const NeedId id = need_in(stands);
    HoldNeed hold{.need = id, .until = bench().now() + 48h, .reason_code = HoldReason::weather};
    const auto held = run(worker, hold_need, hold);
    const auto let_go = run(worker, unhold_need, UnholdNeed{id});
    EXPECT_EQ(code_of(held), refusal);
    ASSERT_EQ(code_of(let_go), refusal) << to_text(stands);
    EXPECT_EQ(let_go.refused().seen, held.refused().seen);
  }
}

}  // namespace
}  // namespace lastmile::needs
