#pragma once
#include <exception>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "storage/tx.h"

namespace lastmile::storage {

/// How a table's rows are vouched for; said in the schema by the comment before CREATE TABLE.
enum class Keeping {
  sealed,     // each row's digest stands in the journal leaf of the command that wrote it
  derived,    // rebuilt from the journal by its follower; replay compares
  volatile_,  // sessions, leases, caches, keys: may vanish, with the reason stated
};
BOOST_DESCRIBE_ENUM(Keeping, sealed, derived, volatile_)

/// Where a table's rows lie once the data is spread over regions.
enum class Spread {
  regional,   // region leads every key: the rule
  reference,  // small, the same everywhere: divisions, codes, policies
  global,     // led by a value that names no region: blind indexes, the schema's own version
};
BOOST_DESCRIBE_ENUM(Spread, regional, reference, global)

struct TableInfo {
  std::string name;
  Keeping keeping;
  std::vector<std::string> key;  // primary key columns in order
  Spread spread = Spread::regional;
  std::string note = {};  // of derived: its follower; of volatile: the reason
};

/// All tables of the schema, in the order of creation; read from the migrations built in.
const std::vector<TableInfo>& catalog();
/// The table of that name, or nullptr. O(1).
const TableInfo* if_table(std::string_view name);

/// Where the data lies: a SQLite file, or a PostgreSQL URL when not empty.
struct Where {
  std::filesystem::path file;
  std::string postgres;
};

/// Told of each batch of the writer lane, inside its transaction: the journal closes its books.
class BatchSeal {
 public:
  virtual ~BatchSeal() = default;
  virtual void batch_begins(Tx& tx) = 0;
  virtual void batch_ends(Tx& tx) = 0;        // before COMMIT; a throw fails the whole batch
  virtual void batch_committed() noexcept {}  // durable; before the callers are told
};

/// Work done for the look of it, in one snapshot: see Db::rehearse.
struct Rehearsal {
  std::vector<std::string> tables;  // those it may write
  std::function<void(Tx&)> before;  // reads them as they stand
  std::function<void(Tx&)> during;  // finds them empty, and writes copies of its own
};

/// A database, embedded (SQLite, WAL, synchronous=FULL) or PostgreSQL, with one writer lane.
/// The lane takes all queued work (≤ 512), runs each piece in a savepoint, commits once and only
/// then tells the callers: durable group commit, and one order of commands on either database.
class Db {
 public:
  struct Options {
    std::size_t queue_max = 4096;  // write() beyond it throws Unavailable at once
    int readers_max = 16;
  };
  /// Opens; creates an empty SQLite file if absent. Does not migrate. Throws Unavailable.
  static std::unique_ptr<Db> open(const Where& where, Options options);
  static std::unique_ptr<Db> open(const Where& where) { return open(where, Options{}); }
  virtual ~Db() = default;

  using Work = std::function<void(Tx&)>;
  using Then = std::function<void(std::exception_ptr)>;  // on the lane's thread, after COMMIT

  /// Queues work for the lane. If work throws, its savepoint alone is rolled back.
  virtual void write(Work work, Then then) = 0;
  /// The same, waiting for the commit; rethrows what the work threw. Not from the lane itself.
  void write(Work work);
  /// Runs f in a snapshot on a read connection of the pool; rethrows.
  virtual void read(const Work& f) = 0;
  template <class F>
  auto reading(F&& f) {
    using R = decltype(f(std::declval<Tx&>()));
    std::optional<R> out;
    read([&](Tx& tx) { out.emplace(f(tx)); });
    return std::move(*out);
  }
  template <class F>
  auto writing(F&& f) {
    using R = decltype(f(std::declval<Tx&>()));
    std::optional<R> out;
    write([&](Tx& tx) { out.emplace(f(tx)); });
    return std::move(*out);
  }

  /// Runs both halves on a connection of their own; nothing lasts of what the second wrote, and
  /// nobody else sees it or waits for it. Rethrows.
  virtual void rehearse(const Rehearsal& rehearsal) = 0;

  virtual void set_seal(BatchSeal* seal) = 0;  // before the first write; not owned
  virtual bool is_postgres() const = 0;
  virtual std::size_t queued() const = 0;  // work waiting for the lane
  virtual bool on_lane() const = 0;        // whether this is the lane's own thread
  /// True when reads do not block (embedded): they may run on an I/O thread.
  bool reads_inline() const { return !is_postgres(); }
  /// Finishes what is queued, then stops the lane.
  virtual void close() = 0;
};

/// Brings the schema up to this program's, each migration in a transaction of its own.
/// Returns how many ran. Throws Unavailable when the data is newer than the program.
int migrate(Db& db);
/// The version the data stands at, and the one this program wants.
int schema_version(Db& db);
int schema_version_wanted();

}  // namespace lastmile::storage
