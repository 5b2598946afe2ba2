#include "storage/sqlite_db.h"

#include "storage/lane.h"
#include "storage/pool.h"
#include "storage/reserve.h"
#include "storage/sqlite_connection.h"

namespace lastmile::storage {
namespace {

using Mode = SqliteConnection::Mode;

const Sql begin_write{Sql::Unlisted{}, "begin write", "begin immediate"};
const Sql begin_read{Sql::Unlisted{}, "begin read", "begin"};
const Sql commit_all{Sql::Unlisted{}, "commit", "commit"};
const Sql rollback_all{Sql::Unlisted{}, "rollback", "rollback"};
const Sql fold_log{Sql::Unlisted{}, "fold log", "pragma wal_checkpoint(passive)"};

class SqliteLane final : public LaneConnection {
 public:
  explicit SqliteLane(const std::filesystem::path& file) : file_(file) { connect(); }

  SavepointTx& begin() override {
    if (!connection_) connect();
    connection_->run(begin_write);
    return *tx_;
  }
  void commit() override { connection_->run(commit_all); }
  void rollback() noexcept override {
    if (!in_transaction()) return;
    try {
      connection_->run(rollback_all);
    } catch (const std::exception&) {
      connection_.reset();  // closing drops the transaction; the next batch opens anew
    }
  }
  bool in_transaction() const override { return connection_ && connection_->in_transaction(); }
  bool is_short() override { return reserve_ && !reserve_->lay_up(); }
  bool make_room() noexcept override {
    if (reserve_) reserve_->spend();
    try {
      // The log once folded back is written anew from its start, in the space it has already.
      connection_->run(fold_log);
      return true;
    } catch (const std::exception&) {
      return false;
    }
  }

  void keep_reserve(std::int64_t bytes) {
    reserve_ = std::make_unique<Reserve>(file_.string() + "-reserve", bytes);
  }

 private:
  void connect() {
    connection_ = std::make_unique<SqliteConnection>(file_, Mode::write);
    tx_ = std::make_unique<SqliteTx>(*connection_, true);
  }

  const std::filesystem::path file_;
  std::unique_ptr<Reserve> reserve_;
  std::unique_ptr<SqliteConnection> connection_;
  std::unique_ptr<SqliteTx> tx_;
};

class SqliteDb final : public Db {
 public:
  SqliteDb(const std::filesystem::path& file, Options options)
      : SqliteDb(std::make_unique<SqliteLane>(file), file, options) {}

  ~SqliteDb() override { SqliteDb::close(); }

  using Db::write;
  void write(Work work, Then then) override { lane_.push(std::move(work), std::move(then)); }
  void write_on_reserve(Work work, Then then) {
    lane_.push(std::move(work), std::move(then), Lane::Space::reserve);
  }
  void keep_reserve(std::int64_t bytes) { connection_.keep_reserve(bytes); }
  void read(const Work& f) override {
    const auto connection = readers_.take();
    connection->run(begin_read);
    SqliteTx tx(*connection, false);
    try {
      f(tx);
    } catch (...) {
      if (connection->in_transaction()) connection->run(rollback_all);
      throw;
    }
    connection->run(commit_all);
  }
  void set_seal(BatchSeal* seal) override { lane_.set_seal(seal); }
  bool is_postgres() const override { return false; }
  std::size_t queued() const override { return lane_.queued(); }
  bool on_lane() const override { return lane_.is_this_thread(); }
  void close() override {
    lane_.close();
    readers_.clear();
  }

 private:
  SqliteDb(std::unique_ptr<SqliteLane> connection, const std::filesystem::path& file,
           Options options)
      : connection_(*connection),
        lane_(std::move(connection), options.queue_max),
        readers_(static_cast<std::size_t>(options.readers_max),
                 [file] { return std::make_unique<SqliteConnection>(file, Mode::read); }) {}

  SqliteLane& connection_;  // the lane's; touched by others only before its first piece of work
  Lane lane_;
  Pool<SqliteConnection> readers_;
};

}  // namespace

void keep_reserve(Db& db, std::int64_t bytes) {
  if (auto* sqlite = dynamic_cast<SqliteDb*>(&db)) sqlite->keep_reserve(bytes);
}

void write_on_reserve(Db& db, Db::Work work, Db::Then then) {
  if (auto* sqlite = dynamic_cast<SqliteDb*>(&db)) {
    sqlite->write_on_reserve(std::move(work), std::move(then));
  } else {
    db.write(std::move(work), std::move(then));
  }
}

std::unique_ptr<Db> open_sqlite(const std::filesystem::path& file, Db::Options options) {
  return std::make_unique<SqliteDb>(file, options);
}

}  // namespace lastmile::storage
