#include <gmock/gmock.h>
#include <algorithm>
#include <map>

#include "attendance/attendance_facts.h"
#include "attendance/attendance_rules.h"
#include "base/base64.h"
#include "needs/due_times.h"
#include "needs/need_facts.h"
#include "needs/need_petition.h"
#include "needs/needs_fixture.h"
#include "people/duplicates.h"
#include "places/places.h"

namespace lastmile::needs {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using S = NeedState;

struct Service : NeedsTown {};
EACH_DATABASE(Service);

TEST_P(Service, TakesAsManyAsWereAskedFor) {
  const NeedId id = for_two();
  EXPECT_EQ(take(id, zhao), "");
  EXPECT_EQ(state(id), S::offered);  // one place is left
  EXPECT_EQ(take(id, zhao), "helper_already");
  EXPECT_EQ(take(id, sun), "");
  EXPECT_EQ(state(id), S::scheduled);
  EXPECT_EQ(take(id, stranger), "need_already_taken");
  EXPECT_EQ(leave(id, sun), "");
  EXPECT_EQ(state(id), S::awaiting_dispatch);
  EXPECT_EQ(leave(id, sun), "need_unknown");  // no part in it any more
  EXPECT_EQ(take(id, sun), "");               // and may come back
  EXPECT_EQ(state(id), S::scheduled);
  // Not before both have left does it end.
  bench().tick(4h);
  ASSERT_EQ(start(id, zhao), "");
  ASSERT_EQ(start(id, sun), "");
  EXPECT_EQ(leave(id, sun), "need_not_there_yet");
  bench().tick(30min);
  ASSERT_EQ(finish(id, zhao), "");
  EXPECT_EQ(state(id), S::in_service);
  bench().tick(1min);
  ASSERT_EQ(finish(id, sun), "");
  EXPECT_EQ(state(id), S::awaiting_confirmation);
  EXPECT_EQ(told(id, "need_served"), 2);
}

TEST_P(Service, WhoCameStartsWithoutTheRestOfTheTeam) {
  // One has agreed, others are asked still.
  const NeedId asked = for_two();
  ASSERT_EQ(take(asked, zhao), "");
  EXPECT_EQ(start(asked, zhao), "too_early");
  // Both had agreed; one steps back when there is no time to find another.
  const NeedId left = for_two();
  ASSERT_EQ(take(left, zhao) + take(left, sun), "");
  bench().tick(4h - 3min);
  ASSERT_EQ(leave(left, zhao), "");
  EXPECT_EQ(state(left), S::awaiting_dispatch);
  ASSERT_EQ(state(asked), S::offered);
  EXPECT_EQ(start(asked, zhao), "");
  EXPECT_EQ(start(left, sun), "");
  for (const NeedId id : {asked, left}) {
    EXPECT_EQ(state(id), S::in_service);
    EXPECT_EQ(take(id, stranger), "need_already_taken");
  }
  bench().tick(50min);
  EXPECT_EQ(finish(asked, zhao), "");
  EXPECT_EQ(finish(left, sun), "");
  EXPECT_EQ(state(left), S::awaiting_confirmation);
  EXPECT_EQ(told(left, "need_served"), 1);
}

TEST_P(Service, NobodyStartsWhatNobodyAgreedTo) {
  const NeedId again = need_in(S::awaiting_rating);
  ASSERT_EQ(rate(again, wang, 2, true), "");
  EXPECT_EQ(start(again, zhao), "need_not_there_yet") << "served before it was to be done again";
  ASSERT_EQ(take(again, sun), "");
  EXPECT_EQ(start(again, sun), "");
  Wanted two = wanted();
  two.people_wanted = Bounded<1, 50>{2};
  const NeedId no_time = ask(two);
  ASSERT_EQ(triage(no_time), "");
  ASSERT_EQ(take(no_time, zhao), "");
  EXPECT_EQ(start(no_time, zhao), "window_not_set");
}

TEST_P(Service, FewerWillDoWhenThoseWhoAskedSaySo) {
  const NeedId id = for_two();
  ASSERT_EQ(take(id, zhao), "");
  EXPECT_EQ(schedule(id, zhao, afternoon()), "need_not_there_yet");  // not the helper's to say
  ChangeNeed fewer{.need = id};
  fewer.people_wanted = Bounded<1, 50>{1};
  EXPECT_EQ(code_of(run(wang, change_need, fewer)), "");
  EXPECT_EQ(state(id), S::scheduled);
  fewer.people_wanted = Bounded<1, 50>{3};
  EXPECT_EQ(code_of(run(wang, change_need, fewer)), "");
  EXPECT_EQ(state(id), S::awaiting_dispatch);
  EXPECT_EQ(schedule(id, worker, afternoon()), "");
  EXPECT_EQ(state(id), S::scheduled);
}

TEST_P(Service, ATimeIsAgreedByThoseConcerned) {
  const NeedId id = ask();
  ASSERT_EQ(triage(id), "");
  EXPECT_EQ(schedule(id, worker, afternoon()), "need_not_there_yet");  // nobody comes yet
  ASSERT_EQ(take(id, zhao), "");
  EXPECT_EQ(state(id), S::taken);
  EXPECT_EQ(start(id, zhao), "window_not_set");
  EXPECT_EQ(schedule(id, stranger, afternoon()), "need_unknown");
  EXPECT_EQ(schedule(id, auditor, afternoon()), "not_yours");
  EXPECT_EQ(schedule(id, zhao, {bench().now() - 2h, bench().now() - 1h}), "window_past");
  EXPECT_EQ(schedule(id, zhao, afternoon()), "");
  EXPECT_EQ(schedule(id, wang, {bench().now() + 1h, bench().now() + 2h}), "");  // agreed anew
  EXPECT_EQ(brief(id).due_at, bench().now() + 2h);
  ChangeNeed change{.need = id};
  change.window = std::optional<TimeWindow>();
  EXPECT_EQ(code_of(run(wang, change_need, change)), "bad_request");
  EXPECT_EQ(start(id, sun), "need_unknown");
  EXPECT_EQ(start(id, worker), "not_a_helper");
  bench().tick(1h);
  EXPECT_EQ(start(id, zhao), "");
  EXPECT_EQ(schedule(id, wang, afternoon()), "need_not_there_yet");
  EXPECT_EQ(code_of(run(wang, change_need, change)), "need_not_there_yet");
}

TEST_P(Service, AWordMoreDoesNotPutTheAnswerOff) {
  const NeedId id = ask();
  const auto due = brief(id).due_at;
  bench().tick(1h);
  ChangeNeed change{.need = id};
  change.details = Words2000::parse("两盒");
  ASSERT_EQ(code_of(run(wang, change_need, change)), "");
  EXPECT_EQ(brief(id).due_at, due);
}

TEST_P(Service, AtAClosedSiteNobodyStartsAndWhoStartedMayEnd) {
  const NeedId id = need_in(S::scheduled);
  bench().tick(4h);
  const places::CloseSite close{mao.id, line_of("撤并")};
  ASSERT_EQ(code_of(run(chief, places::close_site, close)), "");
  EXPECT_EQ(start(id, zhao), "site_inactive");
  EXPECT_EQ(brief(id).state, S::scheduled);
  ASSERT_EQ(code_of(run(chief, places::reopen_site, places::ReopenSite{mao.id})), "");
  EXPECT_EQ(start(id, zhao), "");
  ASSERT_EQ(code_of(run(chief, places::close_site, close)), "");
  bench().tick(30min);
  EXPECT_EQ(finish(id, zhao), "");
}

TEST_P(Service, CheckInIsRefusedWithItsReason) {
  const NeedId id = need_in(S::scheduled);
  EXPECT_EQ(start(id, zhao), "too_early");
  bench().tick(4h);
  EXPECT_EQ(finish(id, zhao), "not_checked_in");
  EXPECT_EQ(code_of(run(zhao, check_in, CheckIn{id, {}})), "evidence_missing");
  const auto then = shown(id);
  bench().tick(45s);
  EXPECT_EQ(code_of(run(zhao, check_in, CheckIn{id, then})), "code_old");
  EXPECT_EQ(start(id, zhao), "");
  EXPECT_EQ(start(id, zhao), "already_checked_in");
  const NeedId other = need_in(S::submitted);
  EXPECT_EQ(code_of(run(zhao, check_in, CheckIn{other, shown(other)})), "need_unknown");
  // The PIN is the recipient's to say.
  const std::string pin = show(id, wang).pin.value();
  EXPECT_EQ(show(id, zhao).pin, std::nullopt);
  EXPECT_EQ(show(id, worker).pin, std::nullopt);
  bench().tick(30min);
  EXPECT_EQ(code_of(run(zhao, check_out, CheckOut{id, {.pin = Text<4, 8>::parse(pin)}})), "");
}

TEST_P(Service, WrongTriesAtTheDoorAreCountedThroughTheRefusal) {
  const NeedId id = need_in(S::scheduled);
  bench().tick(4h);
  const std::string pin = show(id, wang).pin.value();
  const CheckIn wrong{id, {.pin = Text<4, 8>::parse(pin == "0000" ? "0001" : "0000")}};
  for (int i = 0; i < 10; ++i) ASSERT_EQ(code_of(run(zhao, check_in, wrong)), "pin_wrong");
  EXPECT_EQ(start(id, zhao), "too_many_tries");
  EXPECT_EQ(state(id), S::scheduled);
  EXPECT_THAT(bench().verify(), IsEmpty());
}

TEST_P(Service, WhatWasNotEndedEndsByItselfOnce) {
  const NeedId id = need_in(S::in_service);
  pass(2h + 59min);
  EXPECT_EQ(state(id), S::in_service);  // an hour's grace
  pass(2min);
  EXPECT_EQ(state(id), S::awaiting_confirmation);
  bench().restart();
  add_jobs();
  pass(1s);
  EXPECT_EQ(told(id, "need_served"), 1);
  EXPECT_EQ(finish(id, zhao), "not_checked_in");
  EXPECT_THAT(bench().verify(), IsEmpty());
}

TEST_P(Service, ATicketBroughtLaterSaysWhenItEnded) {
  const NeedId id = need_in(S::in_service);
  bench().tick(30min);
  const auto key =
      bench().look(zhao, [&](Call& c) { return attendance::device_key_for(c, *zhao.person); });
  attendance::CodeKey raw{};
  std::ranges::copy(from_base64url(key).value(), raw.begin());
  const attendance::Ticket ticket{id.uuid, attendance::Direction::out, bench().now(),
                                  shown(id).code->str()};
  const attendance::Evidence late{.ticket =
                                      Text<1, 2000>::parse(attendance::signed_ticket(raw, ticket))};
  pass(5h);
  ASSERT_EQ(state(id), S::awaiting_confirmation);
  EXPECT_EQ(code_of(run(zhao, check_out, CheckOut{id, late})), "");
  EXPECT_EQ(told(id, "need_served"), 2);
  EXPECT_EQ(state(id), S::awaiting_confirmation);
  EXPECT_EQ(code_of(run(zhao, check_out, CheckOut{id, late})), "not_checked_in");
  EXPECT_THAT(bench().verify(), IsEmpty());
}

TEST_P(Service, HoursGivenLaterTakeAForgottenVisitOn) {
  const auto settle = [&](NeedId id, PersonId person) {
    ASSERT_EQ(code_of(bench().run(chief,
                                  [&](Call& c) -> Check {
                                    settle_served(c, id, person, {c.now - 1h, c.now});
                                    return Done{};
                                  })),
              "");
  };
  const auto helper_at = [&](NeedId id, std::size_t at) { return brief(id).helpers.at(at).state; };
  const PersonId former = *as(enter_volunteer("赵强二")).person;
  const auto joined =
      bench().run(chief, [&](Call& c) { return people::merge_persons(c, {*zhao.person, former}); });
  ASSERT_EQ(code_of(joined), "");
  const NeedId id = need_in(S::scheduled);
  settle(id, *sun.person);  // had no part in it
  EXPECT_EQ(state(id), S::scheduled);
  pass(24h);
  settle(id, former);
  EXPECT_EQ(state(id), S::awaiting_confirmation);
  EXPECT_EQ(helper_at(id, 0), HelperState::served);
  EXPECT_EQ(told(id, "need_served"), 0) << "the hours are written down already";
  EXPECT_GT(*show(id, wang).due_at, bench().now());
  const auto steps = kinds_about(id);
  settle(id, *zhao.person);
  EXPECT_EQ(kinds_about(id), steps) << "once is enough";
  EXPECT_EQ(confirm(id, wang), "");
  EXPECT_EQ(rate(id, wang, 5), "");
  // Without a time agreed; and in a team, half of which was found or half of which came.
  const NeedId taken = need_in(S::taken);
  settle(taken, *zhao.person);
  EXPECT_EQ(state(taken), S::awaiting_confirmation);
  const NeedId half = for_two();
  ASSERT_EQ(take(half, zhao), "");
  settle(half, *zhao.person);
  EXPECT_EQ(state(half), S::offered) << "the visit lies ahead";
  EXPECT_EQ(helper_at(half, 0), HelperState::taken);
  bench().tick(4h + 30min);
  settle(half, *zhao.person);
  EXPECT_EQ(state(half), S::awaiting_confirmation);
  const NeedId gone = need_in(S::scheduled);
  ASSERT_EQ(withdraw(gone), "");
  settle(gone, *zhao.person);
  EXPECT_EQ(state(gone), S::withdrawn);
  EXPECT_EQ(helper_at(gone, 0), HelperState::taken);
  const NeedId both = for_two();
  ASSERT_EQ(take(both, zhao) + take(both, sun), "");
  bench().tick(4h);
  ASSERT_EQ(start(both, sun), "");
  settle(both, *zhao.person);
  EXPECT_EQ(state(both), S::in_service) << "one is there still";
  settle(both, *sun.person);  // the door tells how long
  bench().tick(30min);
  ASSERT_EQ(finish(both, sun), "");
  EXPECT_EQ(state(both), S::awaiting_confirmation);
  EXPECT_EQ(told(both, "need_served"), 1);
  EXPECT_THAT(bench().verify(), IsEmpty());
}

TEST_P(Service, IsConfirmedByWhoeverWasServed) {
  const NeedId id = need_in(S::awaiting_confirmation);
  EXPECT_EQ(confirm(id, zhao), "rating_only_recipient");
  EXPECT_EQ(confirm(id, stranger), "need_unknown");
  EXPECT_EQ(confirm(id, auditor), "rating_only_recipient");
  EXPECT_EQ(confirm(id, worker), "bad_request");  // how did they hear of it?
  ConfirmService by_phone{.need = id, .happened = true};
  by_phone.channel = Channel::phone;
  EXPECT_EQ(code_of(run(worker, confirm_service, by_phone)), "");
  EXPECT_EQ(code_of(run(worker, confirm_service, by_phone)), "need_not_there_yet");
  EXPECT_EQ(told(id, "need_confirmed"), 1);
}

TEST_P(Service, WhatDidNotHappenIsDispatchedAgain) {
  const NeedId id = need_in(S::awaiting_confirmation);
  EXPECT_EQ(confirm(id, wang, false), "");
  EXPECT_EQ(state(id), S::awaiting_dispatch);
  EXPECT_EQ(told(id, "need_confirmed"), 0);
  EXPECT_EQ(seen_by(zhao, id), "need_unknown");
  EXPECT_EQ(take(id, zhao), "");  // asked again
}

TEST_P(Service, ALowRatingBringsARedoNotAPunishment) {
  const NeedId id = need_in(S::awaiting_rating);
  EXPECT_EQ(rate(id, wang, 2, true), "");
  EXPECT_EQ(state(id), S::awaiting_dispatch);
  EXPECT_EQ(seen_by(zhao, id), "") << "whoever served finds the visit behind their hours";
  EXPECT_EQ(look(zhao, list_my_tasks, ListMyTasks{})->items.size(), 1u);
  EXPECT_EQ(rate(id, wang, 2), "need_not_there_yet");
  ASSERT_EQ(take(id, sun), "");
  bench().tick(1min);
  ASSERT_EQ(schedule(id, sun, afternoon()), "");
  bench().tick(4h);
  ASSERT_EQ(start(id, sun), "");
  bench().tick(30min);
  ASSERT_EQ(finish(id, sun), "");
  EXPECT_EQ(rate(id, wang, 5), "");  // confirms, too
  EXPECT_EQ(state(id), S::archived);
  EXPECT_EQ(rate(id, wang, 4), "");  // a second thought
  EXPECT_EQ(show(id, wang).rating->stars, 4);
  EXPECT_EQ(confirm(id, wang, false), "need_closed") << "she said herself that it happened";
  const NeedId late = need_in(S::archived);
  EXPECT_EQ(rate(id, wang, 1, true), "");  // and a third
  EXPECT_EQ(state(id), S::awaiting_dispatch);
  bench().tick(24h * 14 + 1s);
  EXPECT_EQ(rate(late, wang, 3), "need_closed");
  EXPECT_EQ(rate(late, wang, 3, true), "need_closed");
}

TEST_P(Service, WhatAStationSaidInHerNameSheMayContradict) {
  const auto closed_by_slip = [&] {
    const NeedId id = need_in(S::awaiting_confirmation);
    ConfirmService phone{.need = id, .happened = true};
    phone.channel = Channel::phone;
    EXPECT_EQ(code_of(run(worker, confirm_service, phone)), "");
    RateService slip{.need = id, .stars = {5}};
    slip.channel = Channel::slip;
    EXPECT_EQ(code_of(run(worker, rate_service, slip)), "");
    EXPECT_EQ(state(id), S::archived);
    slip.redo = true;
    EXPECT_EQ(code_of(run(worker, rate_service, slip)), "need_closed") << "hers to ask for";
    phone.happened = false;
    EXPECT_EQ(code_of(run(worker, confirm_service, phone)), "need_closed");
    return id;
  };
  const NeedId again = closed_by_slip();
  EXPECT_EQ(rate(again, wang, 1, true), "");
  EXPECT_EQ(state(again), S::awaiting_dispatch);
  EXPECT_EQ(show(again, wang).rating->how, "self");
  pass(24h);
  const NeedId never = closed_by_slip();
  bench().tick(24h * 14);
  EXPECT_EQ(confirm(never, zhao, false), "rating_only_recipient");
  EXPECT_EQ(confirm(never, wang, false), "");
  EXPECT_EQ(state(never), S::awaiting_dispatch);
  EXPECT_EQ(show(never, wang).rating, std::nullopt) << "nobody rates what did not happen";
  EXPECT_EQ(brief(never).helpers.at(0).state, HelperState::left);
  EXPECT_EQ(confirm(never, wang, false), "need_not_there_yet");
  pass(24h);
  const NeedId late = closed_by_slip();
  bench().tick(24h * 14 + 1s);
  EXPECT_EQ(confirm(late, wang, false), "need_closed");
  EXPECT_EQ(rate(late, wang, 1, true), "need_closed");
  EXPECT_THAT(bench().verify(), IsEmpty());
}

TEST_P(Service, ClosedOnesAreOpenedAgain) {
  for (const S from : {S::archived, S::refused, S::withdrawn}) {
    const NeedId id = need_in(from);
    const ReopenNeed cmd{id, ReopenReason::new_facts, {}};
    EXPECT_EQ(code_of(run(wang, reopen_need, cmd)), "not_yours");
    EXPECT_EQ(code_of(run(worker, reopen_need, cmd)), "") << to_text(from);
    EXPECT_EQ(state(id), S::submitted);
    EXPECT_EQ(triage(id), "");
    EXPECT_EQ(take(id, zhao), "");  // whoever served before may again
  }
  EXPECT_EQ(code_of(run(worker, reopen_need,
                        ReopenNeed{need_in(S::referred), ReopenReason::new_facts, {}})),
            "need_closed");
}

TEST_P(Service, SilenceClosesAndIsNoConfirmation) {
  const NeedId id = need_in(S::awaiting_confirmation);
  pass(24h * 7 - 1min);
  EXPECT_EQ(state(id), S::awaiting_confirmation);
  pass(1min);
  EXPECT_EQ(state(id), S::archived);
  EXPECT_EQ(told(id, "need_confirmed"), 0);
  const NeedId unrated = need_in(S::awaiting_rating);
  pass(24h * 14);
  EXPECT_EQ(state(unrated), S::archived);
  EXPECT_EQ(show(unrated, wang).rating, std::nullopt);
}

TEST_P(Service, WhatIsOverdueIsRemindedAndThenRises) {
  const NeedId id = ask();  // three days: four hours for triage
  const auto due = show(id, worker).due_at;
  const auto overdue = [&] {
    const auto whole = access::SitePath::parse(city.path).value();
    const auto counts = look(auditor, count_needs, CountNeeds{whole})->items;
    const bool counted = std::ranges::any_of(
        counts, [](const StateCount& c) { return c.state == S::submitted && c.overdue == 1; });
    const auto lines = look(auditor, list_needs, ListNeeds{.under = whole, .overdue = true})->items;
    return counted && lines.size() == 1 ? lines.front().escalation : -1;
  };
  pass(4h - 1s);
  EXPECT_EQ(told(id, "need_reminded"), 0);
  pass(1s);
  EXPECT_EQ(told(id, "need_reminded"), 1);
  EXPECT_EQ(show(id, wang).escalation, 0);
  for (int level = 1; level <= 3; ++level) {
    bench().restart();
    add_jobs();
    pass(4h);
    pass(0s);  // again at the same moment: once is enough
    EXPECT_EQ(show(id, wang).escalation, level);
    EXPECT_EQ(told(id, "need_escalated"), level);
    const NeedView late = show(id, worker);
    EXPECT_TRUE(late.overdue);
    EXPECT_EQ(late.due_at, due) << "what was promised stays";
    EXPECT_EQ(overdue(), level);
  }
  EXPECT_EQ(code_of(run(worker, ask_extension,
                        AskExtension{id, bench().now() + 24h, line_of("人手不足")})),
            "extension_late");
  pass(4h);  // at the top a word a day
  pass(4h);
  EXPECT_EQ(told(id, "need_escalated"), 3);
  EXPECT_EQ(told(id, "need_reminded"), 1 + 1);
  bench().tick(-48h);  // a clock set back repeats nothing
  pass(0s);
  EXPECT_EQ(told(id, "need_reminded"), 2);
  pass(24h * 365);  // nor does one that leaps: once, not once for each time missed
  EXPECT_EQ(told(id, "need_reminded"), 3);
  EXPECT_THAT(bench().verify(), IsEmpty());
}

TEST_P(Service, OnHoldNoClockRings) {
  const NeedId id = ask();
  ASSERT_EQ(code_of(run(worker, hold_need,
                        HoldNeed{id, bench().now() + 24h * 3, HoldReason::asker_away, {}})),
            "");
  pass(24h * 2);
  EXPECT_EQ(told(id, "need_reminded"), 0);
  pass(24h);
  EXPECT_EQ(told(id, "need_reminded"), 0);  // the four hours of the step are still ahead
  pass(4h);
  EXPECT_EQ(told(id, "need_reminded"), 1);
}

TEST_P(Service, TheNearestDueRuleHolds) {
  const auto set = [&](const Actor& who, std::string_view path, const char* category,
                       std::optional<Urgency> urgency, int minutes) {
    SetDueRule rule{.site_path = access::SitePath::parse(path).value(),
                    .step = DueStep::triage,
                    .minutes = {minutes}};
    if (category) rule.category = Text<2, 4>::parse(category);
    rule.urgency = urgency;
    return code_of(run(who, set_due_rule, rule));
  };
  const auto minutes = [&](std::string_view path, std::string_view category, Urgency urgency) {
    return bench().look(worker, [&](Call& c) {
      return due_minutes(c, path, category, urgency, DueStep::triage).count();
    });
  };
  EXPECT_EQ(minutes(mao.path, "0405", Urgency::three_days), 240);  // the program's own
  EXPECT_EQ(set(worker, mao.path, nullptr, {}, 90), "not_yours");
  EXPECT_EQ(set(chief, "4112/", nullptr, {}, 90), "not_yours");
  EXPECT_EQ(set(chief, center.path, "0499", {}, 90), "category_unknown");
  EXPECT_EQ(set(chief, center.path + "411202999/", nullptr, {}, 90), "bad_request");  // no site
  ASSERT_EQ(set(chief, center.path, nullptr, {}, 100), "");
  EXPECT_EQ(minutes(mao.path, "0405", Urgency::three_days), 100);
  ASSERT_EQ(set(chief, center.path, nullptr, Urgency::same_day, 20), "");
  EXPECT_EQ(minutes(mao.path, "0405", Urgency::same_day), 20);
  ASSERT_EQ(set(chief, center.path, "04", {}, 60), "");
  EXPECT_EQ(minutes(mao.path, "0405", Urgency::same_day), 60);  // the category goes before
  ASSERT_EQ(set(chief, center.path, "0405", {}, 50), "");
  EXPECT_EQ(minutes(mao.path, "0405", Urgency::same_day), 50);
  EXPECT_EQ(minutes(mao.path, "0401", Urgency::same_day), 60);
  ASSERT_EQ(set(chief, mao.path, nullptr, {}, 200), "");
  EXPECT_EQ(minutes(mao.path, "0405", Urgency::same_day), 200);  // and the nearer site before all
  EXPECT_EQ(minutes(huang.path, "0405", Urgency::same_day), 50);
  ASSERT_EQ(set(chief, mao.path, nullptr, {}, 30), "");  // set again: one rule, not two
  EXPECT_EQ(minutes(mao.path, "0405", Urgency::same_day), 30);
  EXPECT_EQ(look(worker, list_due_rules, ListDueRules{access::SitePath::parse(mao.path).value()})
                ->items.size(),
            5u);
  EXPECT_EQ(brief(ask()).due_at, bench().now() + 30min);
}

TEST_P(Service, WhatWaitsToBeDecidedGoesOnPageAfterPage) {
  std::vector<PetitionId> asked;
  for (int i = 0; i < 3; ++i) {
    const NeedId id = need_in(S::awaiting_dispatch);
    const auto petition = run(worker, ask_extension,
                              AskExtension{id, brief(id).due_at.value() + 24h, line_of("停电")});
    ASSERT_EQ(code_of(petition), "");
    asked.push_back(petition->id);
  }
  std::ranges::sort(asked);  // ids of one moment come in any order
  ListOpenPetitions q{access::SitePath::parse(center.path).value(), {}, PageLimit{1}};
  std::vector<PetitionId> seen;
  do {
    const auto page = look(chief, list_open_petitions, q);
    ASSERT_EQ(code_of(page), "");
    ASSERT_EQ(page->items.size(), 1u);
    seen.push_back(page->items[0].id);
    q.cursor = page->next ? std::optional(Cursor{*page->next}) : std::nullopt;
  } while (q.cursor);
  EXPECT_EQ(seen, asked);
}

TEST_P(Service, MoreTimeIsAskedForInTimeAndDecidedAbove) {
  const NeedId id = need_in(S::awaiting_dispatch);
  const Instant due = brief(id).due_at.value();
  const auto ask_for = [&](const Actor& who, Instant until) {
    return run(who, ask_extension, AskExtension{id, until, line_of("车间停电,周四才修")});
  };
  EXPECT_EQ(code_of(ask_for(wang, due + 24h)), "not_yours");
  EXPECT_EQ(code_of(ask_for(stranger, due + 24h)), "need_unknown");
  EXPECT_EQ(code_of(ask_for(worker, due)), "bad_request");
  EXPECT_EQ(code_of(ask_for(worker, due + 24h * 100)), "bad_request");
  const auto asked = ask_for(worker, due + 24h);
  ASSERT_EQ(code_of(asked), "");
  EXPECT_EQ(asked->reason, "车间停电,周四才修");
  EXPECT_EQ(code_of(ask_for(worker, due + 24h)), "petition_waits");
  EXPECT_THAT(dump("need_petition"), Not(HasSubstr("停电")));
  EXPECT_EQ(look(chief, list_open_petitions,
                 ListOpenPetitions{access::SitePath::parse(center.path).value()})
                ->items.size(),
            1u);
  EXPECT_THAT(look(wang, list_petitions, ListPetitions{id})->items, IsEmpty());  // among colleagues
  const auto beside_names = [](const Call& call) {
    return std::ranges::count(call.readings, false, &Reading::is_name_in_list);
  };
  const auto readings = [&](const Actor& who) {
    return bench().look(who, [&](Call& call) {
      EXPECT_TRUE(list_petitions(call, {id}).ok());
      return beside_names(call);
    });
  };
  EXPECT_EQ(readings(worker), 1) << "the reason may tell of the one served";
  EXPECT_EQ(readings(wang), 0);
  EXPECT_EQ(bench().look(chief,
                         [&](Call& call) {
                           const auto under = access::SitePath::parse(center.path).value();
                           EXPECT_TRUE(list_open_petitions(call, {under}).ok());
                           return beside_names(call);
                         }),
            1);
  const auto decide = [&](const Actor& who, PetitionId petition, bool granted) {
    return code_of(
        run(who, decide_petition, DecidePetition{petition, granted, line_of("同意"), {}}));
  };
  EXPECT_EQ(decide(worker, asked->id, true), "not_yours");
  EXPECT_EQ(decide(neighbour, asked->id, true), "petition_unknown");
  EXPECT_EQ(decide(chief, PetitionId{}, true), "petition_unknown");
  EXPECT_EQ(decide(chief, asked->id, true), "");
  EXPECT_EQ(decide(chief, asked->id, false), "petition_decided");
  EXPECT_EQ(brief(id).due_at, due + 24h);
  EXPECT_EQ(code_of(ask_for(worker, due + 24h * 2)), "") << "what was decided waits no more";
  EXPECT_EQ(decide(chief, look(worker, list_petitions, ListPetitions{id})->items.back().id, false),
            "");
  const auto own = ask_for(chief, due + 24h * 2);
  EXPECT_EQ(decide(chief, own->id, true), "petition_own");
  // Granted when nothing is due any more: said so, not stored.
  ASSERT_EQ(withdraw(id), "");
  EXPECT_EQ(decide(staff("center_staff", center.path), own->id, true), "need_not_there_yet");
  EXPECT_EQ(decide(staff("center_staff", center.path), own->id, false), "");
  pass(24h * 30);
  const NeedId late = need_in(S::awaiting_dispatch);
  bench().tick(24h * 3);
  EXPECT_EQ(
      code_of(run(worker, ask_extension, AskExtension{late, bench().now() + 24h, line_of("x")})),
      "extension_late");
}

TEST_P(Service, AnObjectionMovesTheNeed) {
  const NeedId id = need_in(S::awaiting_dispatch);
  EXPECT_EQ(code_of(run(wang, object_to_dispatch, ObjectToDispatch{id, line_of("x")})),
            "not_yours");
  const ObjectToDispatch objection{id, line_of("住在黄河社区")};
  EXPECT_EQ(code_of(run(worker, object_to_dispatch, objection)), "not_assigned");
  const auto given = bench().run(chief, [&](Call& c) -> Result<NeedBrief> {
    RETURN_IF_REFUSED(move_to_site(c, id, places::find_site(c, huang.id).value(), "nearer"));
    return move_to_site(c, id, places::find_site(c, mao.id).value(), "nearer");
  });
  ASSERT_EQ(code_of(given), "");
  const auto asked = run(worker, object_to_dispatch, objection);
  ASSERT_EQ(code_of(asked), "");
  EXPECT_EQ(code_of(run(worker, object_to_dispatch, objection)), "petition_waits");
  DecidePetition cmd{asked->id, true, line_of("同意"), {}};
  EXPECT_EQ(code_of(run(chief, decide_petition, cmd)), "bad_request");
  cmd.site = mao.id;  // where it is: no answer to an objection
  EXPECT_EQ(code_of(run(chief, decide_petition, cmd)), "bad_request");
  cmd.site = huang.id;
  EXPECT_EQ(code_of(run(chief, decide_petition, cmd)), "");
  EXPECT_EQ(brief(id).site_path, huang.path);
  EXPECT_EQ(seen_by(worker, id), "need_unknown");
  EXPECT_EQ(seen_by(neighbour, id), "");
}

TEST_P(Service, AVisitIsNotHandedToAStationWhereNothingHappened) {
  const auto hand_over = [&](NeedId id) {
    return code_of(bench().run(chief, [&](Call& c) {
      return move_to_site(c, id, places::find_site(c, huang.id).value(), "nearer");
    }));
  };
  const std::map<S, std::string> refusals{{S::in_service, "need_not_there_yet"},
                                          {S::awaiting_confirmation, "need_not_there_yet"},
                                          {S::awaiting_rating, "need_not_there_yet"},
                                          {S::archived, "need_closed"},
                                          {S::refused, "need_closed"},
                                          {S::referred, "need_closed"},
                                          {S::withdrawn, "need_withdrawn"},
                                          {S::merged, "need_merged"}};
  for (const S stands :
       {S::submitted, S::returned, S::accepted, S::awaiting_dispatch, S::offered, S::taken,
        S::scheduled, S::awaiting_confirmation, S::awaiting_rating, S::archived, S::refused,
        S::referred, S::withdrawn, S::merged, S::in_service}) {
    const NeedId id = need_in(stands);
    const auto refusal = refusals.find(stands);
    const bool stays = refusal != refusals.end();
    EXPECT_EQ(hand_over(id), stays ? refusal->second : "") << to_text(stands);
    EXPECT_EQ(brief(id).site_path, stays ? mao.path : huang.path) << to_text(stands);
  }
}

}  // namespace
}  // namespace lastmile::needs
