#include "storage/migrate.h"

#include <cstdlib>
#include <fstream>
#include <sstream>
#include <thread>

#include "storage/lint.h"
#include "storage/sweep.h"
#include "storage/test_db.h"

namespace lastmile::storage {
namespace {

const Sql add_unknown{"test.add_unknown",
                      "insert into migration (version, name, applied_at) values (9999, 'x', 0)"};
const Sql snapshot{"test.snapshot",
                   "select sql from sqlite_schema where sql is not null and name not like "
                   "'sqlite_%' order by tbl_name, type desc, name"};

struct Migrating : OnEachDatabase {
  void SetUp() override {
    if (!is_available(GetParam())) GTEST_SKIP() << "LASTMILE_TEST_POSTGRES is not set";
  }
};
EACH_DATABASE(Migrating);

TEST_P(Migrating, BringsEmptyDataUpOnceAndMakesEveryTableOfTheCatalog) {
  TestDb db = TestDb::empty(GetParam());
  EXPECT_EQ(schema_version(*db), 0);
  EXPECT_EQ(migrate(*db), static_cast<int>(migrations().size()));
  EXPECT_EQ(schema_version(*db), schema_version_wanted());
  EXPECT_EQ(migrate(*db), 0);
  db->read([](Tx& tx) {
    for (const TableText& t : tables_of(whole_schema())) {
      EXPECT_NO_THROW(count_rows(tx, t.info.name)) << t.info.name;
    }
  });
}

TEST_P(Migrating, TwoServersAtOnceDoItOnce) {
  TestDb db = TestDb::empty(GetParam());
  const auto other = Db::open(db.where());
  int ran_there = 0;
  std::thread there([&] { ran_there = migrate(*other); });
  const int ran_here = migrate(*db);
  there.join();
  EXPECT_EQ(ran_here + ran_there, static_cast<int>(migrations().size()));
}

TEST_P(Migrating, DataOfANewerProgramIsRefused) {
  TestDb db = TestDb::empty(GetParam());
  migrate(*db);
  db->write([](Tx& tx) { tx.run(add_unknown); });
  EXPECT_THROW(migrate(*db), Unavailable);
}

TEST_P(Migrating, AFailedOneLeavesNoTrace) {
  TestDb db = TestDb::empty(GetParam());
  db->write([&](Tx& tx) { apply_migration(tx, migrations()[0], db->is_postgres()); });
  const Migration broken{2, "broken",
                         "-- @sealed global\ncreate table half (a {int} not null "
                         "primary key) {strict}; insert into nowhere values (1);"};
  EXPECT_THROW(db->write([&](Tx& tx) { apply_migration(tx, broken, db->is_postgres()); }),
               StatementFailed);
  EXPECT_EQ(schema_version(*db), migrations()[0].version);
  EXPECT_THROW(db->read([](Tx& tx) { tx.start_text("select a from half", {})->step(); }),
               StatementFailed);
}

TEST(Schema, EqualsItsSnapshot) {
  TestDb db(On::sqlite);
  std::string replayed = "-- Made from the migrations by UPDATE_GOLDEN=1; a test compares.\n";
  db->read([&](Tx& tx) {
    tx.each<std::string>(snapshot, [&](const std::string& sql) { replayed += sql + ";\n"; });
  });
  const std::filesystem::path file = std::filesystem::path(SCHEMA_FOLDER) / "schema.sql";
  if (std::getenv("UPDATE_GOLDEN")) std::ofstream(file) << replayed;
  std::ifstream in(file);
  std::istringstream now(replayed);
  for (std::string kept_line, line; std::getline(now, line);) {
    std::getline(in, kept_line);
    ASSERT_EQ(kept_line, line) << "run this test with UPDATE_GOLDEN=1 and read the difference";
  }
  EXPECT_EQ(in.peek(), EOF) << "the snapshot has lines more than the schema";
}

TEST(Schema, KeepsToWhatAShardedDatabaseHas) {
  const std::string schema = whole_schema();
  const auto tables = tables_of(schema);
  auto offences = lint_script(schema);
  for (const auto& t : tables) {
    for (auto& o : lint_table(t, tables)) offences.push_back(std::move(o));
  }
  for (const auto& o : offences) ADD_FAILURE() << o.where << ": " << o.what;
}

}  // namespace
}  // namespace lastmile::storage
