#pragma once
#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>

#include "storage/db.h"
#include "storage/savepoints.h"

namespace lastmile::storage {

/// What the lane asks of one database's write connection. Used by the lane's thread only.
class LaneConnection {
 public:
  virtual ~LaneConnection() = default;
  /// Opens the transaction of a batch, connecting again if need be. Throws Unavailable.
  virtual SavepointTx& begin() = 0;
  /// Durable when it returns. Throws Unavailable when it is not known to be.
  virtual void commit() = 0;
  /// Leaves no transaction behind, whatever state the connection is in.
  virtual void rollback() noexcept = 0;
  /// False when the database gave up the transaction by itself: the batch is lost.
  virtual bool in_transaction() const = 0;
  /// True while the space kept back is spent: only what may use it is let in.
  virtual bool is_short() { return false; }
  /// Tries to find space on a full disk for what must go on; outside a transaction. False when
  /// there is none to be had.
  virtual bool make_room() noexcept { return false; }
};

/// The writer lane: one thread, one order of commands, one sync per batch. While a batch is being
/// synced the next one gathers, so there is no artificial delay.
class Lane {
 public:
  static constexpr std::size_t batch_max = 512;

  Lane(std::unique_ptr<LaneConnection> connection, std::size_t queue_max);
  ~Lane();

  /// May it use the space kept back for a full disk?
  enum class Space { ordinary, reserve };
  /// Throws Unavailable when the queue is full or the lane closed.
  void push(Db::Work work, Db::Then then, Space space = Space::ordinary);
  void set_seal(BatchSeal* seal);
  std::size_t queued() const;
  bool is_this_thread() const { return std::this_thread::get_id() == thread_.get_id(); }
  void close();

 private:
  struct Piece {
    Db::Work work;
    Db::Then then;
    Space space = Space::ordinary;
    std::exception_ptr error = nullptr;
  };
  using Batch = std::vector<Piece*>;

  void loop();
  bool take(std::vector<Piece>& batch, BatchSeal*& seal);
  void run_all(std::vector<Piece>& pieces, BatchSeal* seal);
  void run_batch(const Batch& batch, BatchSeal* seal);
  void run_piece(SavepointTx& tx, Piece& piece);

  const std::unique_ptr<LaneConnection> connection_;
  const std::size_t queue_max_;
  mutable std::mutex mutex_;
  std::condition_variable wake_;
  std::deque<Piece> queue_;
  BatchSeal* seal_ = nullptr;
  bool closing_ = false;
  std::thread thread_;
};

}  // namespace lastmile::storage
