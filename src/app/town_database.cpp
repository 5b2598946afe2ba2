#include "app/town_database.h"

#include "app/folder.h"
#include "vault/file.h"

namespace lastmile::app {
namespace {

// A file, not a line of town.conf: a backup carries town.conf to whichever database comes next.
std::filesystem::path mark_in(const std::filesystem::path& dir) { return dir / "on-postgres"; }

std::filesystem::path rows_in(const std::filesystem::path& dir) { return dir / "lastmile.db"; }

}  // namespace

void require_database(const TownOptions& options) {
  if (!options.postgres.empty() || !is_there(mark_in(options.dir))) return;
  throw WrongDatabase(
      fmt::format("the data of the town in {} is on PostgreSQL: give every command the --postgres "
                  "URL that init was given (if it is on SQLite for good, remove {})",
                  options.dir.string(), mark_in(options.dir).string()));
}

void refuse_second_town(const TownOptions& options, storage::Db& db) {
  if (!db.is_postgres() || !std::filesystem::exists(rows_in(options.dir))) return;
  if (storage::schema_version(db) > 0) return;
  throw WrongDatabase(fmt::format(
      "the data of the town in {0} is on SQLite ({1}), and the database of --postgres is empty: "
      "leave --postgres away, or name another folder for another town. To move this one: lastmile "
      "backup FILE --data {0}, then lastmile restore FILE --data {0} --postgres URL",
      options.dir.string(), rows_in(options.dir).string()));
}

void mark_database(const TownOptions& options) {
  const auto mark = mark_in(options.dir);
  if (options.postgres.empty() || std::filesystem::exists(mark)) return;
  // Rows lie here too: a copy of the town is looked at there, unless it was restored to there.
  if (!options.restoring && std::filesystem::exists(rows_in(options.dir))) return;
  try {
    vault::replace_file(mark, "The data of this town is on PostgreSQL.\n", 0644);
  } catch (const storage::Unavailable&) {
    // Serving matters more: the next command on this database leaves it.
  }
}

}  // namespace lastmile::app
