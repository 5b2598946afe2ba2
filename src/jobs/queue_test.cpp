#include "jobs/queue.h"

#include "jobs/jobs_fixture.h"

namespace lastmile::jobs {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

constexpr Refusal not_today{Kind::conflict, "not_today", "Not today.", "今天不行。"};

struct QueueTest : JobsBench {
  /// Work that lays a brick labelled like its payload, and counts how often it was tried.
  Queued laying(std::string kind = "lay") {
    Queued work;
    work.kind = std::move(kind);
    work.finish = [this](Call& call, const std::string& payload, const std::string& computed) {
      ++tries;
      if (fault) throw std::runtime_error("the crane is broken");
      const Check laid = lay(call, payload + computed);
      return refuse ? Check(not_today) : laid;
    };
    return work;
  }
  Queued thinking() {
    Queued work = laying("think");
    work.compute = [this](Call& call, const std::string& payload, Instant deadline) {
      EXPECT_EQ(deadline, call.now + seconds(60));
      EXPECT_FALSE(call.tx.writable());
      if (while_thinking) while_thinking();
      return "/" + payload;
    };
    return work;
  }
  bool ask(const std::string& key, Instant due, const std::string& kind = "lay") {
    bool taken = false;
    run([&](Call& call) -> Check {
      taken = enqueue(call, kind, key, key, due);
      return Done{};
    });
    return taken;
  }
  void drain_all() { drain(*commands, registry); }

