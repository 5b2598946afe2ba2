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
/// Where the town lies on the machine that opened it last, and since when.
struct Premises {
  std::string dir;      // empty: nowhere, as in tests
  std::string backups;  // the folder of those made by the program itself
  std::int64_t backups_kept = 7;
  Instant opened_at{};
};
BOOST_DESCRIBE_STRUCT(Premises, (), (dir, backups, backups_kept, opened_at))
/// Notes it as a command of the program, opened now.
void note_premises(Call& call, const Premises& at);
Premises premises(storage::Tx& tx, int region);

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
