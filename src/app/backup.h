#pragma once
#include "app/town.h"
#include "storage/dump.h"

/// Copies of a town that can be trusted, made while it serves.
namespace lastmile::app {

struct Backup {
  storage::DumpReport tables;
  std::int64_t keys = 0;  // of people
};
/// Writes FILE, the person keys to FILE.keys, and town.conf without `sms` and `smtp` to
/// FILE.town.conf. Throws Unavailable when one cannot be written.
Backup make_backup(Town& town, const std::string& file,
                   const std::function<void(std::int64_t rows, std::int64_t all)>& progress);

/// What a backup and its restore say of the journal alike.
std::string journal_text(storage::Tx& tx, int region);

/// A backup in the folder of those that the program makes.
struct BackupFile {
  std::string name;
  std::int64_t bytes = 0;
  bool has_keys = false;           // FILE.keys lies beside it
  std::optional<Instant> made_at;  // as it says of itself; none: it cannot be read
};
/// Those in the folder, newest first, at most 1,000; none where there is no such folder.
std::vector<BackupFile> backups_in(const std::filesystem::path& folder);
/// How the program names one: the newest comes last in the order of names.
std::string backup_name(Instant made_at);
/// Deletes the program's own backups but the newest `keep`, and every .keys file but that of the
/// newest: an older one still opens what was erased since.
void keep_newest(const std::filesystem::path& folder, std::int64_t keep);

}  // namespace lastmile::app
