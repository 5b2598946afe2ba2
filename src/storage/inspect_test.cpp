#include "storage/inspect.h"

#include "storage/migrate.h"
#include "storage/test_db.h"

namespace lastmile::storage {
namespace {

struct Inspect : OnEachDatabase {
  /// What is told of the schema after somebody ran this.
  std::string after(const std::vector<std::string>& edits) {
    db().write([&](Tx& tx) {
      for (const auto& sql : edits) tx.start_text(sql, {})->step();
    });
    std::string all;
    for (const auto& fault : schema_faults(db())) all += fault.part + " " + fault.what + "; ";
    return all;
  }
};
EACH_DATABASE(Inspect);

TEST_P(Inspect, FindsNothingInASchemaAsMade) {
  EXPECT_EQ(after({}), "");
  EXPECT_TRUE(file_faults(db()).empty());
}

TEST_P(Inspect, NamesEachPartThatWasMadeOrDropped) {
  EXPECT_EQ(after({"drop index account_by_phone", "alter table need add column foo text",
                   "drop table award", "create table zz (a integer primary key)",
                   "create view everything as select * from need"}),
            "table award missing; table zz added; index account_by_phone missing; column need.foo "
            "added; view everything added; ");
}

TEST_P(Inspect, NamesAnIndexThatIsUniqueNoMore) {
  EXPECT_EQ(after({"drop index account_by_phone",
                   "create index account_by_phone on account (region, phone_index)"}),
            "index account_by_phone changed; ");
}

TEST(InspectSqlite, NamesATriggerAndATextThatChanged) {
  TestDb db;
  db->write([](Tx& tx) {
    for (const char* sql :
         {"create trigger zz after insert on need begin select 1; end", "pragma writable_schema=on",
          "update sqlite_schema set sql = replace(sql, 'check ((state = ''open'' or state = "
          "''closed''))', '') where name = 'account'",
          "pragma writable_schema=off"}) {
      tx.start_text(sql, {})->step();
    }
  });
  std::string all;
  for (const auto& fault : schema_faults(*db)) all += fault.part + " " + fault.what + "; ";
  EXPECT_EQ(all, "trigger zz added; table account changed; ");
}

// Columns stand in the order in which migrations ran, which a new one in the middle changes.
TEST(InspectSqlite, TakesColumnsInAnyOrder) {
  TestDb db;
  db->write([](Tx& tx) {
    for (const char* sql :
         {"drop index account_passed", "alter table account drop column passed_to",
          "alter table account drop column closed_at",
          "alter table account add column passed_to TEXT",
          "alter table account add column closed_at INTEGER",
          "create index account_passed on account (region, passed_to) "
          "where passed_to is not null"}) {
      tx.start_text(sql, {})->step();
    }
  });
  EXPECT_TRUE(schema_faults(*db).empty());
}

TEST(InspectSqlite, ComparesWithTheMigrationsThatRan) {
  TestDb db = TestDb::empty(On::sqlite);
  EXPECT_TRUE(schema_faults(*db).empty());
  db->write([](Tx& tx) { apply_migration(tx, migrations()[0], false); });
  EXPECT_TRUE(schema_faults(*db).empty());
}

TEST(InspectSqlite, TellsOfARowMissingFromItsIndex) {
  TestDb db;
  db->write([](Tx& tx) {
    for (const char* sql : {"create table zz (a text, b text)", "create index zz_a on zz (a)",
                            "insert into zz values ('x', 'y')", "pragma writable_schema=on",
                            "update sqlite_schema set sql = 'CREATE INDEX zz_a on zz (b)' "
                            "where name = 'zz_a'",
                            "pragma writable_schema=off"}) {
      tx.start_text(sql, {})->step();
    }
  });
  db.reopen();
  const auto faults = file_faults(*db);
  ASSERT_FALSE(faults.empty());
  EXPECT_NE(faults[0].find("zz_a"), std::string::npos) << faults[0];
}

}  // namespace
}  // namespace lastmile::storage
