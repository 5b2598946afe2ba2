#pragma once
#include <span>

#include "base/describe.h"
#include "base/result.h"
#include "base/text.h"

/// Why a step was taken: one list of codes for each move, because facts stand in the journal in
/// clear and for ever. What people say in their own words goes into a sealed comment.
namespace lastmile::needs {

enum class Decision { accept, keep, return_, refuse, refer };
BOOST_DESCRIBE_ENUM(Decision, accept, keep, return_, refuse, refer)

enum class TriageReason {
  detail_missing,
  contact_wrong,
  by_appointment,
  material_missing,
  nobody_free,
  not_for_volunteers,
  not_ours,
  unlawful,
  commercial,
  unsafe,
  solved_already,
  emergency,
  hotline_12345,
  public_office,
  professional,
  other
};
BOOST_DESCRIBE_ENUM(TriageReason, detail_missing, contact_wrong, by_appointment, material_missing,
                    nobody_free, not_for_volunteers, not_ours, unlawful, commercial, unsafe,
                    solved_already, emergency, hotline_12345, public_office, professional, other)
/// The reasons that explain a decision; `other` explains each. None for accept.
std::span<const TriageReason> reasons_for(Decision decision);

enum class HoldReason { later, asker_away, material_missing, weather, nobody_free, other };
BOOST_DESCRIBE_ENUM(HoldReason, later, asker_away, material_missing, weather, nobody_free, other)
enum class ReopenReason { new_facts, refused_in_error, not_solved, closed_in_error, other };
BOOST_DESCRIBE_ENUM(ReopenReason, new_facts, refused_in_error, not_solved, closed_in_error, other)
enum class WithdrawReason { solved, mistake, someone_else, no_longer_wanted, too_long, other };
BOOST_DESCRIBE_ENUM(WithdrawReason, solved, mistake, someone_else, no_longer_wanted, too_long,
                    other)
/// Also why one who was asked says no: free, never scored.
enum class LeaveReason { ill, busy, too_far, not_able, unsafe, other };
BOOST_DESCRIBE_ENUM(LeaveReason, ill, busy, too_far, not_able, unsafe, other)
enum class SiteReason { nearer, responsible, capacity, moved_home, other };
BOOST_DESCRIBE_ENUM(SiteReason, nearer, responsible, capacity, moved_home, other)
enum class RedispatchReason { ill, cannot_come, no_show, wrong_match, change_asked, other };
BOOST_DESCRIBE_ENUM(RedispatchReason, ill, cannot_come, no_show, wrong_match, change_asked, other)

/// "Other" alone tells nobody anything: staff who choose it say it in words.
template <class Reason>
Check told(Reason reason, const std::optional<Line>& note) {
  if (reason != Reason::other || note) return Done{};
  return bad_field("/note", "required",
                   {"say it in words when the reason is other", "原因选“其他”时请写明"});
}

}  // namespace lastmile::needs
