#pragma once
#include <optional>
#include <string>
#include <vector>

#include "access/policy.h"
#include "base/id.h"
#include "storage/tx.h"

namespace lastmile::access {

using ReadingId = Id<struct ReadingTag>;

struct ReadingRow {
  int region = 0;
  ReadingId id;
  Instant at{};
  std::optional<PersonId> reader;
  std::optional<Role> reader_role;
  std::string reader_scope;  // empty: a reader without a role
  PersonId whom;
  FieldClass field_class = FieldClass::basic;
  bool minor = false;
  std::string reason;
};
BOOST_DESCRIBE_STRUCT(ReadingRow, (),
                      (region, id, at, reader, reader_role, reader_scope, whom, field_class, minor,
                       reason))

/// Readings of one person's data, newest first, older than `before`.
std::vector<ReadingRow> load_readings(storage::Tx& tx, int region,
                                      const std::vector<PersonId>& whose, ReadingId before,
                                      std::int64_t limit);

struct ReadingsWanted {
  std::string scope_from;  // reader_scope in [from, to)
  std::string scope_to;
  std::optional<PersonId> reader;
  std::optional<PersonId> whom;
  bool only_minors = false;
  std::optional<Instant> since;
  std::optional<Instant> until;
  ReadingId before;
  std::int64_t limit = 50;
};
std::vector<ReadingRow> readings_wanted(storage::Tx& tx, int region, const ReadingsWanted& wanted);
/// Readings this person made of others' data in one field class since then.
std::int64_t count_readings_by(storage::Tx& tx, int region, PersonId reader, FieldClass field_class,
                               Instant since);
/// The oldest, at most `limit`, made before then.
std::vector<ReadingRow> readings_before(storage::Tx& tx, int region, Instant before,
                                        std::int64_t limit);

}  // namespace lastmile::access

template <>
struct lastmile::storage::Table<lastmile::access::ReadingRow> {
  static constexpr std::string_view name = "reading";
  static constexpr std::size_t key_columns = 2;
};
