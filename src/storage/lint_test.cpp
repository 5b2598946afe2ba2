#include "storage/lint.h"

#include <gmock/gmock.h>

#include "storage/test_db.h"

namespace lastmile::storage {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;

constexpr std::string_view schema = R"(
-- Bricks.
-- @sealed
create table brick (
  region {int} not null,
  id {id} not null, -- with a comment, and a comma
  wall {id} not null,
  kind text not null default 'a,b(c',
  primary key (region, id),
  foreign key (kind) references kind (code)
) {strict};
create unique index brick_wall on brick (region, wall);
-- @sealed reference
create table kind (code text not null primary key) {strict};
-- @volatile a cache
create table cache (name text not null primary key) {strict};
)";

std::vector<std::string> offences(std::string_view statement) {
  std::vector<std::string> out;
  for (const auto& o : lint_statement("s", statement, tables_of(schema))) out.push_back(o.what);
  return out;
}

std::vector<std::string> table_offences(const std::string& script) {
  std::vector<std::string> out;
  const auto tables = tables_of(script);
  for (const auto& t : tables) {
    for (const auto& o : lint_table(t, tables)) out.push_back(o.what);
  }
  return out;
}

TEST(SchemaTables, AreReadFromTheirText) {
  const auto tables = tables_of(schema);
  ASSERT_EQ(tables.size(), 3u);
  EXPECT_EQ(tables[0].info.name, "brick");
  EXPECT_EQ(tables[0].info.keeping, Keeping::sealed);
  EXPECT_EQ(tables[0].info.key, (std::vector<std::string>{"region", "id"}));
  EXPECT_EQ(tables[0].columns.size(), 4u);
  ASSERT_EQ(tables[0].keys.size(), 2u);
  EXPECT_EQ(tables[0].keys[0].target, "kind");
  EXPECT_EQ(tables[0].keys[1].columns, (std::vector<std::string>{"region", "wall"}));
  EXPECT_EQ(tables[1].info.spread, Spread::reference);
  EXPECT_EQ(tables[2].info.keeping, Keeping::volatile_);
  EXPECT_EQ(tables[2].info.note, "a cache");
}

TEST(SchemaTables, FollowLaterChanges) {
  const auto tables = tables_of(std::string(schema) +
                                "alter table brick add column note text;\n"
                                "drop table cache;\nalter table kind rename to sort;");
  ASSERT_EQ(tables.size(), 2u);
  EXPECT_EQ(tables[0].columns.back().first, "note");
  EXPECT_EQ(tables[1].info.name, "sort");
}

TEST(SchemaTables, MustSayHowTheyAreKept) {
  EXPECT_THROW(tables_of("create table a (b text not null primary key);"), Broken);
  EXPECT_THROW(tables_of("-- @volatile\ncreate table a (b text not null primary key);"), Broken);
  EXPECT_THROW(tables_of("-- @odd\ncreate table a (b text not null primary key);"), Broken);
  EXPECT_THROW(tables_of("-- @sealed\ncreate table a (b text not null);"), Broken);
}

TEST(LintTable, WantsRegionFirstAndSharedTypes) {
  EXPECT_THAT(table_offences(std::string(schema)), IsEmpty());
  EXPECT_THAT(table_offences("-- @sealed\ncreate table a (id {id} not null primary key);"),
              testing::ElementsAre(HasSubstr("primary key")));
  EXPECT_THAT(table_offences("-- @sealed global\ncreate table a (id {id} not null primary key);"),
              IsEmpty());
  EXPECT_THAT(table_offences("-- @sealed\ncreate table a (region {int}, b text unique, "
                             "primary key (region, b));"),
              testing::ElementsAre(HasSubstr("unique")));
  EXPECT_THAT(table_offences("-- @sealed\ncreate table a (region {int}, b timestamp, "
                             "primary key (region));"),
              testing::ElementsAre(HasSubstr("type")));
  EXPECT_THAT(table_offences("-- @sealed\ncreate table a (region {int}, b serial, "
                             "primary key (region));"),
              testing::ElementsAre(HasSubstr("type")));
}

TEST(LintStatement, AcceptsWhatNamesTheRegion) {
  for (const char* good :
       {"select id from brick where region = $1 and id = $2",
        "select b.id from brick b join brick c on c.region = b.region and c.id = b.wall "
        "where b.region = $1",
        "select id from brick where (region, id) > ($1, $2)",
        "insert into brick (region, id, wall, kind) values ($1, $2, $3, 'now()')",
        "insert into brick (region, id) values ($1, $2) on conflict (region, id) "
        "do update set wall = excluded.wall",
        "update brick set wall = $3 where region = $1 and id = $2",
        "delete from brick where region = $1", "select code from kind order by code",
        "select name from cache",
        "select id from brick where region = $1 and exists "
        "(select 1 from brick x where x.region = $1 and x.wall = brick.id)"}) {
    EXPECT_THAT(offences(good), IsEmpty()) << good;
  }
}

TEST(LintStatement, RefusesWhatDoesNot) {
  for (const char* bad :
       {"select region, id from brick where id = $1",
        "select id from brick where id = $1 order by region",
        "select b.id from brick b join brick c on c.id = b.wall where b.region = $1",
        "insert into brick (id, wall) values ($1, $2)",
        "insert into brick (region, id) select region, id from brick where id = $1",
        "update brick set region = $1 where id = $2", "delete from brick",
        "select id from brick where region = $1 and exists "
        "(select 1 from brick x where x.wall = brick.id)"}) {
    EXPECT_THAT(offences(bad), testing::ElementsAre(HasSubstr("region"))) << bad;
  }
  EXPECT_THAT(offences("insert into brick (region, id) values ($1, $2) on conflict (id) "
                       "do nothing"),
              testing::ElementsAre(HasSubstr("on conflict")));
}

TEST(LintStatement, RefusesWhatOneDatabaseLacks) {
  for (const char* bad :
       {"select * from kind", "select k.* from kind k", "select now()", "select current_timestamp",
        "with recursive t as (select 1) select 1 from t",
        "merge into kind using cache on true when matched then delete",
        "select code from kind group by rollup (code)",
        "insert or ignore into kind (code) "
        "values ($1)",
        "select rowid from kind"}) {
    EXPECT_THAT(offences(bad), testing::SizeIs(1)) << bad;
  }
  EXPECT_THAT(offences("select count(*), 'now() and select *' from kind -- current_timestamp"),
              IsEmpty());
}

TEST(LintScript, RefusesTriggers) {
  EXPECT_THAT(lint_script(schema), IsEmpty());
  EXPECT_EQ(lint_script("create trigger t after insert on a begin select 1; end;").size(), 1u);
}

struct Prepare : OnEachDatabase {};
EACH_DATABASE(Prepare);

TEST_P(Prepare, NamesTheStatementTheDatabaseDoesNotLike) {
  EXPECT_THAT(prepare_everything(db()),
              testing::Contains(testing::Field(&Offence::where, "test.of_no_table")));
}
const Sql of_no_table{"test.of_no_table", "select a from nowhere where region = $1"};

}  // namespace
}  // namespace lastmile::storage
