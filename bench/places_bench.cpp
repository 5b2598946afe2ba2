// The tree of the whole country, 664,986 divisions, as the program keeps it: any subtree or
// ancestor question in a millisecond. Run by bench/run.sh, which imports the tree first:
//   LASTMILE_DATA=build/bench/country build/release/bench/places_bench
// Each iteration asks about another division, all over the tree, so caches do not answer for it.
#include <benchmark/benchmark.h>

#include <cstdlib>

#include "places/area_store.h"
#include "places/areas.h"
#include "storage/db.h"

namespace lastmile::places {
namespace {

const storage::Sql some_codes{"bench.some_codes", R"(
  select code from area where length(code) = $1 order by substr(code, 3, 4), code limit 20000)"};
const storage::Sql all_areas{"bench.all_areas", "select count(*) from area"};

class Country {
 public:
  static Country& get() {
    static Country country;
    return country;
  }
  storage::Db& db() { return *db_; }
  const std::vector<RegionCode>& of(std::int64_t digits) { return codes_[digits]; }
  std::int64_t size = 0;

 private:
  Country() {
    const char* folder = std::getenv("LASTMILE_DATA");
    if (!folder) throw std::runtime_error("LASTMILE_DATA names no folder");
    db_ = storage::Db::open({std::filesystem::path(folder) / "lastmile.db", ""});
    db_->read([&](storage::Tx& tx) {
      size = tx.row<std::int64_t>(all_areas).value();
      for (const std::int64_t digits : {2, 4, 6, 9, 12}) {
        codes_[digits] = tx.rows<RegionCode>(some_codes, digits);
      }
    });
  }
  std::unique_ptr<storage::Db> db_;
  std::map<std::int64_t, std::vector<RegionCode>> codes_;
};

/// Runs `f(tx, code)` for another division of this many digits each time.
template <class F>
void ask(benchmark::State& state, std::int64_t digits, F&& f) {
  Country& country = Country::get();
  const auto& codes = country.of(digits);
  if (codes.empty()) return state.SkipWithError("no divisions: import them first");
  std::size_t i = 0;
  for (auto _ : state) {
    country.db().read([&](storage::Tx& tx) {
      benchmark::DoNotOptimize(f(tx, codes[(i += 7919) % codes.size()]));
    });
  }
  state.counters["divisions"] = static_cast<double>(country.size);
}

void ancestors_of_a_village(benchmark::State& state) {
  ask(state, 12, [](storage::Tx& tx, const RegionCode& code) { return ancestors(tx, code); });
}
void children_of_a_township(benchmark::State& state) {
  ask(state, 9, [](storage::Tx& tx, const RegionCode& code) { return children(tx, code); });
}
void children_of_a_city(benchmark::State& state) {
  ask(state, 4, [](storage::Tx& tx, const RegionCode& code) { return children(tx, code); });
}
// Everything at and under a division; a county has some 230.
void whole_subtree_of_a_county(benchmark::State& state) {
  ask(state, 6, [](storage::Tx& tx, const RegionCode& code) {
    return load_areas_in(tx, code.range(), RegionLevel::village);
  });
}
void counts_under_a_county(benchmark::State& state) {
  ask(state, 6, [](storage::Tx& tx, const RegionCode& code) { return count_under(tx, code); });
}
void counts_under_a_city(benchmark::State& state) {
  ask(state, 4, [](storage::Tx& tx, const RegionCode& code) { return count_under(tx, code); });
}
void counts_under_a_province(benchmark::State& state) {
  ask(state, 2, [](storage::Tx& tx, const RegionCode& code) { return count_under(tx, code); });
}

BENCHMARK(ancestors_of_a_village)->Unit(benchmark::kMillisecond);
BENCHMARK(children_of_a_township)->Unit(benchmark::kMillisecond);
BENCHMARK(children_of_a_city)->Unit(benchmark::kMillisecond);
BENCHMARK(whole_subtree_of_a_county)->Unit(benchmark::kMillisecond);
BENCHMARK(counts_under_a_county)->Unit(benchmark::kMillisecond);
BENCHMARK(counts_under_a_city)->Unit(benchmark::kMillisecond);
BENCHMARK(counts_under_a_province)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace lastmile::places

BENCHMARK_MAIN();
