#pragma once
#include "base/describe.h"

/// Why a record or a certificate was changed: codes, because facts stand in the journal in clear
/// and for ever. What people say in their own words is sealed beside the row.
namespace lastmile::records {

enum class VoidReason {
  entered_twice,
  not_performed,
  wrong_person,
  wrong_hours,
  no_service,
  other
};
BOOST_DESCRIBE_ENUM(VoidReason, entered_twice, not_performed, wrong_person, wrong_hours, no_service,
                    other)

enum class RevokeReason { hours_void, hours_corrected, wrong_holder, issued_in_error, other };
BOOST_DESCRIBE_ENUM(RevokeReason, hours_void, hours_corrected, wrong_holder, issued_in_error, other)

/// Why a record cannot count by itself and waits for others.
enum class PendingReason {
  too_short,          // less than the place's least: most often a slip at the door
  closed_by_program,  // grade C: two people have to vouch
  corrected,          // grade C as well: the hours are what people said in a dispute
  back_filled,        // grade D: the same, with evidence
  long_day,           // above 8 hours of a local day: the site above looks at it
  very_long_day,      // above 12: the center
  overlapping_hours,  // some count in another record, which has to be void first
  of_staff,           // who works for a site could see the code they typed: two others vouch
  recipient_denied,   // set from outside, stays until two people say otherwise
};
BOOST_DESCRIBE_ENUM(PendingReason, too_short, closed_by_program, corrected, back_filled, long_day,
                    very_long_day, overlapping_hours, of_staff, recipient_denied)

/// What made a version of a record: a step of its life, or the reason it was voided for.
enum class Change {
  served,
  further_stay,
  late_check_out,
  confirmed,
  confirmation_passed_on,  // by phone or slip, as staff took it down: looked at in the samples
  recipient_denied,
  back_filled,
  approved,
  dispute,
  not_me,
  corrected,
  case_rejected,
  case_upheld,
  profiles_joined,  // or parted again: other hours count beside it
  longer_day,       // other hours of its day count by now: a higher level has to approve
  entered_twice,
  not_performed,
  wrong_person,
  wrong_hours,
  no_service,
  other
};
BOOST_DESCRIBE_ENUM(Change, served, further_stay, late_check_out, confirmed, confirmation_passed_on,
                    recipient_denied, back_filled, approved, dispute, not_me, corrected,
                    case_rejected, case_upheld, profiles_joined, longer_day, entered_twice,
                    not_performed, wrong_person, wrong_hours, no_service, other)
constexpr Change change_of(VoidReason reason) { return *parse_enum<Change>(to_text(reason)); }

}  // namespace lastmile::records
