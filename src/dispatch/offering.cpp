#include "dispatch/offering.h"

#include <algorithm>

#include "dispatch/dispatch_facts.h"
#include "dispatch/offer_store.h"
#include "needs/due_times.h"

namespace lastmile::dispatch {
namespace {

// Who was asked before a hold may be asked again after it.
bool make_room(Call& call, const OfferRow& anew) {
  for (const auto& known : load_offers_of_need(call.tx, call.region(), anew.need)) {
    if (known.volunteer != anew.volunteer || known.state != OfferState::open) continue;
    if (!is_taken_back(call, known.need, known.offered_at)) continue;
    end_offer(call, known, OfferState::withdrawn, "on_hold");
    return true;
  }
  return false;
}

}  // namespace

std::optional<OfferRow> enter_offer(Call& call, const needs::NeedBrief& need, const Judged& judged,
                                    const Offering& how) {
  ASSERT(!judged.bar);
  OfferRow offer;
  offer.region = call.region();
  offer.id = call.make_id<OfferTag>();
  offer.need = need.id;
  offer.site_path = need.site_path;
  offer.volunteer = judged.volunteer;
  offer.team = how.team;
  offer.kind = how.kind;
  offer.score = judged.fit.score;
  offer.reasons = judged.fit.reasons;
  offer.offered_by = call.actor.person;
  offer.offered_at = call.now;
  offer.answer_due = how.answer_due;
  const bool entered = call.tx.insert(offer) || (make_room(call, offer) && call.tx.insert(offer));
  if (!entered) return std::nullopt;
  call.journal.append(OfferMade{offer.id, offer.volunteer, how.kind, offer.score, how.answer_due},
                      {need.id.uuid, need.site_path, {offer.volunteer}});
  return offer;
}

bool is_taken_back(Call& call, needs::NeedId need, Instant made) {
  return made < needs::last_held_until(call, need);
}

OfferRow as_it_stands(Call& call, OfferRow offer) {
  if (offer.state != OfferState::open) return offer;
  if (!is_taken_back(call, offer.need, offer.offered_at)) return offer;
  offer.state = OfferState::withdrawn;
  offer.reason_code = "on_hold";
  return offer;
}

void end_offer(Call& call, OfferRow offer, OfferState state, std::string_view reason_code) {
  offer.state = state;
  offer.answered_at = call.now;
  if (!reason_code.empty()) offer.reason_code = std::string(reason_code);
  ASSERT(call.tx.update(offer));
  call.journal.append(OfferEnded{offer.id, offer.volunteer, state, std::string(reason_code)},
                      {offer.need.uuid, offer.site_path, {offer.volunteer}});
}

void end_all(Call& call, needs::NeedId need, const Ending& how) {
  const auto stands = [&](Instant made) { return how.made_until && made > *how.made_until; };
  for (const auto& offer : load_offers_of_need(call.tx, call.region(), need)) {
    if (offer.state != OfferState::open || offer.id == how.except) continue;
    if (!stands(offer.offered_at)) end_offer(call, offer, how.offers, how.reason_code);
  }
  auto claim = load_open_claim(call.tx, call.region(), need);
  if (!claim || claim->state != ClaimState::open || stands(claim->opened_at)) return;
  claim->state = how.claim;
  ASSERT(call.tx.update(*claim));
  call.journal.append(ClaimSet{how.claim, claim->until_at}, {need.uuid, claim->site_path});
}

bool is_filled(needs::NeedState state) {
  using S = needs::NeedState;
  return state == S::taken || state == S::scheduled || state == S::in_service ||
         state == S::awaiting_confirmation || state == S::awaiting_rating || state == S::archived;
}

Instant answer_due(Call& call, const needs::NeedBrief& need, std::optional<Instant> asked) {
  const Instant by_rule = call.now + needs::due_minutes(call, need.site_path, need.category,
                                                        need.urgency, needs::DueStep::answer);
  if (!need.window) return asked.value_or(by_rule);
  const bool has_begun = need.window->start <= call.now;
  return std::min(asked.value_or(by_rule),
                  asked || has_begun ? need.window->end : need.window->start);
}

Check wait_again_if_unanswered(Call& call, needs::NeedId id, std::string_view reason_code) {
  const auto offers = load_offers_of_need(call.tx, call.region(), id);
  const bool someone_asked = std::any_of(
      offers.begin(), offers.end(), [](const OfferRow& o) { return o.state == OfferState::open; });
  const auto claim = load_open_claim(call.tx, call.region(), id);
  if (someone_asked || (claim && claim->state == ClaimState::open)) return Done{};
  ASSIGN_OR_RETURN(const needs::NeedBrief need, needs::find_need(call, id));
  if (need.state != needs::NeedState::offered) return Done{};
  RETURN_IF_REFUSED(needs::mark_unoffered(call, id, reason_code));
  return Done{};
}

TaskView task_of(const needs::NeedBrief& n, const people::VolunteerProfile* who) {
  TaskView t{n.id,     n.number,  n.category,       n.urgency,
             n.risk,   n.window,  n.effort_minutes, n.people_wanted,
             n.skills, n.licence, n.point,          n.site};
  if (who) t.metres = metres_between(n, *who);
  return t;
}

OfferView view(const OfferRow& o, const needs::NeedBrief& need,
               const people::VolunteerProfile* who) {
  return {o.id,      o.kind,       o.state,      task_of(need, who), o.score,
          o.reasons, o.offered_at, o.answer_due, o.answered_at};
}

}  // namespace lastmile::dispatch
