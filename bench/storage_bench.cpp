#include <benchmark/benchmark.h>
#include <unistd.h>

#include <thread>

#include "storage/schema_tables.h"
#include "storage/sweep.h"

// Group commit at synchronous=FULL on a real disk, and reads beside it. Compare with a bare
// sqlite3 program: insert_in_one_work and point_read show what our layer adds.
namespace lastmile::storage {
namespace {

struct BenchRow {
  int region = 4112;
  PersonId id;
  std::string note;
  std::int64_t minutes = 0;
};
BOOST_DESCRIBE_STRUCT(BenchRow, (), (region, id, note, minutes))

constexpr std::string_view bench_table = R"(
-- @sealed
create table bench_row (
  region {int} not null,
  id {id} not null,
  note text not null,
  minutes {int} not null,
  primary key (region, id)
) {strict};
)";

const Sql find_row{"bench.find_row",
                   "select region, id, note, minutes from bench_row where region = $1 and id = $2"};
const Sql list_rows{"bench.list_rows",
                    "select region, id, note, minutes from bench_row where region = $1 "
                    "and id >= $2 order by id limit 20"};

}  // namespace

template <>
struct Table<BenchRow> {
  static constexpr std::string_view name = "bench_row";
  static constexpr std::size_t key_columns = 2;
};

namespace {

Instant now() {
  return std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
}

BenchRow new_row(Rng& rng) {
  return {4112, PersonId::make(now(), rng), "搬运 and a few words more", 90};
}

/// A file database in the current folder (a tmpfs would sync nothing), filled with rows.
class Filled {
 public:
  Filled() : db_(Db::open(Where{file_, {}})) {
    if (!if_table("bench_row")) add_to_catalog(tables_of(bench_table));
    db_->write([](Tx& tx) {
      tx.start_text(
            "create table bench_row (region INTEGER not null, id TEXT not null, "
            "note TEXT not null, minutes INTEGER not null, primary key (region, id)) "
            "STRICT",
            {})
          ->step();
    });
    Rng rng(1);
    db_->write([&](Tx& tx) {
      for (int i = 0; i < 200'000; ++i) {
        const BenchRow row = new_row(rng);
        if (i % 20 == 0) ids_.push_back(row.id);
        tx.insert(row);
      }
      tx.take_marks();
    });
  }
  ~Filled() {
    db_.reset();
    for (const char* end : {"", "-wal", "-shm"}) std::filesystem::remove(file_.string() + end);
  }
  Db& db() { return *db_; }
  PersonId some(Rng& rng) const { return ids_[rng.below(ids_.size())]; }

 private:
  const std::filesystem::path file_ = "storage_bench_" + std::to_string(::getpid()) + ".db";
  std::unique_ptr<Db> db_;
  std::vector<PersonId> ids_;
};

Filled& filled() {
  static Filled one;
  return one;
}

void group_commit(benchmark::State& state) {
  Db& db = filled().db();
  Rng rng = Rng::from_system();
  for (auto _ : state) {
    const BenchRow row = new_row(rng);
    db.write([&](Tx& tx) {
      tx.insert(row);
      benchmark::DoNotOptimize(tx.take_marks());
    });
  }
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(group_commit)->Threads(1)->Threads(8)->Threads(64)->UseRealTime();

void insert_in_one_work(benchmark::State& state) {
  Rng rng = Rng::from_system();
  filled().db().write([&](Tx& tx) {
    for (auto _ : state) tx.insert(new_row(rng));
    tx.take_marks();
  });
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(insert_in_one_work);

void point_read(benchmark::State& state) {
  Db& db = filled().db();
  Rng rng = Rng::from_system();
  for (auto _ : state) {
    const PersonId id = filled().some(rng);
    db.read([&](Tx& tx) { benchmark::DoNotOptimize(tx.row<BenchRow>(find_row, 4112, id)); });
  }
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(point_read)->Threads(1)->Threads(2)->UseRealTime();

void list_of_twenty(benchmark::State& state) {
  Db& db = filled().db();
  Rng rng = Rng::from_system();
  for (auto _ : state) {
    const PersonId id = filled().some(rng);
    db.read([&](Tx& tx) { benchmark::DoNotOptimize(tx.rows<BenchRow>(list_rows, 4112, id)); });
  }
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(list_of_twenty)->Threads(1)->Threads(2)->UseRealTime();

void sweep_of_a_table(benchmark::State& state) {
  std::int64_t rows = 0;
  for (auto _ : state) {
    filled().db().read([&](Tx& tx) {
      for_each_row(tx, "bench_row", [&](const std::string&, const Digest&) { ++rows; });
    });
  }
  state.SetItemsProcessed(rows);
}
BENCHMARK(sweep_of_a_table)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace lastmile::storage

BENCHMARK_MAIN();
