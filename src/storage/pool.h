#pragma once
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <vector>

#include "storage/tx.h"

namespace lastmile::storage {

/// A bounded set of connections, opened when first wanted; the one used last is taken first, so
/// that its cache is warm and the others stay unopened on a quiet day. Any thread may take one.
template <class Connection>
class Pool {
 public:
  using Open = std::function<std::unique_ptr<Connection>()>;
  Pool(std::size_t max, Open open) : max_(max), open_(std::move(open)) {}

  /// A connection for one reader; it goes back when the lease ends, unless dropped.
  class Lease {
   public:
    Lease(Pool& pool, std::unique_ptr<Connection> connection)
        : pool_(pool), connection_(std::move(connection)) {}
    ~Lease() { pool_.give_back(std::move(connection_)); }
    Lease(const Lease&) = delete;
    Connection& operator*() const { return *connection_; }
    Connection* operator->() const { return connection_.get(); }
    /// The connection is spoilt: it is closed, and another one may be opened in its place.
    void drop() { connection_.reset(); }
    void replace(std::unique_ptr<Connection> other) { connection_ = std::move(other); }

   private:
    Pool& pool_;
    std::unique_ptr<Connection> connection_;
  };

  /// Waits while all are in use. Throws what opening throws.
  Lease take() {
    {
      std::unique_lock lock(mutex_);
      free_again_.wait(lock, [&] { return !idle_.empty() || open_count_ < max_; });
      if (!idle_.empty()) {
        auto connection = std::move(idle_.back());
        idle_.pop_back();
        return {*this, std::move(connection)};
      }
      ++open_count_;
    }
    try {
      return {*this, open_()};
    } catch (...) {
      give_back(nullptr);
      throw;
    }
  }
  std::unique_ptr<Connection> open_new() const { return open_(); }
  /// Does something to each connection that nobody uses now; no other may be taken meanwhile.
  template <class F>
  void each_idle(F f) {
    const std::lock_guard lock(mutex_);
    for (const auto& connection : idle_) f(*connection);
  }
  /// Closes those not in use.
  void clear() {
    const std::lock_guard lock(mutex_);
    open_count_ -= idle_.size();
    idle_.clear();
  }

 private:
  void give_back(std::unique_ptr<Connection> connection) {
    {
      const std::lock_guard lock(mutex_);
      if (connection)
        idle_.push_back(std::move(connection));
      else
        --open_count_;
    }
    free_again_.notify_one();
  }

  const std::size_t max_;
  const Open open_;
  std::mutex mutex_;
  std::condition_variable free_again_;
  std::vector<std::unique_ptr<Connection>> idle_;
  std::size_t open_count_ = 0;
};

}  // namespace lastmile::storage
