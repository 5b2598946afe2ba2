#include "storage/postgres_db.h"

#include <libpq-fe.h>
#include <unistd.h>

#include <chrono>

#include "storage/lane.h"
#include "storage/pool.h"
#include "storage/postgres_connection.h"

namespace lastmile::storage {
namespace {

using Clock = std::chrono::steady_clock;

const Sql has_lane{Sql::Unlisted{}, "has lane",
                   "select 1 where to_regclass('storage_lane') is not null"};
const Sql take_lane{Sql::Unlisted{}, "take lane",
                    "update storage_lane set holder = $1 where id = 1"};
// Before the first migration there is no row to lock yet.
const Sql take_bare_lane{Sql::Unlisted{}, "take bare lane",
                         "select pg_advisory_xact_lock(hashtext('lastmile'))"};

/// The next attempt to connect: at once, then after 0.1 s, doubling up to 5 s. The lane never
/// sleeps: work that comes in between is told Unavailable and may come again.
class Backoff {
 public:
  void wait_or_throw() const {
    if (Clock::now() < next_) throw Unavailable("PostgreSQL is not reachable: " + why_);
  }
  void failed(const std::string& why) {
    why_ = why;
    next_ = Clock::now() + pause_;
    pause_ = std::min(pause_ * 2, std::chrono::milliseconds(5000));
  }
  void worked() { pause_ = first; }

 private:
  static constexpr std::chrono::milliseconds first{100};
  std::chrono::milliseconds pause_ = first;
  Clock::time_point next_{};
  std::string why_;
};

class PostgresLane final : public LaneConnection {
 public:
  explicit PostgresLane(std::string url) : url_(std::move(url)) { connect(); }

  SavepointTx& begin() override {
    if (connection_ && !connection_->alive()) connection_.reset();
    if (connection_) {
      try {
        return begin_now();
      } catch (const Unavailable&) {
        if (connection_->alive()) throw;  // it answered: full, or the lane is held too long
        connection_.reset();
      }
    }
    connect();
    return begin_now();
  }
  void commit() override {
    const PgResult result = connection_->run_text("commit", {});
    // COMMIT of a failed transaction is a ROLLBACK, and no error.
    if (std::string_view(PQcmdStatus(result.get())) != "COMMIT") {
      throw StatementFailed("the batch was rolled back at its commit");
    }
    open_ = false;
  }
  void rollback() noexcept override {
    if (connection_) {
      try {
        connection_->forget_later();
        if (open_) connection_->run_text("rollback", {});
        connection_->mend();
      } catch (const std::exception&) {
        connection_.reset();
      }
    }
    open_ = false;
  }
  bool in_transaction() const override { return open_ && connection_ && connection_->alive(); }

 private:
  void connect() {
    backoff_.wait_or_throw();
    try {
      connection_ = std::make_unique<PgConnection>(url_);
      // A server that hangs with the lane in hand must not hold up the others for ever.
      connection_->later("set idle_in_transaction_session_timeout = '60s'");
      connection_->flush();
      backoff_.worked();
    } catch (const Unavailable& u) {
      connection_.reset();
      backoff_.failed(u.what());
      throw;
    }
    tx_ = std::make_unique<PgTx>(*connection_, true);
  }
  SavepointTx& begin_now() {
    open_ = true;
    connection_->later("begin isolation level read committed");
    if (!lane_exists_) lane_exists_ = PQntuples(connection_->run(has_lane, {}).get()) > 0;
    if (lane_exists_)
      connection_->run(take_lane, std::array{Value{holder_}});
    else
      connection_->run(take_bare_lane, {});
    return *tx_;
  }

  const std::string url_;
  const std::string holder_ = "process " + std::to_string(::getpid());
  Backoff backoff_;
  std::unique_ptr<PgConnection> connection_;
  std::unique_ptr<PgTx> tx_;
  bool open_ = false;
  bool lane_exists_ = false;
};

class PostgresDb final : public Db {
 public:
  PostgresDb(const std::string& url, Options options)
      : url_(url),
        lane_(std::make_unique<PostgresLane>(url), options.queue_max),
        readers_(static_cast<std::size_t>(options.readers_max),
                 [url] { return std::make_unique<PgConnection>(url); }) {}
  ~PostgresDb() override { PostgresDb::close(); }

  using Db::write;
  void write(Work work, Then then) override { lane_.push(std::move(work), std::move(then)); }
  void read(const Work& f) override {
    auto connection = readers_.take();
    if (!connection->alive()) {
      connection.drop();
      connection.replace(readers_.open_new());
    }
    connection->later("begin isolation level repeatable read read only");
    PgTx tx(*connection, false);
    try {
      f(tx);
    } catch (...) {
      if (!end(*connection, "rollback")) connection.drop();
      throw;
    }
    if (!end(*connection, "commit")) connection.drop();
  }
  void rehearse(const Rehearsal& rehearsal) override {
    PgConnection own(url_);  // it keeps its temporary tables
    own.later("begin isolation level repeatable read");
    PgTx looking(own, false);
    rehearsal.before(looking);
    for (const auto& table : rehearsal.tables) shadow(own, table);
    PgTx tx(own, true);
    rehearsal.during(tx);
    own.run_text("rollback", {});
  }
  void set_seal(BatchSeal* seal) override { lane_.set_seal(seal); }
  bool is_postgres() const override { return true; }
  std::size_t queued() const override { return lane_.queued(); }
  bool on_lane() const override { return lane_.is_this_thread(); }
  void close() override {
    lane_.close();
    readers_.clear();
  }

 private:
  /// A read has nothing to lose: its end is sent and its answer heard at the next use.
  static bool end(PgConnection& connection, const char* how) {
    const bool began = connection.was_used();
    connection.forget_later();
    connection.mend();
    if (!connection.alive()) return false;
    if (!began) return true;
    try {
      connection.later(how);
      connection.flush_unheard();
      return true;
    } catch (const Unavailable&) {
      return false;
    }
  }

  /// A temporary table hides the one of its name from every statement that names no schema.
  static void shadow(PgConnection& connection, const std::string& table) {
    connection.run_text("create temp table " + table + " (like " + table + " including all)", {});
  }

  const std::string url_;
  Lane lane_;
  Pool<PgConnection> readers_;
};

}  // namespace

std::unique_ptr<Db> open_postgres(const std::string& url, Db::Options options) {
  return std::make_unique<PostgresDb>(url, options);
}

}  // namespace lastmile::storage
