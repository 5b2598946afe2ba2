#include "dispatch/batch.h"

#include <gmock/gmock.h>
#include <rapidcheck.h>

#include <set>

#include "dispatch/batch_problem.h"
#include "dispatch/test_town.h"
#include "needs/need_ask.h"
#include "people/volunteers.h"
#include "solver/assign/check.h"
#include "solver/assign/solve.h"

namespace lastmile::dispatch {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;
namespace assign = solver::assign;

struct Batch : OnEachBench {
  Town& town() {
    if (!town_) town_ = std::make_unique<Town>(bench());
    return *town_;
  }
  RunView start() {
    auto run = bench().run(town().center_staff, [&](Call& call) {
      return match_batch(call, {given<access::SitePath>(town().center.path)});
    });
    EXPECT_TRUE(run.ok());
    return std::move(run).value();
  }
  RunView show(RunId run) {
    return bench()
        .look(town().center_staff, [&](Call& call) { return show_run(call, {run}); })
        .value();
  }
  Result<AcceptedRun> accept(RunId run, std::vector<needs::NeedId> except = {}) {
    return bench().run(town().center_staff,
                       [&](Call& call) { return accept_run(call, {run, except}); });
  }
  /// One resident for tests to whom it does not matter.
  PersonId recipient() {
    if (!recipient_) recipient_ = town().resident();
    return *recipient_;
  }
  Solved solved() {
    return bench().look(TestBench::system(),
                        [&](Call& call) { return solve_batch(call, town().center.path, {}); });
  }

