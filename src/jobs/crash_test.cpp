#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <set>
#include <sstream>
#include <thread>

#include "jobs/jobs_fixture.h"
#include "storage/schema_tables.h"

extern char** environ;  // NOLINT: POSIX

/// Kills the program at random moments under load, as often as wanted, and looks whether anything
/// that was acknowledged is lost, done twice, or unreadable.
namespace lastmile::jobs {
namespace {

constexpr int region = 4112;
constexpr int clients = 4;

const storage::Sql list_notes{"test.list_notes",
                              "select label, note from brick where region = $1 "
                              "and note is not null"};

PersonId owner_of(const std::string& label) {
  Rng rng(std::hash<std::string>{}(label) % 50);
  return PersonId::make(at_ms(1'700'000'000'000), rng);
}
vault::Spot spot_of(const std::string& label) { return {"brick", label, "note"}; }

/// What both the killed and the one that looks after run.
Registry registry_of_work() {
  const auto greet = [](Call& call, const std::string& payload, const std::string& computed) {
    return lay(call, "greet " + payload + computed);
  };
  Registry registry;
  registry.queued = {
      {"greet", {}, greet},
      {"ponder", [](Call&, const std::string&, Instant) { return std::string(" slowly"); }, greet}};
  registry.followers = {tally(),
                        {"echo",
                         {},
                         [](Call& call, const journal::Entry& entry) {
                           const auto label = label_of(entry);
                           if (label.starts_with("brick")) {
                             (void)lay(call, "echo of " + label);
                           }
                         },
                         false}};
  return registry;
}

/// A brick with a sealed note, and work asked for in the same command.
Check lay_and_ask(Call& call, const std::string& label, bool ponder) {
  storage::BrickRow row = storage::brick(label);
  row.id = call.make_id<storage::BrickTag>();
  row.note =
      call.vault.seal(call.tx, region, owner_of(label), spot_of(label), "note of " + label).text;
  ASSERT(call.tx.insert(row));
  call.journal.append(BrickLaid{label}, {row.id.uuid, "/4112", {}});
  enqueue(call, ponder ? "ponder" : "greet", label, label, call.now);
  return Done{};
}

std::string from_environment(const char* name) {
  const char* value = std::getenv(name);
  return value ? value : "";
}

/// The program to be killed: clients, background work and key rotation, all at once.
TEST(CrashChild, DISABLED_WorksUntilKilled) {
  const storage::Where where{from_environment("LASTMILE_CRASH_FILE"),
                             from_environment("LASTMILE_CRASH_POSTGRES")};
  storage::add_to_catalog(storage::tables_of(storage::test_tables));
  storage::add_to_catalog(storage::tables_of(tally_table));
  const auto db = storage::Db::open(where);
  const auto vault = vault::Vault::open(from_environment("LASTMILE_CRASH_KEYS"), *db);
  const auto log = journal::Log::open(*db, *vault, region);
  const Settings settings;
  const auto commands = make_commands(*db, *log, *vault, settings);
  const Registry registry = registry_of_work();
  const auto runner = Runner::start(*commands, registry);
  const std::string round = from_environment("LASTMILE_CRASH_ROUND");
  std::vector<std::thread> threads;
  for (int c = 0; c < clients; ++c) {
    threads.emplace_back([&, c] {
      for (int i = 0;; ++i) {
        const std::string label = fmt::format("brick {}.{}.{}", round, c, i);
        if (!commands->run({}, [&](Call& call) { return lay_and_ask(call, label, i % 2); })) return;
        const std::string line = "ack " + label + "\n";
        if (::write(STDOUT_FILENO, line.data(), line.size()) < 0) return;
      }
    });
  }
  for (;;) vault->rotate(*db);
}

int count_acks(const std::string& text) {
  int count = 0;
  for (std::size_t at = 0; (at = text.find("ack ", at)) != std::string::npos; ++at) ++count;
  return count;
}

/// Starts the child, kills it once it has acknowledged `acks` commands, and returns them all.
std::set<std::string> work_and_kill(TestBench& bench, int round, int acks) {
  int out[2];
  ASSERT(::pipe2(out, O_CLOEXEC) == 0);
  std::vector<std::string> env;
  // Which share of the tests this process runs is not the child's.
  for (char** e = environ; *e; ++e) {
    if (!std::string_view(*e).starts_with("GTEST_")) env.emplace_back(*e);
  }
  env.push_back("LASTMILE_CRASH_FILE=" + bench.test_db().where().file.string());
  env.push_back("LASTMILE_CRASH_POSTGRES=" + bench.test_db().where().postgres);
  env.push_back("LASTMILE_CRASH_KEYS=" + bench.key_dir().string());
  env.push_back("LASTMILE_CRASH_ROUND=" + std::to_string(round));
  std::vector<char*> env_pointers;
  for (auto& e : env) env_pointers.push_back(e.data());
  env_pointers.push_back(nullptr);
  std::vector<std::string> args{"jobs_test", "--gtest_also_run_disabled_tests",
                                "--gtest_filter=CrashChild.*"};
  std::vector<char*> arg_pointers;
  for (auto& a : args) arg_pointers.push_back(a.data());
  arg_pointers.push_back(nullptr);
  posix_spawn_file_actions_t actions;
  ::posix_spawn_file_actions_init(&actions);
  ::posix_spawn_file_actions_adddup2(&actions, out[1], STDOUT_FILENO);
  pid_t child = 0;
  const int failed = ::posix_spawn(&child, "/proc/self/exe", &actions, nullptr, arg_pointers.data(),
                                   env_pointers.data());
  ::posix_spawn_file_actions_destroy(&actions);
  ::close(out[1]);
  ASSERT(failed == 0);

  std::string text;
  char buffer[4096];
  bool killed = false;
  for (ssize_t n; (n = ::read(out[0], buffer, sizeof buffer)) > 0;) {
    text.append(buffer, static_cast<std::size_t>(n));
    if (!killed && count_acks(text) >= acks) killed = ::kill(child, SIGKILL) == 0;
  }
  ::close(out[0]);
  int status = 0;
  ::waitpid(child, &status, 0);
  EXPECT_TRUE(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL) << text;
  std::set<std::string> acknowledged;
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with("ack ")) acknowledged.insert(line.substr(4));
  }
  return acknowledged;
}

