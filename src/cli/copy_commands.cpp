#include <cstdio>

#include "app/backup.h"
#include "cli/cli.h"
#include "cli/restoring.h"
#include "people/seal_check.h"
#include "storage/dump_file.h"

/// backup, restore, keys: copies that can be trusted.
namespace lastmile::cli {
namespace {

int backup(const Store& store, const std::string& file) {
  for (const char* end : {"", ".keys", ".town.conf"}) storage::refuse_special_file(file + end);
  app::Town town(store.options());
  const auto made = app::make_backup(town, file, {});
  print_tables(made.tables);
  std::printf(
      "Wrote %s, %lld person keys to %s.keys, and town.conf without `sms` and `smtp` to "
      "%s.town.conf.\n"
      "Keep the .keys file apart and only the newest: an older one still opens what was erased.\n"
      "A restore also needs %s/keys/root.key.\n",
      file.c_str(), static_cast<long long>(made.keys), file.c_str(), file.c_str(),
      store.data.c_str());
  return 0;
}

int rotate(const Store& store) {
  app::Town town(store.options());
  const std::int64_t wrapped = town.vault().rotate(town.db());  // each call is a rotation
  std::printf("New keys; %lld person keys wrapped anew.\n", static_cast<long long>(wrapped));
  return 0;
}

int forget_key(const Store& store, const std::string& person) {
  const auto id = PersonId::parse(person);
  app::Town town(store.options());
  bool gone = false;
  if (id) {
    town.db().write([&](storage::Tx& tx) {
      gone = people::forget_needless_key(tx, town.vault(), town.settings().region, *id);
    });
  }
  if (gone) {
    std::printf("Their keys are gone.\n");
  } else {
    std::fprintf(stderr,
                 "lastmile: %s is nobody who was erased, and no import that is over: nothing was "
                 "done. Whoever is to be erased is erased by their station.\n",
                 person.c_str());
  }
  return gone ? 0 : 1;
}

}  // namespace

void add_copy_commands(CLI::App& app, Action& action) {
  struct Word {
    const char* name;
    const char* help;
  };
  using Verb = int (*)(const Store&, const std::string&);
  const auto with_word = [&](CLI::App& sub, const Word& word, Verb f) {
    auto store = std::make_shared<Store>();
    auto said = std::make_shared<std::string>();
    add_store(sub, *store);
    sub.add_option(word.name, *said, word.help)->required();
    sub.callback(
        [store, said, f, &action] { action = [store, said, f] { return f(*store, *said); }; });
  };
  const auto with_file = [&](CLI::App& parent, const char* name, const char* help, Verb f) {
    with_word(*parent.add_subcommand(name, help), {"file", "The backup file"}, f);
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
  with_word(*keys->add_subcommand("forget", "Destroy a key that verify names of somebody erased"),
            {"person", "The person's id, as verify names it"}, forget_key);
}

}  // namespace lastmile::cli
