#include "dispatch/dispatch_jobs.h"

#include "dispatch/batch.h"
#include "dispatch/dispatch_facts.h"
#include "dispatch/offer_store.h"
#include "dispatch/offering.h"
#include "needs/need_facts.h"
#include "needs/need_rules.h"
#include "people/person_facts.h"
#include "people/volunteer_facts.h"

namespace lastmile::dispatch {
namespace {

constexpr int a_step_max = 100;

bool expire(Call& call) {
  const auto offers = load_unanswered(call.tx, call.region(), call.now, a_step_max);
  for (const auto& offer : offers) {
    end_offer(call, offer, OfferState::expired, "no_answer");
    const auto waits = wait_again_if_unanswered(call, offer.need, "no_answer");
    ASSERT(waits.ok());
  }
  const auto claims = load_ended_claims(call.tx, call.region(), call.now, a_step_max);
  for (auto claim : claims) {
    claim.state = ClaimState::expired;
    ASSERT(call.tx.update(claim));
    call.journal.append(ClaimSet{claim.state, claim.until_at}, {claim.need.uuid, claim.site_path});
    const auto waits = wait_again_if_unanswered(call, claim.need, "nobody_claimed");
    ASSERT(waits.ok());
  }
  return offers.size() == a_step_max || claims.size() == a_step_max;
}

// What was put off cannot be agreed to: who was asked is told, and may be asked again after it.
void end_with_hold(Call& call, needs::NeedId need, Instant held_at) {
  end_all(call, need, {OfferState::withdrawn, ClaimState::withdrawn, "on_hold", {}, held_at});
  ASSERT(wait_again_if_unanswered(call, need, "on_hold").ok());
}

// A need that an objection sent elsewhere: what its former site offered ends, and what the new one
// may have offered meanwhile stands.
void end_with_change(Call& call, const journal::Entry& entry) {
  const auto changed = from_json<needs::NeedChanged>(entry.body);
  ASSERT(changed.ok());
  if (changed->what == "hold") return end_with_hold(call, changed->need, entry.at);
  if (changed->what != "site") return;
  const auto need = needs::find_need(call, changed->need);
  ASSERT(need.ok());
  for (const auto& offer : load_offers_of_need(call.tx, call.region(), need->id)) {
    if (offer.state != OfferState::open || offer.site_path == need->site_path) continue;
    end_offer(call, offer, OfferState::withdrawn, "moved");
  }
  auto claim = load_open_claim(call.tx, call.region(), need->id);
  if (claim && claim->state == ClaimState::open && claim->site_path != need->site_path) {
    claim->state = ClaimState::withdrawn;
    ASSERT(call.tx.update(*claim));
    call.journal.append(ClaimSet{claim->state, claim->until_at}, {need->id.uuid, claim->site_path});
  }
  const auto waits = wait_again_if_unanswered(call, need->id, "moved");
  ASSERT(waits.ok());
}

// All places are taken, perhaps because fewer are wanted now, or the visit goes on with those who
// came: nobody else needs to answer.
void end_when_filled(Call& call, needs::NeedId id) {
  const auto need = needs::find_need(call, id);
  ASSERT(need.ok());
  if (is_filled(need->state)) {
    end_all(call, id, {OfferState::outrun, ClaimState::claimed, "filled"});
  }
}

// A need that ended while people were asked: nobody is left waiting for an answer that cannot come.
void end_with_need(Call& call, const journal::Entry& entry) {
  if (entry.kind == needs::NeedChanged::kind) return end_with_change(call, entry);
  if (entry.kind != needs::NeedMoved::kind) return;
  const auto moved = from_json<needs::NeedMoved>(entry.body);
  ASSERT(moved.ok());
  const bool ended = moved->to == needs::NeedState::withdrawn ||
                     moved->to == needs::NeedState::merged ||
                     moved->to == needs::NeedState::referred;
  if (ended) {
    // It may have come back meanwhile, and others asked.
    end_all(call, moved->need,
            {OfferState::withdrawn, ClaimState::withdrawn, "need_ended", {}, entry.at});
  }
  if (needs::is_looking(moved->from) && is_filled(moved->to)) end_when_filled(call, moved->need);
}

// Who left, pauses or was erased or merged answers nothing: the needs wait for others at once.
void end_with_volunteer(Call& call, const journal::Entry& entry) {
  const bool gone = entry.kind == people::VolunteerLeft::kind;
  if (!gone && entry.kind != people::VolunteerChanged::kind) return;
  const PersonId who{entry.subject};
  const auto profile = people::find_volunteer(call, who);
  if (profile.ok() && profile->person == who && profile->active) return;
  for (const auto& offer : load_open_offers_to(call.tx, call.region(), who)) {
    end_offer(call, offer, OfferState::withdrawn, "volunteer_away");
    const auto waits = wait_again_if_unanswered(call, offer.need, "volunteer_away");
    ASSERT(waits.ok());
  }
}

// Neither is sent to the other any more, without a word of why.
void part(Call& call, PersonId helper, PersonId resident) {
  constexpr std::string_view why = "wrong_match";
  for (const auto& offer : load_open_offers_to(call.tx, call.region(), helper)) {
    const auto need = needs::find_need(call, offer.need);
    ASSERT(need.ok());
    if (need->recipient != resident && need->asker != resident) continue;
    end_offer(call, offer, OfferState::withdrawn, why);
    ASSERT(wait_again_if_unanswered(call, offer.need, why).ok());
  }
  for (const auto& agreed : needs::agreed_between(call, helper, resident)) {
    ASSERT(needs::mark_left(call, agreed.need, agreed.helper, why).ok());
  }
}

// Asked to be kept apart while one was on the way to the other: others are found.
void end_with_wish(Call& call, const journal::Entry& entry) {
  if (entry.kind != people::KeptApart::kind) return;
  const auto wish = from_json<people::KeptApart>(entry.body);
  ASSERT(wish.ok());
  if (!people::keep_apart(call, wish->a, wish->b)) return;
  const PersonId a = people::canonical(call, wish->a), b = people::canonical(call, wish->b);
  part(call, a, b);
  part(call, b, a);
}

// One follower for all of them: each has a cursor to move.
void follow(Call& call, const journal::Entry& entry) {
  end_with_need(call, entry);
  end_with_volunteer(call, entry);
  end_with_wish(call, entry);
}

}  // namespace

void add_dispatch_jobs(jobs::Registry& registry) {
  registry.clocked.push_back({"dispatch_expire", std::chrono::milliseconds{1000}, expire});
  registry.followers.push_back({"dispatch_ended_needs", {}, follow, false});
  add_batch_jobs(registry);
}

}  // namespace lastmile::dispatch
