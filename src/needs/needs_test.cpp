#include <gmock/gmock.h>

#include "access/staff_accounts.h"
#include "needs/need_merge.h"
#include "needs/need_store.h"
#include "needs/needs_fixture.h"
#include "people/own_data.h"
#include "people/residents.h"

namespace lastmile::needs {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;
using testing::IsEmpty;
using S = NeedState;

struct Needs : NeedsTown {
  std::optional<Instant> answered_at(NeedId id) {
    return bench()
        .look(chief, [&](Call& c) { return load_need(c.tx, c.region(), id); })
        ->responded_at;
  }
};
EACH_DATABASE(Needs);

TEST_P(Needs, GoRoundTheWholeLoop) {
  const NeedId id = ask_for_afternoon();
  EXPECT_EQ(state(id), S::submitted);
  EXPECT_EQ(triage(id), "");
  EXPECT_EQ(offer(id), "");
  EXPECT_EQ(take(id, zhao), "");
  EXPECT_EQ(state(id), S::scheduled);  // the time was fixed when it was asked for
  bench().tick(4h);
  EXPECT_EQ(start(id, zhao), "");
  EXPECT_EQ(state(id), S::in_service);
  bench().tick(50min);
  const auto out = run(zhao, check_out, CheckOut{id, shown(id)});
  ASSERT_EQ(code_of(out), "");
  EXPECT_EQ(out->minutes, 50);
  EXPECT_EQ(state(id), S::awaiting_confirmation);
  EXPECT_EQ(confirm(id, wang), "");
  EXPECT_EQ(rate(id, wang, 5), "");
  const NeedView end = show(id, wang);
  EXPECT_EQ(end.state, S::archived);
  EXPECT_EQ(end.rating->stars, 5);
  EXPECT_EQ(end.rating->how, "self");
  // What they said themself nobody passes on otherwise.
  RateService passed{.need = id, .stars = {1}};
  passed.channel = Channel::phone;
  EXPECT_EQ(code_of(run(worker, rate_service, passed)), "rating_only_recipient");
  EXPECT_EQ(show(id, wang).rating->stars, 5);
  const auto steps = look(wang, show_timeline, ShowTimeline{id});
  ASSERT_EQ(code_of(steps), "");
  std::string way;
  for (const auto& step : steps->items) {
    if (step.to) way += std::string(to_text(*step.to)) + " ";
  }
  EXPECT_EQ(way,
            "submitted awaiting_dispatch offered scheduled in_service awaiting_confirmation "
            "awaiting_rating archived ");
  EXPECT_THAT(bench().verify(), IsEmpty());
}

TEST_P(Needs, AreAskedForByThoseWhoMay) {
  struct Case {
    const char* what;
    Actor who;
    std::function<void(AskForHelp&)> change;
    const char* refusal;
  };
  const auto same = [](AskForHelp&) {};
  const std::vector<Case> cases{
      {"nobody", Actor{}, same, "not_signed_in"},
      {"for another", zhao, [&](AskForHelp& c) { c.recipient = wang.person; },
       "not_for_this_person"},
      {"an emergency", wang, [](AskForHelp& c) { c.wanted.urgency = Urgency::now; },
       "emergency_elsewhere"},
      {"the past", wang,
       [&](AskForHelp& c) { c.wanted.window = {bench().now() - 2h, bench().now()}; },
       "window_past"},
      {"backwards", wang,
       [&](AskForHelp& c) { c.wanted.window = {bench().now() + 2h, bench().now() + 1h}; },
       "window_wrong"},
      {"no such work", wang,
       [](AskForHelp& c) { c.wanted.category = Text<2, 4>::parse("0499").value(); },
       "category_unknown"},
      {"off the map", wang, [](AskForHelp& c) { c.wanted.point = places::MapPoint{95, 0}; },
       "bad_request"},
      {"no such site", wang, [](AskForHelp& c) { c.site = places::SiteId{}; }, "site_unknown"},
      {"homeless", TestBench::person(PersonId::make(bench().now(), bench().rng())), same,
       "site_missing"},
      {"herself", wang, same, ""},
  };
  for (const Case& c : cases) {
    AskForHelp cmd{.wanted = wanted()};
    c.change(cmd);
    EXPECT_EQ(code_of(run(c.who, ask_for_help, cmd)), c.refusal) << c.what;
  }
}

TEST_P(Needs, AClosedSiteTakesNoNewOnes) {
  places::CloseSite close{mao.id, line_of("撤并")};
  ASSERT_EQ(code_of(run(chief, places::close_site, close)), "");
  EXPECT_EQ(code_of(try_ask(wang, wanted())), "site_inactive");
  AskForHelp elsewhere{.wanted = wanted()};
  elsewhere.site = huang.id;
  EXPECT_EQ(code_of(run(wang, ask_for_help, elsewhere)), "");
}

TEST_P(Needs, AClosedSiteGoesOnWithNothing) {
  const NeedId draft = ask(wang, wanted(), true), open = ask(), over = ask();
  ASSERT_EQ(triage(open), "");
  ASSERT_EQ(withdraw(over), "");
  places::CloseSite close{mao.id, line_of("撤并")};
  ASSERT_EQ(code_of(run(chief, places::close_site, close)), "");
  EXPECT_EQ(code_of(run(wang, submit_need, SubmitNeed{.need = draft})), "site_inactive");
  EXPECT_EQ(code_of(run(worker, reopen_need, ReopenNeed{over, ReopenReason::not_solved, {}})),
            "site_inactive");
  EXPECT_EQ(take(open, zhao), "site_inactive");
}

TEST_P(Needs, ADraftIsSentBeforeItsTimeIsOver) {
  Wanted w = wanted();
  w.window = afternoon();
  const NeedId draft = ask(wang, w, true);
  bench().tick(24h);
  EXPECT_EQ(code_of(run(wang, submit_need, SubmitNeed{.need = draft})), "window_past");
}

TEST_P(Needs, NobodyComesWhenTheyMayNot) {
  const Actor young = as(enter_volunteer("小赵", "2010-05-01"));
  const NeedId id = ask();
  ASSERT_EQ(triage(id), "");
  ASSERT_EQ(take(id, young), "");
  const Zone& zone = bench().settings.zone;
  const Day day = zone.day_of(bench().now()) + std::chrono::days{1};
  const TimeWindow night{zone.at(day, 23 * 60), zone.at(day, 23 * 60 + 59)};
  EXPECT_EQ(schedule(id, young, night), "helper_may_not");
}

TEST_P(Needs, FamilyAsksAndRatesForOneWhoCannot) {
  const auto link = run(
      worker, people::add_family,
      people::AddFamily{
          *wang.person, people::FamilyKind::proxy, people::Relation::child, *sun.person, {}, {}});
  ASSERT_EQ(code_of(link), "");
  AskForHelp cmd{.wanted = wanted()};
  cmd.recipient = wang.person;
  if (link->state != people::FamilyState::verified) {
    EXPECT_EQ(code_of(run(sun, ask_for_help, cmd)), "not_for_this_person");
    ASSERT_EQ(code_of(run(worker, people::verify_family, people::VerifyFamily{link->link})), "");
  }
  const auto asked = run(sun, ask_for_help, cmd);
  ASSERT_EQ(code_of(asked), "");
  EXPECT_EQ(asked->source, Source::family);
  EXPECT_TRUE(asked->on_behalf);
  EXPECT_EQ(seen_by(wang, asked->id), "");
  // Who speaks for her may not serve her and say so themself.
  ASSERT_EQ(triage(asked->id), "");
  ASSERT_EQ(take(asked->id, sun), "");
  EXPECT_EQ(code_of(look(sun, show_code, ShowCode{asked->id})), "not_at_the_door");
  EXPECT_EQ(show(asked->id, sun).pin, std::nullopt);
  ASSERT_EQ(schedule(asked->id, sun, afternoon()), "");
  bench().tick(4h);
  ASSERT_EQ(start(asked->id, sun), "");
  bench().tick(30min);
  ASSERT_EQ(finish(asked->id, sun), "");
  EXPECT_EQ(confirm(asked->id, sun), "rating_only_recipient");
  EXPECT_EQ(rate(asked->id, sun, 5), "rating_only_recipient");
  EXPECT_EQ(confirm(asked->id, wang), "");
  const NeedId own = ask();
  EXPECT_FALSE(look(sun, show_timeline, ShowTimeline{own})->items.empty());
  // Who speaks for her no more knows nothing of her needs any more, their own asking included.
  const auto hers = run(sun, ask_for_help, cmd);
  ASSERT_EQ(code_of(hers), "");
  ASSERT_EQ(code_of(run(wang, people::end_family, people::EndFamily{link->link})), "");
  EXPECT_EQ(seen_by(sun, hers->id), "need_unknown");
  EXPECT_TRUE(look(sun, list_my_needs, ListMyNeeds{})->items.empty());
  EXPECT_EQ(code_of(run(sun, withdraw_need, WithdrawNeed{hers->id, WithdrawReason::mistake, {}})),
            "need_unknown");
}

TEST_P(Needs, WhoeverServesShowsThemselfNoCode) {
  Actor helper_and_worker = worker;
  helper_and_worker.person = zhao.person;
  const NeedId id = need_in(S::scheduled);
  EXPECT_EQ(code_of(look(worker, show_code, ShowCode{id})), "");
  EXPECT_EQ(code_of(look(helper_and_worker, show_code, ShowCode{id})), "not_at_the_door");
  EXPECT_EQ(code_of(look(helper_and_worker, list_codes, ListCodes{id, {}})), "not_at_the_door");
  EXPECT_EQ(code_of(look(zhao, show_code, ShowCode{id})), "not_at_the_door");
  EXPECT_EQ(code_of(look(stranger, show_code, ShowCode{id})), "need_unknown");
  EXPECT_EQ(code_of(look(auditor, show_code, ShowCode{id})), "not_at_the_door");
}

TEST_P(Needs, ShowTheCodesOfALongVisitPageByPage) {
  Wanted w = wanted();
  w.window = TimeWindow{bench().now(), bench().now() + std::chrono::hours{30}};
  const NeedId id = ask(w);
  ASSERT_EQ(triage(id), "");
  ASSERT_EQ(offer(id), "");
  ASSERT_EQ(take(id, zhao), "");
  ASSERT_EQ(schedule(id, zhao, *w.window), "");
  std::vector<Instant> starts;
  ListCodes q{id, std::nullopt};
  for (int pages = 1;; ++pages) {
    const auto page = look(wang, list_codes, q);
    ASSERT_EQ(code_of(page), "");
    for (const auto& code : page->items) starts.push_back(code.from);
    if (!page->next) {
      EXPECT_EQ(pages, 3);
      break;
    }
    q.cursor = Cursor{*page->next};
  }
  ASSERT_EQ(starts.size(), 30 * 240u + 120u) << "30 hours, and half an hour after them";
  for (std::size_t i = 1; i < starts.size(); ++i) {
    ASSERT_EQ(starts[i] - starts[i - 1], attendance::slot_length);
  }
}

TEST_P(Needs, AreWrittenDownAtTheCounter) {
  AskOnBehalf cmd{.wanted = wanted(), .site = mao.id, .source = Source::counter};
  cmd.resident = people::FindOrEnter{
      .name = name_of("陈大爷"), .home_site = mao.id, .consent = line_of("柜台口头同意")};
  EXPECT_EQ(code_of(run(wang, ask_on_behalf, cmd)), "not_yours");
  EXPECT_EQ(code_of(run(neighbour, ask_on_behalf, cmd)), "not_yours");
  const auto asked = run(worker, ask_on_behalf, cmd);
  ASSERT_EQ(code_of(asked), "");
  EXPECT_EQ(asked->source, Source::counter);
  EXPECT_EQ(asked->pin, std::nullopt);
  cmd.recipient = asked->recipient.person;
  EXPECT_EQ(code_of(run(worker, ask_on_behalf, cmd)), "bad_request");  // one of the two
  cmd.resident.reset();
  EXPECT_EQ(code_of(run(worker, ask_on_behalf, cmd)), "");
  // What was asked at the counter is completed and taken back there, too.
  ASSERT_EQ(triage(asked->id, Decision::return_), "");
  SubmitNeed more{.need = asked->id};
  more.details = Words2000::parse("两盒");
  EXPECT_EQ(code_of(run(neighbour, submit_need, more)), "need_unknown");
  EXPECT_EQ(code_of(run(auditor, submit_need, more)), "not_for_this_person");
  EXPECT_EQ(code_of(run(colleague, submit_need, more)), "");
  EXPECT_EQ(
      code_of(run(worker, withdraw_need, WithdrawNeed{asked->id, WithdrawReason::solved, {}})), "");
  // What a resident asked for themself is theirs alone to withdraw.
  EXPECT_EQ(code_of(run(worker, withdraw_need, WithdrawNeed{ask(), WithdrawReason::solved, {}})),
            "not_for_this_person");
}

TEST_P(Needs, WhoTriagesSecondSeesWhoWasFirst) {
  const NeedId id = ask();
  const auto account =
      run(TestBench::system(), access::create_staff_account,
          access::CreateStaff{access::LoginName::parse("ma.jianguo").value(), name_of("马建国"),
                              access::SitePath::parse(mao.path).value(), std::nullopt});
  Actor first = worker;
  first.person = account.value().person;
  ASSERT_EQ(code_of(run(first, triage_need, decision(id, Decision::accept))), "");
  bench().tick(5s);
  const auto second = run(colleague, triage_need, decision(id, Decision::refuse));
  ASSERT_EQ(code_of(second), "need_already_triaged");
  EXPECT_EQ(second.refused().seen, "待派单，2026-03-02 09:00，马建国");
  Actor reads_english = colleague;
  reads_english.lang = Lang::en;
  EXPECT_EQ(run(reads_english, triage_need, decision(id, Decision::accept)).refused().seen,
            "waiting for dispatch, 2026-03-02 09:00, 马建国");
  EXPECT_EQ(look(colleague, show_timeline, ShowTimeline{id})->items.back().actor_name, "马建国");
  EXPECT_EQ(state(id), S::awaiting_dispatch);
}

TEST_P(Needs, TellWhoeverAskedWhoDidWhat) {
  const auto account =
      run(TestBench::system(), access::create_staff_account,
          access::CreateStaff{access::LoginName::parse("ma.jianguo").value(), name_of("马建国"),
                              access::SitePath::parse(mao.path).value(), std::nullopt});
  Actor clerk = worker;
  clerk.person = account.value().person;
  const NeedId id = ask_for_afternoon();
  ASSERT_EQ(code_of(run(clerk, triage_need, decision(id, Decision::accept))), "");
  ASSERT_EQ(offer(id), "");
  ASSERT_EQ(code_of(bench().run(sun, [&](Call& c) { return mark_unoffered(c, id, "declined"); })),
            "");
  ASSERT_EQ(take(id, zhao), "");
  bench().tick(4h);
  ASSERT_EQ(start(id, zhao), "");
  bench().tick(50min);
  ASSERT_EQ(finish(id, zhao), "");
  ConfirmService phone{.need = id, .happened = true};
  phone.channel = Channel::phone;
  ASSERT_EQ(code_of(run(clerk, confirm_service, phone)), "");
  const auto steps = [&](const Actor& who) {
    return look(who, show_timeline, ShowTimeline{id})->items;
  };
  std::string tale;
  for (const auto& step : steps(wang)) {
    EXPECT_NE(step.actor, sun.person) << "who said no is nobody's news";
    if (step.to) tale += std::string(to_text(*step.to)) + " " + step.actor_name + "; ";
  }
  EXPECT_EQ(
      tale,
      "submitted 王桂兰; awaiting_dispatch 马建国; offered ; awaiting_dispatch ; "
      "scheduled 赵**; in_service 赵**; awaiting_confirmation 赵**; awaiting_rating 马建国; ");
  const auto last = steps(wang).back();
  EXPECT_EQ(last.actor, clerk.person);
  EXPECT_EQ(last.on_behalf, wang.person);
  for (const auto& step : steps(zhao)) EXPECT_NE(step.actor, clerk.person);
}

TEST_P(Needs, HappenWhereTheRecipientLivesUnlessSaidOtherwise) {
  const places::MapPoint door{34.7811, 111.1921};
  people::ChangePerson home{.person = *wang.person};
  home.address = line_of("黄河路9号院2单元501");
  home.point = door;
  ASSERT_EQ(code_of(run(worker, people::change_person, home)), "");
  Wanted w = wanted();
  w.address.reset();
  const NeedId at_home = ask(w);
  EXPECT_EQ(show(at_home, wang).address, "黄河路9号院2单元501");
  EXPECT_EQ(show(at_home, wang).point->lat, door.lat);
  EXPECT_EQ(show(at_home, wang).point_from, PointFrom::home);
  EXPECT_EQ(show(ask(), wang).point_from, PointFrom::station);  // another address, no point
  w.address = line_of("涧河路1号");
  w.point = places::MapPoint{34.7700, 111.2000};
  const NeedId elsewhere = ask(w);
  EXPECT_EQ(show(elsewhere, wang).point->lat, w.point->lat);
  EXPECT_EQ(show(elsewhere, wang).point_from, PointFrom::asked);
  // Moved by word alone: the old point is left behind.
  ChangeNeed moves{.need = elsewhere};
  moves.address = std::optional(line_of("建设路5号"));
  ASSERT_EQ(code_of(run(wang, change_need, moves)), "");
  EXPECT_EQ(show(elsewhere, wang).address, "建设路5号");
  EXPECT_EQ(show(elsewhere, wang).point_from, PointFrom::station);
}

TEST_P(Needs, AReasonIsACodeOfItsMoveAndWordsAreSealed) {
  TriageNeed cmd = decision(ask(), Decision::refuse);
  cmd.reason_code = TriageReason::detail_missing;  // explains a return, not a refusal
  const auto unfit = run(worker, triage_need, cmd);
  ASSERT_EQ(code_of(unfit), "bad_request");
  EXPECT_EQ(unfit.refused().fields.at(0).path, "/reason_code");
  EXPECT_THAT(unfit.refused().fields.at(0).en, HasSubstr("not_for_volunteers, not_ours"));
  cmd.reason_code = TriageReason::other;
  EXPECT_EQ(run(worker, triage_need, cmd).refused().fields.at(0).path, "/note");
  cmd.note = line_of("邻居王某欠债,不归我们管");
  ASSERT_EQ(code_of(run(worker, triage_need, cmd)), "");
  EXPECT_EQ(show(cmd.need, wang).state_reason, "other");
  EXPECT_THAT(dump("journal_entry"), Not(HasSubstr("欠债")));
  TriageNeed accept = decision(ask(), Decision::accept);
  accept.reason_code = TriageReason::other;
  EXPECT_EQ(code_of(run(worker, triage_need, accept)), "bad_request");
}

TEST_P(Needs, TriageDecidesAndSetsRight) {
  TriageNeed cmd = decision(ask(), Decision::refuse);
  cmd.reason_code.reset();
  EXPECT_EQ(code_of(run(worker, triage_need, cmd)), "reason_missing");
  EXPECT_EQ(code_of(run(neighbour, triage_need, cmd)), "need_unknown");
  EXPECT_EQ(code_of(run(auditor, triage_need, cmd)), "not_yours");
  EXPECT_EQ(code_of(run(wang, triage_need, cmd)), "not_yours");
  EXPECT_EQ(code_of(run(Actor{}, triage_need, cmd)), "not_signed_in");
  cmd.decision = Decision::accept;
  cmd.category = Text<2, 4>::parse("0601");
  cmd.urgency = Urgency::same_day;
  cmd.people_wanted = Bounded<1, 50>{2};
  const auto done = run(worker, triage_need, cmd);
  ASSERT_EQ(code_of(done), "");
  EXPECT_EQ(done->category, "0601");
  EXPECT_EQ(done->licence, "doctor");
  EXPECT_EQ(done->risk, Risk::raised);
  EXPECT_EQ(done->due_at, bench().now() + 2h);
  cmd = decision(ask(), Decision::accept);
  cmd.category = Text<2, 4>::parse("0499");
  EXPECT_EQ(code_of(run(worker, triage_need, cmd)), "category_unknown");
  EXPECT_EQ(state(cmd.need), S::submitted);  // nothing half-done
}

TEST_P(Needs, TriageGoesNotBelowWhatTheCategoryAsks) {
  Wanted rescue = wanted("0907");
  rescue.skills = {Text<1, 40>::parse("haircut").value()};
  TriageNeed cmd = decision(ask(rescue), Decision::accept);
  cmd.risk = Risk::ordinary;
  cmd.category = Text<2, 4>::parse("0907");
  const auto same = run(worker, triage_need, cmd);
  ASSERT_EQ(code_of(same), "");
  EXPECT_EQ(same->risk, Risk::high);
  EXPECT_EQ(same->skills, std::vector<std::string>{"haircut"});
  Wanted repair = wanted("0406");
  repair.skills = rescue.skills;
  cmd = decision(ask(repair), Decision::accept);
  cmd.category = Text<2, 4>::parse("9003");
  EXPECT_EQ(code_of(run(worker, triage_need, cmd)), "category_not_asked_for");
  cmd.category = Text<2, 4>::parse("0401");
  EXPECT_EQ(run(worker, triage_need, cmd)->skills, std::vector<std::string>{"haircut"});
}

TEST_P(Needs, NobodyWhoComesIsExpectedAtTwoDoors) {
  const NeedId first = ask_for_afternoon(), second = ask();
  ASSERT_EQ(triage(first) + triage(second), "");
  ASSERT_EQ(take(first, zhao) + take(second, zhao), "");
  EXPECT_EQ(schedule(second, zhao, afternoon()), "helper_busy");
  ChangeNeed moves{.need = second};
  moves.window = std::optional(afternoon());
  EXPECT_EQ(code_of(run(wang, change_need, moves)), "helper_busy");
  EXPECT_EQ(schedule(first, zhao, afternoon()), "");  // its own time is no hindrance
  const TimeWindow later{afternoon().end, afternoon().end + 1h};
  EXPECT_EQ(schedule(second, zhao, later), "");
}

TEST_P(Needs, ManyAreTriagedEachByItself) {
  const NeedId good = ask(), late = need_in(S::withdrawn), odd = ask();
  TriageMany many{{decision(good, Decision::accept), decision(late, Decision::accept),
                   decision(odd, Decision::refer)}};
  many.decisions[2].reason_code.reset();
  const auto done = run(worker, triage_many, many);
  ASSERT_EQ(code_of(done), "");
  ASSERT_EQ(done->items.size(), 3u);
  EXPECT_TRUE(done->items[0].done);
  EXPECT_EQ(done->items[1].code, "need_withdrawn");
  EXPECT_EQ(done->items[2].code, "reason_missing");
  EXPECT_EQ(done->items[0].says, "");
  EXPECT_EQ(done->items[1].says, need_withdrawn.zh);
  Actor reads_english = worker;
  reads_english.lang = Lang::en;
  TriageMany odd_again{{many.decisions[1], decision(NeedId{}, Decision::accept)}};
  odd_again.decisions[0].need = odd;
  odd_again.decisions[0].reason_code = TriageReason::other;
  const auto once_more = run(reads_english, triage_many, odd_again);
  ASSERT_EQ(code_of(once_more), "");
  EXPECT_THAT(once_more->items[0].says,
              HasSubstr("/reason_code: what is accepted needs no reason"));
  EXPECT_EQ(once_more->items[1].says, need_unknown.en);
  EXPECT_EQ(state(good), S::awaiting_dispatch);
  EXPECT_EQ(state(odd), S::submitted);
  EXPECT_EQ(code_of(run(worker, triage_many, TriageMany{})), "bad_request");
  many.decisions.assign(51, decision(good, Decision::accept));
  EXPECT_EQ(code_of(run(worker, triage_many, many)), "bad_request");
  EXPECT_THAT(bench().verify(), IsEmpty());
}

TEST_P(Needs, ReturnedComeBackCompleted) {
  const NeedId id = need_in(S::returned);
  EXPECT_EQ(triage(id), "need_not_there_yet");
  SubmitNeed cmd{.need = id};
  cmd.details = Words2000::parse("降压药,两盒,社保卡在桌上");
  EXPECT_EQ(code_of(run(zhao, submit_need, cmd)), "need_unknown");
  const auto sent = run(wang, submit_need, cmd);
  ASSERT_EQ(code_of(sent), "");
  EXPECT_EQ(sent->details, "降压药,两盒,社保卡在桌上");
  EXPECT_EQ(state(id), S::submitted);
  EXPECT_EQ(triage(id), "");
}

TEST_P(Needs, ADraftIsItsWritersOwn) {
  const NeedId id = need_in(S::draft);
  EXPECT_EQ(seen_by(wang, id), "");
  EXPECT_EQ(seen_by(worker, id), "need_unknown");
  EXPECT_THAT(look(worker, list_needs, ListNeeds{})->items, IsEmpty());
  EXPECT_EQ(code_of(run(wang, submit_need, SubmitNeed{.need = id})), "");
  EXPECT_EQ(seen_by(worker, id), "");
  EXPECT_EQ(look(worker, list_needs, ListNeeds{})->items.size(), 1u);
}

TEST_P(Needs, ATriageIsTakenBackWhileNothingHappened) {
  const auto untriage = [&](NeedId id) {
    return code_of(run(worker, untriage_need, UntriageNeed{id}));
  };
  for (const S from : {S::returned, S::refused, S::referred, S::accepted, S::awaiting_dispatch}) {
    const NeedId id = need_in(from);
    bench().tick(10min);
    EXPECT_EQ(untriage(id), "") << to_text(from);
    EXPECT_EQ(state(id), S::submitted);
    EXPECT_EQ(untriage(id), "need_not_there_yet");
    EXPECT_EQ(triage(id), "");
  }
  NeedId id = need_in(S::awaiting_dispatch);
  bench().tick(10min + 1ms);
  EXPECT_EQ(untriage(id), "undo_late");
  id = need_in(S::offered);
  EXPECT_EQ(untriage(id), "need_not_there_yet");
  bench().tick(1s);
  ASSERT_EQ(unoffer(id), "");
  EXPECT_EQ(untriage(id), "undo_late");  // someone was asked meanwhile
}

TEST_P(Needs, TakingATriageBackBringsBackAllItChanged) {
  const NeedId id = ask();
  const NeedView asked = show(id, wang);
  bench().tick(10min);
  TriageNeed cmd = decision(id, Decision::accept);
  cmd.category = Text<2, 4>::parse("0401");
  cmd.urgency = Urgency::same_day;
  cmd.risk = Risk::high;
  cmd.effort_minutes = Bounded<5, 1440>{180};
  ASSERT_EQ(code_of(run(worker, triage_need, cmd)), "");
  ASSERT_NE(to_json(show(id, wang).due_at), to_json(asked.due_at));
  bench().tick(5min);
  ASSERT_EQ(code_of(run(worker, untriage_need, UntriageNeed{id})), "");
  const NeedView back = show(id, wang);
  EXPECT_EQ(back.state, S::submitted);
  EXPECT_EQ(back.category, asked.category);
  EXPECT_EQ(back.urgency, asked.urgency);
  EXPECT_EQ(back.risk, asked.risk);
  EXPECT_EQ(back.effort_minutes, asked.effort_minutes);
  EXPECT_EQ(back.skills, asked.skills);
  EXPECT_EQ(back.licence, asked.licence);
  EXPECT_EQ(back.due_at, asked.due_at) << "its clock was never stopped";
  EXPECT_EQ(answered_at(id), std::nullopt);
}

TEST_P(Needs, AreAnsweredByTheSiteNotByWhoAsked) {
  const NeedId id = ask(), other = ask();
  bench().tick(10min);
  const Instant then = bench().now();
  ASSERT_EQ(triage(id, Decision::return_), "");
  ASSERT_EQ(withdraw(other), "");
  bench().tick(10min);
  ASSERT_EQ(code_of(run(wang, submit_need, SubmitNeed{.need = id})), "");
  ASSERT_EQ(triage(id), "");
  EXPECT_EQ(answered_at(id), then) << "the first answer";
  EXPECT_EQ(answered_at(other), std::nullopt);
}

TEST_P(Needs, AReferralTakenBackStandsWhereItStood) {
  const NeedId id = need_in(S::awaiting_dispatch);
  bench().tick(1h);
  ASSERT_EQ(triage(id, Decision::refer), "");
  ASSERT_EQ(code_of(run(worker, untriage_need, UntriageNeed{id})), "");
  EXPECT_EQ(state(id), S::awaiting_dispatch);
  EXPECT_EQ(code_of(run(worker, untriage_need, UntriageNeed{id})), "undo_late");
}

TEST_P(Needs, ATriageStandsOnceSomethingCameOfIt) {
  const auto untriage = [&](NeedId id) {
    return code_of(run(worker, untriage_need, UntriageNeed{id}));
  };
  const NeedId held = need_in(S::awaiting_dispatch);
  ASSERT_EQ(
      code_of(run(worker, hold_need, HoldNeed{held, bench().now() + 24h, HoldReason::later, {}})),
      "");
  EXPECT_EQ(untriage(held), "undo_late");
  Wanted two = wanted();
  two.people_wanted = Bounded<1, 50>{2};
  const NeedId shared = ask(two);
  ASSERT_EQ(triage(shared), "");
  ASSERT_EQ(take(shared, zhao), "");
  EXPECT_EQ(state(shared), S::awaiting_dispatch);
  EXPECT_EQ(untriage(shared), "undo_late");
  const NeedId refused = ask(stranger, wanted("0401"));
  ASSERT_EQ(triage(refused, Decision::refuse), "");
  ASSERT_EQ(code_of(run(stranger, people::erase_person, people::ErasePerson{*stranger.person})),
            "");
  EXPECT_EQ(untriage(refused), "person_erased");
}

TEST_P(Needs, KeptOnesWaitForTheirRelease) {
  const NeedId id = need_in(S::accepted);
  EXPECT_EQ(offer(id), "need_not_there_yet");
  EXPECT_EQ(code_of(run(worker, release_need, ReleaseNeed{id})), "");
  EXPECT_EQ(code_of(run(worker, release_need, ReleaseNeed{id})), "need_not_there_yet");
  EXPECT_EQ(offer(id), "");
}

TEST_P(Needs, AHoldEndsWhenSomebodyComes) {
  const NeedId id = need_in(S::scheduled);
  bench().tick(4h);
  const HoldNeed week{id, bench().now() + 24h * 7, HoldReason::later, {}};
  ASSERT_EQ(code_of(run(worker, hold_need, week)), "");
  ASSERT_EQ(start(id, zhao), "");
  EXPECT_EQ(show(id, wang).hold_until, std::nullopt);
  EXPECT_EQ(code_of(run(worker, hold_need, week)), "need_not_there_yet");
  bench().tick(55min);
  ASSERT_EQ(finish(id, zhao), "");
  EXPECT_LE(*show(id, wang).due_at, bench().now() + 24h * 7);
}

TEST_P(Needs, OnHoldNothingIsOffered) {
  const NeedId id = need_in(S::awaiting_dispatch);
  const auto hold = [&](std::chrono::milliseconds time) {
    return code_of(
        run(worker, hold_need, HoldNeed{id, bench().now() + time, HoldReason::asker_away, {}}));
  };
  EXPECT_EQ(hold(0s), "bad_request");
  EXPECT_EQ(hold(24h * 91), "hold_too_long");
  EXPECT_EQ(hold(24h * 5), "");
  EXPECT_EQ(show(id, wang).hold_until, bench().now() + 24h * 5);
  EXPECT_EQ(offer(id), "need_on_hold");
  EXPECT_EQ(take(id, zhao), "need_on_hold");
  EXPECT_EQ(
      bench().look(worker, [&](Call& c) { return awaiting_dispatch(c, mao.path, 10).size(); }), 0u);
  EXPECT_EQ(code_of(run(worker, unhold_need, UnholdNeed{id})), "");
  EXPECT_EQ(offer(id), "");
  const NeedId over = need_in(S::archived);
  EXPECT_EQ(
      code_of(run(worker, hold_need, HoldNeed{over, bench().now() + 24h, HoldReason::later, {}})),
      "need_closed");
  // The clock stood still: what was left before is left after.
  const NeedId stopped = ask();
  ASSERT_EQ(triage(stopped), "");
  bench().tick(10h);
  const auto left = *show(stopped, wang).due_at - bench().now();
  const HoldNeed two_days{stopped, bench().now() + 48h, HoldReason::weather, {}};
  ASSERT_EQ(code_of(run(worker, hold_need, two_days)), "");
  EXPECT_EQ(*show(stopped, wang).due_at, two_days.until + left);
  bench().tick(5h);
  ASSERT_EQ(code_of(run(worker, unhold_need, UnholdNeed{stopped})), "");
  EXPECT_EQ(*show(stopped, wang).due_at, bench().now() + left);
  const NeedId later = ask();
  ASSERT_EQ(triage(later), "");
  ASSERT_EQ(
      code_of(run(worker, hold_need, HoldNeed{later, bench().now() + 24h, HoldReason::later, {}})),
      "");
  bench().tick(24h);
  EXPECT_EQ(offer(later), "");  // the hold ran out
  EXPECT_EQ(show(later, wang).hold_until, std::nullopt);
}

TEST_P(Needs, AreWithdrawnUntilServiceBegins) {
  for (const S from : {S::draft, S::submitted, S::returned, S::accepted, S::awaiting_dispatch,
                       S::offered, S::taken, S::scheduled}) {
    const NeedId id = need_in(from);
    EXPECT_EQ(withdraw(id), "") << to_text(from);
    EXPECT_EQ(withdraw(id), "need_withdrawn");
    EXPECT_EQ(take(id, sun), "need_withdrawn");
    if (from == S::scheduled) {
      EXPECT_EQ(start(id, zhao), "need_withdrawn");
    }
    if (from != S::draft) {
      EXPECT_EQ(triage(id), "need_withdrawn");
    }
  }
  for (const S from : {S::in_service, S::awaiting_confirmation, S::awaiting_rating}) {
    EXPECT_EQ(withdraw(need_in(from)), "need_not_there_yet") << to_text(from);
    if (from == S::in_service) pass(24h);  // whoever is in service can serve nobody else
  }
  EXPECT_EQ(withdraw(need_in(S::archived)), "need_closed");
}

}  // namespace
}  // namespace lastmile::needs
