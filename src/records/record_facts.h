#pragma once
#include "records/record.h"

namespace lastmile::records {

/// A record was made, or a new version of it: the figures follow from these alone.
/// About: subject = record id, scope = site_path, people = volunteer.
struct RecordSet {
  static constexpr std::string_view kind = "record_set";
  static constexpr int version = 1;
  RecordId record;
  std::int64_t record_version;  // 1, 2, … corrections
  RecordState state;
  Grade grade;
  PersonId volunteer;
  PersonId recipient;
  Uuid subject;            // the need (or shift)
  std::string category;
  std::string site_path;
  std::int64_t minutes;
  Instant from;
  Instant to;
};
BOOST_DESCRIBE_STRUCT(RecordSet, (), (record, record_version, state, grade, volunteer, recipient,
                                      subject, category, site_path, minutes, from, to))

}  // namespace lastmile::records
