#pragma once
#include "attendance/attendance.h"

/// What attendance appends to the journal. About: subject = the thing attended, scope = its site,
/// people = the person.
namespace lastmile::attendance {

struct CheckedIn {
  static constexpr std::string_view kind = "checked_in";
  static constexpr int version = 1;
  SittingId sitting;
  PersonId person;
  Instant at;
  Proof proof;
};
BOOST_DESCRIBE_STRUCT(CheckedIn, (), (sitting, person, at, proof))

struct CheckedOut {
  static constexpr std::string_view kind = "checked_out";
  static constexpr int version = 1;
  SittingId sitting;
  PersonId person;
  Instant from;
  Instant to;
  Proof proof;
  bool flagged;
};
BOOST_DESCRIBE_STRUCT(CheckedOut, (), (sitting, person, from, to, proof, flagged))

}  // namespace lastmile::attendance