struct CrashTest : JobsBench {
  void SetUp() override {
    JobsBench::SetUp();
    if (!IsSkipped()) registry = registry_of_work();
  }
  int kills() const {
    const char* asked = std::getenv("LASTMILE_KILLS");
    if (asked) return std::atoi(asked);
    return GetParam() == storage::On::sqlite ? 200 : 10;
  }
  std::set<std::string> standing() {
    const auto all = labels();
    return {all.begin(), all.end()};
  }
  void expect_notes_open() {
    bench().db().read([&](storage::Tx& tx) {
      const std::vector<storage::Value> args{std::int64_t{region}};
      const auto s = tx.start(list_notes, args);
      while (s->step()) {
        const std::string label(s->text(0));
        EXPECT_EQ(bench().vault().open(tx, region, owner_of(label), spot_of(label),
                                       {std::string(s->text(1))}),
                  "note of " + label);
      }
    });
  }
};
EACH_DATABASE(CrashTest);

TEST_P(CrashTest, KilledUnderLoadNothingAcknowledgedIsLostAndNothingIsDoneTwice) {
  Rng rng(std::uint64_t{7});
  std::set<std::string> acknowledged;
  for (int round = 0; round < kills(); ++round) {
    const auto acks = static_cast<int>(rng.below(60));
    const auto more = work_and_kill(bench(), round, acks);
    acknowledged.insert(more.begin(), more.end());
    restart();
    const auto there = standing();
    for (const auto& label : more) EXPECT_TRUE(there.contains(label)) << label;
    const auto findings = bench().verify();
    ASSERT_TRUE(findings.empty()) << to_json(findings);
  }
  bench().vault().rotate(bench().db());
  expect_notes_open();

  // The clock of the bench stands long before the children's: what they left is due by then.
  bench().set_now("2100-01-01T00:00:00Z");
  drain(*commands, registry);
  EXPECT_EQ(queued().waiting + queued().running + queued().dead, 0);
  const auto there = standing();
  std::size_t bricks = 0;
  for (const auto& label : there) {
    if (!label.starts_with("brick")) continue;
    ++bricks;
    EXPECT_EQ(there.count("greet " + label) + there.count("greet " + label + " slowly"), 1u);
    EXPECT_EQ(there.count("echo of " + label), 1u);
  }
  EXPECT_EQ(there.size(), 3 * bricks);  // labels are unique, so each was greeted and echoed once
  EXPECT_GE(bricks, acknowledged.size());
  EXPECT_EQ(tallied("b"), static_cast<std::int64_t>(bricks));
  EXPECT_TRUE(replay(*commands, registry, false).empty());
  EXPECT_TRUE(bench().verify().empty());
}

}  // namespace
}  // namespace lastmile::jobs
