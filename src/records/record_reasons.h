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

/// What made a version of a record: a step of its life, or the reason it was voided for.
enum class Change {
  served,
  further_stay,
  late_check_out,
  confirmed,
  recipient_denied,
  back_filled,
  approved,
  dispute,
  not_me,
  corrected,
  case_rejected,
  case_upheld,
  entered_twice,
  not_performed,
  wrong_person,
  wrong_hours,
  no_service,
  other
};
BOOST_DESCRIBE_ENUM(Change, served, further_stay, late_check_out, confirmed, recipient_denied,
                    back_filled, approved, dispute, not_me, corrected, case_rejected, case_upheld,
                    entered_twice, not_performed, wrong_person, wrong_hours, no_service, other)
constexpr Change change_of(VoidReason reason) { return *parse_enum<Change>(to_text(reason)); }

}  // namespace lastmile::records
