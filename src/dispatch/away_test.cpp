#include <gmock/gmock.h>

#include "dispatch/dispatch_jobs.h"
#include "dispatch/offer_store.h"
#include "dispatch/ranking.h"
#include "dispatch/test_town.h"
#include "needs/need_list.h"
#include "needs/need_service.h"
#include "needs/need_triage.h"
#include "people/apart.h"
#include "people/duplicates.h"
#include "people/licences.h"
#include "people/own_data.h"
#include "people/volunteers.h"
#include "places/sites.h"

/// Volunteers and sites that are not there any more, and what whoever left may still see.
namespace lastmile::dispatch {
namespace {

using S = needs::NeedState;

struct Away : OnEachBench {
  Town& town() {
    if (!town_) town_ = std::make_unique<Town>(bench());
    return *town_;
  }
  template <class F>
  auto by(const Actor& actor, F&& verb) {
    return bench().run(actor, verb);
  }
  OfferState offered(needs::NeedId need) {
    return bench().look(TestBench::system(), [&](Call& call) {
      return load_offers_of_need(call.tx, call.region(), need).at(0).state;
    });
  }
  OfferView own_offer(PersonId who) {
    return bench()
        .look(Town::as(who), [](Call& call) { return list_my_offers(call, {}); })
        .value()
        .items.at(0);
  }
  std::vector<needs::NeedLine> tasks(PersonId who) {
    return bench()
        .look(Town::as(who), [](Call& call) { return needs::list_my_tasks(call, {}); })
        .value()
        .items;
  }
  needs::NeedId need_today() {
    return town().need({.from = "2026-03-02T10:00:00+08:00", .to = "2026-03-02T12:00:00+08:00"});
  }

