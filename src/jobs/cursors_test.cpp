#include "jobs/cursors.h"

#include "jobs/jobs_fixture.h"
#include "journal/head.h"

namespace lastmile::jobs {
namespace {

struct CursorTest : JobsBench {
  void SetUp() override {
    JobsBench::SetUp();
    registry.followers = {tally()};
  }
  void lay_many(int count) {
    run([&](Call& call) -> Check {
      for (int i = 0; i < count; ++i) {
        RETURN_IF_REFUSED(lay(call, fmt::format("a{} {}", laid, i)));
      }
      return Done{};
    });
    ++laid;
  }
  /// What somebody does behind the program's back.
  void edit(const std::string& sql) {
    bench().db().write([&](storage::Tx& tx) { tx.start_text(sql, {})->step(); });
  }
  std::string faults() {
    return bench().db().reading([&](storage::Tx& tx) {
      std::string all;
      for (const auto& f : cursor_faults(tx, bench().vault(), registry, 4112)) {
        all += f.table + " " + f.row + " " + f.what + "; ";
      }
      return all;
    });
  }
  /// Why it does not start; "" when it does.
  std::string refusal() {
    try {
      bench().db().read(
          [&](storage::Tx& tx) { check_cursors(tx, bench().vault(), registry, 4112); });
      return "";
    } catch (const Broken& broken) {
      return broken.what();
    }
  }
  /// The town as a program left it that did not seal cursors.
  void take_seals_off() {
    bench().db().write([&](storage::Tx& tx) {
      auto head = journal::find_head(tx, 4112).value();
      head.seal = journal::first_seal_of(bench().vault(), head);
      tx.update(head);
    });
    edit("update follower set seal = null");
  }
  /// One that tells facts; here it only counts what it read.
  Follower echo() {
    return {"echo", {}, [this](Call&, const journal::Entry&) { ++echoed; }, false};
  }
  /// A town that has been at work: by now the seal of each names the other.
  void work() {
    registry.followers = {tally(), echo()};
    for (int i = 0; i < 2; ++i) {
      lay_many(2);
      drain(*commands, registry);
    }
  }
  void seal() { seal_cursors(bench().db(), bench().vault(), 4112); }

