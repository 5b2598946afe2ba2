#pragma once
#include "storage/db.h"

/// Space kept back for a full disk. SQLite only: PostgreSQL has its own disk and its own keeper.
namespace lastmile::storage {

/// Keeps so many bytes back beside the data from now on. Before the first write.
void keep_reserve(Db& db, std::int64_t bytes);
/// Db::write for what must go on when the disk is full, because reading depends on it: it may use
/// the space kept back. While that is spent, Db::write is refused with DiskFull. `work` may run
/// twice.
void write_on_reserve(Db& db, Db::Work work, Db::Then then);

/// A file of allocated bytes, given up when the space is needed and laid up again once there is
/// some. Used on the lane's thread.
class Reserve {
 public:
  Reserve(std::filesystem::path file, std::int64_t bytes);
  /// True when it lies there whole. Tries to lay it up: microseconds when there is no space.
  bool lay_up() noexcept;
  /// Frees the space; false when there was none to free.
  bool spend() noexcept;

 private:
  const std::filesystem::path file_;
  const std::int64_t bytes_;
  bool laid_ = false;
};

}  // namespace lastmile::storage
