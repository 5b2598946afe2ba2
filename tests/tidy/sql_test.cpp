#include <set>

#include "storage/lint.h"
#include "storage/test_db.h"

// Every statement and table of the whole program, whichever module wrote it.
namespace lastmile::storage {
namespace {

void expect_none(const std::vector<Offence>& offences) {
  for (const Offence& o : offences) ADD_FAILURE() << o.where << ": " << o.what;
}

TEST(Statements, AreAllHere) {
  std::set<std::string_view> modules;
  for (const Sql* sql : Sql::all()) modules.insert(sql->name().substr(0, sql->name().find('.')));
  for (const char* module : {"storage", "journal", "people", "needs"}) {
    EXPECT_TRUE(modules.contains(module)) << module;
  }
}

TEST(Statements, HaveNamesOfTheirOwn) {
  std::set<std::string_view> names;
  for (const Sql* sql : Sql::all()) {
    EXPECT_TRUE(names.insert(sql->name()).second) << sql->name();
    EXPECT_NE(sql->name().find('.'), std::string_view::npos)
        << sql->name() << ": write it as module.statement";
  }
}

TEST(Statements, AndTablesKeepToTheirRegion) { expect_none(lint_everything()); }

struct EachStatement : OnEachDatabase {};
EACH_DATABASE(EachStatement);

TEST_P(EachStatement, IsUnderstood) { expect_none(prepare_everything(db())); }

}  // namespace
}  // namespace lastmile::storage
