#pragma once
#include "app/upkeep.h"
#include "jobs/jobs.h"
#include "storage/inspect.h"

/// What the system page shows: what runs here, how it fares, which backups lie here.
namespace lastmile::app {

struct AskSystem {};
BOOST_DESCRIBE_STRUCT(AskSystem, (), ())

struct Library {
  std::string name;
  std::string version;
};
BOOST_DESCRIBE_STRUCT(Library, (), (name, version))

/// The disk under the folder of the data.
struct DiskView {
  std::int64_t free_bytes = 0;
  std::int64_t all_bytes = 0;
};
BOOST_DESCRIBE_STRUCT(DiskView, (), (free_bytes, all_bytes))

struct FollowersView {
  std::int64_t followers = 0;
  std::int64_t behind = 0;  // facts, of the one furthest behind
  std::int64_t paused = 0;
};
BOOST_DESCRIBE_STRUCT(FollowersView, (), (followers, behind, paused))

struct SystemView {
  std::string version;
  int schema = 0;
  storage::DatabaseWords database;
  std::vector<Library> libraries;
  Instant opened_at{};
  std::optional<DiskView> disk;  // none: it cannot be asked
  std::int64_t journal_size = 0;
  std::string journal_root;
  FollowersView followers;
  jobs::QueueCount queue;
  UpkeepNow upkeep;
};
BOOST_DESCRIBE_STRUCT(SystemView, (),
                      (version, schema, database, libraries, opened_at, disk, journal_size,
                       journal_root, followers, queue, upkeep))

struct ListBackups {};
BOOST_DESCRIBE_STRUCT(ListBackups, (), ())

struct BackupView {
  std::string name;
  std::optional<Instant> made_at;  // none: it cannot be read
  std::int64_t bytes = 0;
  std::optional<std::int64_t> leaves;  // of the journal in it; none: somebody else's
  bool verified = false;               // read back when it was made, and of the same size since
  bool has_keys = false;               // the keys of people lie beside it
};
BOOST_DESCRIBE_STRUCT(BackupView, (), (name, made_at, bytes, leaves, verified, has_keys))

struct BackupsView {
  std::string folder;  // on the machine of the program
  std::int64_t keep = 0;
  std::vector<BackupView> items;  // newest first
};
BOOST_DESCRIBE_STRUCT(BackupsView, (), (folder, keep, items))

/// For who `sees_system`; refuses not_yours. Reads the disk, and on PostgreSQL the size of all
/// rows.
Result<SystemView> show_system(Call& call, const AskSystem& query);
/// For system administrators; refuses not_yours. Opens each backup to read its first line.
Result<BackupsView> list_backups(Call& call, const ListBackups& query);

}  // namespace lastmile::app
