#include "jobs/clocked.h"

#include "jobs/jobs_fixture.h"

namespace lastmile::jobs {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

struct ClockedTest : JobsBench {
  Clocked step(std::chrono::milliseconds every) {
    return {"step", every, [this](Call&) {
              ++runs;
              return more-- > 0;
            }};
  }
  void drain_all() { drain(*commands, registry); }
  int runs = 0;
  int more = 0;
};
EACH_DATABASE(ClockedTest);

TEST_P(ClockedTest, AFastStepRunsWheneverAskedUntilNothingWaits) {
  registry.clocked = {step(seconds(1))};
  more = 3;
  drain_all();
  EXPECT_EQ(runs, 4);  // three say more, the last says no
}

TEST_P(ClockedTest, ASlowStepRunsOnceInItsTimeAcrossRestarts) {
  registry.clocked = {step(hours(1))};
  drain_all();
  EXPECT_EQ(runs, 1);
  restart();
  drain_all();
  bench().tick(minutes(59));
  drain_all();
  EXPECT_EQ(runs, 1);
  bench().tick(minutes(1));
  drain_all();
  EXPECT_EQ(runs, 2);
}

TEST_P(ClockedTest, ASlowStepThatWasInterruptedGoesOn) {
  registry.clocked = {step(hours(24))};
  more = 1;
  EXPECT_TRUE(run_step(*commands, registry.clocked[0]));
  restart();  // with more waiting
  EXPECT_FALSE(run_step(*commands, registry.clocked[0]));
  EXPECT_EQ(runs, 2);
  EXPECT_FALSE(run_step(*commands, registry.clocked[0]));
  EXPECT_EQ(runs, 2);
}

TEST_P(ClockedTest, ASlowStepIsNotStoppedByAClockThatWasAheadADay) {
  registry.clocked = {step(hours(1))};
  bench().tick(hours(24));
  drain_all();
  bench().tick(-hours(24));
  drain_all();
  EXPECT_EQ(runs, 2);
  drain_all();
  EXPECT_EQ(runs, 2);
}

TEST_P(ClockedTest, WhatAFailedStepDidIsUndone) {
  registry.clocked = {{"step", seconds(1), [](Call& call) -> bool {
                         (void)lay(call, "half done");
                         throw std::runtime_error("no");
                       }}};
  EXPECT_THROW(drain_all(), std::runtime_error);
  EXPECT_TRUE(labels().empty());
}

TEST_P(ClockedTest, DueRowsActOnceWhateverTheClockDoes) {
  // The pattern every deadline follows: rows with a due time, marked done in the same command.
  registry.clocked = {{"deadlines", seconds(1), [](Call& call) {
                         for (int i = 0; i < 10; ++i) {
                           const Instant due =
                               parse_instant("2026-03-02T10:00:00+08:00").value() + minutes(i);
                           const std::string label = "reminder " + std::to_string(i);
                           const auto done = call.tx.rows<std::string>(list_labels, 4112);
                           const bool is_done = std::ranges::find(done, label) != done.end();
                           if (due <= call.now && !is_done) (void)lay(call, label);
                         }
                         return false;
                       }}};
  for (const auto jump : {hours(1), -hours(1), hours(24), -hours(24), hours(2)}) {
    bench().tick(jump);
    drain_all();
    restart();
    drain_all();
  }
  EXPECT_EQ(labels().size(), 10u);
  EXPECT_TRUE(bench().verify().empty());
}

}  // namespace
}  // namespace lastmile::jobs
