#include "storage/sqlite_log_file.h"

#include <sqlite3.h>

#include <cstddef>
#include <new>
#include <string>

#include "base/assert.h"
#include "storage/sqlite_fault.h"

namespace lastmile::storage {

/// Stands in the memory SQLite gave; the system's own file object lies behind it.
struct LogFile {
  sqlite3_file base;
  sqlite3_file* real;
  bool holds;        // a LogHold lives
  std::string held;  // written by SQLite, not yet by us: the bytes from `at` on
  sqlite3_int64 at;
};

namespace {

// The system's VFS cuts what it is given to 17 bits of length, so less than that at once.
constexpr std::size_t held_max = 64 * 1024;

// Where the system's file begins: behind ours, aligned.
constexpr std::size_t real_offset = (sizeof(LogFile) + alignof(std::max_align_t) - 1) /
                                    alignof(std::max_align_t) * alignof(std::max_align_t);

LogFile& mine(sqlite3_file* file) { return *reinterpret_cast<LogFile*>(file); }

/// The system's method on the system's file.
const sqlite3_io_methods& real(LogFile& f) { return *f.real->pMethods; }

int flush(LogFile& f) {
  if (f.held.empty()) return SQLITE_OK;
  const int rc = real(f).xWrite(f.real, f.held.data(), static_cast<int>(f.held.size()), f.at);
  f.held.clear();
  return rc;
}

int write(sqlite3_file* file, const void* bytes, int size, sqlite3_int64 at) {
  LogFile& f = mine(file);
  const bool follows = at == f.at + static_cast<sqlite3_int64>(f.held.size());
  if (!f.held.empty() && (!follows || f.held.size() + size > held_max)) {
    if (const int rc = flush(f); rc != SQLITE_OK) return rc;
  }
  if (!f.holds || static_cast<std::size_t>(size) > held_max)
    return real(f).xWrite(f.real, bytes, size, at);
  if (f.held.empty()) f.at = at;
  f.held.append(static_cast<const char*>(bytes), static_cast<std::size_t>(size));
  return SQLITE_OK;
}

/// A method of the system's, on its file.
template <auto Method, class... Args>
int passed_on(sqlite3_file* file, Args... args) {
  LogFile& f = mine(file);
  return (real(f).*Method)(f.real, args...);
}

/// The same after what is held went out.
template <auto Method, class... Args>
int flushed(sqlite3_file* file, Args... args) {
  if (const int rc = flush(mine(file)); rc != SQLITE_OK) return rc;
  return passed_on<Method>(file, args...);
}

int close(sqlite3_file* file) {
  LogFile& f = mine(file);
  const int wrote = flush(f);
  const int closed = real(f).xClose(f.real);
  f.~LogFile();
  return wrote != SQLITE_OK ? wrote : closed;
}

// Version 1: SQLite maps and shares memory over the database's file only, never over its log.
using Io = sqlite3_io_methods;
const Io log_methods{.iVersion = 1,
                     .xClose = close,
                     .xRead = flushed<&Io::xRead>,
                     .xWrite = write,
                     .xTruncate = flushed<&Io::xTruncate>,
                     .xSync = flushed<&Io::xSync>,
                     .xFileSize = flushed<&Io::xFileSize>,
                     .xLock = passed_on<&Io::xLock>,
                     .xUnlock = passed_on<&Io::xUnlock>,
                     .xCheckReservedLock = passed_on<&Io::xCheckReservedLock>,
                     .xFileControl = passed_on<&Io::xFileControl>,
                     .xSectorSize = passed_on<&Io::xSectorSize>,
                     .xDeviceCharacteristics = passed_on<&Io::xDeviceCharacteristics>};

sqlite3_vfs* system_vfs() {
  static sqlite3_vfs* const found = sqlite3_vfs_find(nullptr);
  return found;
}

int open(sqlite3_vfs*, sqlite3_filename name, sqlite3_file* file, int flags, int* out_flags) {
  sqlite3_vfs* system = system_vfs();
  if ((flags & SQLITE_OPEN_WAL) == 0) return system->xOpen(system, name, file, flags, out_flags);
  auto* behind = reinterpret_cast<sqlite3_file*>(reinterpret_cast<char*>(file) + real_offset);
  file->pMethods = nullptr;  // for SQLite: nothing to close when opening fails
  const int rc = system->xOpen(system, name, behind, flags, out_flags);
  if (rc != SQLITE_OK) {
    if (behind->pMethods) behind->pMethods->xClose(behind);
    return rc;
  }
  auto* f = new (file) LogFile{};
  f->real = behind;
  try {
    f->held.reserve(held_max);  // all it will ever take: no exception may cross SQLite
  } catch (const std::bad_alloc&) {
    behind->pMethods->xClose(behind);
    f->~LogFile();
    file->pMethods = nullptr;
    return SQLITE_NOMEM;
  }
  f->base.pMethods = &log_methods;
  return SQLITE_OK;
}

}  // namespace

const char* log_vfs() {
  static sqlite3_vfs vfs = [] {
    sqlite3_vfs ours = *system_vfs();
    ours.szOsFile += static_cast<int>(real_offset);
    ours.zName = "lastmile-log";
    ours.pNext = nullptr;
    ours.xOpen = open;
    return ours;
  }();
  static const int registered = sqlite3_vfs_register(&vfs, 0);
  ASSERT(registered == SQLITE_OK);
  return vfs.zName;
}

LogHold::LogHold(sqlite3* db) : db_(db), file_(nullptr) {
  sqlite3_file* log = nullptr;
  sqlite3_file_control(db, "main", SQLITE_FCNTL_JOURNAL_POINTER, &log);
  if (!log || log->pMethods != &log_methods) return;
  file_ = &mine(log);
  file_->holds = true;
}

LogHold::~LogHold() {
  if (!file_) return;
  file_->holds = false;
  file_->held.clear();
}

void LogHold::finish() {
  if (!file_) return;
  if (const int rc = flush(*file_); rc != SQLITE_OK) sqlite_fault(db_, rc, "commit");
}

}  // namespace lastmile::storage
