#pragma once

struct sqlite3;

namespace lastmile::storage {

/// The name of a SQLite VFS whose write-ahead log can hold a commit's frames together (see
/// LogHold); everything else goes to the system's VFS untouched. Registers it at the first call.
/// Source: https://www.sqlite.org/vfs.html
const char* log_vfs();

/// While it lives, what is written to the log goes to the kernel 64 KiB at a time instead of two
/// writes a frame: with some 200 frames a batch 400 calls less, a fifteenth of a command's CPU.
/// Around one COMMIT of a connection opened on `log_vfs`, with synchronous=FULL: what is held back
/// goes out before the sync, and other connections learn of the frames from the index of the log,
/// which SQLite writes after it. Source: https://www.sqlite.org/walformat.html §2
class LogHold {
 public:
  explicit LogHold(sqlite3* db);
  /// A commit that failed is undone: what is held still is dropped.
  ~LogHold();
  LogHold(const LogHold&) = delete;
  /// After a commit that went well: throws as a failed write does.
  void finish();

 private:
  sqlite3* db_;
  struct LogFile* file_;  // none for a database without a log of ours
};

}  // namespace lastmile::storage
