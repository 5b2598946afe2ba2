#pragma once
#include "dispatch/judge.h"
#include "dispatch/offers.h"

/// What the verbs of dispatch share.
namespace lastmile::dispatch {

/// How an offer is made.
struct Offering {
  OfferKind kind = OfferKind::invitation;
  Instant answer_due;
  std::optional<people::TeamId> team = {};
};
/// Enters an open offer to one who fits; nothing when they have one open for this need.
std::optional<OfferRow> enter_offer(Call& call, const needs::NeedBrief& need, const Judged& judged,
                                    const Offering& how);
/// A hold took back what was offered before, though no follower has been there yet.
bool is_taken_back(Call& call, needs::NeedId need, Instant made);
/// An offer as whoever asks now is to see it: withdrawn once a hold took it back.
OfferRow as_it_stands(Call& call, OfferRow offer);
/// Ends one offer and records it.
void end_offer(Call& call, OfferRow offer, OfferState state, std::string_view reason_code);
/// How the open offers of a need and its open claim end, and which of them.
struct Ending {
  OfferState offers;
  ClaimState claim;
  std::string_view reason_code;
  std::optional<OfferId> except = {};
  std::optional<Instant> made_until = {};  // those made later stand
};
void end_all(Call& call, needs::NeedId need, const Ending& how);
/// All places are taken, or the visit goes on with those who came: nobody else is wanted.
bool is_filled(needs::NeedState state);
/// When an answer is due by the site's rule, never after the service would begin.
Instant answer_due(Call& call, const needs::NeedBrief& need,
                   std::optional<Instant> asked = std::nullopt);
/// Nobody left to answer: the need waits again.
Check wait_again_if_unanswered(Call& call, needs::NeedId need, std::string_view reason_code);

TaskView task_of(const needs::NeedBrief& need, const people::VolunteerProfile* who);
OfferView view(const OfferRow& offer, const needs::NeedBrief& need,
               const people::VolunteerProfile* who);

}  // namespace lastmile::dispatch
