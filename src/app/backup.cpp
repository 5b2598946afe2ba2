#include "app/backup.h"

#include <fmt/format.h>

#include <algorithm>

#include "app/version.h"
#include "journal/head.h"
#include "storage/dump_file.h"

namespace lastmile::app {
namespace {

namespace fs = std::filesystem;

// Person keys stay out of the dump, so that an erased person stays erased in every backup; and so
// does the backup under way, which a restored town would take for one that was broken off.
const std::vector<std::string> left_behind{"person_key", "upkeep", "premises"};

constexpr std::string_view ending = ".backup";
constexpr std::string_view beginning = "lastmile-";
constexpr std::string_view name_pattern = "lastmile-20260101T000000Z.backup";

// A backup that somebody named otherwise is theirs to delete.
bool is_own_name(std::string_view name) {
  return name.size() == name_pattern.size() && name.starts_with(beginning) &&
         name.ends_with(ending);
}

/// Newest first.
std::vector<std::string> names_in(const fs::path& folder) {
  std::vector<std::string> names;
  std::error_code none;
  for (const auto& entry : fs::directory_iterator(folder, none)) {
    const std::string name = entry.path().filename().string();
    if (name.ends_with(ending) && entry.is_regular_file(none)) names.push_back(name);
  }
  std::ranges::sort(names, std::greater());
  return names;
}

}  // namespace

std::string journal_text(storage::Tx& tx, int region) {
  const auto head = journal::head(tx, region);
  return std::to_string(head.size) + " " + head.root;
}

Backup make_backup(Town& town, const std::string& file,
                   const std::function<void(std::int64_t, std::int64_t)>& progress) {
  const int region = town.settings().region;
  Backup made;
  made.tables = storage::dump(
      town.db(), file,
      {version, town.commands().now(),
       [region](storage::Tx& tx) { return journal_text(tx, region); }, left_behind, progress});
  made.keys = town.vault().export_keys(town.db(), file + ".keys");
  TownFile town_file = town.file();
  town_file.sms.reset();  // they hold secrets of machines elsewhere
  town_file.smtp.reset();
  save_town_file(file + ".town.conf", town_file);
  return made;
}

std::vector<BackupFile> backups_in(const fs::path& folder) {
  constexpr std::size_t most = 1000;
  std::vector<BackupFile> all;
  std::error_code none;
  for (const auto& name : names_in(folder)) {
    if (all.size() == most) break;
    BackupFile file{name, 0, fs::exists(folder / (name + ".keys"), none), std::nullopt};
    const auto bytes = fs::file_size(folder / name, none);
    if (!none) file.bytes = static_cast<std::int64_t>(bytes);
    if (const auto header = storage::read_dump_header(folder / name); header.ok()) {
      file.made_at = header->made_at;
    }
    all.push_back(std::move(file));
  }
  std::ranges::stable_sort(all, std::greater(), [](const auto& file) { return file.made_at; });
  return all;
}

std::string backup_name(Instant made_at) {
  std::string time = to_text(made_at);
  time = time.substr(0, time.find('.'));
  std::erase_if(time, [](char c) { return c == '-' || c == ':' || c == 'Z'; });
  return fmt::format("{}{}Z{}", beginning, time, ending);
}

void keep_newest(const fs::path& folder, std::int64_t keep) {
  std::int64_t newer = 0;
  for (const auto& name : names_in(folder)) {
    if (!is_own_name(name)) continue;
    const fs::path file = folder / name;
    if (newer > 0) fs::remove(file.string() + ".keys");
    if (newer >= keep) {
      fs::remove(file.string() + ".town.conf");
      fs::remove(file);
    }
    ++newer;
  }
}

}  // namespace lastmile::app