 private:
  std::unique_ptr<Town> town_;
  std::optional<PersonId> recipient_;
};
EACH_DATABASE(Batch);

constexpr const char* at_ten = "2026-03-03T10:00:00+08:00";
constexpr const char* at_noon = "2026-03-03T12:00:00+08:00";

TEST_P(Batch, ProposesOffersAndTellsWhatIsStale) {
  const auto doctor = town().volunteer({.licence = "doctor"});
  const auto repairer = town().volunteer({.skills = {"repairs"}});
  const auto clinic = town().need({.category = "0601", .from = at_ten, .to = at_noon});
  const auto tap = town().need({.category = "0406", .from = at_ten, .to = at_noon});
  const auto lawyer = town().need({.category = "0801", .from = at_ten, .to = at_noon});
  const auto run = start();
  EXPECT_EQ(run.state, RunState::queued);
  EXPECT_FALSE(accept(run.id).ok());
  town().drain();
  const auto proposed = show(run.id);
  ASSERT_EQ(proposed.state, RunState::proposed);
  EXPECT_EQ(proposed.needs, 3);
  EXPECT_EQ(proposed.matched, 2);
  EXPECT_TRUE(proposed.proven_best);
  ASSERT_THAT(proposed.left_out, SizeIs(1));
  EXPECT_EQ(proposed.left_out[0].need, lawyer);
  EXPECT_EQ(proposed.left_out[0].candidates, 0);
  std::map<needs::NeedId, PersonId> pairs;
  for (const auto& pair : proposed.pairs) pairs[pair.need] = pair.volunteer;
  EXPECT_EQ(pairs[clinic], doctor);
  EXPECT_EQ(pairs[tap], repairer);
  // Meanwhile one of the two takes a break.
  ASSERT_TRUE(bench()
                  .run(town().center_staff,
                       [&](Call& call) { return people::pause_volunteering(call, {doctor, {}}); })
                  .ok());
  const auto accepted = accept(run.id);
  ASSERT_TRUE(accepted.ok());
  EXPECT_EQ(accepted->offered, 1);
  EXPECT_THAT(accepted->stale, ElementsAre(clinic));
  EXPECT_EQ(town().state(tap), needs::NeedState::offered);
  EXPECT_EQ(town().state(clinic), needs::NeedState::awaiting_dispatch);
  EXPECT_EQ(accept(run.id).refused().refusal.code, "run_not_proposed");
  EXPECT_THAT(bench().verify(), IsEmpty());
}

TEST_P(Batch, OffersManyPairsBitByBit) {
  constexpr int needs_n = 110;
  for (int i = 0; i < needs_n; ++i) town().volunteer();
  std::vector<needs::NeedId> needs;
  for (int i = 0; i < needs_n; ++i)
    needs.push_back(town().need({.people = 2, .recipient = recipient()}));
  const auto run = start();
  town().drain();
  const auto proposed = show(run.id);
  ASSERT_EQ(proposed.state, RunState::proposed);
  EXPECT_EQ(proposed.matched, 2 * needs_n);
  EXPECT_THAT(proposed.pairs, SizeIs(200));
  const auto accepted = accept(run.id);
  ASSERT_TRUE(accepted.ok());
  EXPECT_EQ(accepted->offered, 200);
  EXPECT_EQ(accepted->left, 20);
  town().drain();
  for (const auto need : needs) EXPECT_EQ(town().state(need), needs::NeedState::offered);
  EXPECT_THAT(bench().verify(), IsEmpty());
}

TEST_P(Batch, LeavesOutWhatTheWorkerDoesNotWantAndWhatChanged) {
  for (int i = 0; i < 3; ++i) town().volunteer();
  const auto recipient = town().resident();
  const auto kept = town().need({.from = at_ten, .to = at_noon});
  const auto unwanted = town().need({.from = at_ten, .to = at_noon});
  const auto withdrawn = town().need({.from = at_ten, .to = at_noon, .recipient = recipient});
  const auto run = start();
  town().drain();
  ASSERT_EQ(show(run.id).matched, 3);
  ASSERT_TRUE(bench()
                  .run(Town::as(recipient),
                       [&](Call& call) {
                         return needs::withdraw_need(
                             call, {withdrawn, needs::WithdrawReason::solved, {}});
                       })
                  .ok());
  const auto accepted = accept(run.id, {unwanted});
  ASSERT_TRUE(accepted.ok());
  EXPECT_EQ(accepted->offered, 1);
  EXPECT_THAT(accepted->stale, ElementsAre(withdrawn));
  EXPECT_EQ(town().state(kept), needs::NeedState::offered);
  EXPECT_EQ(town().state(unwanted), needs::NeedState::awaiting_dispatch);
}

TEST_P(Batch, IsThrownAwayBeforeOrAfterItIsSolved) {
  town().volunteer();
  town().need();
  const auto discard = [&](RunId run) {
    return bench().run(town().center_staff, [&](Call& call) { return discard_run(call, {run}); });
  };
  const auto early = start();
  ASSERT_TRUE(discard(early.id).ok());
  town().drain();
  EXPECT_EQ(show(early.id).state, RunState::discarded);
  EXPECT_THAT(show(early.id).pairs, IsEmpty());
  const auto late = start();
  town().drain();
  ASSERT_TRUE(discard(late.id).ok());
  EXPECT_EQ(accept(late.id).refused().refusal.code, "run_not_proposed");
  EXPECT_EQ(discard(late.id).refused().refusal.code, "run_not_proposed");
  EXPECT_EQ(discard(RunId{}).refused().refusal.code, "run_unknown");
}

TEST_P(Batch, IsSeenByThoseWhoMayDispatchThere) {
  town().volunteer();
  const auto run = start();
  const auto look = [&](const Actor& who) {
    return bench().look(who, [&](Call& call) { return show_run(call, {run.id}); });
  };
  EXPECT_EQ(look(town().worker).refused().refusal.code,
            "run_unknown");  // over the center, not the station
  EXPECT_EQ(look(TestBench::person(town().resident())).refused().refusal.code, "run_unknown");
  const auto above = bench().run(town().worker, [&](Call& call) {
    return match_batch(call, {given<access::SitePath>(town().center.path)});
  });
  EXPECT_EQ(above.refused().refusal.code, "not_yours");
  const auto nowhere = bench().run(town().center_staff, [&](Call& call) {
    return match_batch(call, {given<access::SitePath>(town().center.path + "999999/")});
  });
  EXPECT_EQ(nowhere.refused().fields.at(0).path, "/under");
}

TEST_P(Batch, SurvivesARestartBetweenAskingAndSolving) {
  if (GetParam() == storage::On::postgres) GTEST_SKIP() << "the same rows as on SQLite";
  const auto who = town().volunteer();
  const auto need = town().need({.from = at_ten, .to = at_noon});
  const auto run = start();
  bench().settings.caches = std::make_shared<Caches>();
  bench().restart();
  const auto commands = jobs::commands_of(bench());
  jobs::drain(*commands, town().registry);
  const auto proposed = show(run.id);
  ASSERT_EQ(proposed.state, RunState::proposed);
  ASSERT_THAT(proposed.pairs, SizeIs(1));
  EXPECT_EQ(proposed.pairs[0].need, need);
  EXPECT_EQ(proposed.pairs[0].volunteer, who);
}

TEST_P(Batch, SendsNobodyToTwoPlacesAtOnceAndSharesTheWork) {
  for (int i = 0; i < 2; ++i) town().volunteer();
  for (int i = 0; i < 3; ++i) town().need({.from = at_ten, .to = at_noon});
  const auto later =
      town().need({.from = "2026-03-03T14:00:00+08:00", .to = "2026-03-03T15:00:00+08:00"});
  const auto s = solved();
  std::map<PersonId, std::vector<needs::NeedId>> of;
  for (const auto& pair : s.proposal.pairs) of[pair.volunteer].push_back(pair.need);
  EXPECT_THAT(s.proposal.left_out, SizeIs(1));  // two people, three at the same hour
  EXPECT_THAT(s.proposal.pairs, SizeIs(3));
  for (const auto& [who, needs] : of) {
    EXPECT_LE(
        std::count_if(needs.begin(), needs.end(), [&](needs::NeedId n) { return n != later; }), 1);
  }
  EXPECT_THAT(of, SizeIs(2));
  EXPECT_GE(s.cost, s.lower_bound);
}

TEST_P(Batch, AsksWhoIsKnownOnlyByTheirHome) {
  // Neither has a point on the map; both live in the subcenter of a need that has one.
  const auto need = town().need({.from = at_ten, .to = at_noon});
  const auto who = town().volunteer();
  bench().db().write([&](storage::Tx& tx) {
    static const storage::Sql off_map{
        "dispatch.test_off_map", "update volunteer set lat = null, lon = null where region = $1"};
    tx.run(off_map, bench().settings.region);
  });
  bench().settings.caches = std::make_shared<Caches>();
  const auto s = solved();
  ASSERT_THAT(s.proposal.pairs, SizeIs(1));
  EXPECT_EQ(s.proposal.pairs[0].volunteer, who);
  EXPECT_EQ(s.proposal.pairs[0].need, need);
}

// The cheapest of all ways to give people to needs, one row after the other.
std::int64_t cheapest(const assign::Input& input, std::size_t row, std::vector<int>& used) {
  if (row == input.rows.size()) return 0;
  std::vector<assign::Edge> edges;
  for (const auto& e : input.edges) {
    if (e.row == row) edges.push_back(e);
  }
  std::int64_t best = std::numeric_limits<std::int64_t>::max();
  for (std::uint32_t mask = 0; mask < 1u << edges.size(); ++mask) {
    const int chosen = std::popcount(mask);
    if (chosen > input.rows[row].places) continue;
    std::int64_t cost = *input.rows[row].penalty * (input.rows[row].places - chosen);
    bool possible = true;
    for (std::size_t i = 0; i < edges.size(); ++i) {
      if (!(mask >> i & 1)) continue;
      int& n = used[edges[i].column];
      possible = possible && n < input.columns[edges[i].column].capacity;
      cost += edges[i].cost + n * input.columns[edges[i].column].repeat_cost;
      ++n;
    }
    if (possible) best = std::min(best, cost + cheapest(input, row + 1, used));
    for (std::size_t i = 0; i < edges.size(); ++i) {
      if (mask >> i & 1) --used[edges[i].column];
    }
  }
  return best;
}

TEST_P(Batch, IsAsCheapAsTheBestOfAllWays) {
  constexpr int volunteers = 6, needs_n = 6;
  Rng rng(7);
  const std::vector<std::string> skills{"repairs", "nursing"};
  for (int i = 0; i < volunteers; ++i) {
    Town::Who who;
    if (rng.below(2)) who.skills = {skills[rng.below(2)]};
    if (rng.below(3) == 0) who.home = town().neighbour.id;
    if (rng.below(3) == 0) who.languages = {"zh_henan"};
    town().volunteer(who);
  }
  for (int round = 0; round < 4; ++round) {
    for (int i = 0; i < needs_n / 2; ++i) {
      Town::Asked asked;  // no windows: no clashes, so the bound can be met
      asked.people = static_cast<std::int64_t>(1 + rng.below(2));
      if (rng.below(2)) asked.skills = {skills[rng.below(2)]};
      if (rng.below(2)) asked.languages = {"zh_henan"};
      if (rng.below(2))
        asked.point = places::MapPoint{34.78 + static_cast<double>(rng.below(20)) / 1000, 111.18};
      town().need(asked);
    }
    const auto [input, verdict, s] = bench().look(TestBench::system(), [&](Call& call) {
      const auto problem = batch_problem(call, town().center.path);
      auto stated = assign::make_problem(batch_input(problem));
      const auto plan = assign::solve(*stated, {}, 1);
      return std::tuple(batch_input(problem), assign::check(*stated, plan), solve(problem, {}));
    });
    EXPECT_TRUE(verdict.violations.empty());
    EXPECT_TRUE(verdict.optimal);
    EXPECT_EQ(s.cost, verdict.cost);
    EXPECT_EQ(s.cost, s.lower_bound);
    if (input.rows.size() > 6) continue;  // beyond it there are too many ways to count
    std::vector<int> used(input.columns.size());
    EXPECT_EQ(s.cost, cheapest(input, 0, used)) << "round " << round;
  }
}

TEST_P(Batch, OffersNobodyWhatTheyMayNot) {
  Rng rng(11);
  const auto recipient = town().resident();
  for (int i = 0; i < 12; ++i) {
    Town::Who who;
    who.born = rng.below(3) == 0 ? "2009-06-01" : "1980-01-01";
    who.insured = rng.below(2), who.trained = rng.below(2);
    if (rng.below(2)) who.skills = {"repairs"};
    if (rng.below(3) == 0) who.licence = "doctor";
    if (rng.below(4) == 0)
      who.home = town().far_station.id, who.transport = people::Transport::walk;
    town().volunteer(who);
  }
  for (const char* category : {"0405", "0406", "0601", "0907", "0402"}) {
    town().need(
        {.category = category, .from = at_ten, .to = at_noon, .people = 2, .recipient = recipient});
  }
  bench().look(TestBench::system(), [&](Call& call) {
    const auto problem = batch_problem(call, town().center.path);
    std::size_t allowed = 0;
    for (std::size_t row = 0; row < problem.waiting.size(); ++row) {
      const auto& need = problem.waiting[row];
      std::set<std::size_t> expected, found;
      for (const auto& c : problem.candidates[row]) found.insert(c.place);
      for (std::size_t i = 0; i < problem.picture->volunteers.size(); ++i) {
        const Wanted wanted{need, call.settings.zone.day_of(need.window->start), call.now};
        if (!bar_of(wanted, *problem.picture->volunteers[i], {}, call.settings.zone))
          expected.insert(i);
      }
      EXPECT_EQ(found, expected) << need.category;
      allowed += found.size();
    }
    EXPECT_GT(allowed, 10u);
    return 0;
  });
}

}  // namespace
}  // namespace lastmile::dispatch
