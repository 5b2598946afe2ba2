#pragma once
#include "people/duplicate.h"
#include "storage/tx.h"

namespace lastmile::people {

/// The row of table `not_duplicate`: a < b.
struct NotDuplicateRow {
  int region = 0;
  PersonId a;
  PersonId b;
  std::optional<PersonId> decided_by;
  Instant decided_at{};
};
BOOST_DESCRIBE_STRUCT(NotDuplicateRow, (), (region, a, b, decided_by, decided_at))

/// The row of table `person_merge`.
struct MergeRow {
  int region = 0;
  MergeId id;
  PersonId kept;
  PersonId gone;
  std::string site_path;
  Moved moved;
  std::optional<PersonId> merged_by;
  Instant merged_at{};
  std::optional<PersonId> undone_by;
  std::optional<Instant> undone_at;
};
BOOST_DESCRIBE_STRUCT(MergeRow, (),
                      (region, id, kept, gone, site_path, moved, merged_by, merged_at, undone_by,
                       undone_at))

}  // namespace lastmile::people

template <>
struct lastmile::storage::Table<lastmile::people::NotDuplicateRow> {
  static constexpr std::string_view name = "not_duplicate";
  static constexpr std::size_t key_columns = 3;
};
template <>
struct lastmile::storage::Table<lastmile::people::MergeRow> {
  static constexpr std::string_view name = "person_merge";
  static constexpr std::size_t key_columns = 2;
};

namespace lastmile::people {

/// One reason why two people look like one; a pair may come several times, in (a, b) order.
struct LikeRow {
  PersonId a;
  PersonId b;
  Likeness reason = Likeness::id_number;
};
BOOST_DESCRIBE_STRUCT(LikeRow, (), (a, b, reason))
struct LikeFilter {
  std::string lo = {};
  std::string hi = {};
  std::string person = {};
  PersonId after_a = {};
  PersonId after_b = {};
  std::int64_t limit = 50;
};
std::vector<LikeRow> load_likes(storage::Tx& tx, int region, const LikeFilter& filter);

std::optional<MergeRow> load_merge(storage::Tx& tx, int region, MergeId id);
/// The last merge into, or of, a person that stands.
std::optional<MergeRow> load_last_merge_of(storage::Tx& tx, int region, PersonId person);
struct MergeFilter {
  std::string lo = {};
  std::string hi = {};
  MergeId after = {};
  std::int64_t limit = 50;
};
std::vector<MergeRow> load_merge_page(storage::Tx& tx, int region, const MergeFilter& filter);

}  // namespace lastmile::people
