#pragma once
#include "needs/need.h"

/// Service records: hours with their provenance, disputes, corrections, certificates.
namespace lastmile::records {

using RecordId = Id<struct RecordTag>;

/// How well a record is vouched for (domain: hours by provenance instead of trust).
enum class Grade {
  a,  // rotating code or PIN at check-in and out, and the recipient's confirmation
  b,  // check-in and out
  c,  // attested by two people of different roles
  d,  // back-filled: second approver, evidence, sampling queue
};
BOOST_DESCRIBE_ENUM(Grade, a, b, c, d)

enum class RecordState {
  pending,  // awaits approval (C, D, long days, too short)
  counted,
  disputed,  // counted for nobody until decided
  frozen,    // "not me": a case is open
  void_,     // with reason, never deleted
};
BOOST_DESCRIBE_ENUM(RecordState, pending, counted, disputed, frozen, void_)
/// True while somebody has yet to approve or to decide.
constexpr bool is_waiting(RecordState state) {
  return state == RecordState::pending || state == RecordState::disputed ||
         state == RecordState::frozen;
}

/// What the volunteer says against a record, and how it was decided.
enum class CaseKind { dispute, not_me };
BOOST_DESCRIBE_ENUM(CaseKind, dispute, not_me)
enum class CaseState { open, upheld, rejected };
BOOST_DESCRIBE_ENUM(CaseState, open, upheld, rejected)

}  // namespace lastmile::records
