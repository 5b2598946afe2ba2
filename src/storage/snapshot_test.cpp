#include <chrono>
#include <thread>

#include "storage/rows_fixture.h"

namespace lastmile::storage {
namespace {

using namespace std::chrono_literals;

const Sql count_names{"snapshot.count_names", "select count(*) from loose where region = $1"};
const Sql all_names{"snapshot.all_names",
                    "select coalesce(sum(length(name)), 0) from loose where region = $1"};

int count(Db& db) {
  return *db.reading([](Tx& tx) { return tx.row<int>(count_names, 4112); });
}
void put(Db& db, const std::string& name) {
  db.write([&](Tx& tx) { tx.insert(LooseRow{4112, name}); });
}

struct Snapshots : Rows {};
EACH_DATABASE(Snapshots);

// A reader keeps its snapshot from one read to the next, but never past an acknowledged commit.
TEST_P(Snapshots, ShowWhatWasAcknowledgedBefore) {
  // More than one connection lies about, and none goes back in time.
  const std::jthread other([&](const std::stop_token& stop) {
    for (int last = 0, now = 0; !stop.stop_requested(); last = now) {
      now = count(db());
      EXPECT_GE(now, last);
    }
  });
  for (int i = 1; i <= 300; ++i) {
    put(db(), std::to_string(i));
    ASSERT_EQ(count(db()), i);
  }
}

TEST_P(Snapshots, ShowWhatAnotherProcessWroteAMomentAgo) {
  const auto other = Db::open(test_db().where());
  EXPECT_EQ(count(db()), 0);
  put(*other, "a");
  const auto late = std::chrono::steady_clock::now() + 10s;
  while (count(db()) == 0 && std::chrono::steady_clock::now() < late) std::this_thread::yield();
  EXPECT_EQ(count(db()), 1);
}

TEST(Snapshot, LetsTheLogBeFoldedBack) {
  TestDb test_db(On::sqlite);
  test_db.add_tables(test_tables);
  for (int i = 0; i < 400; ++i) {
    put(*test_db, std::to_string(i) + std::string(200'000, 'x'));
    ASSERT_EQ(count(*test_db), i + 1);
  }
  const auto log = std::filesystem::file_size(test_db.where().file.string() + "-wal");
  EXPECT_LT(log, 60'000'000u) << "80 MB were written, 16 MB fill the log";
}

// What was spilled to the log before the commit is read by its transaction, undone with its
// savepoint, and there after the next start.
TEST(LogFile, GivesBackWhatWasSpilled) {
  TestDb test_db(On::sqlite);
  test_db.add_tables(test_tables);
  const auto fill = [](Tx& tx) {
    tx.start_text("pragma cache_size=10", {})->step();  // pages go to the log before the commit
    for (int i = 0; i < 500; ++i)
      tx.insert(LooseRow{4112, fmt::format("{:05}", i) + std::string(995, 'x')});
    EXPECT_EQ(tx.row<int>(all_names, 4112), 500'000);
  };
  EXPECT_THROW(test_db->write([&](Tx& tx) {
    fill(tx);
    throw Unavailable("undone");
  }),
               Unavailable);
  EXPECT_EQ(count(*test_db), 0);
  test_db->write(fill);
  test_db.reopen();
  EXPECT_EQ(count(*test_db), 500);
}

}  // namespace
}  // namespace lastmile::storage
