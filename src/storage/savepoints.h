#pragma once
#include <optional>
#include <vector>

#include "storage/tx.h"

namespace lastmile::storage {

/// `rollback` also releases: the savepoint is gone afterwards; `undo` keeps it.
enum class SavepointCommand { begin, release, rollback, undo };

/// The half of Tx both databases share: nested savepoints that take the marks along. One that
/// begins where nothing was written since the last began is the same point, and costs nothing: a
/// command's verb begins where the lane's own savepoint did.
class SavepointTx : public Tx {
 public:
  void begin_savepoint() override {
    const auto changes = changes_so_far();
    const bool same = depth() > 0 && changes && changes == points_.back().changes;
    if (!same) command(SavepointCommand::begin, own_depth_++);
    points_.push_back({marks_.size(), changes, !same});
  }
  void release_savepoint() override { end(SavepointCommand::release); }
  void rollback_savepoint() override {
    ASSERT(depth() > 0);
    const std::size_t marks = points_.back().marks;
    end(SavepointCommand::rollback);
    if (marks_.size() > marks) marks_.resize(marks);
  }

  /// Open savepoints.
  std::size_t depth() const { return points_.size(); }
  /// The transaction is over: nothing of it is remembered.
  void forget() {
    marks_.clear();
    points_.clear();
    own_depth_ = 0;
  }

 protected:
  /// Rows written on this connection by now; nothing where that is not known.
  virtual std::optional<std::int64_t> changes_so_far() const { return std::nullopt; }
  virtual void command(SavepointCommand what, std::size_t depth) = 0;

 private:
  struct Point {
    std::size_t marks;
    std::optional<std::int64_t> changes;
    bool own;  // a savepoint of the database's stands for it alone
  };

  void end(SavepointCommand how) {
    ASSERT(depth() > 0);
    if (points_.back().own) {
      command(how, own_depth_ - 1);
      --own_depth_;
    } else if (how == SavepointCommand::rollback) {
      command(SavepointCommand::undo, own_depth_ - 1);
    }
    points_.pop_back();
  }

  std::vector<Point> points_;
  std::size_t own_depth_ = 0;
};

}  // namespace lastmile::storage
