#include "storage/sqlite_db.h"

#include <atomic>
#include <chrono>

#include "storage/lane.h"
#include "storage/pool.h"
#include "storage/reserve.h"
#include "storage/sqlite_connection.h"
#include "storage/sqlite_log_file.h"
#include "storage/sqlite_rehearsal.h"

namespace lastmile::storage {
namespace {

using Mode = SqliteConnection::Mode;

const Sql begin_write{Sql::Unlisted{}, "begin write", "begin immediate"};
const Sql begin_read{Sql::Unlisted{}, "begin read", "begin"};
const Sql commit_all{Sql::Unlisted{}, "commit", "commit"};
const Sql rollback_all{Sql::Unlisted{}, "rollback", "rollback"};
const Sql fold_log{Sql::Unlisted{}, "fold log", "pragma wal_checkpoint(passive)"};

/// A commit on its way: what is begun now may or may not show it.
class Committing {
 public:
  explicit Committing(std::atomic<std::uint64_t>& count) : count_(count) { count_.fetch_add(1); }
  ~Committing() { count_.fetch_add(1); }
  Committing(const Committing&) = delete;

 private:
  std::atomic<std::uint64_t>& count_;
};

class SqliteLane final : public LaneConnection {
 public:
  explicit SqliteLane(const std::filesystem::path& file) : file_(file) { connect(); }

  SavepointTx& begin() override {
    if (!connection_) connect();
    if (is_read_only()) {  // SQLite would say so at the first row only
      throw Unavailable(file_.string() +
                        " may only be read: it and its folder must be writable by the user who "
                        "runs this (chmod u+rw), on a disk not mounted read-only");
    }
    connection_->run(begin_write);
    return *tx_;
  }
  void commit() override {
    const Committing committing(commits_);
    if (before_commit_) before_commit_();
    LogHold hold(connection_->handle());
    connection_->run(commit_all);
    hold.finish();
  }
  void rollback() noexcept override {
    if (!in_transaction()) return;
    try {
      connection_->run(rollback_all);
    } catch (const std::exception&) {
      connection_.reset();  // closing drops the transaction; the next batch opens anew
    }
  }
  bool in_transaction() const override { return connection_ && connection_->in_transaction(); }
  // Where nothing may be written, that is what is to be told, and not that the disk is full.
  bool is_short() override { return reserve_ && !is_read_only() && !reserve_->lay_up(); }
  bool make_room() noexcept override {
    if (reserve_) reserve_->spend();
    try {
      // The log once folded back is written anew from its start, in the space it has already.
      if (before_commit_) before_commit_();
      connection_->run(fold_log);
      return true;
    } catch (const std::exception&) {
      return false;
    }
  }

  void before_commit(std::function<void()> f) { before_commit_ = std::move(f); }
  /// Odd while a commit is under way, even before anybody hears of it.
  const std::atomic<std::uint64_t>& commits() const { return commits_; }

  void keep_reserve(std::int64_t bytes) {
    reserve_ = std::make_unique<Reserve>(file_.string() + "-reserve", bytes);
  }

 private:
  bool is_read_only() const { return connection_ && connection_->is_read_only(); }
  void connect() {
    connection_ = std::make_unique<SqliteConnection>(file_, Mode::write);
    tx_ = std::make_unique<SqliteTx>(*connection_, true);
  }

  const std::filesystem::path file_;
  std::unique_ptr<Reserve> reserve_;
  std::unique_ptr<SqliteConnection> connection_;
  std::unique_ptr<SqliteTx> tx_;
  std::function<void()> before_commit_;
  std::atomic<std::uint64_t> commits_ = 0;
};

/// A reader's connection and the snapshot it keeps from one read to the next, for beginning a read
/// takes locks that all readers share: a twelfth of a list's CPU. A snapshot lasts until the next
/// commit of the lane; and a moment at most, since other processes commit too. Those that nobody
/// uses end before each commit: the log is folded back there, as far as the oldest snapshot lets.
class SqliteReader {
 public:
  using Clock = std::chrono::steady_clock;
  static constexpr std::chrono::milliseconds kept{50};

  explicit SqliteReader(const std::filesystem::path& file) : connection_(file, Mode::read) {}

  void read(const Db::Work& f, const std::atomic<std::uint64_t>& commits) {
    renew(commits);
    SqliteTx tx(connection_, false);
    try {
      f(tx);
    } catch (...) {
      if (connection_.in_transaction()) connection_.run(rollback_all);
      throw;
    }
    if (!is_current(commits.load())) end();
  }
  /// For one nobody uses.
  void let_go() noexcept {
    try {
      end();
    } catch (const std::exception&) {
      // The commit on its way makes it old: the next reader ends it, or hears why that fails.
    }
  }

 private:
  /// The snapshot shows all that anybody was told; one begun during a commit is not kept.
  bool is_current(std::uint64_t commits) const { return commits == commits_ && commits % 2 == 0; }

  void end() {
    if (connection_.in_transaction()) connection_.run(commit_all);
  }
  void renew(const std::atomic<std::uint64_t>& commits) {
    const auto now = Clock::now();
    const std::uint64_t at = commits.load();
    if (connection_.in_transaction() && is_current(at) && now - begun_ < kept) return;
    end();
    connection_.run(begin_read);
    commits_ = at;
    begun_ = now;
  }

  SqliteConnection connection_;
  std::uint64_t commits_ = 0;
  Clock::time_point begun_{};
};

class SqliteDb final : public Db {
 public:
  SqliteDb(const std::filesystem::path& file, Options options)
      : SqliteDb(std::make_unique<SqliteLane>(file), file, options) {
    connection_.before_commit(
        [this] { readers_.each_idle([](SqliteReader& reader) { reader.let_go(); }); });
  }

  ~SqliteDb() override { SqliteDb::close(); }

  using Db::write;
  void write(Work work, Then then) override { lane_.push(std::move(work), std::move(then)); }
  void write_on_reserve(Work work, Then then) {
    lane_.push(std::move(work), std::move(then), Lane::Space::reserve);
  }
  void keep_reserve(std::int64_t bytes) { connection_.keep_reserve(bytes); }
  void read(const Work& f) override { readers_.take()->read(f, connection_.commits()); }
  void rehearse(const Rehearsal& rehearsal) override { rehearse_on(file_, rehearsal); }
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
      : file_(file),
        connection_(*connection),
        lane_(std::move(connection), options.queue_max),
        readers_(static_cast<std::size_t>(options.readers_max),
                 [file] { return std::make_unique<SqliteReader>(file); }) {}

  const std::filesystem::path file_;
  SqliteLane& connection_;  // the lane's; touched by others only before its first piece of work
  Lane lane_;
  Pool<SqliteReader> readers_;
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
