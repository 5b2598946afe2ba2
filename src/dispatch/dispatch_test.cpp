#include <gmock/gmock.h>

#include <thread>

#include "dispatch/ranking.h"
#include "dispatch/test_town.h"
#include "needs/need_merge.h"
#include "needs/need_service.h"
#include "needs/need_triage.h"
#include "people/apart.h"
#include "people/duplicates.h"
#include "people/licences.h"
#include "people/teams.h"
#include "people/volunteers.h"

namespace lastmile::dispatch {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;
using S = needs::NeedState;

struct Dispatch : OnEachBench {
  Town& town() {
    if (!town_) town_ = std::make_unique<Town>(bench());
    return *town_;
  }
  Ranking ranking(needs::NeedId need, std::int64_t limit = 20, Lang lang = Lang::zh) {
    Actor staff = town().center_staff;
    staff.lang = lang;
    auto r = bench().look(
        staff, [&](Call& call) { return rank_for_need(call, {need, Bounded<1, 100>{limit}, {}}); });
    EXPECT_TRUE(r.ok());
    return std::move(r).value();
  }
  Ranking ranking_of(needs::NeedId need, PersonId who) {
    auto r = bench().look(town().center_staff,
                          [&](Call& call) { return rank_for_need(call, {need, {}, who}); });
    EXPECT_TRUE(r.ok());
    return std::move(r).value();
  }
  std::vector<PersonId> candidates(needs::NeedId need) {
    std::vector<PersonId> all;
    for (const auto& c : ranking(need, 100).candidates) all.push_back(c.volunteer);
    return all;
  }
  std::optional<Bar> bar(needs::NeedId need, PersonId who) {
    const auto r = ranking_of(need, who);
    if (r.nearest_barred.empty()) return std::nullopt;
    return r.nearest_barred.front().bar;
  }
  std::vector<OfferLine> offers(needs::NeedId need) {
    return bench()
        .look(town().center_staff, [&](Call& call) { return list_offers(call, {need}); })
        .value()
        .items;
  }
  std::int64_t count(needs::NeedId need, OfferState state) {
    const auto all = offers(need);
    return std::count_if(all.begin(), all.end(),
                         [&](const OfferLine& o) { return o.state == state; });
  }
  template <class F>
  auto by_staff(F&& verb) {
    return bench().run(town().center_staff, verb);
  }

