#include <future>

#include "jobs/jobs_fixture.h"

namespace lastmile::jobs {
namespace {

using std::chrono::seconds;

constexpr seconds patience{60};  // for a busy machine; the promise itself is looked at apart

struct RunnerTest : JobsBench {
  std::unique_ptr<Commands> on_system_clock(storage::Db& db, journal::Log& log) {
    return make_commands(db, log, bench().vault(), bench().settings);
  }
  static Instant now() {
    return std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
  }
};
EACH_DATABASE(RunnerTest);

TEST_P(RunnerTest, OverdueWorkFiresWithinFiveSecondsOfTheStart) {
  std::promise<void> short_done, long_done, step_done;
  registry.queued = {
      {"short",
       {},
       [&](Call&, const std::string&, const std::string&) -> Check {
         short_done.set_value();
         return Done{};
       }},
      {"long", [](Call&, const std::string&, Instant) { return std::string("thought"); },
       [&](Call&, const std::string&, const std::string& computed) -> Check {
         EXPECT_EQ(computed, "thought");
         long_done.set_value();
         return Done{};
       }}};
  registry.clocked = {{"step", std::chrono::hours(24), [&](Call&) {
                         step_done.set_value();
                         return false;
                       }}};
  run([](Call& call) -> Check {
    enqueue(call, "short", "1", "{}", now() - std::chrono::hours(1));
    enqueue(call, "long", "1", "{}", now() - std::chrono::hours(1));
    return Done{};
  });
  restart();
  const auto mine = on_system_clock(bench().db(), bench().log());
  const auto start = std::chrono::steady_clock::now();
  const auto runner = Runner::start(*mine, registry);
  for (auto* done : {&short_done, &long_done, &step_done}) {
    ASSERT_EQ(done->get_future().wait_for(patience), std::future_status::ready);
  }
  EXPECT_LE(std::chrono::steady_clock::now() - start, seconds(5));
  runner->stop();
  EXPECT_EQ(queued().waiting + queued().running + queued().dead, 0);
}

// A far end that takes its time delays nobody but those who wait for it.
TEST_P(RunnerTest, AnErrandHoldsUpNothingElse) {
  std::promise<void> begun, short_done, may_end;
  std::atomic<bool> is_over = false;
  registry.errands = {{"slow",
                       [&](Commands&) {
                         if (is_over.exchange(true)) return false;
                         begun.set_value();
                         may_end.get_future().wait();
                         return true;
                       }},
                      {"failing", [](Commands&) -> bool { throw std::runtime_error("no line"); }}};
  registry.queued = {{"short", {}, [&](Call&, const std::string&, const std::string&) -> Check {
                        short_done.set_value();
                        return Done{};
                      }}};
  const auto mine = on_system_clock(bench().db(), bench().log());
  const auto runner = Runner::start(*mine, registry);
  ASSERT_EQ(begun.get_future().wait_for(patience), std::future_status::ready);
  run([](Call& call) -> Check {
    enqueue(call, "short", "1", "{}", now());
    return Done{};
  });
  EXPECT_EQ(short_done.get_future().wait_for(patience), std::future_status::ready);
  may_end.set_value();
  runner->stop();
}

TEST_P(RunnerTest, FollowersHearOfACommit) {
  std::promise<void> heard;
  registry.followers = {
      {"reader", {}, [&](Call&, const journal::Entry&) { heard.set_value(); }, false}};
  const auto mine = on_system_clock(bench().db(), bench().log());
  const auto runner = Runner::start(*mine, registry);
  lay_one("a");
  EXPECT_EQ(heard.get_future().wait_for(patience), std::future_status::ready);
}

TEST_P(RunnerTest, AStepThatThrowsDoesNotStopTheOthers) {
  std::promise<void> done;
  std::atomic<int> runs = 0;
  registry.clocked = {{"bad", seconds(1), [](Call&) -> bool { throw std::runtime_error("bad"); }},
                      {"good", std::chrono::milliseconds(10), [&](Call&) {
                         if (++runs == 3) done.set_value();
                         return false;
                       }}};
  const auto mine = on_system_clock(bench().db(), bench().log());
  const auto runner = Runner::start(*mine, registry);
  EXPECT_EQ(done.get_future().wait_for(patience), std::future_status::ready);
}

TEST_P(RunnerTest, LongWorkKeepsItsLeaseWhileItComputes) {
  std::promise<void> done;
  std::atomic<int> computed = 0;
  registry.queued = {{"long",
                      [&](Call& call, const std::string&, Instant) {
                        ++computed;
                        // Until the lease it began with has ended.
                        const Instant until = call.now + seconds(5);
                        std::promise<void> never;
                        (void)never.get_future().wait_until(until);
                        return std::string();
                      },
                      [&](Call&, const std::string&, const std::string&) -> Check {
                        done.set_value();
                        return Done{};
                      }}};
  run([](Call& call) -> Check {
    enqueue(call, "long", "1", "{}", now() - seconds(1));
    return Done{};
  });
  const auto mine = on_system_clock(bench().db(), bench().log());
  const auto one = Runner::start(*mine, registry);
  const auto two = Runner::start(*mine, registry);
  EXPECT_EQ(done.get_future().wait_for(patience), std::future_status::ready);
  one->stop();
  two->stop();
  EXPECT_EQ(computed, 1);
}

TEST_P(RunnerTest, TwoProcessesShareTheWorkAndDoEachPieceOnce) {
  constexpr int pieces = 120;
  std::atomic<int> finished = 0;
  std::promise<void> all;
  const auto finish = [&](Call& call, const std::string& payload, const std::string&) {
    const Check laid = lay(call, payload);
    if (++finished == pieces) all.set_value();
    return laid;
  };
  registry.queued = {
      {"short", {}, finish},
      {"long", [](Call&, const std::string&, Instant) { return std::string(); }, finish}};
  registry.followers = {tally(),
                        {"echo",
                         {},
                         [](Call& call, const journal::Entry& entry) {
                           const auto label = label_of(entry);
                           if (label.starts_with("a")) (void)lay(call, "echo of " + label);
                         },
                         false}};
  run([&](Call& call) -> Check {
    for (int i = 0; i < pieces; ++i) {
      const std::string name = "a" + std::to_string(i);
      enqueue(call, i % 2 ? "short" : "long", name, name, now() - seconds(1));
    }
    return Done{};
  });
  const auto second_db = storage::Db::open(bench().test_db().where());
  auto second_log = journal::Log::open(*second_db, bench().vault(), 4112);
  const auto mine = on_system_clock(bench().db(), bench().log());
  const auto theirs = on_system_clock(*second_db, *second_log);
  {
    const auto one = Runner::start(*mine, registry);
    const auto two = Runner::start(*theirs, registry);
    ASSERT_EQ(all.get_future().wait_for(patience), std::future_status::ready);
  }
  second_log.reset();
  drain(*commands, registry);
  EXPECT_EQ(labels().size(), static_cast<std::size_t>(2 * pieces));
  EXPECT_EQ(tallied("a"), pieces);
  EXPECT_EQ(tallied("e"), pieces);
  EXPECT_EQ(finished, pieces);
  EXPECT_TRUE(bench().verify().empty());
}

}  // namespace
}  // namespace lastmile::jobs
