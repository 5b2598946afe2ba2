#pragma once
#include <map>
#include <memory>
#include <set>

#include "dispatch/match.h"

/// One need against single volunteers, as they stand in this transaction.
namespace lastmile::dispatch {

/// What is known about a need and people, beside their profiles.
struct KnownOfNeed {
  std::set<PersonId> said_no;
  std::set<PersonId> apart;
  std::map<PersonId, needs::Continuity> before;

  /// Without load and busy hours, which are asked for elsewhere.
  Circumstances of(PersonId who) const;
};
/// Whoever declined it, as the profile that stands now.
std::set<PersonId> who_said_no(Call& call, needs::NeedId need);
KnownOfNeed known_of(Call& call, const needs::NeedBrief& need);
/// The need as matching sees it now.
Wanted wanted_of(const Call& call, const needs::NeedBrief& need);

/// Bar, else fit.
struct Judged {
  PersonId volunteer;  // of two profiles joined, the one that stands
  std::optional<Bar> bar;
  Fit fit;
};

/// Reads nothing but the transaction: what it says holds until the commit.
class Judge {
 public:
  Judge(Call& call, const needs::NeedBrief& need);
  /// `volunteer_unknown`. A few look-ups. One who said no is barred, unless asked again by name or
  /// come by themself.
  Result<Judged> of(PersonId volunteer, bool asked_again = false);
  Call& call() const { return call_; }

 private:
  Call& call_;
  Wanted wanted_;
  KnownOfNeed known_;
};
/// The same as a check of one named or come by themself: `does_not_fit`, whose `seen` names the bar
/// and the volunteer.
Result<Judged> require_fit(Judge& judge, PersonId volunteer);

}  // namespace lastmile::dispatch
