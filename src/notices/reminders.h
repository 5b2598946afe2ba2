#pragma once
#include "dispatch/offer.h"
#include "needs/need.h"

/// Reminders: of visits at the times a place has set, of invitations before they end.
namespace lastmile::notices {

/// Plans anew who is reminded of a need's visit and when; what was reminded of stays so. Returns
/// the time people were told before, when it was another one.
struct Retimed {
  std::optional<TimeWindow> was;
  bool changed = false;
};
Retimed plan_visit(Call& call, const needs::NeedBrief& need);
/// One who was asked is reminded two hours before the time to answer is over, or in the middle of a
/// shorter one; of less than an hour nobody is.
void plan_offer(Call& call, const dispatch::OfferRow& offer);
void drop_reminders(Call& call, const Uuid& subject);

/// Clocked: tells those whose time has come; true while there are more.
bool remind(Call& call);

/// Both sides of a visit: those it is for, and those who come.
std::vector<PersonId> asking_side(Call& call, const needs::NeedBrief& need);
std::vector<PersonId> coming(const needs::NeedBrief& need);

}  // namespace lastmile::notices
