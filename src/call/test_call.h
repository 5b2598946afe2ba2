#pragma once
#include <gtest/gtest.h>

#include <atomic>

#include "call/command.h"
#include "storage/test_db.h"
#include "vault/test_dir.h"

namespace lastmile {

/// A fresh town for a test: database, keys, journal, a clock that stands until told, and chance
/// from a seed. All that a Call is made of.
///   TestBench bench;
///   const auto view = bench.run(actor, [&](Call& call) { return take_need(call, {id}); });
///   ASSERT_TRUE(view.ok());
///   bench.tick(std::chrono::hours(3));
class TestBench {
 public:
  explicit TestBench(storage::On on = storage::On::sqlite,
                     std::string_view now = "2026-03-02T09:00:00+08:00", std::uint64_t seed = 1);
  ~TestBench();
  TestBench(const TestBench&) = delete;
  TestBench& operator=(const TestBench&) = delete;

  /// Runs a verb as one command and waits for its commit.
  template <class F>
  auto run(const Actor& actor, F&& verb) {
    return decide(actor, verb).result;
  }
  /// The same, with the journal leaf it became.
  template <class F>
  auto decide(const Actor& actor, F&& verb) {
    using D = decltype(as_command(std::declval<Call&>(), std::declval<journal::Log&>(), verb));
    std::optional<D> decided;
    db().write([&](storage::Tx& tx) {
      Call call{tx, actor, now_, rng_, vault(), settings};
      decided.emplace(as_command(call, log(), verb));
    });
    return std::move(*decided);
  }
  /// Runs a read-only verb in a snapshot.
  template <class F>
  auto look(const Actor& actor, F&& verb) {
    return db().reading([&](storage::Tx& tx) {
      Call call{tx, actor, now_, rng_, vault(), settings};
      return verb(call);
    });
  }

  /// Whoever needs no name: clocked work and followers.
  static const Actor& system();
  static Actor person(PersonId id, std::vector<Grant> grants = {});

  Instant now() const { return now_; }
  void tick(std::chrono::milliseconds by) { now_ = now() + by; }
  void set_now(std::string_view rfc3339);
  /// As a restart of the program: everything closed and opened again over the same data.
  void restart();
  /// Empty when the journal vouches for every row.
  std::vector<journal::Finding> verify();

  storage::TestDb& test_db() { return db_; }
  storage::Db& db() { return *db_; }
  vault::Vault& vault() { return *vault_; }
  journal::Log& log() { return *log_; }
  Rng& rng() { return rng_; }
  const std::filesystem::path& key_dir() const { return keys_.path(); }

  Settings settings;

 private:
  void open();

  storage::TestDb db_;
  vault::TestDir keys_;
  std::unique_ptr<vault::Vault> vault_;
  std::unique_ptr<journal::Log> log_;
  std::atomic<Instant> now_;  // runners read it from their threads
  Rng rng_;
};

/// A fixture with a bench on each database:
///   struct Needs : OnEachBench {};
///   EACH_DATABASE(Needs);
///   TEST_P(Needs, AreTakenOnce) { bench().run(…); }
class OnEachBench : public testing::TestWithParam<storage::On> {
 protected:
  void SetUp() override {
    if (!storage::is_available(GetParam())) GTEST_SKIP() << "LASTMILE_TEST_POSTGRES is not set";
    bench_ = std::make_unique<TestBench>(GetParam());
  }
  TestBench& bench() { return *bench_; }

 private:
  std::unique_ptr<TestBench> bench_;
};

}  // namespace lastmile
