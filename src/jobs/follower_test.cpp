#include "jobs/followers.h"

#include <fmt/format.h>

#include "jobs/jobs_fixture.h"
#include "jobs/queue.h"

namespace lastmile::jobs {
namespace {

/// Tells a fact of its own for each brick whose label begins with an a.
Follower echo() {
  return {"echo",
          {},
          [](Call& call, const journal::Entry& entry) {
            const auto label = label_of(entry);
            if (label.starts_with("a")) (void)lay(call, "echo of " + label);
          },
          false};
}

struct FollowerTest : JobsBench {
  void expect_stopped_at(std::int64_t leaf) {
    for (int round = 0; round < 3; ++round) (void)catch_up_some(*commands, registry.followers);
    EXPECT_FALSE(catch_up_some(*commands, registry.followers));
    ASSERT_EQ(lag().size(), registry.followers.size());
    for (const Lag& each : lag()) {
      EXPECT_EQ(each.cursor, leaf) << each.follower;
      EXPECT_NE(each.error.find(fmt::format("leaf {} is missing", leaf)), std::string::npos);
    }
  }
  void lose_leaves(const std::string& which) {
    bench().db().write([&](storage::Tx& tx) {
      tx.start_text("delete from journal_entry where " + which, {})->step();
    });
  }
  void drain_all() { drain(*commands, registry); }
  void lay_many(int count, const std::string& prefix) {
    run([&](Call& call) -> Check {
      for (int i = 0; i < count; ++i) {
        RETURN_IF_REFUSED(lay(call, prefix + std::to_string(i)));
      }
      return Done{};
    });
  }
};
EACH_DATABASE(FollowerTest);

TEST_P(FollowerTest, ReadsEachEntryOnceAndInOrder) {
  std::vector<std::int64_t> seen;
  registry.followers = {tally(),
                        {"reader",
                         {},
                         [&](Call&, const journal::Entry& entry) { seen.push_back(entry.seq); },
                         false}};
  lay_many(2250, "a");
  drain_all();
  lay_many(10, "b");
  restart();
  drain_all();
  drain_all();
  EXPECT_EQ(tallied("a"), 2250);
  EXPECT_EQ(tallied("b"), 10);
  ASSERT_EQ(seen.size(), 2260u);
  for (std::size_t i = 0; i < seen.size(); ++i) EXPECT_EQ(seen[i], static_cast<std::int64_t>(i));
}

// One who stands within the piece that another begins is handed nothing twice.
TEST_P(FollowerTest, OneThatCameLaterReadsAllOfIt) {
  for (const int before : {3, 1500}) {
    const std::string letter(1, before == 3 ? 'a' : 'b');
    std::vector<std::int64_t> seen;
    registry.followers = {tally()};
    lay_many(before, letter);
    drain_all();
    registry.followers.push_back(
        {"later than " + letter,
         {},
         [&](Call&, const journal::Entry& entry) { seen.push_back(entry.seq); },
         false});
    lay_many(5, letter + " late ");
    drain_all();
    EXPECT_EQ(tallied(letter), before + 5);
    ASSERT_EQ(seen.size(), labels().size());
    for (std::size_t i = 0; i < seen.size(); ++i) EXPECT_EQ(seen[i], static_cast<std::int64_t>(i));
  }
}

TEST_P(FollowerTest, TellsHowFarItIsBehind) {
  registry.followers = {tally()};
  lay_many(3, "a");
  drain_all();
  lay_many(2, "b");
  ASSERT_EQ(lag().size(), 1u);
  EXPECT_EQ(lag()[0].follower, "tally");
  EXPECT_EQ(lag()[0].cursor, 3);
  EXPECT_EQ(lag()[0].behind, 2);
  EXPECT_EQ(lag()[0].error, "");
}

TEST_P(FollowerTest, APoisonEntryStopsThisOneAlone) {
  bool poisoned = true;
  registry.followers = {tally(),
                        echo(),
                        {"squeamish",
                         {},
                         [&](Call&, const journal::Entry& entry) {
                           if (poisoned && label_of(entry) == "a7") {
                             throw std::runtime_error("a7 again");
                           }
                         },
                         false}};
  lay_many(20, "a");
  EXPECT_THROW(drain_all(), Broken);
  EXPECT_EQ(tallied("a"), 20);
  EXPECT_EQ(tallied("e"), 20);  // what the three did together was undone, and done once
  EXPECT_EQ(labels().size(), 40u);
  ASSERT_EQ(lag().size(), 3u);
  EXPECT_EQ(lag()[1].follower, "squeamish");
  EXPECT_EQ(lag()[1].cursor, 7);  // what came before the poison is done
  EXPECT_EQ(lag()[1].error, "entry 7: a7 again");
  EXPECT_FALSE(catch_up_some(*commands, registry.followers));  // it pauses
  poisoned = false;
  bench().tick(pause_after(1));
  drain_all();
  EXPECT_EQ(lag()[1].cursor, 40);
  EXPECT_EQ(lag()[1].error, "");
  EXPECT_TRUE(bench().verify().empty());
}

// Whoever comes to it is told, and pauses: it is neither passed over nor tried without a rest.
TEST_P(FollowerTest, AMissingLeafStopsWhoeverComesToIt) {
  registry.followers = {tally(), echo()};
  lay_many(20, "b");
  lose_leaves("seq = 7");
  expect_stopped_at(7);
}

TEST_P(FollowerTest, LeavesMissingAtTheEndStopWhoeverComesToThem) {
  registry.followers = {tally(), echo()};
  lay_many(20, "b");
  lose_leaves("seq >= 15");
  expect_stopped_at(15);
}

TEST_P(FollowerTest, AReactorTellsFactsWithItsRows) {
  registry.followers = {tally(), echo()};
  lay_many(230, "a");
  drain_all();
  EXPECT_EQ(tallied("a"), 230);
  EXPECT_EQ(tallied("e"), 230);
  EXPECT_EQ(labels().size(), 460u);
  EXPECT_TRUE(bench().verify().empty());
}

TEST_P(FollowerTest, AProjectionThatTellsAFactOrWritesASealedRowIsABug) {
  registry.followers = {{"teller", {"tally"}, [](Call& call, const journal::Entry&) {
                           call.journal.append(BrickLaid{"x"}, {});
                         }}};
  lay_one("a");
  EXPECT_THROW(drain_all(), Broken);
  registry.followers = {{"writer", {"tally"}, [](Call& call, const journal::Entry&) {
                           call.tx.insert(storage::brick("unmarked"));
                         }}};
  EXPECT_THROW(drain_all(), Broken);
  EXPECT_EQ(labels(), std::vector<std::string>{"a"});
  EXPECT_TRUE(bench().verify().empty());
}

TEST_P(FollowerTest, AProjectionLivesInTheTimeOfTheEntry) {
  registry.followers = {tally()};
  const Instant then = bench().now();
  lay_one("a");
  bench().tick(std::chrono::hours(30));
  drain_all();
  const auto row = bench().db().reading(
      [](storage::Tx& tx) { return tx.row<TallyRow>(find_tally, 4112, std::string("a")); });
  EXPECT_EQ(row->last_at, then);
}

TEST_P(FollowerTest, ARegistryThatContradictsTheSchemaIsRefused) {
  const auto nothing = [](Call&, const journal::Entry&) {};
  registry.followers = {{"x", {"brick"}, nothing}};
  EXPECT_THROW(drain_all(), Broken);
  registry.followers = {{"x", {"no_such_table"}, nothing}};
  EXPECT_THROW(drain_all(), Broken);
  registry.followers = {{"x", {"tally"}, nothing}, {"x", {}, nothing}};
  EXPECT_THROW(drain_all(), Broken);
  registry.followers = {{"x", {"tally"}, nothing}, {"y", {"tally"}, nothing}};
  EXPECT_THROW(drain_all(), Broken);
  registry.followers = {{"x", {"tally"}, nothing, false}};
  EXPECT_THROW(drain_all(), Broken);
}

TEST_P(FollowerTest, ReplayRebuildsWhatStood) {
  registry.followers = {tally()};
  lay_many(2250, "a");
  lay_many(30, "b");
  bench().tick(std::chrono::minutes(5));
  drain_all();
  lay_many(5, "c");  // not yet read when the replay begins
  EXPECT_TRUE(replay(*commands, registry, false).empty());
  EXPECT_TRUE(replay(*commands, registry, true).empty());
  EXPECT_EQ(tallied("a"), 2250);
  EXPECT_EQ(tallied("c"), 5);
  drain_all();
  EXPECT_EQ(tallied("c"), 5);
}

TEST_P(FollowerTest, ReplayNamesWhatDiffersAndMendsItWhenAsked) {
  registry.followers = {tally()};
  lay_many(3, "a");
  lay_many(3, "b");
  drain_all();
  bench().db().write([](storage::Tx& tx) {
    tx.start_text("update tally set count = 99 where label = 'a'", {})->step();
    tx.start_text("delete from tally where label = 'b'", {})->step();
    tx.put(TallyRow{4112, "z", 1, {}});
  });
  const std::vector<std::string> wrong{"tally/4112/a", "tally/4112/z", "tally/4112/b"};
  EXPECT_EQ(replay(*commands, registry, false), wrong);
  EXPECT_EQ(tallied("a"), 99);
  EXPECT_EQ(replay(*commands, registry, true), wrong);
  EXPECT_EQ(tallied("a"), 3);
  EXPECT_EQ(tallied("b"), 3);
  EXPECT_EQ(tallied("z"), 0);
  EXPECT_TRUE(replay(*commands, registry, false).empty());
}

TEST_P(FollowerTest, DerivedTablesWithoutAFollowerAreListed) {
  const auto all = unclaimed_tables(registry);
  EXPECT_NE(std::ranges::find(all, "tally"), all.end());
  registry.followers = {tally()};
  const auto rest = unclaimed_tables(registry);
  EXPECT_EQ(std::ranges::find(rest, "tally"), rest.end());
}

}  // namespace
}  // namespace lastmile::jobs
