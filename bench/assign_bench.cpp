// Batch matching: how long the optimal assignment takes, by kind of problem. One thread.
// Arguments: rows, columns, candidate edges a row. Counters: gap (0 = proven optimal), empty
// places, rows scanned.
#include <benchmark/benchmark.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <tuple>

#include "base/rng.h"
#include "geo/nearest.h"
#include "solver/assign/solve.h"

namespace {

using namespace lastmile;
using namespace lastmile::solver::assign;

struct Size {
  std::uint32_t rows;
  std::uint32_t columns;
  std::uint32_t degree;
};

// Costs without structure: each row draws its columns at random.
Input scattered(Rng& rng, const Size& size, std::uint64_t cost_span) {
  Input input{std::vector<Row>(size.rows), std::vector<Column>(size.columns), {}};
  std::vector<std::uint32_t> drawn_by(size.columns, size.rows);
  for (std::uint32_t i = 0; i < size.rows; ++i) {
    input.rows[i].penalty = 1'000'000;
    for (std::uint32_t d = 0; d < size.degree; ++d) {
      const auto j = static_cast<std::uint32_t>(rng.below(size.columns));
      if (std::exchange(drawn_by[j], i) == i) continue;
      input.edges.push_back({i, j, static_cast<std::int64_t>(1 + rng.below(cost_span))});
    }
  }
  return input;
}

// A city: people and tasks crowd around 200 hubs of unequal size in a square of 100 km; a task's
// candidates are the nearest people who have its skill (each has four of sixteen); cost in metres.
Input city(Rng& rng, const Size& size, std::int32_t capacity, std::int64_t repeat_cost) {
  std::vector<geo::Point> hubs;
  for (int h = 0; h < 200; ++h) hubs.push_back({34.3 + 0.9 * rng.unit(), 110.7 + 1.1 * rng.unit()});
  const auto place = [&] {
    const double draw = rng.unit();
    const geo::Point hub = hubs[static_cast<std::size_t>(200 * draw * draw)];
    const auto near = [&] { return 0.03 * (rng.unit() + rng.unit() + rng.unit() - 1.5); };
    return geo::Point{hub.lat + near(), hub.lon + near()};
  };
  std::vector<geo::Point> people;
  std::vector<std::uint32_t> skills;
  for (std::uint32_t j = 0; j < size.columns; ++j) {
    people.push_back(place());
    std::uint32_t mask = 0;
    for (int s = 0; s < 4; ++s) mask |= 1u << rng.below(16);
    skills.push_back(mask);
  }
  const geo::NearestIndex index(people);
  Input input{std::vector<Row>(size.rows), {}, {}};
  input.columns.assign(size.columns, {capacity, repeat_cost});
  for (std::uint32_t i = 0; i < size.rows; ++i) {
    input.rows[i].penalty = 50'000;
    const std::uint32_t skill = 1u << rng.below(16);
    const auto able = [&](std::uint32_t j) { return (skills[j] & skill) != 0; };
    for (const geo::Neighbour& near : index.nearest(place(), size.degree, able)) {
      input.edges.push_back({i, near.index, std::lround(near.metres)});
    }
  }
  return input;
}

void run(benchmark::State& state, Input (*make)(Rng&, const Size&)) {
  const Size size{static_cast<std::uint32_t>(state.range(0)),
                  static_cast<std::uint32_t>(state.range(1)),
                  static_cast<std::uint32_t>(state.range(2))};
  Rng rng(20261121);
  const Problem problem = make_problem(make(rng, size)).value();
  Plan plan;
  for (auto _ : state) {
    plan = solve(problem, {}, 1);
    benchmark::DoNotOptimize(plan.cost);
  }
  std::int64_t empty = 0;
  for (const std::int32_t each : plan.empty_places) empty += each;
  state.counters["edges"] = static_cast<double>(problem.edges().size());
  state.counters["gap"] = static_cast<double>(plan.gap());
  state.counters["empty"] = static_cast<double>(empty);
  state.counters["steps"] = static_cast<double>(plan.steps);
}

Input uniform(Rng& rng, const Size& size) { return scattered(rng, size, 100'000); }
Input few_costs(Rng& rng, const Size& size) { return scattered(rng, size, 4); }
Input city_of_ones(Rng& rng, const Size& size) { return city(rng, size, 1, 0); }
Input city_of_threes(Rng& rng, const Size& size) { return city(rng, size, 3, 2'000); }
Input city_of_pairs(Rng& rng, const Size& size) {
  Input input = city(rng, size, 2, 1'000);
  for (std::size_t i = 0; i < input.rows.size(); i += 5) input.rows[i].places = 2;
  return input;
}

BENCHMARK_CAPTURE(run, uniform, uniform)
    ->Args({10'000, 100'000, 100})
    ->Args({10'000, 10'000, 50})
    ->Args({10'000, 6'000, 50})
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(run, few_costs, few_costs)
    ->Args({10'000, 100'000, 100})
    ->Args({10'000, 10'000, 50})
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(run, city, city_of_ones)
    ->Args({10'000, 100'000, 50})
    ->Args({10'000, 100'000, 100})
    ->Args({10'000, 20'000, 100})
    ->Args({10'000, 10'000, 50})
    ->Args({10'000, 6'000, 50})
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(run, city_repeats, city_of_threes)
    ->Args({10'000, 100'000, 100})
    ->Args({10'000, 4'000, 50})
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(run, city_pairs, city_of_pairs)
    ->Args({10'000, 100'000, 100})
    ->Args({10'000, 8'000, 50})
    ->Unit(benchmark::kMillisecond);

}  // namespace

BENCHMARK_MAIN();