 private:
  std::unique_ptr<Town> town_;
};
EACH_DATABASE(Away);

TEST_P(Away, AskingInVainStopsNoClock) {
  const auto need = town().need();
  const auto due = town().brief(need).due_at.value();
  const auto ask_in_vain = [&](PersonId who) {
    InviteVolunteers cmd{need, {who}};
    cmd.answer_due = bench().now() + std::chrono::minutes{5};
    ASSERT_TRUE(by(town().worker, [&](Call& call) { return invite_volunteers(call, cmd); }).ok());
    bench().tick(std::chrono::minutes{6});
    town().drain();
    ASSERT_EQ(town().state(need), S::awaiting_dispatch);
    EXPECT_EQ(town().brief(need).due_at, due);
  };
  ask_in_vain(town().volunteer());
  bench().tick(due - bench().now() - std::chrono::minutes{1});
  ask_in_vain(town().volunteer());
  town().drain();
  const auto seen =
      bench().look(town().worker, [&](Call& call) { return needs::show_need(call, {need}); });
  EXPECT_EQ(seen->escalation, 1) << "whoever asked knows that it is late";
}

TEST_P(Away, NobodyIsWaitedForOnceTheVisitBegan) {
  const auto here = town().volunteer(), asked = town().volunteer(), late = town().volunteer();
  const auto need = town().need(
      {.from = "2026-03-02T10:00:00+08:00", .to = "2026-03-02T12:00:00+08:00", .people = 2});
  const auto invited = town().invite(need, {here, asked});
  ASSERT_TRUE(invited.ok());
  ASSERT_TRUE(by(town().worker, [&](Call& call) { return open_for_claim(call, {need, {}}); }).ok());
  ASSERT_TRUE(town().accept(here, invited->offers[0]).ok());
  bench().set_now("2026-03-02T09:45:00+08:00");
  ASSERT_EQ(town().state(need), S::offered);
  town().serve(need, here, std::chrono::minutes{5});
  const auto claim = [&] {
    return by(Town::as(late), [&](Call& call) { return claim_need(call, {need}); });
  };
  EXPECT_FALSE(claim().ok());
  EXPECT_FALSE(town().accept(asked, invited->offers[1]).ok());
  town().drain();
  EXPECT_REFUSED(town().accept(asked, invited->offers[1]), "offer_outrun");
  EXPECT_REFUSED(claim(), "offer_outrun");
  EXPECT_EQ(own_offer(asked).state, OfferState::outrun);
}

TEST_P(Away, WhatIsOnHoldIsAskedOfNobody) {
  const auto agreed = town().volunteer(), asked = town().volunteer();
  const auto need = town().need({.people = 2});
  const auto invited = town().invite(need, {asked, agreed});
  ASSERT_TRUE(invited.ok());
  ASSERT_TRUE(by(town().worker, [&](Call& call) { return open_for_claim(call, {need, {}}); }).ok());
  ASSERT_TRUE(town().accept(agreed, invited->offers[1]).ok());
  const needs::HoldNeed hold{
      need, bench().now() + std::chrono::hours{48}, needs::HoldReason::weather, {}};
  ASSERT_TRUE(by(town().worker, [&](Call& call) { return needs::hold_need(call, hold); }).ok());
  EXPECT_REFUSED(town().accept(asked, invited->offers[0]), "offer_withdrawn");
  town().drain();
  EXPECT_EQ(town().state(need), S::awaiting_dispatch);
  EXPECT_EQ(own_offer(asked).state, OfferState::withdrawn);
  EXPECT_REFUSED(town().accept(asked, invited->offers[0]), "offer_withdrawn");
  EXPECT_REFUSED(by(Town::as(asked), [&](Call& call) { return claim_need(call, {need}); }),
                 "claim_not_open");
  EXPECT_EQ(town().brief(need).helpers.at(0).state, needs::HelperState::taken);
  bench().tick(std::chrono::hours{48});
  town().drain();
  const auto again = town().invite(need, {asked});
  ASSERT_TRUE(again.ok());
  town().drain();
  EXPECT_TRUE(town().accept(asked, again->offers[0]).ok());
}

// However quickly it is let go again: before any follower has been there.
TEST_P(Away, WhatAHoldTookBackNobodyAccepts) {
  const auto asked = town().volunteer();
  const auto need = town().need();
  const auto invited = town().invite(need, {asked});
  ASSERT_TRUE(invited.ok());
  const OfferId offer = invited->offers[0];
  const auto open = [&] {
    return by(town().worker, [&](Call& call) { return open_for_claim(call, {need, {}}); }).ok();
  };
  const auto claims = [&] {
    return bench()
        .look(Town::as(asked), [](Call& call) { return list_claims(call, {}); })
        .value()
        .items.size();
  };
  const auto tried = [&] {
    return bench()
        .look(town().worker, [&](Call& call) { return list_offers(call, {need}); })
        .value()
        .items.at(0)
        .state;
  };
  const auto claim = [&] {
    return by(Town::as(asked), [&](Call& call) { return claim_need(call, {need}); });
  };
  ASSERT_TRUE(open());
  EXPECT_EQ(claims(), 1u);
  bench().tick(std::chrono::seconds{1});
  const needs::HoldNeed hold{
      need, bench().now() + std::chrono::hours{48}, needs::HoldReason::weather, {}};
  ASSERT_TRUE(by(town().worker, [&](Call& call) { return needs::hold_need(call, hold); }).ok());
  EXPECT_EQ(tried(), OfferState::withdrawn);
  EXPECT_EQ(own_offer(asked).state, OfferState::withdrawn);
  ASSERT_TRUE(by(town().worker, [&](Call& call) { return needs::unhold_need(call, {need}); }).ok());
  EXPECT_REFUSED(town().accept(asked, offer), "offer_withdrawn");
  EXPECT_REFUSED(town().decline(asked, offer), "offer_withdrawn");
  EXPECT_REFUSED(by(town().worker, [&](Call& call) { return withdraw_offer(call, {offer}); }),
                 "offer_not_open");
  EXPECT_REFUSED(claim(), "claim_not_open");
  EXPECT_EQ(claims(), 0u);
  EXPECT_EQ(town().state(need), S::awaiting_dispatch);
  bench().tick(std::chrono::seconds{1});
  const auto again = town().invite(need, {asked});
  ASSERT_TRUE(again.ok());
  ASSERT_TRUE(open());
  EXPECT_EQ(claims(), 1u);
  town().drain();
  EXPECT_EQ(tried(), OfferState::withdrawn);
  EXPECT_EQ(town().state(need), S::offered);
  EXPECT_TRUE(town().accept(asked, again->offers[0]).ok());
  EXPECT_THAT(bench().verify(), testing::IsEmpty());
}

TEST_P(Away, WhatNobodyHoldsWasTakenByNobodyElse) {
  const auto first = town().volunteer(), second = town().volunteer();
  const auto need = need_today();
  const auto claim = [&](PersonId who) {
    return by(Town::as(who), [&](Call& call) { return claim_need(call, {need}); });
  };
  const auto open = [&] {
    return by(town().worker, [&](Call& call) { return open_for_claim(call, {need, {}}); });
  };
  ASSERT_TRUE(open().ok());
  ASSERT_TRUE(claim(first).ok());
  EXPECT_REFUSED(claim(second), "offer_outrun");
  ASSERT_TRUE(by(Town::as(first), [&](Call& call) {
                return needs::leave_need(call, {need, needs::LeaveReason::ill, {}});
              }).ok());
  EXPECT_REFUSED(claim(second), "claim_not_open");
  ASSERT_TRUE(open().ok());
  EXPECT_TRUE(claim(second).ok());
}

TEST_P(Away, SteppingBackIsNoLoad) {
  const auto a = town().volunteer();
  const auto need = need_today(), other = town().need();
  const auto load = [&] {
    const auto judged = bench().look(
        town().center_staff, [&](Call& call) { return rank_for_need(call, {other, {}, a}); });
    for (const auto& reason : judged->candidates.at(0).reasons) {
      if (reason.virtue == Virtue::load) return reason.value;
    }
    return std::int64_t{-1};
  };
  town().take(need, a);
  EXPECT_EQ(load(), 1);
  ASSERT_TRUE(by(Town::as(a), [&](Call& call) {
                return needs::leave_need(call, {need, needs::LeaveReason::ill, {}});
              }).ok());
  EXPECT_EQ(load(), 0);
}

TEST_P(Away, WhoIsGoneIsNotWaitedFor) {
  using Gone = std::function<bool(PersonId)>;
  const auto leaves = [&](PersonId who) {
    return by(Town::as(who), [&](Call& c) { return people::leave_volunteering(c, {who}); }).ok();
  };
  const auto pauses = [&](PersonId who) {
    return by(Town::as(who), [&](Call& c) { return people::pause_volunteering(c, {who, {}}); })
        .ok();
  };
  const auto is_erased = [&](PersonId who) {
    return by(Town::as(who), [&](Call& c) { return people::erase_person(c, {who}); }).ok();
  };
  const auto merges = [&](PersonId who) {
    const auto kept = town().volunteer();
    return by(town().worker, [&](Call& c) { return people::merge_persons(c, {kept, who}); }).ok();
  };
  for (const Gone& goes : {Gone(leaves), Gone(pauses), Gone(is_erased), Gone(merges)}) {
    const auto who = town().volunteer();
    const auto need = town().need();
    ASSERT_TRUE(town().invite(need, {who}).ok());
    EXPECT_EQ(town().state(need), S::offered);
    ASSERT_TRUE(goes(who));
    town().drain();
    EXPECT_EQ(offered(need), OfferState::withdrawn);
    EXPECT_EQ(town().state(need), S::awaiting_dispatch);
  }
}

TEST_P(Away, OthersStillAnswer) {
  const auto who = town().volunteer(), other = town().volunteer();
  const auto need = town().need();
  const auto invited = town().invite(need, {who, other});
  ASSERT_TRUE(
      by(Town::as(who), [&](Call& c) { return people::leave_volunteering(c, {who}); }).ok());
  town().drain();
  EXPECT_EQ(town().state(need), S::offered);
  EXPECT_TRUE(town().accept(other, invited->offers[1]).ok());
}

TEST_P(Away, WhoDoesNotGoThereAnyMoreFollowsNobody) {
  const auto who = town().volunteer();
  const auto need = need_today();
  town().take(need, who);
  EXPECT_EQ(tasks(who).size(), 1u);
  EXPECT_TRUE(own_offer(who).task.window.has_value());
  EXPECT_TRUE(own_offer(who).task.point.has_value());
  ASSERT_TRUE(by(town().worker, [&](Call& c) {
                return redispatch_need(c, {need, needs::RedispatchReason::wrong_match, {}});
              }).ok());
  EXPECT_TRUE(tasks(who).empty());
  const auto offer = own_offer(who);
  EXPECT_EQ(offer.task.need, need);
  EXPECT_FALSE(offer.task.window.has_value());
  EXPECT_FALSE(offer.task.point.has_value());
}

TEST_P(Away, WhoCameTooLateFollowsNobody) {
  const auto who = town().volunteer(), other = town().volunteer();
  const auto need = need_today();
  const auto invited = town().invite(need, {who, other});
  EXPECT_TRUE(own_offer(other).task.window.has_value());
  ASSERT_TRUE(town().accept(who, invited->offers[0]).ok());
  EXPECT_FALSE(own_offer(other).task.window.has_value());
}

TEST_P(Away, WhoIsKeptApartDoesNotCome) {
  const auto who = town().volunteer();
  const auto resident = town().resident();
  const auto agreed = town().need({.recipient = resident});
  const auto asked = town().need({.recipient = resident});
  const auto others = town().need();
  town().take(agreed, who);
  ASSERT_TRUE(town().invite(asked, {who}).ok());
  ASSERT_TRUE(town().invite(others, {who}).ok());
  ASSERT_TRUE(by(Town::as(resident), [&](Call& c) {
                return people::ask_apart(c, {resident, who, people::ApartReason::safety});
              }).ok());
  town().drain();
  EXPECT_EQ(town().state(agreed), S::awaiting_dispatch);
  EXPECT_EQ(town().state(asked), S::awaiting_dispatch);
  EXPECT_EQ(town().state(others), S::offered);
  EXPECT_TRUE(tasks(who).empty());
}

// Whoever somebody asked to be kept apart from hears what all hear of a need that is not open.
TEST_P(Away, NothingTellsOfTheWishToBeKeptApart) {
  const auto who = town().volunteer(), other = town().volunteer();
  const auto resident = town().resident();
  const auto need = town().need({.recipient = resident}), asked = town().need(),
             closed = town().need();
  const auto apart = [&](PersonId from) {
    return by(Town::as(from), [&](Call& c) { return people::ask_apart(c, {from, who, {}}); }).ok();
  };
  const auto open = [&] {
    return by(town().worker, [&](Call& c) { return open_for_claim(c, {need, {}}); }).ok();
  };
  const auto answer = [&](PersonId to, needs::NeedId of) {
    const auto claimed = by(Town::as(to), [&](Call& c) { return claim_need(c, {of}); });
    if (claimed.ok()) return std::string();
    return std::string(claimed.refused().refusal.code) + claimed.refused().seen;
  };
  const auto listed = [&](PersonId to, bool for_me) {
    ListClaims q;
    q.for_me = for_me;
    return bench()
        .look(Town::as(to), [&](Call& c) { return list_claims(c, q); })
        .value()
        .items.size();
  };
  const std::string not_open = answer(who, closed);
  EXPECT_EQ(not_open, "claim_not_open");
  ASSERT_TRUE(open());
  ASSERT_TRUE(apart(resident));
  EXPECT_EQ(answer(who, need), not_open);
  for (const bool for_me : {true, false}) {
    EXPECT_EQ(listed(who, for_me), 0u);
    EXPECT_EQ(listed(other, for_me), 1u);
  }
  ASSERT_EQ(answer(other, need), "");
  EXPECT_EQ(answer(who, need), not_open) << "nor that it was open, once somebody has it";
  // Asked for between the offer and its answer, before the follower took the offer back and after.
  const auto invited = town().invite(asked, {who});
  ASSERT_TRUE(invited.ok());
  ASSERT_TRUE(apart(town().brief(asked).recipient));
  const auto before = town().accept(who, invited->offers[0]);
  EXPECT_REFUSED(before, "offer_withdrawn");
  town().drain();
  const auto after = town().accept(who, invited->offers[0]);
  EXPECT_REFUSED(after, "offer_withdrawn");
  EXPECT_EQ(before.refused().seen, after.refused().seen);
}

TEST_P(Away, WhatWasNeverSentIsNotThereToClaim) {
  const auto writer = town().volunteer(), other = town().volunteer();
  needs::AskForHelp ask;
  ask.wanted.category = given<Text<2, 4>>("0405");
  ask.wanted.details = given<Words2000>("还没想好");
  ask.draft = true;
  const auto draft = by(Town::as(writer), [&](Call& c) { return needs::ask_for_help(c, ask); });
  ASSERT_TRUE(draft.ok());
  const auto claim = [&](PersonId who, needs::NeedId need) {
    return by(Town::as(who), [&](Call& c) { return claim_need(c, {need}); });
  };
  EXPECT_REFUSED(claim(other, draft->id), "need_unknown");
  EXPECT_REFUSED(claim(writer, draft->id), "claim_not_open");
  EXPECT_REFUSED(claim(other, needs::NeedId{}), "need_unknown");
  ASSERT_TRUE(by(Town::as(writer), [&](Call& c) {
                return needs::withdraw_need(c, {draft->id, needs::WithdrawReason::mistake, {}});
              }).ok());
  EXPECT_REFUSED(claim(other, draft->id), "need_unknown");
}

TEST_P(Away, LicensedWorkBeginsWithTheLicence) {
  const auto doctor = town().volunteer({.trained = true, .licence = "doctor"});
  const auto need = town().need({.category = "0601",
                                 .from = to_text(bench().now()),
                                 .to = to_text(bench().now() + std::chrono::hours{2})});
  town().take(need, doctor);
  const auto licence =
      bench().look(Town::as(doctor), [&](Call& c) { return people::licences_of(c, doctor); }).at(0);
  ASSERT_TRUE(by(town().center_staff, [&](Call& c) {
                return people::withdraw_licence(c, {licence.licence});
              }).ok());
  const auto pin = given<Text<4, 8>>(bench().look(
      TestBench::system(), [&](Call& c) { return attendance::pin_for(c, need.uuid); }));
  EXPECT_REFUSED(
      by(Town::as(doctor), [&](Call& c) { return needs::check_in(c, {need, {.pin = pin}}); }),
      "helper_may_not");
}

TEST_P(Away, AClosedSiteOffersNothing) {
  const auto who = town().volunteer();
  const auto need = town().need();
  ASSERT_TRUE(by(town().worker, [&](Call& c) { return open_for_claim(c, {need, {}}); }).ok());
  const auto claims = [&] {
    return bench()
        .look(Town::as(who), [](Call& c) { return list_claims(c, {}); })
        .value()
        .items.size();
  };
  EXPECT_EQ(claims(), 1u);
  ASSERT_TRUE(by(town().center_staff, [&](Call& c) {
                return places::close_site(c, {town().station.id, given<Line>("撤并")});
              }).ok());
  EXPECT_EQ(claims(), 0u);
}

}  // namespace
}  // namespace lastmile::dispatch