 private:
  std::unique_ptr<Town> town_;
};
EACH_DATABASE(Dispatch);

constexpr const char* at_ten = "2026-03-03T10:00:00+08:00";
constexpr const char* at_noon = "2026-03-03T12:00:00+08:00";

TEST_P(Dispatch, RanksTheNearestFirstAndSaysWhy) {
  const auto here = town().volunteer({.name = "张近"});
  const auto there = town().volunteer({.name = "赵远", .home = town().neighbour.id});
  const auto away = town().volunteer(
      {.name = "钱遥", .transport = people::Transport::walk, .home = town().far_station.id});
  const auto need = town().need({.from = at_ten, .to = at_noon});
  const auto zh = ranking(need);
  ASSERT_THAT(zh.candidates, SizeIs(2));
  EXPECT_EQ(zh.candidates[0].volunteer, here);
  EXPECT_EQ(zh.candidates[1].volunteer, there);
  EXPECT_EQ(zh.considered, 3);
  EXPECT_EQ(zh.fitting, 2);
  ASSERT_THAT(zh.barred, SizeIs(1));
  EXPECT_EQ(zh.barred[0].bar, Bar::too_far);
  EXPECT_EQ(zh.barred[0].people, 1);
  EXPECT_EQ(zh.barred[0].says, "距离太远");
  EXPECT_NE(zh.candidates[0].says.find("距离"), std::string::npos);
  EXPECT_FALSE(zh.candidates[0].name.empty());
  const auto en = ranking(need, 20, Lang::en);
  EXPECT_NE(en.candidates[0].says.find("km away"), std::string::npos) << en.candidates[0].says;
  EXPECT_EQ(en.barred[0].says, "lives too far away");
  std::int64_t sum = 0;
  for (const auto& r : en.candidates[0].reasons) sum += r.points;
  EXPECT_EQ(sum, en.candidates[0].score);
  EXPECT_EQ(bar(need, away), Bar::too_far);
}

TEST_P(Dispatch, NeverRanksWhoMayNot) {
  const auto need =
      town().need({.category = "0907", .from = at_ten, .to = at_noon});  // rescue: high risk
  const auto adult = town().volunteer({.insured = true, .trained = true});
  const auto minor = town().volunteer({.born = "2009-01-01", .insured = true, .trained = true});
  const auto uninsured = town().volunteer({.trained = true});
  const auto untrained = town().volunteer({.insured = true});
  EXPECT_THAT(candidates(need), ElementsAre(adult));
  EXPECT_EQ(bar(need, minor), Bar::minor);
  EXPECT_EQ(bar(need, uninsured), Bar::not_insured);
  EXPECT_EQ(bar(need, untrained), Bar::not_trained);
  EXPECT_REFUSED(town().invite(need, {minor}), "does_not_fit");
  EXPECT_REFUSED(town().invite(need, {adult, uninsured}), "does_not_fit");
  EXPECT_THAT(offers(need), IsEmpty());
  EXPECT_EQ(town().state(need), S::awaiting_dispatch);
  const auto refused = town().invite(need, {minor}).refused();
  EXPECT_NE(refused.seen.find(words_of(Bar::minor).zh), std::string::npos);
}

TEST_P(Dispatch, AsksForTheLicenceThatHoldsOnTheDay) {
  const auto need = town().need({.category = "0601", .from = at_ten, .to = at_noon});
  const auto doctor = town().volunteer({.licence = "doctor"});
  const auto expiring = town().volunteer({.licence = "doctor", .licence_until = "2026-03-02"});
  const auto nobody = town().volunteer();
  EXPECT_THAT(candidates(need), ElementsAre(doctor));
  EXPECT_EQ(bar(need, expiring), Bar::licence_missing);
  EXPECT_EQ(bar(need, nobody), Bar::licence_missing);
}

TEST_P(Dispatch, EveryCategoryOfWorkHasASkillPeopleCanHave) {
  const auto repairer = town().volunteer({.skills = {"repairs"}});
  EXPECT_THAT(candidates(town().need({.category = "0406"})), ElementsAre(repairer));
  const auto mediator = town().volunteer({.skills = {"mediation"}});
  EXPECT_THAT(candidates(town().need({.category = "0802"})), ElementsAre(mediator));
}

TEST_P(Dispatch, KnowsWhoIsBusyFreeAndKeptApart) {
  const auto busy = town().volunteer();
  const auto mondays = town().volunteer({.free_hours = {{{0}, {480}, {1200}}}});
  const auto apart = town().volunteer();
  const auto free = town().volunteer();
  town().take(town().need({.from = "2026-03-03T11:00:00+08:00", .to = "2026-03-03T13:00:00+08:00"}),
              busy);
  const auto recipient = town().resident();
  ASSERT_TRUE(
      by_staff([&](Call& call) { return people::ask_apart(call, {recipient, apart}); }).ok());
  const auto need = town().need({.from = at_ten, .to = at_noon, .recipient = recipient});
  EXPECT_THAT(candidates(need), ElementsAre(free));
  EXPECT_EQ(bar(need, busy), Bar::busy);
  EXPECT_EQ(bar(need, mondays), Bar::not_free);
  EXPECT_EQ(bar(need, apart), Bar::kept_apart);
  const auto r = ranking(need);
  EXPECT_EQ(r.fitting, 1);
  std::int64_t barred = 0;
  for (const auto& b : r.barred) barred += b.people;
  EXPECT_EQ(r.considered, r.fitting + barred);
}

TEST_P(Dispatch, PutsFamiliarFacesFirst) {
  const auto known = town().volunteer({.home = town().neighbour.id});
  const auto nearer = town().volunteer();
  const auto recipient = town().resident();
  const auto before = town().need({.from = "2026-03-02T09:00:00+08:00",
                                   .to = "2026-03-02T11:00:00+08:00",
                                   .recipient = recipient});
  town().take(before, known);
  town().serve(before, known, std::chrono::minutes{60});
  const auto need = town().need({.from = at_ten, .to = at_noon, .recipient = recipient});
  EXPECT_THAT(candidates(need), ElementsAre(known, nearer));
}

TEST_P(Dispatch, FollowsWhatHappensToVolunteers) {
  const auto need = town().need({.category = "0406", .from = at_ten, .to = at_noon});
  const auto who = town().volunteer();
  EXPECT_THAT(candidates(need), IsEmpty());
  const auto change = [&](auto verb) { ASSERT_TRUE(by_staff(verb).ok()); };
  people::ChangeVolunteer skilled;
  skilled.person = who;
  skilled.skills = std::vector<std::string>{"repairs"};
  change([&](Call& call) { return people::change_volunteer(call, skilled); });
  EXPECT_THAT(candidates(need), ElementsAre(who));
  change([&](Call& call) { return people::pause_volunteering(call, {who, {}}); });
  EXPECT_THAT(candidates(need), IsEmpty());
  EXPECT_EQ(bar(need, who), Bar::paused);
  EXPECT_EQ(ranking(need).considered, 0);
  change([&](Call& call) { return people::resume_volunteering(call, {who}); });
  EXPECT_THAT(candidates(need), ElementsAre(who));
  const auto second = town().volunteer({.skills = {"repairs"}});
  EXPECT_THAT(candidates(need), SizeIs(2));
  change([&](Call& call) { return people::leave_volunteering(call, {second}); });
  EXPECT_THAT(candidates(need), ElementsAre(who));
  // A fresh picture says the same.
  bench().settings.caches = std::make_shared<Caches>();
  EXPECT_THAT(candidates(need), ElementsAre(who));
}

TEST_P(Dispatch, DoesNotRememberWhatWasRolledBack) {
  const auto need = town().need({.category = "0406", .from = at_ten, .to = at_noon});
  const auto who = town().volunteer();
  EXPECT_THAT(candidates(need), IsEmpty());
  people::ChangeVolunteer skilled;
  skilled.person = who;
  skilled.skills = std::vector<std::string>{"repairs"};
  // A command that changes somebody, ranks, and is refused: nothing of it remains.
  const auto refused = by_staff([&](Call& call) -> Result<Ranking> {
    EXPECT_TRUE(people::change_volunteer(call, skilled).ok());
    bench().settings.caches = std::make_shared<Caches>();
    const auto ranked = rank_for_need(call, {need, {}, {}});
    EXPECT_TRUE(ranked.ok());
    EXPECT_THAT(ranked->candidates, SizeIs(1));
    return needs::need_unknown;
  });
  ASSERT_FALSE(refused.ok());
  EXPECT_THAT(candidates(need), IsEmpty());
  const auto other = town().volunteer({.skills = {"repairs"}});
  EXPECT_THAT(candidates(need), ElementsAre(other));
}

TEST_P(Dispatch, FollowsProfilesThatAreJoinedAndParted) {
  const auto need = town().need({.category = "0406", .from = at_ten, .to = at_noon});
  const auto kept = town().volunteer();
  const auto gone = town().volunteer({.skills = {"repairs"}});
  EXPECT_THAT(candidates(need), ElementsAre(gone));
  const auto merged =
      by_staff([&](Call& call) { return people::merge_persons(call, {kept, gone}); });
  ASSERT_TRUE(merged.ok()) << merged.refused().refusal.code;
  EXPECT_THAT(candidates(need), ElementsAre(kept));
  const auto parted =
      by_staff([&](Call& call) { return people::undo_merge(call, {merged->merge}); });
  ASSERT_TRUE(parted.ok()) << parted.refused().refusal.code;
  EXPECT_THAT(candidates(need), ElementsAre(gone));
}

TEST_P(Dispatch, FirstOfSeveralWinsAndTheOthersAreTold) {
  const auto a = town().volunteer(), b = town().volunteer(), c = town().volunteer();
  const auto need = town().need({.from = at_ten, .to = at_noon});
  const auto invited = town().invite(need, {a, b, c});
  ASSERT_TRUE(invited.ok());
  EXPECT_EQ(town().state(need), S::offered);
  ASSERT_TRUE(town().accept(b, invited->offers[1]).ok());
  EXPECT_EQ(town().state(need), S::scheduled);
  EXPECT_REFUSED(town().accept(a, invited->offers[0]), "offer_outrun");
  EXPECT_REFUSED(town().accept(b, invited->offers[1]), "offer_answered");
  EXPECT_REFUSED(town().accept(c, invited->offers[0]), "offer_unknown");
  EXPECT_REFUSED(town().decline(c, invited->offers[2]), "offer_outrun");
  EXPECT_EQ(count(need, OfferState::accepted), 1);
  EXPECT_EQ(count(need, OfferState::outrun), 2);
  EXPECT_REFUSED(town().invite(need, {a}), "need_already_taken");
  EXPECT_THAT(bench().verify(), IsEmpty());
}

TEST_P(Dispatch, RefusesWhoIsNamedTwiceOrNotAtAll) {
  const auto a = town().volunteer();
  const auto need = town().need();
  EXPECT_REFUSED(town().invite(need, {}), "nobody_named");
  EXPECT_REFUSED(town().invite(need, {a, a}), "already_offered");
  EXPECT_REFUSED(town().invite(need, {town().resident()}), "volunteer_unknown");
  EXPECT_THAT(offers(need), IsEmpty());
  ASSERT_TRUE(town().invite(need, {a}).ok());
  EXPECT_REFUSED(town().invite(need, {a}), "already_offered");
  const auto past =
      by_staff([&](Call& call) { return invite_volunteers(call, {need, {a}, call.now}); });
  EXPECT_REFUSED(past, "bad_request");
  const auto stranger = bench().run(
      Town::as(a), [&](Call& call) { return invite_volunteers(call, {need, {a}, {}}); });
  EXPECT_REFUSED(stranger, "need_unknown");
}

TEST_P(Dispatch, FillsAsManyPlacesAsAreWanted) {
  std::vector<PersonId> people;
  for (int i = 0; i < 5; ++i) people.push_back(town().volunteer());
  const auto need = town().need({.from = at_ten, .to = at_noon, .people = 3});
  const auto invited = town().invite(need, people);
  ASSERT_TRUE(invited.ok());
  ASSERT_TRUE(town().accept(people[0], invited->offers[0]).ok());
  EXPECT_EQ(town().state(need), S::offered);
  ASSERT_TRUE(town().accept(people[1], invited->offers[1]).ok());
  ASSERT_TRUE(town().decline(people[2], invited->offers[2]).ok());
  EXPECT_EQ(town().state(need), S::offered);
  ASSERT_TRUE(town().accept(people[3], invited->offers[3]).ok());
  EXPECT_EQ(town().state(need), S::scheduled);
  EXPECT_REFUSED(town().accept(people[4], invited->offers[4]), "offer_outrun");
  EXPECT_THAT(town().brief(need).helpers, SizeIs(3));
}

TEST_P(Dispatch, DecliningIsFreeAndSendsTheNeedBack) {
  const auto a = town().volunteer();
  const auto need = town().need({.from = at_ten, .to = at_noon});
  const auto invited = town().invite(need, {a});
  ASSERT_TRUE(town().decline(a, invited->offers[0]).ok());
  EXPECT_EQ(town().state(need), S::awaiting_dispatch);
  EXPECT_REFUSED(town().decline(a, invited->offers[0]), "offer_answered");
  EXPECT_EQ(bar(need, a), Bar::said_no);
  const auto other = town().need({.from = at_ten, .to = at_noon});
  EXPECT_EQ(ranking_of(other, a).candidates.at(0).score,
            ranking_of(other, town().volunteer()).candidates.at(0).score);
  // Not proposed again; but whoever is asked anew may say yes, and may come by themself.
  const auto again = town().invite(need, {a});
  ASSERT_TRUE(again.ok());
  ASSERT_TRUE(town().decline(a, again->offers[0]).ok());
  ASSERT_TRUE(by_staff([&](Call& call) { return open_for_claim(call, {need, {}}); }).ok());
  const auto claim = [&] {
    return bench().run(Town::as(a), [&](Call& call) { return claim_need(call, {need}); });
  };
  ASSERT_TRUE(claim().ok());
  EXPECT_REFUSED(claim(), "helper_already");
}

TEST_P(Dispatch, OffersRunOutByTheClock) {
  const auto a = town().volunteer(), b = town().volunteer();
  const auto need = town().need();
  const auto invited = town().invite(need, {a, b});
  ASSERT_TRUE(invited.ok());
  bench().tick(std::chrono::hours{7});
  town().drain();
  EXPECT_EQ(count(need, OfferState::open), 2);
  bench().tick(std::chrono::hours{2});
  EXPECT_REFUSED(town().accept(a, invited->offers[0]), "offer_expired");
  town().drain();
  EXPECT_EQ(count(need, OfferState::expired), 2);
  EXPECT_EQ(town().state(need), S::awaiting_dispatch);
  EXPECT_REFUSED(town().accept(a, invited->offers[0]), "offer_expired");
  town().drain();
  EXPECT_EQ(count(need, OfferState::expired), 2);
}

TEST_P(Dispatch, NobodyWaitsForAnAnswerForYears) {
  const auto a = town().volunteer();
  const auto need = town().need();
  const Instant far = bench().now() + std::chrono::hours{24 * 91};
  EXPECT_REFUSED(by_staff([&](Call& call) { return invite_volunteers(call, {need, {a}, far}); }),
                 "bad_request");
  EXPECT_REFUSED(by_staff([&](Call& call) { return open_for_claim(call, {need, far}); }),
                 "bad_request");
}

// What a granted objection does: needs moves the need, dispatch ends what its old site offered.
TEST_P(Dispatch, AMovedNeedTakesNoAnswersForItsFormerSite) {
  const auto a = town().volunteer();
  const auto need = town().need();
  const auto invited = town().invite(need, {a});
  ASSERT_TRUE(invited.ok());
  ASSERT_TRUE(bench()
                  .run(town().center_staff,
                       [&](Call& call) {
                         return needs::move_to_site(call, need, town().neighbour,
                                                    "objection_granted");
                       })
                  .ok());
  town().drain();
  EXPECT_EQ(count(need, OfferState::withdrawn), 1);
  EXPECT_EQ(town().state(need), S::awaiting_dispatch);
  EXPECT_REFUSED(town().accept(a, invited->offers[0]), "offer_withdrawn");
}

TEST_P(Dispatch, AnswersAreDueBeforeTheServiceBegins) {
  const auto a = town().volunteer();
  const auto need =
      town().need({.from = "2026-03-02T10:00:00+08:00", .to = "2026-03-02T11:00:00+08:00"});
  ASSERT_TRUE(town().invite(need, {a}).ok());
  EXPECT_EQ(offers(need).at(0).answer_due, given<Instant>("2026-03-02T10:00:00+08:00"));
}

TEST_P(Dispatch, NothingIsOfferedForATimeThatIsOver) {
  const auto a = town().volunteer();
  const auto need =
      town().need({.from = "2026-03-02T10:00:00+08:00", .to = "2026-03-02T11:00:00+08:00"});
  bench().set_now("2026-03-02T10:30:00+08:00");
  InviteVolunteers late{need, {a}};
  late.answer_due = bench().now() + std::chrono::hours{48};
  const auto invited =
      bench().run(town().worker, [&](Call& call) { return invite_volunteers(call, late); });
  ASSERT_TRUE(invited.ok());
  EXPECT_EQ(offers(need).at(0).answer_due, given<Instant>("2026-03-02T11:00:00+08:00"));
  bench().set_now("2026-03-02T11:00:00+08:00");
  EXPECT_REFUSED(town().accept(a, invited->offers[0]), "offer_expired");
  town().drain();
  EXPECT_REFUSED(town().invite(need, {a}), "window_over");
  const auto opened =
      bench().run(town().worker, [&](Call& call) { return open_for_claim(call, {need}); });
  EXPECT_REFUSED(opened, "window_over");
}

TEST_P(Dispatch, WithdrawnNeedsTakeTheirOffersWithThem) {
  const auto a = town().volunteer();
  const auto recipient = town().resident();
  const auto need = town().need({.recipient = recipient});
  const auto invited = town().invite(need, {a});
  ASSERT_TRUE(invited.ok());
  ASSERT_TRUE(bench()
                  .run(Town::as(recipient),
                       [&](Call& call) {
                         return needs::withdraw_need(call,
                                                     {need, needs::WithdrawReason::solved, {}});
                       })
                  .ok());
  EXPECT_REFUSED(town().accept(a, invited->offers[0]), "offer_withdrawn");
  town().drain();
  EXPECT_EQ(count(need, OfferState::withdrawn), 1);
  EXPECT_REFUSED(town().accept(a, invited->offers[0]), "offer_withdrawn");
  EXPECT_REFUSED(town().invite(need, {a}), "need_withdrawn");
}

TEST_P(Dispatch, StaffTakeOffersBack) {
  const auto a = town().volunteer(), b = town().volunteer();
  const auto need = town().need();
  const auto invited = town().invite(need, {a, b});
  const auto withdraw = [&](OfferId offer) {
    return by_staff([&](Call& call) { return withdraw_offer(call, {offer}); });
  };
  ASSERT_TRUE(withdraw(invited->offers[0]).ok());
  EXPECT_EQ(town().state(need), S::offered);
  ASSERT_TRUE(withdraw(invited->offers[1]).ok());
  EXPECT_EQ(town().state(need), S::awaiting_dispatch);
  EXPECT_REFUSED(withdraw(invited->offers[1]), "offer_not_open");
  EXPECT_REFUSED(withdraw(OfferId{}), "offer_unknown");
  EXPECT_REFUSED(town().accept(a, invited->offers[0]), "offer_withdrawn");
  const auto mine = bench().look(Town::as(a), [&](Call& call) { return list_my_offers(call, {}); });
  ASSERT_TRUE(mine.ok());
  EXPECT_THAT(mine->items, SizeIs(1));
}

TEST_P(Dispatch, OpenNeedsGoToTheFirstWhoFits) {
  const auto a = town().volunteer(), b = town().volunteer();
  const auto minor = town().volunteer({.born = "2010-12-01"});
  const auto need = town().need({.category = "0402", .from = at_ten, .to = at_noon});
  const auto claim = [&](PersonId who) {
    return bench().run(Town::as(who), [&](Call& call) { return claim_need(call, {need}); });
  };
  EXPECT_REFUSED(claim(a), "claim_not_open");
  ASSERT_TRUE(by_staff([&](Call& call) { return open_for_claim(call, {need, {}}); }).ok());
  const auto seen = [&](PersonId who) {
    return bench()
        .look(Town::as(who), [&](Call& call) { return list_claims(call, {}); })
        .value()
        .items.size();
  };
  EXPECT_EQ(seen(a), 1u);
  EXPECT_EQ(seen(minor), 0u);
  EXPECT_REFUSED(claim(minor), "does_not_fit");
  ASSERT_TRUE(claim(a).ok());
  EXPECT_REFUSED(claim(b), "offer_outrun");
  EXPECT_EQ(town().state(need), S::scheduled);
  EXPECT_EQ(seen(b), 0u);
}

TEST_P(Dispatch, ClaimsEndByTheClock) {
  const auto a = town().volunteer();
  const auto need = town().need();
  ASSERT_TRUE(by_staff([&](Call& call) { return open_for_claim(call, {need, {}}); }).ok());
  bench().tick(std::chrono::hours{9});
  EXPECT_REFUSED(bench().run(Town::as(a), [&](Call& call) { return claim_need(call, {need}); }),
                 "claim_not_open");
  town().drain();
  EXPECT_EQ(town().state(need), S::awaiting_dispatch);
  ASSERT_TRUE(by_staff([&](Call& call) { return open_for_claim(call, {need, {}}); }).ok());
  EXPECT_TRUE(bench().run(Town::as(a), [&](Call& call) { return claim_need(call, {need}); }).ok());
}

TEST_P(Dispatch, TeamsAreAskedAsTeams) {
  people::MakeTeam make;
  make.name = given<Name>("邻里帮");
  make.site = town().station.id;
  const auto team = by_staff([&](Call& call) { return people::make_team(call, make); });
  ASSERT_TRUE(team.ok()) << team.refused().refusal.code;
  const auto a = town().volunteer({.skills = {"repairs"}}), b = town().volunteer();
  for (const auto who : {a, b}) {
    ASSERT_TRUE(
        by_staff([&](Call& call) { return people::invite_to_team(call, {team->team, who}); }).ok());
    ASSERT_TRUE(
        bench()
            .run(Town::as(who),
                 [&](Call& call) { return people::answer_invitation(call, {team->team, true}); })
            .ok());
  }
  const auto need = town().need({.category = "0406"});
  const auto r = ranking(need);
  ASSERT_THAT(r.teams, SizeIs(1));
  EXPECT_EQ(r.teams[0].name, "邻里帮");
  EXPECT_EQ(r.teams[0].fitting, 1);
  const auto invited = by_staff([&](Call& call) { return invite_team(call, {need, team->team}); });
  ASSERT_TRUE(invited.ok());
  ASSERT_THAT(invited->offers, SizeIs(1));
  ASSERT_TRUE(town().accept(a, invited->offers[0]).ok());
  EXPECT_EQ(town().brief(need).helpers.at(0).team, team->team);
  const auto doctors = town().need({.category = "0601"});
  EXPECT_REFUSED(by_staff([&](Call& call) { return invite_team(call, {doctors, team->team}); }),
                 "does_not_fit");
  EXPECT_EQ(town().state(doctors), S::awaiting_dispatch);
  EXPECT_REFUSED(
      by_staff([&](Call& call) { return invite_team(call, {doctors, people::TeamId{}}); }),
      "team_unknown");
  ASSERT_TRUE(by_staff([&](Call& call) { return people::close_team(call, {team->team}); }).ok());
  const auto next = town().need();
  EXPECT_REFUSED(by_staff([&](Call& call) { return invite_team(call, {next, team->team}); }),
                 "group_closed");
  EXPECT_THAT(ranking(next).teams, IsEmpty());
}

TEST_P(Dispatch, NeedsGoDownAsAssignmentsAndAcrossAsTransfers) {
  const auto need = town().need({.site = town().subcenter.id});
  const auto a = town().volunteer();
  const auto invited = town().invite(need, {a});
  ASSERT_TRUE(invited.ok());
  const auto send = [&](auto verb, places::SiteId to) {
    return by_staff([&](Call& call) {
      return verb(call, AssignToSite{need, to, needs::SiteReason::nearer, {}});
    });
  };
  EXPECT_REFUSED(send(assign_to_site, town().far_station.id), "site_not_beneath");
  EXPECT_REFUSED(send(assign_to_site, town().subcenter.id), "site_not_beneath");
  EXPECT_REFUSED(send(assign_to_site, places::SiteId{}), "site_unknown");
  EXPECT_REFUSED(send(transfer_to_site, town().brief(need).site), "bad_request");  // no new clock
  EXPECT_EQ(count(need, OfferState::open), 1);
  ASSERT_TRUE(send(assign_to_site, town().station.id).ok());
  EXPECT_EQ(town().brief(need).site_path, town().station.path);
  EXPECT_EQ(count(need, OfferState::withdrawn), 1);
  EXPECT_EQ(town().state(need), S::awaiting_dispatch);
  ASSERT_TRUE(send(transfer_to_site, town().far_station.id).ok());
  EXPECT_EQ(town().brief(need).site_path, town().far_station.path);
}

TEST_P(Dispatch, RedispatchTakesAllBack) {
  const auto a = town().volunteer(), b = town().volunteer();
  const auto redispatch = [&](needs::NeedId need) {
    return by_staff([&](Call& call) {
      return redispatch_need(call, {need, needs::RedispatchReason::no_show, {}});
    });
  };
  const auto need = town().need({.from = at_ten, .to = at_noon, .people = 2});
  const auto invited = town().invite(need, {a, b});
  ASSERT_TRUE(town().accept(a, invited->offers[0]).ok());
  ASSERT_TRUE(redispatch(need).ok());
  EXPECT_EQ(town().state(need), S::awaiting_dispatch);
  EXPECT_EQ(count(need, OfferState::open), 0);
  EXPECT_EQ(town().brief(need).helpers.at(0).state, needs::HelperState::left);
  const auto served =
      town().need({.from = "2026-03-02T09:00:00+08:00", .to = "2026-03-02T10:00:00+08:00"});
  town().take(served, a);
  ASSERT_TRUE(redispatch(served).ok());
  EXPECT_EQ(town().state(served), S::awaiting_dispatch);
  town().take(served, b);
  town().serve(served, b, std::chrono::minutes{30});
  EXPECT_REFUSED(redispatch(served), "need_not_there_yet");
}

TEST_P(Dispatch, WhatIsOverIsDispatchedNoMoreAndSaysWhy) {
  const auto redispatch = [&](needs::NeedId need) {
    return by_staff([&](Call& call) {
      return redispatch_need(call, {need, needs::RedispatchReason::no_show, {}});
    });
  };
  const auto merged = town().need(), kept = town().need();
  ASSERT_TRUE(by_staff([&](Call& call) { return needs::merge_need(call, {merged, kept}); }).ok());
  EXPECT_REFUSED(redispatch(merged), "need_merged");
  needs::TriageNeed refer{.need = kept, .decision = needs::Decision::refer};
  refer.reason_code = needs::TriageReason::hotline_12345;
  ASSERT_TRUE(by_staff([&](Call& call) { return needs::triage_need(call, refer); }).ok());
  EXPECT_REFUSED(redispatch(kept), "need_closed");
}

TEST_P(Dispatch, WhoStepsBackSendsTheNeedBack) {
  const auto a = town().volunteer();
  const auto need = town().need({.from = at_ten, .to = at_noon});
  town().take(need, a);
  ASSERT_TRUE(bench()
                  .run(Town::as(a),
                       [&](Call& call) {
                         return needs::leave_need(call, {need, needs::LeaveReason::ill, {}});
                       })
                  .ok());
  EXPECT_EQ(town().state(need), S::awaiting_dispatch);
}

TEST_P(Dispatch, AcceptingLooksAgainAtWhetherOneMay) {
  const auto a = town().volunteer({.licence = "doctor"});
  const auto need = town().need({.category = "0601", .from = at_ten, .to = at_noon});
  const auto invited = town().invite(need, {a});
  ASSERT_TRUE(invited.ok());
  const auto held =
      bench().look(town().center_staff, [&](Call& call) { return people::licences_of(call, a); });
  ASSERT_TRUE(by_staff([&](Call& call) {
                return people::withdraw_licence(call, {held.at(0).licence});
              }).ok());
  EXPECT_REFUSED(town().accept(a, invited->offers[0]), "does_not_fit");
  EXPECT_EQ(town().state(need), S::offered);
}

TEST_P(Dispatch, OneOfSixtyFourWinsExactlyOnce) {
  constexpr int racers = 64;
  std::vector<PersonId> people;
  for (int i = 0; i < racers; ++i) people.push_back(town().volunteer());
  const auto race = [&](auto verb) {
    std::atomic<int> won = 0, outrun = 0, other = 0;
    std::vector<std::thread> threads;
    for (int i = 0; i < racers; ++i) {
      threads.emplace_back([&, i] {
        bool ok = false;
        std::string code;
        bench().db().write([&](storage::Tx& tx) {
          Rng rng(static_cast<std::uint64_t>(i) + 100);
          const Actor actor = Town::as(people[static_cast<std::size_t>(i)]);
          Call call{tx, actor, bench().now(), rng, bench().vault(), bench().settings};
          const auto decided = as_command(call, bench().log(), [&](Call& c) { return verb(c, i); });
          ok = decided.result.ok();
          if (!ok) code = decided.result.refused().refusal.code;
        });
        if (ok)
          ++won;
        else if (code == "offer_outrun")
          ++outrun;
        else
          ++other;
      });
    }
    for (auto& t : threads) t.join();
    EXPECT_EQ(won, 1);
    EXPECT_EQ(outrun, racers - 1);
    EXPECT_EQ(other, 0);
  };
  const auto claimed = town().need({.from = at_ten, .to = at_noon});
  ASSERT_TRUE(by_staff([&](Call& call) { return open_for_claim(call, {claimed, {}}); }).ok());
  race([&](Call& call, int) { return claim_need(call, {claimed}); });
  EXPECT_THAT(town().brief(claimed).helpers, SizeIs(1));

  const auto offered =
      town().need({.from = "2026-03-04T10:00:00+08:00", .to = "2026-03-04T11:00:00+08:00"});
  std::vector<OfferId> all;
  for (const auto& some : {std::pair(0, 32), std::pair(32, 64)}) {
    const auto invited =
        town().invite(offered, {people.begin() + some.first, people.begin() + some.second});
    ASSERT_TRUE(invited.ok());
    all.insert(all.end(), invited->offers.begin(), invited->offers.end());
  }
  race([&](Call& call, int i) { return accept_offer(call, {all[static_cast<std::size_t>(i)]}); });
  EXPECT_THAT(town().brief(offered).helpers, SizeIs(1));
  EXPECT_EQ(count(offered, OfferState::accepted), 1);
  EXPECT_THAT(bench().verify(), IsEmpty());
}

}  // namespace
}  // namespace lastmile::dispatch
