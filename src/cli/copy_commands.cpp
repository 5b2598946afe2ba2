#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <iterator>
#include <span>

#include "base/assert.h"
#include "cli/cli.h"
#include "people/erasure.h"
#include "storage/dump.h"
#include "vault/forgotten.h"
#include "vault/root.h"

/// backup, restore, keys: copies that can be trusted.
namespace lastmile::cli {
namespace {

namespace fs = std::filesystem;

// Person keys stay out of the dump, so that an erased person stays erased in every backup.
const std::vector<std::string> left_behind{"person_key"};

std::string journal_text(storage::Tx& tx, int region) {
  const auto head = journal::head(tx, region);
  return std::to_string(head.size) + " " + head.root;
}

void say(const storage::DumpReport& report) {
  for (const auto& table : report.tables) {
    std::printf("%10lld %s\n", static_cast<long long>(table.rows), table.table.c_str());
  }
  std::printf("journal %s\n", report.journal.c_str());
}

int backup(const Store& store, const std::string& file) {
  app::Town town(store.options());
  const int region = town.settings().region;
  const auto report =
      storage::dump(town.db(), file,
                    {LASTMILE_VERSION, town.commands().now(),
                     [region](storage::Tx& tx) { return journal_text(tx, region); }, left_behind});
  const auto keys = town.vault().export_keys(town.db(), file + ".keys");
  app::TownFile town_file = town.file();
  town_file.sms.reset();  // it holds the gateway's secret
  app::save_town_file(file + ".town.conf", town_file);
  say(report);
  std::printf(
      "Wrote %s, %lld person keys to %s.keys, and town.conf without `sms` to %s.town.conf.\n"
      "Keep the .keys file apart and only the newest: an older one still opens what was erased.\n"
      "A restore also needs %s/keys/root.key.\n",
      file.c_str(), static_cast<long long>(keys), file.c_str(), file.c_str(), store.data.c_str());
  return 0;
}

// Without the root key the rows would lie there sealed for good, and a new key would be made.
bool has_root_key(const Store& store) {
  const auto path = fs::path(store.data) / "keys" / "root.key";
  if (vault::read_root(path)) return true;
  std::fprintf(stderr,
               "lastmile: there is no %s: first put there the root key of the town that was backed "
               "up (chmod 0400). Nothing was restored.\n",
               path.c_str());
  return false;
}

// What the target says of itself, else what the backup brought.
std::optional<app::TownFile> town_file_for(const Store& store, const std::string& file) {
  if (app::has_town_file(store.data)) return app::read_town_file(store.data);
  auto brought = app::load_town_file(file + ".town.conf");
  if (!brought) {
    std::fprintf(stderr,
                 "lastmile: there is neither %s/town.conf nor %s.town.conf, so region and zone of "
                 "the town are unknown: put its town.conf in %s (or take the one that `lastmile "
                 "init --city CODE` writes in another folder). Nothing was restored.\n",
                 store.data.c_str(), file.c_str(), store.data.c_str());
  }
  return brought;
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

void take_keys(app::Town& town, const std::string& file) {
  const auto empty_before = forgotten(town);
  const std::int64_t keys = town.vault().import_keys(town.db(), file);
  std::printf("Took %lld person keys.\n", static_cast<long long>(keys));
  erase_again(town, empty_before);
}

int restore(const Store& store, const std::string& file) {
  if (!has_root_key(store)) return 1;
  const auto town_file = town_file_for(store, file);
  if (!town_file) return 1;
  {
    const auto db = storage::Db::open({fs::path(store.data) / "lastmile.db", store.postgres});
    const auto report = storage::restore(
        *db, file, [&](storage::Tx& tx) { return journal_text(tx, town_file->region); });
    db->close();
    if (!report.ok()) return refused(report.refused());
    say(*report);
  }
  if (!app::has_town_file(store.data)) {
    app::write_town_file(store.data, *town_file);
    std::printf("Put town.conf in %s; its `sms` is to be given anew.\n", store.data.c_str());
  }
  app::Town town(store.options());
  std::printf("Restored; row counts and the journal's root are the backup's.\n");
  if (fs::exists(file + ".keys")) {
    take_keys(town, file + ".keys");
  } else {
    std::printf("No %s.keys beside it: sealed fields stay closed until `lastmile keys import`.\n",
                file.c_str());
  }
  return 0;
}

int rotate(const Store& store) {
  app::Town town(store.options());
  const std::int64_t wrapped = town.vault().rotate(town.db());  // each call is a rotation
  std::printf("New keys; %lld person keys wrapped anew.\n", static_cast<long long>(wrapped));
  return 0;
}

int import_keys(const Store& store, const std::string& file) {
  app::Town town(store.options());
  take_keys(town, file);
  return 0;
}

}  // namespace

void add_copy_commands(CLI::App& app, Action& action) {
  const auto with_file = [&](CLI::App& parent, const char* name, const char* help,
                             int (*f)(const Store&, const std::string&)) {
    auto store = std::make_shared<Store>();
    auto file = std::make_shared<std::string>();
    auto* sub = parent.add_subcommand(name, help);
    add_store(*sub, *store);
    sub->add_option("file", *file, "The backup file")->required();
    sub->callback(
        [store, file, f, &action] { action = [store, file, f] { return f(*store, *file); }; });
  };
  with_file(app, "backup", "Write a backup while the server goes on; works on either database",
            backup);
  with_file(app, "restore",
            "Restore a backup into an empty town, proved by counts and journal root", restore);
  auto* keys = app.add_subcommand("keys", "The keys that seal personal data");
  keys->require_subcommand(1);
  {
    auto store = std::make_shared<Store>();
    auto* sub = keys->add_subcommand("rotate", "New keys; resumable");
    add_store(*sub, *store);
    sub->callback([store, &action] { action = [store] { return rotate(*store); }; });
  }
  with_file(*keys, "import", "Take the person keys of a backup", import_keys);
}

}  // namespace lastmile::cli
