#include "storage/lane.h"

namespace lastmile::storage {
namespace {

bool is_disk_full(const std::exception_ptr& error) {
  if (!error) return false;
  try {
    std::rethrow_exception(error);
  } catch (const DiskFull&) {
    return true;
  } catch (...) {
    return false;
  }
}

/// The database gave up the transaction: the rest of the batch hears the same cause.
[[noreturn]] void give_up_batch() {
  try {
    throw;
  } catch (const Unavailable&) {
    throw;
  } catch (const std::exception& e) {
    throw Unavailable(std::string("the database gave up the transaction: ") + e.what());
  }
}

}  // namespace

Lane::Lane(std::unique_ptr<LaneConnection> connection, std::size_t queue_max)
    : connection_(std::move(connection)), queue_max_(queue_max), thread_([this] { loop(); }) {}

Lane::~Lane() { close(); }

void Lane::push(Db::Work work, Db::Then then, Space space) {
  {
    const std::lock_guard lock(mutex_);
    if (closing_) throw Unavailable("the writer lane is closed");
    if (queue_.size() >= queue_max_) throw Unavailable("the writer lane's queue is full");
    queue_.push_back({std::move(work), std::move(then), space});
  }
  wake_.notify_one();
}

void Lane::set_seal(BatchSeal* seal) {
  const std::lock_guard lock(mutex_);
  seal_ = seal;
}

std::size_t Lane::queued() const {
  const std::lock_guard lock(mutex_);
  return queue_.size();
}

void Lane::close() {
  {
    const std::lock_guard lock(mutex_);
    closing_ = true;
  }
  wake_.notify_one();
  if (thread_.joinable()) thread_.join();
}

void Lane::loop() {
  std::vector<Piece> batch;
  BatchSeal* seal = nullptr;
  while (take(batch, seal)) {
    run_all(batch, seal);
    for (Piece& piece : batch) piece.then(std::move(piece.error));
    batch.clear();
  }
}

bool Lane::take(std::vector<Piece>& batch, BatchSeal*& seal) {
  std::unique_lock lock(mutex_);
  wake_.wait(lock, [&] { return closing_ || !queue_.empty(); });
  while (!queue_.empty() && batch.size() < batch_max) {
    batch.push_back(std::move(queue_.front()));
    queue_.pop_front();
  }
  seal = seal_;
  return !batch.empty();
}

/// A full disk refuses what can wait. What must go on gets the space kept back, and a second try.
void Lane::run_all(std::vector<Piece>& pieces, BatchSeal* seal) {
  const bool is_short = connection_->is_short();
  Batch batch;
  for (Piece& piece : pieces) {
    if (is_short && piece.space == Space::ordinary) {
      piece.error = std::make_exception_ptr(DiskFull("the space kept back is spent"));
    } else {
      batch.push_back(&piece);
    }
  }
  if (batch.empty()) return;
  run_batch(batch, seal);
  std::erase_if(batch, [](const Piece* piece) {
    return piece->space == Space::ordinary || !is_disk_full(piece->error);
  });
  if (batch.empty() || !connection_->make_room()) return;
  for (Piece* piece : batch) piece->error = nullptr;
  run_batch(batch, seal);
}

void Lane::run_batch(const Batch& batch, BatchSeal* seal) {
  try {
    SavepointTx& tx = connection_->begin();
    tx.forget();
    if (seal) seal->batch_begins(tx);
    for (Piece* piece : batch) run_piece(tx, *piece);
    if (seal) seal->batch_ends(tx);
    connection_->commit();
  } catch (...) {
    connection_->rollback();
    for (Piece* piece : batch) {
      if (!piece->error) piece->error = std::current_exception();
    }
    return;
  }
  if (seal) seal->batch_committed();
}

void Lane::run_piece(SavepointTx& tx, Piece& piece) {
  const std::size_t depth = tx.depth();
  tx.begin_savepoint();
  try {
    piece.work(tx);
    ASSERT(tx.depth() == depth + 1);
    tx.release_savepoint();
  } catch (...) {
    piece.error = std::current_exception();
    if (!connection_->in_transaction()) give_up_batch();
    while (tx.depth() > depth) tx.rollback_savepoint();
  }
}

}  // namespace lastmile::storage
