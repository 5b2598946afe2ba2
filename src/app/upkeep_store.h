#pragma once
#include <optional>
#include <string>
#include <vector>

#include "app/upkeep.h"

/// The SQL of the table upkeep.
namespace lastmile::app {

struct UpkeepRow {
  int region = 0;
  UpkeepId id;
  UpkeepKind kind = UpkeepKind::verification;
  UpkeepState state = UpkeepState::waiting;
  Instant asked_at{};
  std::optional<PersonId> asked_by;
  std::optional<Instant> started_at;
  std::optional<Instant> ended_at;
  std::optional<Instant> lease_until;  // while it runs
  std::optional<UpkeepPart> part;
  std::int64_t done = 0;
  std::int64_t total = 0;
  std::int64_t leaves = 0;
  std::vector<journal::Finding> findings;
  std::vector<std::string> not_checked;
  std::string file;
  std::int64_t bytes = 0;
  std::string error;
};
BOOST_DESCRIBE_STRUCT(UpkeepRow, (),
                      (region, id, kind, state, asked_at, asked_by, started_at, ended_at,
                       lease_until, part, done, total, leaves, findings, not_checked, file, bytes,
                       error))

std::optional<UpkeepRow> load_upkeep(storage::Tx& tx, int region, UpkeepId id);
/// The one that waits or runs.
std::optional<UpkeepRow> open_upkeep(storage::Tx& tx, int region);
/// The last of this kind that ended, well or not.
std::optional<UpkeepRow> last_upkeep(storage::Tx& tx, int region, UpkeepKind kind);
/// The files of the backups that were proved when they were made, and their size.
struct ProvedFile {
  std::string file;
  std::int64_t bytes = 0;
  std::int64_t leaves = 0;
};
BOOST_DESCRIBE_STRUCT(ProvedFile, (), (file, bytes, leaves))
std::vector<ProvedFile> proved_files(storage::Tx& tx, int region);
/// Forgets those asked for before this time that have ended.
void forget_upkeep(storage::Tx& tx, int region, Instant before);

}  // namespace lastmile::app

template <>
struct lastmile::storage::Table<lastmile::app::UpkeepRow> {
  static constexpr std::string_view name = "upkeep";
  static constexpr std::size_t key_columns = 2;
};
