#include "app/town_check.h"

#include <gtest/gtest.h>

#include <fstream>

#include "vault/test_dir.h"

namespace lastmile::app {
namespace {

/// A new town in a folder of its own, stopped.
struct TownCheck : testing::Test {
  TownCheck() {
    options.dir = folder.path();
    options.create = true;
    write_town_file(folder.path(), {});
    edit([](storage::Tx&) {});
  }
  void edit(const storage::Db::Work& work) {
    Town town(options);
    ASSERT_TRUE(prepare(town).ok());
    town.db().write(work);
  }
  void edit(const std::string& sql) {
    edit([&](storage::Tx& tx) { tx.start_text(sql, {})->step(); });
  }
  /// Its findings, a line each.
  std::string told() {
    report = check_town(options);
    std::string all;
    for (const auto& f : report.findings) all += f.table + " " + f.row + ": " + f.what + "\n";
    return all;
  }
  bool tells(const std::string& part) { return told().find(part) != std::string::npos; }

  vault::TestDir folder;
  TownOptions options;
  TownReport report;
};

TEST_F(TownCheck, FindsNothingInANewTown) {
  EXPECT_EQ(told(), "");
  EXPECT_TRUE(report.not_checked.empty());
  EXPECT_GT(report.leaves, 0);
}

TEST_F(TownCheck, NamesATableThatIsGoneAndGoesOn) {
  edit([](storage::Tx& tx) {
    tx.start_text("drop table award", {})->step();
    tx.start_text("update need_category set name_en = 'x'", {})->step();
    tx.start_text("drop table stat_need", {})->step();
  });
  EXPECT_TRUE(tells("award : cannot be read: no such table: award")) << told();
  EXPECT_TRUE(tells("need_category ")) << told();
  EXPECT_TRUE(tells("stat_need")) << told();
}

TEST_F(TownCheck, NamesWhatWasDoneToTheSchema) {
  edit([](storage::Tx& tx) {
    tx.start_text("drop index account_by_phone", {})->step();
    tx.start_text("create trigger zz after insert on need begin select 1; end", {})->step();
  });
  EXPECT_EQ(told(), "schema index account_by_phone: missing\nschema trigger zz: added\n");
}

TEST_F(TownCheck, TellsOfAFileThatIsNoDatabase) {
  std::ofstream(folder.path() / "lastmile.db") << std::string(8192, 'x');
  EXPECT_TRUE(tells("restore a backup")) << told();
  EXPECT_TRUE(report.not_checked.empty());
}

TEST_F(TownCheck, TellsOfDamagedPages) {
  std::fstream file(folder.path() / "lastmile.db", std::ios::in | std::ios::out | std::ios::binary);
  file.seekp(4096 * 20);
  file << std::string(4096 * 10, '\0');
  file.close();
  EXPECT_TRUE(tells("damaged")) << told();
  EXPECT_TRUE(report.not_checked.empty());
}

TEST_F(TownCheck, WritesNothing) {
  const auto other = storage::Db::open({folder.path() / "lastmile.db", ""});
  other->write([&](storage::Tx&) {  // nobody else can write meanwhile
    EXPECT_EQ(told(), "");
    EXPECT_TRUE(report.not_checked.empty()) << report.not_checked.front();
  });
}

TEST_F(TownCheck, CountsKeysThatWereEmptiedBeyondAHundred) {
  edit([](storage::Tx& tx) {
    for (int i = 0; i < 120; ++i) {
      const std::vector<storage::Value> args{fmt::format("0198f3a0-0000-7000-8000-{:012}", i)};
      tx.start_text("insert into person_key (region, person, key_id) values (4112, $1, 'x')", args)
          ->step();
    }
  });
  EXPECT_TRUE(tells("person and 20 more: cannot be read\n")) << told();
}

TEST_F(TownCheck, NamesAKeyOfNobody) {
  edit(
      "insert into person_key (region, person, key_id, kek, wrapped) "
      "values (4112, '0198f3a0-0000-7000-8000-000000000001', 'x', 'x', 'x')");
  EXPECT_TRUE(tells("person_key 0198f3a0-0000-7000-8000-000000000001: a key of nobody")) << told();
}

TEST_F(TownCheck, NamesAFollowerThatWasMoved) {
  edit(
      "insert into follower (region, name, next_seq, failures, error) "
      "values (4112, 'records', 4000, 0, '')");
  EXPECT_TRUE(tells("follower 4112/records: beyond the journal")) << told();
}

TEST_F(TownCheck, NamesAFollowerWhoseRowIsGone) {
  edit(
      "insert into stat_person (region, gone, kept) values "
      "(4112, '0198f3a0-0000-7000-8000-000000000001', '0198f3a0-0000-7000-8000-000000000002')");
  EXPECT_TRUE(tells("follower 4112/stats: missing")) << told();
}

TEST_F(TownCheck, ComparesNoDerivedRowToAJournalThatIsGone) {
  edit([](storage::Tx& tx) {
    tx.start_text(
          "insert into stat_person (region, gone, kept) values "
          "(4112, '0198f3a0-0000-7000-8000-000000000001', '0198f3a0-0000-7000-8000-000000000002')",
          {})
        ->step();
    tx.start_text("delete from journal_entry", {})->step();
  });
  EXPECT_TRUE(tells("journal_entry 4112: gone\n")) << told();
  EXPECT_FALSE(tells("derived")) << told();
  ASSERT_EQ(report.not_checked.size(), 1u);
  EXPECT_TRUE(report.not_checked.front().starts_with("derived rows: no fact")) << told();
}

}  // namespace
}  // namespace lastmile::app
