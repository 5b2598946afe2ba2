#include <gmock/gmock.h>

#include <map>

#include "attendance/attendance_rules.h"
#include "base/base64.h"
#include "needs/need_petition.h"
#include "needs/needs_fixture.h"

/// What a need takes no more, or never, and the name it says so by.
namespace lastmile::needs {
namespace {

using namespace std::chrono_literals;
using testing::IsEmpty;
using testing::SizeIs;
using S = NeedState;

struct NeedLimits : NeedsTown {
  std::string field_of(const auto& refused) {
    return refused.ok() || refused.refused().fields.empty() ? ""
                                                            : refused.refused().fields.at(0).path;
  }
  /// What the phone of this person writes when it has no network.
  attendance::Evidence ticket(const Actor& who, const attendance::Ticket& of) {
    const auto key =
        bench().look(who, [&](Call& c) { return attendance::device_key_for(c, *who.person); });
    attendance::CodeKey raw{};
    std::ranges::copy(from_base64url(key).value(), raw.begin());
    return {.ticket = Text<1, 2000>::parse(attendance::signed_ticket(raw, of))};
  }
};
EACH_DATABASE(NeedLimits);

TEST_P(NeedLimits, AnEmergencyIsReferredAndNothingElse) {
  const NeedId id = ask();
  TriageNeed cmd;
  for (const Decision what :
       {Decision::accept, Decision::keep, Decision::return_, Decision::refuse}) {
    cmd = decision(id, what);
    cmd.urgency = Urgency::now;
    EXPECT_EQ(code_of(run(worker, triage_need, cmd)), "emergency_elsewhere") << to_text(what);
    EXPECT_EQ(state(id), S::submitted);
  }
  cmd = decision(id, Decision::refer);
  cmd.urgency = Urgency::now;
  const auto referred = run(worker, triage_need, cmd);
  ASSERT_EQ(code_of(referred), "");
  EXPECT_EQ(referred->urgency, Urgency::now);
}

TEST_P(NeedLimits, WhatAStationWroteDownIsOnBehalfAndSaysHowItCame) {
  AskOnBehalf cmd{.wanted = wanted(), .site = mao.id, .source = Source::self};
  cmd.recipient = wang.person;
  const auto own = run(worker, ask_on_behalf, cmd);
  EXPECT_EQ(code_of(own), "bad_request");
  EXPECT_EQ(field_of(own), "/source");
  cmd.source = Source::counter;
  const auto asked = run(worker, ask_on_behalf, cmd);
  ASSERT_EQ(code_of(asked), "");
  EXPECT_TRUE(asked->on_behalf);
  EXPECT_TRUE(show(asked->id, wang).on_behalf);
  EXPECT_FALSE(show(ask(), worker).on_behalf);
}

TEST_P(NeedLimits, NoMoreTimeIsAskedForWhatIsOver) {
  const std::map<S, std::string> refusals{
      {S::withdrawn, "need_withdrawn"}, {S::merged, "need_merged"},
      {S::refused, "need_closed"},      {S::referred, "need_closed"},
      {S::archived, "need_closed"},     {S::in_service, "need_not_there_yet"}};
  for (const S stands :
       {S::withdrawn, S::merged, S::refused, S::referred, S::archived, S::in_service}) {
    const AskExtension more{need_in(stands), bench().now() + 24h, line_of("人手不足")};
    EXPECT_EQ(code_of(run(worker, ask_extension, more)), refusals.at(stands)) << to_text(stands);
  }
}

TEST_P(NeedLimits, NobodyLetsGoWhatIsNotHeld) {
  const NeedId id = need_in(S::awaiting_dispatch);
  const auto steps = kinds_about(id);
  const auto let_go = [&] { return code_of(run(worker, unhold_need, UnholdNeed{id})); };
  EXPECT_EQ(let_go(), "need_not_held");
  EXPECT_EQ(kinds_about(id), steps);
  const auto hold = [&] {
    return code_of(
        run(worker, hold_need, HoldNeed{id, bench().now() + 24h, HoldReason::weather, {}}));
  };
  ASSERT_EQ(hold(), "");
  EXPECT_EQ(let_go(), "");
  EXPECT_EQ(let_go(), "need_not_held");
  EXPECT_EQ(show(id, wang).hold_until, std::nullopt);
  ASSERT_EQ(hold(), "");
  bench().tick(24h);
  EXPECT_EQ(let_go(), "need_not_held") << "it ran out by itself";
}

TEST_P(NeedLimits, NotFewerAreWantedThanHaveAgreed) {
  const NeedId id = for_two();
  ASSERT_EQ(take(id, zhao) + take(id, sun), "");
  ChangeNeed fewer{.need = id};
  fewer.people_wanted = Bounded<1, 50>{1};
  const auto refused = run(wang, change_need, fewer);
  EXPECT_EQ(code_of(refused), "bad_request");
  EXPECT_EQ(field_of(refused), "/people_wanted");
  EXPECT_EQ(brief(id).people_wanted, 2);
  ASSERT_EQ(leave(id, sun), "");
  EXPECT_EQ(code_of(run(wang, change_need, fewer)), "");
  EXPECT_EQ(state(id), S::scheduled);
}

TEST_P(NeedLimits, ALateTicketOpensNoVisitThatIsOver) {
  const NeedId id = need_in(S::scheduled);
  bench().tick(4h);
  const auto late =
      ticket(zhao, {id.uuid, attendance::Direction::in, bench().now(), show(id, wang).pin.value()});
  bench().tick(1min);
  ASSERT_EQ(start(id, zhao), "");
  bench().tick(20min);
  ASSERT_EQ(finish(id, zhao), "");
  EXPECT_EQ(code_of(run(zhao, check_in, CheckIn{id, late})), "stay_known");
  EXPECT_EQ(state(id), S::awaiting_confirmation);
  EXPECT_EQ(told(id, "need_served"), 1);
  EXPECT_EQ(confirm(id, wang), "");
}

// The clock rings for nobody at the door; an hour later it ends the stay by itself.
TEST_P(NeedLimits, WhoeverCameLeavesByThePlannedEnd) {
  const NeedId id = need_in(S::in_service);
  const NeedView there = show(id, worker);
  EXPECT_EQ(there.due_at, there.window->end);
  EXPECT_FALSE(there.overdue);
  pass(there.window->end - bench().now() + 59min);
  EXPECT_EQ(state(id), S::in_service);
  EXPECT_TRUE(show(id, worker).overdue);
  ListNeeds late{.under = access::SitePath::parse(city.path).value()};
  late.overdue = true;
  EXPECT_THAT(look(auditor, list_needs, late)->items, SizeIs(1));
  pass(2min);
  EXPECT_EQ(state(id), S::awaiting_confirmation);
  EXPECT_EQ(told(id, "need_reminded") + told(id, "need_escalated"), 0);
  const auto stays =
      bench().look(worker, [&](Call& c) { return attendance::sittings_of(c, id.uuid); });
  ASSERT_THAT(stays, SizeIs(1));
  EXPECT_EQ(stays[0].to, there.window->end);
  EXPECT_THAT(bench().verify(), IsEmpty());
}

}  // namespace
}  // namespace lastmile::needs