  int tries = 0;
  bool fault = false;
  bool refuse = false;
  std::function<void()> while_thinking;
};
EACH_DATABASE(QueueTest);

TEST_P(QueueTest, DoesDueWorkOnceAndForgetsIt) {
  registry.queued = {laying()};
  EXPECT_TRUE(ask("a", bench().now()));
  drain_all();
  drain_all();
  EXPECT_EQ(labels(), std::vector<std::string>{"a"});
  EXPECT_EQ(tries, 1);
  EXPECT_EQ(queued().waiting + queued().running + queued().dead, 0);
  EXPECT_TRUE(bench().verify().empty());
}

TEST_P(QueueTest, WaitsUntilItIsDue) {
  registry.queued = {laying()};
  ask("a", bench().now() + hours(3));
  drain_all();
  EXPECT_EQ(tries, 0);
  bench().tick(hours(3) - std::chrono::milliseconds(1));
  drain_all();
  EXPECT_EQ(tries, 0);
  bench().tick(std::chrono::milliseconds(1));
  drain_all();
  EXPECT_EQ(tries, 1);
}

TEST_P(QueueTest, TheSameWorkWaitsOnlyOnce) {
  registry.queued = {laying(), laying("other")};
  EXPECT_TRUE(ask("a", bench().now() + hours(1)));
  EXPECT_FALSE(ask("a", bench().now()));
  EXPECT_TRUE(ask("b", bench().now() + hours(1)));
  EXPECT_EQ(queued().waiting, 2);
  bench().tick(hours(1));
  drain_all();
  EXPECT_EQ(labels(), (std::vector<std::string>{"a", "b"}));
  EXPECT_TRUE(ask("a", bench().now(), "other"));
}

TEST_P(QueueTest, IsPartOfTheCommandThatAsksForIt) {
  registry.queued = {laying()};
  const auto refused = bench().run(TestBench::system(), [&](Call& call) -> Check {
    enqueue(call, "lay", "a", "a", call.now);
    return not_today;
  });
  EXPECT_FALSE(refused.ok());
  drain_all();
  EXPECT_EQ(tries, 0);
}

TEST_P(QueueTest, WaitingWorkCanBeTakenBack) {
  registry.queued = {laying()};
  ask("a", bench().now());
  run([](Call& call) -> Check {
    EXPECT_TRUE(cancel(call, "lay", "a"));
    EXPECT_FALSE(cancel(call, "lay", "a"));
    return Done{};
  });
  drain_all();
  EXPECT_EQ(tries, 0);
}

TEST_P(QueueTest, FailedWorkComesAgainWithGrowingPausesAndIsGivenUpInTheEnd) {
  registry.queued = {laying()};
  fault = true;
  ask("a", bench().now());
  for (int n = 1; n <= 8; ++n) {
    drain_all();
    EXPECT_EQ(tries, n);
    EXPECT_EQ(queued().dead, n == 8 ? 1 : 0);
    bench().tick(pause_after(n) - std::chrono::milliseconds(1));
    drain_all();
    EXPECT_EQ(tries, n);
    bench().tick(std::chrono::milliseconds(1));
  }
  const auto dead = bench().db().reading([](storage::Tx& tx) { return dead_jobs(tx, 4112, 10); });
  ASSERT_EQ(dead.size(), 1u);
  EXPECT_EQ(dead[0].kind, "lay");
  EXPECT_EQ(dead[0].tries, 8);
  EXPECT_EQ(dead[0].last_error, "the crane is broken");
  EXPECT_TRUE(labels().empty());
  fault = false;
  run([&](Call& call) -> Check {
    EXPECT_TRUE(revive(call, dead[0].id));
    EXPECT_FALSE(revive(call, dead[0].id));
    return Done{};
  });
  drain_all();
  EXPECT_EQ(labels(), std::vector<std::string>{"a"});
  EXPECT_EQ(queued().dead, 0);
}

TEST(PauseAfter, DoublesUpToFiveMinutes) {
  EXPECT_EQ(pause_after(1), seconds(1));
  EXPECT_EQ(pause_after(2), seconds(2));
  EXPECT_EQ(pause_after(5), seconds(16));
  EXPECT_EQ(pause_after(10), minutes(5));
  EXPECT_EQ(pause_after(1'000'000), minutes(5));
}

TEST_P(QueueTest, ARefusalUndoesTheTryAndCountsAsOne) {
  registry.queued = {laying()};
  refuse = true;
  ask("a", bench().now());
  drain_all();
  EXPECT_EQ(tries, 1);
  EXPECT_TRUE(labels().empty());
  refuse = false;
  bench().tick(seconds(1));
  drain_all();
  EXPECT_EQ(labels(), std::vector<std::string>{"a"});
}

TEST_P(QueueTest, ComputesOutsideTheLaneAndFinishesInACommand) {
  registry.queued = {thinking()};
  while_thinking = [this] {
    EXPECT_EQ(queued().running, 1);
    lay_one("meanwhile");  // the lane is free
  };
  ask("a", bench().now(), "think");
  drain_all();
  EXPECT_EQ(labels(), (std::vector<std::string>{"a/a", "meanwhile"}));
  EXPECT_EQ(queued().running, 0);
}

TEST_P(QueueTest, ALostLeaseIsTakenUpByAnotherAndOnlyOneResultCounts) {
  registry.queued = {thinking()};
  Queue other(*commands, registry.queued);
  bool once = true;
  while_thinking = [&] {
    if (!std::exchange(once, false)) return;
    EXPECT_FALSE(other.do_long());  // it is ours
    bench().tick(lease_length);     // and we are stuck
    EXPECT_TRUE(other.do_long());
  };
  ask("a", bench().now(), "think");
  drain_all();
  EXPECT_EQ(labels(), std::vector<std::string>{"a/a"});
  EXPECT_EQ(tries, 1);
  EXPECT_EQ(queued().running + queued().waiting + queued().dead, 0);
}

TEST_P(QueueTest, ARenewedLeaseIsKept) {
  registry.queued = {thinking()};
  Queue mine(*commands, registry.queued);
  Queue other(*commands, registry.queued);
  while_thinking = [&] {
    for (int i = 0; i < 5; ++i) {
      bench().tick(lease_length / 2);
      mine.renew_leases();
      EXPECT_FALSE(other.do_long());
    }
  };
  ask("a", bench().now(), "think");
  EXPECT_TRUE(mine.do_long());
  EXPECT_EQ(tries, 1);
}

TEST_P(QueueTest, WorkUnderALeaseIsTakenUpAfterARestart) {
  registry.queued = {thinking()};
  ask("a", bench().now(), "think");
  while_thinking = [] { throw storage::Unavailable("killed"); };
  {
    // As if killed while computing: the row stands under its lease.
    run([&](Call& call) -> Check {
      auto row = find_due_job(call.tx, 4112, {{"think"}}, {call.now, call.now, call.now});
      row->state = JobState::running;
      row->holder = "gone";
      row->lease_until = call.now + lease_length;
      ++row->tries;
      call.tx.update(*row);
      return Done{};
    });
  }
  restart();
  while_thinking = {};
  drain_all();
  EXPECT_EQ(tries, 0);
  bench().tick(lease_length);
  drain_all();
  EXPECT_EQ(labels(), std::vector<std::string>{"a/a"});
}

TEST_P(QueueTest, WhatIsAskedForWhileItRunsRunsAgain) {
  registry.queued = {thinking()};
  bool once = true;
  while_thinking = [&] {
    if (!std::exchange(once, false)) return;
    EXPECT_TRUE(ask("a", bench().now() + hours(1), "think"));
    throw std::runtime_error("and the first fails");
  };
  ask("a", bench().now(), "think");
  drain_all();
  EXPECT_EQ(queued().waiting, 1);  // the later request stands for both
  bench().tick(hours(1));
  drain_all();
  EXPECT_EQ(labels(), std::vector<std::string>{"a/a"});
  EXPECT_EQ(queued().waiting, 0);
}

TEST_P(QueueTest, AClockSetBackADayDelaysNoRetryAndNoLease) {
  registry.queued = {laying(), thinking()};
  fault = true;
  ask("a", bench().now());
  drain_all();
  fault = false;
  ask("deadline", bench().now() + minutes(1));
  bench().tick(-hours(24));
  drain_all();
  EXPECT_EQ(labels(), std::vector<std::string>{"a"});  // the retry; a deadline keeps its hour
  bench().tick(hours(24) + minutes(1));
  drain_all();
  EXPECT_EQ(labels(), (std::vector<std::string>{"a", "deadline"}));
  Queue other(*commands, registry.queued);
  bool once = true;
  while_thinking = [&] {
    if (!std::exchange(once, false)) return;
    bench().tick(-hours(24));
    EXPECT_TRUE(other.do_long());
  };
  ask("b", bench().now(), "think");
  drain_all();
  EXPECT_EQ(labels(), (std::vector<std::string>{"a", "b/b", "deadline"}));
}

TEST_P(QueueTest, WorkOfAKindNobodyKnowsIsLeftAlone) {
  registry.queued = {laying()};
  ask("a", bench().now(), "of another version");
  ask("b", bench().now());
  drain_all();
  EXPECT_EQ(labels(), std::vector<std::string>{"b"});
  EXPECT_EQ(queued().waiting, 1);
}

TEST_P(QueueTest, TwoKindsOfOneNameAreABug) {
  registry.queued = {laying(), laying()};
  EXPECT_THROW(drain_all(), Broken);
}

}  // namespace
}  // namespace lastmile::jobs
