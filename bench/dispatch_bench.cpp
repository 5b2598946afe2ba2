// Ranking and batch matching at a county's full size: 100,000 volunteers, 10,000 waiting needs.
// Run: build/…/bench/dispatch_bench; the column CPU is what counts on a shared machine.
#include <benchmark/benchmark.h>

#include "call/test_call.h"
#include "dispatch/batch_problem.h"
#include "dispatch/ranking.h"
#include "needs/need_store.h"
#include "people/person_store.h"
#include "people/volunteer_store.h"
#include "solver/assign/solve.h"

namespace lastmile {
namespace {

constexpr int volunteers_n = 100'000;
constexpr int needs_n = 10'000;
constexpr int stations_n = 200;
const std::vector<std::string> skills{"companionship", "errands", "housework", "haircut",
                                      "repairs",       "driving", "nursing",   "tutoring"};
const std::vector<std::string> languages{"zh", "zh_henan", "zh_shaanxi"};

struct Station {
  std::string path;
  double lat;
  double lon;
};

/// A county of 60 km by 60 km, made once.
class County {
 public:
  static County& get() {
    static County county;
    return county;
  }
  TestBench& bench() { return bench_; }
  const std::vector<needs::NeedId>& needs() const { return needs_; }

 private:
  County() {
    for (int i = 0; i < stations_n; ++i) {
      const std::string subcenter = "4112/411202/4112020" + std::to_string(10 + i / 10) + "/";
      stations_.push_back(
          {subcenter + "4112020" + std::to_string(10 + i / 10) + std::to_string(100 + i) + "/",
           34.5 + rng_.unit() * 0.54, 111.0 + rng_.unit() * 0.65});
    }
    for (int i = 0; i < volunteers_n; i += 5'000) {
      bench_.db().write([&](storage::Tx& tx) {
        for (int k = 0; k < 5'000; ++k) enter_volunteer(tx);
        tx.take_marks();
      });
    }
    bench_.db().write([&](storage::Tx& tx) {
      for (int i = 0; i < needs_n; ++i) enter_need(tx, i);
      tx.take_marks();
    });
  }

  bool chance(double p) { return rng_.unit() < p; }

  void enter_volunteer(storage::Tx& tx) {
    const Station& home = stations_[rng_.below(stations_n)];
    people::PersonRow person;
    person.region = bench_.settings.region;
    person.id = PersonId::make(bench_.now(), rng_);
    person.name = "王小明";
    person.birth_day = *parse_day("1950-01-01") + std::chrono::days{rng_.below(22'000)};
    person.site_path = home.path;
    person.language = "zh";
    tx.insert(person);
    people::VolunteerRow v;
    v.region = person.region;
    v.person = person.id;
    v.site_path = home.path;
    v.lat = home.lat;
    v.lon = home.lon;
    for (const auto& skill : skills) {
      if (chance(0.25)) v.skills.push_back(skill);
    }
    v.languages = {languages[0], languages[1 + rng_.below(2)]};
    v.transport = static_cast<people::Transport>(rng_.below(3));
    if (chance(0.5)) {
      for (int day = 0; day < 7; ++day) {
        if (chance(0.6)) v.free_hours.push_back({{day}, {480}, {1200}});
      }
    }
    tx.insert(v);
  }

  void enter_need(storage::Tx& tx, int i) {
    const Station& at = stations_[rng_.below(stations_n)];
    needs::NeedRow n;
    n.region = bench_.settings.region;
    n.id = needs::NeedId::make(bench_.now() + std::chrono::seconds{i}, rng_);
    n.number = std::to_string(100'000'000 + i);
    n.site_path = at.path;
    n.state = needs::NeedState::awaiting_dispatch;
    n.category = "0405";
    n.recipient = n.asker = PersonId::make(bench_.now(), rng_);
    const Instant start = bench_.now() + std::chrono::hours{24 + static_cast<int>(rng_.below(72))};
    n.window_start = start;
    n.window_end = start + std::chrono::hours{2};
    if (chance(0.5)) n.skills = {skills[rng_.below(skills.size())]};
    if (chance(0.3)) n.languages = {languages[1 + rng_.below(2)]};
    n.people_wanted = chance(0.1) ? 2 : 1;
    n.lat = at.lat + rng_.unit() * 0.01;
    n.lon = at.lon + rng_.unit() * 0.01;
    n.created_at = n.state_since = bench_.now();
    n.submitted_at = bench_.now();
    tx.insert(n);
    needs_.push_back(n.id);
  }

  TestBench bench_;
  Rng rng_{7};
  std::vector<Station> stations_;
  std::vector<needs::NeedId> needs_;
};

void rank_one_need(benchmark::State& state) {
  auto& county = County::get();
  const Actor staff = TestBench::person(PersonId{}, {{"center_staff", "4112/"}});
  std::size_t i = 0;
  std::int64_t fitting = 0;
  for (auto _ : state) {
    const auto need = county.needs()[i++ % county.needs().size()];
    const auto ranking = county.bench().look(
        staff, [&](Call& call) { return dispatch::rank_for_need(call, {need, {}, {}}); });
    if (!ranking.ok())
      state.SkipWithError("refused");
    else
      fitting += ranking->fitting;
  }
  state.counters["fitting"] =
      static_cast<double>(fitting) / static_cast<double>(state.iterations());
}

void read_everyone(benchmark::State& state) {
  auto& county = County::get();
  for (auto _ : state) {
    dispatch::Roster roster;
    const auto active = county.bench().look(
        TestBench::system(), [&](Call& call) { return roster.picture(call)->active; });
    if (active != volunteers_n) state.SkipWithError("not everyone");
  }
}

void match_all_waiting(benchmark::State& state) {
  auto& county = County::get();
  for (auto _ : state) {
    const auto solved = county.bench().look(
        TestBench::system(), [](Call& call) { return dispatch::solve_batch(call, "4112/", {}); });
    state.counters["needs"] = static_cast<double>(solved.needs);
    state.counters["pairs"] = static_cast<double>(solved.proposal.pairs.size());
    state.counters["gap"] = static_cast<double>(solved.cost - solved.lower_bound);
  }
}

BENCHMARK(read_everyone)->Unit(benchmark::kMillisecond)->Iterations(1);
BENCHMARK(rank_one_need)->Unit(benchmark::kMillisecond)->Iterations(100);
BENCHMARK(match_all_waiting)->Unit(benchmark::kMillisecond)->Iterations(1);

}  // namespace
}  // namespace lastmile

BENCHMARK_MAIN();
