#include "storage/sqlite_connection.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sqlite3.h>
#include <unistd.h>

#include <mutex>

#include "storage/sqlite_fault.h"
#include "storage/sqlite_log_file.h"

namespace lastmile::storage {
namespace {

// WAL with synchronous=FULL: an acknowledged commit survives a power cut. The cache sizes keep an
// idle server small and fill as it works; the log is folded back every 16 MB and its file cut to
// 64 MB after a peak. A larger cache costs more than it spares: after a page was split SQLite walks
// all of it at the commit (docs/adr/0011, finding 19).
constexpr const char* shared_settings =
    "pragma foreign_keys=on;"
    "pragma case_sensitive_like=on;"
    "pragma trusted_schema=off;"
    "pragma temp_store=memory;";
constexpr const char* writer_settings =
    "pragma journal_mode=wal;"
    "pragma synchronous=full;"
    "pragma cache_size=-8000;"
    "pragma wal_autocheckpoint=4000;"
    "pragma journal_size_limit=67108864;";
// A commit elsewhere empties a reader's cache, so its pages come from a map of the file: a third
// less CPU for each read (bench/storage_bench.cpp). 32 MB a reader bounds the resident memory.
constexpr const char* reader_settings =
    "pragma query_only=on;"
    "pragma mmap_size=33554432;"
    "pragma cache_size=-4000;";

constexpr int busy_wait_ms = 5000;  // another process (a shell, a backup) holds the lock

void configure_library() {
  static std::once_flag once;
  // The counters of memory use take a lock at each allocation, and nobody reads them.
  std::call_once(once, [] { sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0); });
}

/// Personal data: only the owner may read the file, nor its log, which takes its mode.
void create_private(const std::filesystem::path& file) {
  const int fd = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (fd >= 0) ::close(fd);
}

/// After a clean stop no log lies beside the file, and even a reader would have to make one: where
/// its folder takes none, nobody writes, and the file is read as it lies.
bool is_laid_away(const std::filesystem::path& file) {
  if (!std::filesystem::exists(file)) return false;
  for (const char* beside : {"-wal", "-shm"}) {
    if (std::filesystem::exists(file.string() + beside)) return false;
  }
  const auto folder = file.has_parent_path() ? file.parent_path() : std::filesystem::path(".");
  return ::access(folder.c_str(), W_OK) != 0;
}

/// The file as SQLite's URI of one that nobody changes. Source: https://www.sqlite.org/uri.html
std::string as_immutable(const std::filesystem::path& file) {
  std::string uri = "file://";
  for (const char c : std::filesystem::absolute(file).string()) {
    if (std::string_view("%?#").find(c) == std::string_view::npos)
      uri += c;
    else
      uri += fmt::format("%{:02x}", static_cast<unsigned>(c));
  }
  return uri + "?immutable=1";
}

const Sql savepoint_commands[][3] = {
    {{Sql::Unlisted{}, "savepoint", "savepoint s0"},
     {Sql::Unlisted{}, "release", "release savepoint s0"},
     {Sql::Unlisted{}, "rollback to", "rollback to savepoint s0"}},
    {{Sql::Unlisted{}, "savepoint", "savepoint s1"},
     {Sql::Unlisted{}, "release", "release savepoint s1"},
     {Sql::Unlisted{}, "rollback to", "rollback to savepoint s1"}},
};

}  // namespace

SqliteConnection::SqliteConnection(const std::filesystem::path& file, Mode mode) {
  configure_library();
  const bool write = mode == Mode::write;
  if (write) create_private(file);
  const bool lies = is_laid_away(file);
  const std::string name = lies ? as_immutable(file) : file.string();
  const int flags = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE | SQLITE_OPEN_READWRITE |
                    (write ? SQLITE_OPEN_CREATE : 0) | (lies ? SQLITE_OPEN_URI : 0);
  const int rc = sqlite3_open_v2(name.c_str(), &db_, flags, write ? log_vfs() : nullptr);
  try {
    if (rc != SQLITE_OK) sqlite_fault(db_, rc, file.string());
    sqlite3_busy_timeout(db_, busy_wait_ms);
    execute(shared_settings);
    execute(write ? writer_settings : reader_settings);
    add_sqlite_functions(db_);
  } catch (...) {
    sqlite3_close_v2(db_);
    throw;
  }
}

SqliteConnection::~SqliteConnection() {
  cache_.clear();
  sqlite3_close_v2(db_);
}

void SqliteConnection::execute(const char* text) {
  const int rc = sqlite3_exec(db_, text, nullptr, nullptr, nullptr);
  if (rc != SQLITE_OK) sqlite_fault(db_, rc, text);
}

void SqliteConnection::run(const Sql& sql) {
  const auto statement = start(sql, {});
  while (statement->step()) {
  }
}

bool SqliteConnection::is_read_only() const { return sqlite3_db_readonly(db_, "main") == 1; }

bool SqliteConnection::in_transaction() const { return sqlite3_get_autocommit(db_) == 0; }

void SqliteTx::command(SavepointCommand what, std::size_t depth) {
  if (depth < std::size(savepoint_commands)) {
    const auto& prepared = savepoint_commands[depth];
    if (what == SavepointCommand::begin) return connection_.run(prepared[0]);
    if (what != SavepointCommand::release) connection_.run(prepared[2]);
    if (what != SavepointCommand::undo) connection_.run(prepared[1]);
    return;
  }
  const std::string name = "savepoint s" + std::to_string(depth);
  const auto run = [&](const std::string& text) { start_text(text, {})->step(); };
  if (what == SavepointCommand::begin) return run(name);
  if (what != SavepointCommand::release) run("rollback to " + name);
  if (what != SavepointCommand::undo) run("release " + name);
}

std::optional<std::int64_t> SqliteTx::changes_so_far() const {
  return sqlite3_total_changes64(connection_.handle());
}

}  // namespace lastmile::storage
