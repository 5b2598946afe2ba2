#include "cli/restoring.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <span>

#include "app/backup.h"
#include "app/town_database.h"
#include "app/town_store.h"
#include "base/assert.h"
#include "notices/sending_end.h"
#include "people/erasure.h"
#include "vault/file.h"
#include "vault/forgotten.h"
#include "vault/root.h"

namespace lastmile::cli {
namespace {

namespace fs = std::filesystem;

constexpr const char* nothing_done = " Nothing was restored.";

int refuse(const std::string& why) {
  std::fprintf(stderr, "lastmile: %s%s\n", why.c_str(), nothing_done);
  return 1;
}

fs::path root_file(const Store& store) { return fs::path(store.data) / "keys" / "root.key"; }

/// What stands in DIR while a restore is under way: of which backup.
struct Mark {
  std::string backup;  // of which making, and into which database: the same under any file name
  std::string file;    // as it was named
};

std::optional<Mark> read_mark(const Store& store) {
  std::ifstream in(app::restoring_file(store.data));
  Mark mark;
  if (!in || !std::getline(in, mark.backup) || !std::getline(in, mark.file)) return std::nullopt;
  return mark;
}

Mark mark_of(const storage::DumpReport& backup, const Store& store, const std::string& file) {
  // A hash, for the address may hold a password.
  const auto database = std::hash<std::string>{}(store.postgres);
  return {fmt::format("{} {} {:x}", to_text(backup.made_at), backup.journal, database),
          fs::absolute(file).string()};
}

void write_mark(const Store& store, const Mark& mark) {
  vault::replace_file(app::restoring_file(store.data), mark.backup + "\n" + mark.file + "\n", 0600);
}

void remove_mark(const Store& store) { fs::remove(app::restoring_file(store.data)); }

/// What a restore needs besides the backup itself.
struct Source {
  std::string file;
  vault::Key root;
  app::TownFile town_file;
  Mark mark;
  bool has_keys = false;
};

// What the target says of itself, else what the backup brought.
std::optional<app::TownFile> town_file_for(const Store& store, const std::string& file) {
  if (app::has_town_file(store.data)) return app::read_town_file(store.data);
  return app::load_town_file(file + ".town.conf");
}

/// Rows of the backup, in the transaction that brings them: those of this town, and sealed by the
/// root key that lies here. A throw takes them all back.
std::string proved_journal(storage::Tx& tx, const Store& store, const Source& from) {
  const int region = from.town_file.region;
  if (const auto other = app::region_beside(tx, region)) {
    throw app::WrongTown(fmt::format(
        "the backup is of region {}, but {} says region {}: put the town.conf of that town in "
        "{}.{}",
        *other,
        app::has_town_file(store.data) ? store.data + "/town.conf" : from.file + ".town.conf",
        region, store.data, nothing_done));
  }
  try {
    vault::check_root(from.root, tx);
  } catch (const storage::Unavailable&) {
    throw app::WrongTown(fmt::format(
        "{} is not the root key of the town that was backed up: put that town's there.{}",
        root_file(store).string(), nothing_done));
  }
  return app::journal_text(tx, region);
}

/// The tables, all of them or none.
Result<storage::DumpReport> fill(storage::Db& db, const Store& store, const Source& from) {
  const auto unmark = [&] {
    if (storage::schema_version(db) == 0) remove_mark(store);
  };
  write_mark(store, from.mark);
  try {
    auto report = storage::restore(
        db, from.file, [&](storage::Tx& tx) { return proved_journal(tx, store, from); });
    if (!report.ok()) unmark();
    return report;
  } catch (const std::exception&) {
    unmark();
    throw;
  }
}

/// The tables are there afterwards, by this run or by the one that was broken off.
Check bring_tables(const Store& store, const Source& from) {
  const bool begun = read_mark(store).has_value();
  const auto db = storage::Db::open({fs::path(store.data) / "lastmile.db", store.postgres});
  const bool filled = storage::schema_version(*db) > 0;
  if (filled && !begun) return storage::database_not_empty;
  if (filled) {
    // One transaction brings them, and nobody opens the town before the restore is done.
    std::printf("The tables are there already: going on where a restore was broken off.\n");
    return Done{};
  }
  const auto report = fill(*db, store, from);
  db->close();
  if (!report.ok()) return report.refused();
  print_tables(*report);
  return Done{};
}

std::vector<PersonId> forgotten(app::Town& town) {
  return town.db().reading(
      [&](storage::Tx& tx) { return vault::forgotten_people(tx, town.settings().region); });
}

/// Only those whom the file knows as erased: a key that was empty before may be somebody's
/// sabotage.
void erase_again(app::Town& town, const std::vector<PersonId>& empty_before) {
  std::vector<PersonId> fresh;
  std::ranges::set_difference(forgotten(town), empty_before, std::back_inserter(fresh));
  constexpr std::size_t at_once = 200;
  people::ErasedAgain all;
  for (std::span<const PersonId> left(fresh); !left.empty();) {
    const auto some = left.first(std::min(at_once, left.size()));
    left = left.subspan(some.size());
    people::ErasedAgain done;
    const Check ran = town.commands().run(Actor{.system = true}, [&](Call& call) -> Check {
      done = people::erase_again(call, {some.begin(), some.end()});
      return Done{};
    });
    ASSERT(ran.ok());
    all.people += done.people;
    all.under_way += done.under_way;
  }
  if (all.people == 0) return;
  std::printf("Erased %lld people again: they were erased after this data was backed up.\n",
              static_cast<long long>(all.people));
  if (all.under_way > 0) {
    std::printf("%lld needs or services of theirs were under way then: their stations end them.\n",
                static_cast<long long>(all.under_way));
  }
}

void take_keys(app::Town& town, const std::string& file,
               const std::vector<PersonId>& empty_before) {
  const std::int64_t keys = town.vault().import_keys(town.db(), file);
  std::printf("Took %lld person keys.\n", static_cast<long long>(keys));
  erase_again(town, empty_before);
}

// What waited when the backup was made has gone out since, or not: nobody is told twice by itself.
void hold_messages(app::Town& town) {
  std::int64_t held = 0;
  const Check ran = town.commands().run(Actor{.system = true}, [&](Call& call) -> Check {
    held = notices::hold_after_restore(call);
    return Done{};
  });
  ASSERT(ran.ok());
  if (held == 0) return;
  std::printf("Held %lld messages of then back: the outbox lists them as unknown.\n",
              static_cast<long long>(held));
}

int finish(const Store& store, const Source& from) {
  if (!app::has_town_file(store.data)) {
    app::write_town_file(store.data, from.town_file);
    std::printf("Put town.conf in %s; its `sms` and `smtp` are to be given anew.\n",
                store.data.c_str());
  }
  app::TownOptions options = store.options();
  options.restoring = true;
  app::Town town(options);
  std::printf("Restored; row counts and the journal's root are the backup's.\n");
  if (from.has_keys) {
    // Backups carry no person keys, so every empty one is the file's, by an earlier run or this.
    take_keys(town, from.file + ".keys", {});
  } else {
    std::printf("No %s.keys beside it: sealed fields stay closed until `lastmile keys import`.\n",
                from.file.c_str());
  }
  hold_messages(town);
  remove_mark(store);
  return 0;
}

// A key file that cannot be taken would leave the tables there without it.
std::string fault_of_keys(const Source& from) {
  try {
    if (from.has_keys) vault::check_key_file(from.root, from.file + ".keys");
    return "";
  } catch (const std::exception& fault) {
    return fmt::format(
        "{}. Or move {}.keys away: the rest is restored without it, and `lastmile keys import` "
        "takes the right one later.",
        fault.what(), from.file);
  }
}

}  // namespace

int restore(const Store& store, const std::string& file) {
  app::require_database(store.options());
  // Without the root key the rows would lie there sealed for good, and a new key would be made.
  const auto root = vault::read_root(root_file(store));
  if (!root) {
    return refuse(
        fmt::format("there is no {}: first put there the root key of the town that was "
                    "backed up (chmod 0400).",
                    root_file(store).string()));
  }
  const auto header = storage::read_dump_header(file);
  if (!header.ok()) return refused(header.refused());
  const auto town_file = town_file_for(store, file);
  if (!town_file) {
    return refuse(fmt::format(
        "there is neither {0}/town.conf nor {1}.town.conf, so region and zone of the town are "
        "unknown: put its town.conf in {0} (or take the one that `lastmile init --city CODE` "
        "writes in another folder).",
        store.data, file));
  }
  const Source from{file, *root, *town_file, mark_of(*header, store, file),
                    fs::exists(file + ".keys")};
  if (const auto mark = read_mark(store); mark && mark->backup != from.mark.backup) {
    return refuse(fmt::format(
        "a restore of another backup, or into another database, was broken off in {1}: run "
        "lastmile restore {0} again as then, or name a new folder (and database).",
        mark->file, store.data));
  }
  if (const auto why = fault_of_keys(from); !why.empty()) return refuse(why);
  if (const auto done = bring_tables(store, from); !done.ok()) return refused(done.refused());
  return finish(store, from);
}

int import_keys(const Store& store, const std::string& file) {
  app::Town town(store.options());
  take_keys(town, file, forgotten(town));
  return 0;
}

void print_tables(const storage::DumpReport& report) {
  for (const auto& table : report.tables) {
    std::printf("%10lld %s\n", static_cast<long long>(table.rows), table.table.c_str());
  }
  std::printf("journal %s\n", report.journal.c_str());
}

}  // namespace lastmile::cli
