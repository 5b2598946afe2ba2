#include <atomic>
#include <latch>
#include <thread>

#include "storage/lane.h"
#include "storage/rows_fixture.h"

namespace lastmile::storage {
namespace {

const Sql list_names{"test.list_names", "select name from loose where region = $1 order by name"};
const Sql count_names{"test.count_names", "select count(*) from loose where region = $1"};

struct LaneTest : Rows {
  std::vector<std::string> names() {
    return db().reading([](Tx& tx) { return tx.rows<std::string>(list_names, 4112); });
  }
  int count() {
    return *db().reading([](Tx& tx) { return tx.row<int>(count_names, 4112); });
  }
};
EACH_DATABASE(LaneTest);

struct Oops : std::exception {};

/// Holds the lane in one piece of work until told to go on, so that a batch gathers behind it.
struct HeldLane {
  explicit HeldLane(Db& db) {
    db.write([this](Tx&) { reached.count_down(), go_on.wait(); }, [](std::exception_ptr) {});
    reached.wait();
  }
  std::latch reached{1};
  std::latch go_on{1};
};

struct Ends {
  std::atomic<int> good{0};
  std::atomic<int> bad{0};
  Db::Then then() {
    return [this](std::exception_ptr error) { ++(error ? bad : good); };
  }
};

struct CountingSeal : BatchSeal {
  int begun = 0, ended = 0;
  std::function<void(Tx&)> at_end = [](Tx&) {};
  void batch_begins(Tx&) override { ++begun; }
  void batch_ends(Tx& tx) override { at_end(tx), ++ended; }
};

TEST_P(LaneTest, GathersWhatWaitsIntoOneSealedBatch) {
  CountingSeal seal;
  db().set_seal(&seal);
  Ends ends;
  {
    HeldLane held(db());
    for (int i = 0; i < 20; ++i) {
      db().write([i](Tx& tx) { tx.insert(LooseRow{4112, std::to_string(i)}); }, ends.then());
    }
    EXPECT_EQ(db().queued(), 20u);
    held.go_on.count_down();
    db().write([](Tx&) {});
  }
  EXPECT_EQ(ends.good, 20);
  EXPECT_LE(seal.begun, 3);  // the held one, the gathered ones, at most one for the last
  EXPECT_EQ(seal.begun, seal.ended);
  EXPECT_EQ(count(), 20);
}

TEST_P(LaneTest, FailedWorkLeavesNoTraceAndSparesItsNeighbours) {
  Ends ends;
  {
    HeldLane held(db());
    for (int i = 0; i < 10; ++i) {
      db().write(
          [i](Tx& tx) {
            tx.insert(LooseRow{4112, std::to_string(i)});
            tx.insert(brick("brick " + std::to_string(i)));
            tx.begin_savepoint();
            if (i % 2 == 1) throw Oops{};
            tx.release_savepoint();
            EXPECT_EQ(tx.take_marks().size(), 1u);
          },
          ends.then());
    }
    held.go_on.count_down();
    db().write([](Tx& tx) { EXPECT_TRUE(tx.take_marks().empty()); });
  }
  EXPECT_EQ(ends.good, 5);
  EXPECT_EQ(ends.bad, 5);
  EXPECT_EQ(names(), (std::vector<std::string>{"0", "2", "4", "6", "8"}));
}

TEST_P(LaneTest, RethrowsWhatTheWorkThrew) {
  EXPECT_THROW(db().write([](Tx&) { throw Oops{}; }), Oops);
  EXPECT_EQ(db().writing([](Tx&) { return 7; }), 7);
}

TEST_P(LaneTest, ASealThatThrowsFailsItsWholeBatch) {
  CountingSeal seal;
  seal.at_end = [](Tx&) { throw Oops{}; };
  db().set_seal(&seal);
  EXPECT_THROW(db().write([](Tx& tx) { tx.insert(LooseRow{4112, "lost"}); }), Oops);
  seal.at_end = [](Tx& tx) { tx.insert(LooseRow{4112, "sealed"}); };
  db().write([](Tx& tx) { tx.insert(LooseRow{4112, "kept"}); });
  EXPECT_EQ(names(), (std::vector<std::string>{"kept", "sealed"}));
}

TEST_P(LaneTest, SixtyFourClientsWriteAtOnce) {
  constexpr int clients = 64, each = 20;
  std::vector<std::thread> threads;
  for (int c = 0; c < clients; ++c) {
    threads.emplace_back([&, c] {
      for (int i = 0; i < each; ++i) {
        const std::string name = std::to_string(c) + "/" + std::to_string(i);
        db().write([&](Tx& tx) { tx.insert(LooseRow{4112, name}); });
        db().read([&](Tx& tx) { EXPECT_GE(tx.row<int>(count_names, 4112).value(), i + 1); });
      }
    });
  }
  for (auto& t : threads) t.join();
  EXPECT_EQ(count(), clients * each);
}

TEST_P(LaneTest, AFullQueueIsRefusedAtOnce) {
  Db::Options options;
  options.queue_max = 3;
  test_db().reopen(options);
  Ends ends;
  {
    HeldLane held(db());
    for (int i = 0; i < 3; ++i) db().write([](Tx&) {}, ends.then());
    EXPECT_THROW(db().write([](Tx&) {}, ends.then()), Unavailable);
    held.go_on.count_down();
    db().close();
  }
  EXPECT_EQ(ends.good, 3);
}

TEST_P(LaneTest, CloseFinishesWhatIsQueuedAndTakesNoMore) {
  Ends ends;
  {
    HeldLane held(db());
    for (int i = 0; i < 700; ++i) {
      db().write([i](Tx& tx) { tx.insert(LooseRow{4112, std::to_string(i)}); }, ends.then());
    }
    held.go_on.count_down();
    db().close();
  }
  EXPECT_EQ(ends.good, 700);
  EXPECT_THROW(db().write([](Tx&) {}), Unavailable);
  test_db().reopen();
  EXPECT_EQ(count(), 700);
}

TEST_P(LaneTest, WaitingFromTheLaneItselfIsABug) {
  EXPECT_THROW(db().write([&](Tx&) { db().write([](Tx&) {}); }), Broken);
}

}  // namespace
}  // namespace lastmile::storage
