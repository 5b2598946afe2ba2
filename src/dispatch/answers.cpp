#include <algorithm>

#include "dispatch/dispatch_errors.h"
#include "dispatch/dispatch_facts.h"
#include "dispatch/offer_store.h"
#include "dispatch/offering.h"
#include "dispatch/offers.h"
#include "needs/need_errors.h"
#include "places/places.h"

/// 接单, 谢绝, 抢单: what a volunteer says to an offer. Every yes goes through needs::mark_taken on
/// the one lane, so of several only one wins, exactly once.
namespace lastmile::dispatch {
namespace {

struct BeforeOffer {
  OfferId id;
};
BOOST_DESCRIBE_STRUCT(BeforeOffer, (), (id))

// An offer of one's own; somebody else's does not exist.
Result<OfferRow> access_my_offer(Call& call, OfferId id) {
  ASSIGN_OR_RETURN(const PersonId me, access::require_person(call));
  auto offer = load_offer(call.tx, call.region(), id);
  if (!offer || !people::same_person(call, offer->volunteer, me)) return offer_unknown;
  return as_it_stands(call, std::move(*offer));
}

Check still_open(const OfferRow& offer, Instant now) {
  switch (offer.state) {
    case OfferState::withdrawn:
      return offer_withdrawn;
    case OfferState::outrun:
      return offer_outrun;
    case OfferState::expired:
      return offer_expired;
    case OfferState::accepted:
    case OfferState::declined:
      return offer_answered;
    case OfferState::open:
      break;
  }
  if (offer.answer_due <= now) return offer_expired;
  return Done{};
}

// Whether it is still theirs to answer or to do.
bool concerns(const OfferRow& offer, const needs::NeedBrief& need, const people::Profiles& mine) {
  if (offer.state == OfferState::open) return true;
  return std::ranges::any_of(need.helpers, [&](const needs::Helper& h) {
    return h.state != needs::HelperState::left && std::ranges::find(mine, h.person) != mine.end();
  });
}

// When and where a resident is to be met, and how far that is, is for those who go there now.
void forget_appointment(OfferView& offer) {
  offer.task.window.reset();
  offer.task.point.reset();
  offer.task.metres.reset();
  std::erase_if(offer.reasons, [](const Reason& r) {
    return r.virtue == Virtue::distance || r.virtue == Virtue::transport;
  });
}

// Somebody said yes and has it still, or has done it: not one who left, whose place nobody offers.
bool has_others(const needs::NeedBrief& need) {
  return is_filled(need.state) && std::ranges::any_of(need.helpers, [](const needs::Helper& h) {
           return h.state != needs::HelperState::left;
         });
}

// One of them asked not to be matched with the other, and is not to be told of: what is asked for
// is then, in whatever is answered, not there for the volunteer.
bool is_kept_apart(Call& call, const needs::NeedBrief& need, PersonId volunteer) {
  return people::keep_apart(call, need.recipient, volunteer) ||
         people::keep_apart(call, need.asker, volunteer);
}

// Written by others and never sent, or taken back before anything came of it: not there for who
// has no part in it.
bool is_hidden_from(Call& call, const needs::NeedBrief& need, PersonId who) {
  const bool shown =
      need.state != needs::NeedState::draft && need.state != needs::NeedState::withdrawn;
  return !shown && !people::speaks_for(call, who, need.recipient);
}

// After a yes: when all places are filled, whoever was asked as well is told that it is done.
void stand_others_down(Call& call, const needs::NeedBrief& need, std::optional<OfferId> mine) {
  if (is_filled(need.state))
    end_all(call, need.id, {OfferState::outrun, ClaimState::claimed, "filled", mine});
}

}  // namespace

Result<Page<OfferView>> list_my_offers(Call& call, const ListMyOffers& q) {
  ASSIGN_OR_RETURN(const PersonId me, access::require_person(call));
  const auto profile =
      people::find_volunteer(call, me);  // one who left still sees what was offered
  const auto* who = profile.ok() ? &profile.value() : nullptr;
  OfferId before{};
  if (q.cursor) {
    ASSIGN_OR_RETURN(const BeforeOffer at, q.cursor->place<BeforeOffer>());
    before = at.id;
  }
  const auto limit = items_asked(q.limit);
  const auto mine = people::profiles_of(call, me);
  auto rows = to_page(
      load_offers_to(call.tx, call.region(), mine, before, static_cast<std::int64_t>(limit) + 1),
      limit, [](const OfferRow& o) { return BeforeOffer{o.id}; });
  Page<OfferView> page{{}, std::move(rows.next)};
  for (auto& row : rows.items) {
    const OfferRow offer = as_it_stands(call, std::move(row));
    ASSIGN_OR_RETURN(const needs::NeedBrief need, needs::find_need(call, offer.need));
    page.items.push_back(view(offer, need, who));
    if (!concerns(offer, need, mine)) forget_appointment(page.items.back());
  }
  return page;
}

Result<OfferView> accept_offer(Call& call, const AcceptOffer& cmd) {
  ASSIGN_OR_RETURN(OfferRow offer, access_my_offer(call, cmd.offer));
  ASSIGN_OR_RETURN(const people::VolunteerProfile me, people::access_self(call));
  ASSIGN_OR_RETURN(needs::NeedBrief need, needs::find_need(call, offer.need));
  if (need.state == needs::NeedState::withdrawn || need.state == needs::NeedState::merged) {
    return offer_withdrawn;
  }
  RETURN_IF_REFUSED(still_open(offer, call.now));
  // As it will be in a moment, when the follower has taken it back.
  if (is_kept_apart(call, need, me.person)) return offer_withdrawn;
  Judge judge(call, need);
  RETURN_IF_REFUSED(require_fit(judge, me.person));
  ASSIGN_OR_RETURN(need, needs::mark_taken(call, need.id, me.person, offer.team));
  end_offer(call, offer, OfferState::accepted, "");
  stand_others_down(call, need, offer.id);
  offer.state = OfferState::accepted;
  offer.answered_at = call.now;
  return view(offer, need, &me);
}

Result<OfferView> decline_offer(Call& call, const DeclineOffer& cmd) {
  ASSIGN_OR_RETURN(OfferRow offer, access_my_offer(call, cmd.offer));
  RETURN_IF_REFUSED(still_open(offer, call.now));
  end_offer(call, offer, OfferState::declined, cmd.reason_code ? to_text(*cmd.reason_code) : "");
  if (cmd.note) needs::note_to_staff(call, offer.need, *cmd.note);
  RETURN_IF_REFUSED(wait_again_if_unanswered(call, offer.need, "declined"));
  ASSIGN_OR_RETURN(const needs::NeedBrief need, needs::find_need(call, offer.need));
  offer.state = OfferState::declined;
  offer.answered_at = call.now;
  OfferView declined = view(offer, need, nullptr);
  forget_appointment(declined);
  return declined;
}

Result<Page<TaskView>> list_claims(Call& call, const ListClaims& q) {
  ASSIGN_OR_RETURN(const people::VolunteerProfile me, people::access_self(call));
  if (q.under) RETURN_IF_REFUSED(places::known_path(call, *q.under, "/under"));
  const std::string under = q.under ? q.under->str() : nearby_path(me.home_path);
  constexpr std::int64_t claims_max = 200;
  Page<TaskView> page;
  for (const auto& claim : load_open_claims(call.tx, call.region(), under, claims_max)) {
    ASSIGN_OR_RETURN(const needs::NeedBrief need, needs::find_need(call, claim.need));
    if (!places::find_active_site(call, need.site).ok()) continue;
    if (is_taken_back(call, need.id, claim.opened_at)) continue;
    if (q.for_me.value_or(true)) {
      Judge judge(call, need);
      ASSIGN_OR_RETURN(const Judged judged, judge.of(me.person, true));
      if (judged.bar) continue;
    } else if (is_kept_apart(call, need, me.person)) {
      continue;
    }
    page.items.push_back(task_of(need, &me));
  }
  return page;
}

Result<OfferView> claim_need(Call& call, const ClaimNeed& cmd) {
  ASSIGN_OR_RETURN(const people::VolunteerProfile me, people::access_self(call));
  ASSIGN_OR_RETURN(needs::NeedBrief need, needs::find_need(call, cmd.need));
  const auto claim = load_open_claim(call.tx, call.region(), cmd.need);
  if (!claim) return is_hidden_from(call, need, me.person) ? needs::need_unknown : claim_not_open;
  const bool mine = std::any_of(need.helpers.begin(), need.helpers.end(), [&](const auto& h) {
    return h.person == me.person && needs::is_expected(h.state);
  });
  if (mine) return needs::helper_already;
  if (is_kept_apart(call, need, me.person)) return claim_not_open;
  if (claim->state == ClaimState::claimed && has_others(need)) return offer_outrun;
  if (claim->state != ClaimState::open || claim->until_at <= call.now ||
      is_taken_back(call, need.id, claim->opened_at)) {
    return claim_not_open;
  }
  Judge judge(call, need);
  ASSIGN_OR_RETURN(const Judged judged, require_fit(judge, me.person));
  auto offer = enter_offer(call, need, judged, {OfferKind::claim, claim->until_at});
  if (!offer) return already_offered;
  ASSIGN_OR_RETURN(need, needs::mark_taken(call, need.id, me.person, std::nullopt));
  end_offer(call, *offer, OfferState::accepted, "claimed");
  stand_others_down(call, need, offer->id);
  offer->state = OfferState::accepted;
  offer->answered_at = call.now;
  return view(*offer, need, &me);
}

}  // namespace lastmile::dispatch