  int laid = 0;
  int echoed = 0;
};
EACH_DATABASE(CursorTest);

TEST_P(CursorTest, AtTheFirstLeafIsAsAMigrationLeavesIt) {
  lay_many(3);
  drain(*commands, registry);
  edit("update follower set next_seq = 0 where name = 'tally'");
  EXPECT_EQ(faults(), "");
  EXPECT_EQ(refusal(), "");
  drain(*commands, registry);
  EXPECT_EQ(lag()[0].error, "");
  EXPECT_EQ(lag()[0].cursor, 3);
  EXPECT_EQ(tallied("a"), 3) << "read anew, and counted once";
}

TEST_P(CursorTest, ThatIsGoneLetsNothingCountTwice) {
  lay_many(3);
  drain(*commands, registry);
  edit("delete from follower");
  EXPECT_EQ(faults(), "follower 4112/tally missing; ") << "its table says that it had begun";
  lay_many(1);
  drain(*commands, registry);
  EXPECT_EQ(tallied("a"), 4);
  EXPECT_EQ(faults(), "");
  edit("delete from follower");
  EXPECT_TRUE(replay(*commands, registry, true).empty());
  EXPECT_EQ(tallied("a"), 4);
  EXPECT_EQ(lag()[0].cursor, 4);
}

TEST_P(CursorTest, ThatIsGoneIsMissedByTheOthersAndMendedByReplay) {
  work();
  EXPECT_EQ(faults(), "");
  edit("delete from tally");
  edit("delete from follower where name = 'tally'");
  EXPECT_EQ(faults(), "follower 4112/tally missing; ");
  EXPECT_NE(refusal().find("`lastmile replay --keep`"), std::string::npos) << refusal();
  replay(*commands, registry, true);
  EXPECT_EQ(faults(), "");
  EXPECT_EQ(refusal(), "");
  EXPECT_EQ(tallied("a"), 4);
}

TEST_P(CursorTest, OfOneThatTellsFactsIsNotReadAnew) {
  work();
  edit("delete from follower where name = 'echo'");
  EXPECT_EQ(faults(), "follower 4112/echo missing; ");
  EXPECT_NE(refusal().find("restore a backup"), std::string::npos) << refusal();
  EXPECT_THROW(drain(*commands, registry), Broken);
  lay_many(2);
  bench().tick(std::chrono::hours{1});
  EXPECT_THROW(drain(*commands, registry), Broken) << "the others' steps forget nobody";
  EXPECT_EQ(echoed, 4);
  const std::string wrong =
      "follower 4112/echo changed: it would read on from leaf 0, where the program did not leave "
      "it; ";
  EXPECT_EQ(faults(), wrong) << "standing still must not pass for never having begun";
  bench().tick(std::chrono::hours{1});
  EXPECT_THROW(drain(*commands, registry), Broken);
  edit("update follower set failures = 0, retry_at = null, seal = null where name = 'echo'");
  EXPECT_EQ(faults(), wrong);
  EXPECT_EQ(echoed, 4);
}

TEST_P(CursorTest, ThatAreAllGoneAreAllMissed) {
  work();
  edit("delete from follower");
  EXPECT_EQ(faults(), "follower 4112/tally missing; follower 4112/echo missing; ");
  EXPECT_NE(refusal().find("restore a backup"), std::string::npos) << refusal();
}

TEST_P(CursorTest, OfOneThatHasYetToBeginIsNotMissed) {
  lay_many(2);
  EXPECT_EQ(faults(), "") << "of a new town";
  drain(*commands, registry);
  registry.followers = {tally(), echo()};  // as an upgrade brings one
  EXPECT_EQ(faults(), "");
  EXPECT_EQ(refusal(), "");
  drain(*commands, registry);
  EXPECT_EQ(echoed, 2);
  EXPECT_EQ(faults(), "");
}

TEST_P(CursorTest, OfATownFromBeforeSealsNamedOthersIsRight) {
  lay_many(2);
  drain(*commands, registry);
  const std::string first = bench().vault().blind_index("follower", "4112|2|tally");
  edit("update follower set seal = '" + first + "'");
  EXPECT_EQ(faults(), "");
  lay_many(1);
  drain(*commands, registry);
  EXPECT_EQ(tallied("a"), 3);
  edit("update follower set seal = '" + first + "'");
  EXPECT_NE(faults().find("changed"), std::string::npos) << faults();
}

TEST_P(CursorTest, BeyondTheJournalIsNamedAndMendedByReplay) {
  lay_many(3);
  drain(*commands, registry);
  EXPECT_EQ(faults(), "");
  EXPECT_EQ(refusal(), "");
  edit("update follower set next_seq = next_seq + 40 where name = 'tally'");
  EXPECT_EQ(faults(),
            "follower 4112/tally beyond the journal: it would read on from leaf 43, and the "
            "journal has 3; ");
  EXPECT_NE(refusal().find("`lastmile replay --keep`"), std::string::npos) << refusal();
  EXPECT_NE(lag()[0].error, "");
  EXPECT_EQ(lag()[0].behind, 0);
  lay_many(1);
  replay(*commands, registry, true);
  EXPECT_EQ(faults(), "");
  EXPECT_EQ(tallied("a"), 4);
  EXPECT_EQ(lag()[0].error, "");
}

TEST_P(CursorTest, OfOneThatTellsFactsOnlyABackupMendsWhatItSkipped) {
  registry.followers = {echo()};
  lay_many(3);
  drain(*commands, registry);
  edit("update follower set next_seq = -1");
  EXPECT_NE(faults().find("from leaf -1"), std::string::npos) << faults();
  EXPECT_NE(refusal().find("restore a backup"), std::string::npos) << refusal();
}

TEST_P(CursorTest, MovedOverFactsIsNamedAndReadsNoFurther) {
  lay_many(2);
  drain(*commands, registry);
  lay_many(5);
  edit("update follower set next_seq = next_seq + 2");
  const std::string wrong =
      "follower 4112/tally changed: it would read on from leaf 4, where the program did not leave "
      "it; ";
  EXPECT_EQ(faults(), wrong);
  EXPECT_THROW(drain(*commands, registry), Broken);
  EXPECT_EQ(tallied("a"), 2);
  EXPECT_EQ(faults(), wrong) << "standing still must not seal what it stands on";
  EXPECT_NE(lag()[0].error.find("moved to leaf 4"), std::string::npos) << lag()[0].error;
}

TEST_P(CursorTest, OfATownFromBeforeSealsIsTakenForRightOnce) {
  lay_many(2);
  drain(*commands, registry);
  take_seals_off();
  lay_many(1);  // what is written meanwhile leaves the journal as it was begun
  seal();
  EXPECT_EQ(faults(), "");
  drain(*commands, registry);
  EXPECT_EQ(tallied("a"), 3);
  edit("update follower set seal = null");
  seal();
  EXPECT_NE(faults().find("follower 4112/tally changed"), std::string::npos) << faults();
}

TEST_P(CursorTest, BeyondTheJournalIsNeverTakenForRight) {
  lay_many(2);
  drain(*commands, registry);
  take_seals_off();
  edit("update follower set next_seq = 9");
  seal();
  EXPECT_NE(faults().find("beyond the journal"), std::string::npos);
  lay_many(20);
  EXPECT_NE(faults().find("changed"), std::string::npos) << "the journal caught up with it";
}

}  // namespace
}  // namespace lastmile::jobs
