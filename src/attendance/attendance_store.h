#pragma once
#include "attendance/attendance.h"
#include "attendance/attendance_rules.h"
#include "storage/tx.h"

namespace lastmile::attendance {

/// The row of table `sitting`.
struct SittingRow {
  int region = 0;
  SittingId id;
  Uuid subject;
  PersonId person;
  std::string site_path;
  Instant planned_start{};
  Instant planned_end{};
  Instant from_at{};
  std::optional<Instant> to_at;
  Proof proof_in = Proof::code;
  std::optional<Proof> proof_out;
  bool flagged = false;
  std::string flag_reason;
};
BOOST_DESCRIBE_STRUCT(SittingRow, (),
                      (region, id, subject, person, site_path, planned_start, planned_end, from_at,
                       to_at, proof_in, proof_out, flagged, flag_reason))

std::optional<SittingRow> load_open(storage::Tx& tx, int region, const Uuid& subject,
                                    PersonId person);
std::vector<SittingRow> load_sittings(storage::Tx& tx, int region, const Uuid& subject);
/// Stays of a person that overlap [start, end), open ones counted as unending.
std::vector<SittingRow> load_overlapping(storage::Tx& tx, int region, PersonId person,
                                         const TimeWindow& window);

/// Notes that a code was used; false when it was before.
bool use_code(storage::Tx& tx, int region, const Uuid& subject, PersonId person,
              Direction direction, std::int64_t slot);
/// Wrong tries since `since`.
std::int64_t load_wrong_tries(storage::Tx& tx, int region, const Uuid& subject, PersonId person,
                              Instant since);
void count_wrong_try(storage::Tx& tx, int region, const Uuid& subject, PersonId person, Instant now,
                     Instant window_start);
/// Drops used codes and tries from before `before`.
void purge(storage::Tx& tx, int region, Instant before);

}  // namespace lastmile::attendance

template <>
struct lastmile::storage::Table<lastmile::attendance::SittingRow> {
  static constexpr std::string_view name = "sitting";
  static constexpr std::size_t key_columns = 2;
};
