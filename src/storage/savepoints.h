#pragma once
#include <vector>

#include "storage/tx.h"

namespace lastmile::storage {

enum class SavepointCommand { begin, release, rollback };

/// The half of Tx both databases share: nested savepoints that take the marks along.
class SavepointTx : public Tx {
 public:
  void begin_savepoint() override {
    command(SavepointCommand::begin, depth());
    marks_before_.push_back(marks_.size());
  }
  void release_savepoint() override {
    ASSERT(depth() > 0);
    command(SavepointCommand::release, depth() - 1);
    marks_before_.pop_back();
  }
  void rollback_savepoint() override {
    ASSERT(depth() > 0);
    command(SavepointCommand::rollback, depth() - 1);
    if (marks_.size() > marks_before_.back()) marks_.resize(marks_before_.back());
    marks_before_.pop_back();
  }

  /// Open savepoints.
  std::size_t depth() const { return marks_before_.size(); }
  /// The transaction is over: nothing of it is remembered.
  void forget() {
    marks_.clear();
    marks_before_.clear();
  }

 protected:
  /// Rollback also releases: the savepoint is gone afterwards.
  virtual void command(SavepointCommand what, std::size_t depth) = 0;

 private:
  std::vector<std::size_t> marks_before_;
};

}  // namespace lastmile::storage
