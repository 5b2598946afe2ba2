#include <filesystem>
#include <fstream>
#include <regex>
#include <set>

#include "marks.h"
#include "storage/dialect.h"
#include "storage/lint.h"
#include "storage/test_db.h"

// Every statement and table of the whole program, whichever module wrote it.
namespace lastmile::storage {
namespace {

void expect_none(const std::vector<Offence>& offences) {
  for (const Offence& o : offences) ADD_FAILURE() << o.where << ": " << o.what;
}

/// The names of the statements written in the sources, tests left out.
std::set<std::string> names_in_sources() {
  static const std::regex statement(R"(\bSql\s+\w+\s*\{\s*"([^"]+)\")");
  std::set<std::string> names;
  for (const auto& file : std::filesystem::recursive_directory_iterator(SOURCE_FOLDER)) {
    const std::string path = file.path().string();
    if (!path.ends_with(".cpp") || path.ends_with("_test.cpp")) continue;
    std::ifstream in(path);
    const std::string text(std::istreambuf_iterator<char>(in), {});
    for (std::sregex_iterator at(text.begin(), text.end(), statement), end; at != end; ++at) {
      names.insert((*at)[1]);
    }
  }
  return names;
}

TEST(Statements, OfTheSourcesAreAllHere) {
  std::set<std::string> here;
  for (const Sql* sql : Sql::all()) here.insert(std::string(sql->name()));
  const auto written = names_in_sources();
  EXPECT_GT(written.size(), 100u);
  for (const auto& name : written) EXPECT_TRUE(here.contains(name)) << name;
}

TEST(Statements, HaveNamesOfTheirOwn) {
  std::set<std::string_view> names;
  for (const Sql* sql : Sql::all()) EXPECT_TRUE(names.insert(sql->name()).second) << sql->name();
}

TEST(Statements, AndTablesKeepToTheirRegion) { expect_none(lint_everything()); }

struct EachStatement : OnEachDatabase {};
EACH_DATABASE(EachStatement);

TEST_P(EachStatement, IsUnderstood) { expect_none(prepare_everything(db())); }

/// How many arguments a statement takes: the highest n of its $n.
std::size_t arguments(std::string_view text) {
  std::size_t highest = 0;
  for (std::size_t at = text.find('$'); at != text.npos; at = text.find('$', at + 1)) {
    highest = std::max<std::size_t>(highest, std::strtoul(text.data() + at + 1, nullptr, 10));
  }
  return highest;
}

std::vector<std::string> plan_of(Tx& tx, const Sql& sql) {
  const std::vector<Value> nothing(arguments(sql.text()));
  const auto plan =
      tx.start_text("explain query plan " + in_dialect(sql.text(), Dialect::sqlite), nothing);
  std::vector<std::string> steps;
  while (plan->step()) steps.emplace_back(plan->text(3));
  return steps;
}

/// "name: step" for each step of a plan that walks a whole table, or a whole region of it.
std::set<std::string> long_walks(Db& db) {
  static const std::regex whole(R"((SCAN (?!\()\w+( USING .*)?|SEARCH .*\(region=\?\)))");
  std::set<std::string> walks;
  db.read([&](Tx& tx) {
    for (const Sql* sql : Sql::all()) {
      if (sql->name().starts_with("test.")) continue;
      for (const auto& step : plan_of(tx, *sql)) {
        if (std::regex_match(step, whole)) walks.insert(std::string(sql->name()) + ": " + step);
      }
    }
  });
  return walks;
}

/// Long walks are written down in long_walks.txt with their reason; a new one has to be argued for.
TEST(Plans, WalkThroughAWholeRegionOnlyWhereSaid) {
  TestDb db(On::sqlite);
  std::set<std::string> said;
  std::ifstream in(std::string(SOURCE_FOLDER) + "/../tests/tidy/long_walks.txt");
  for (std::string line; std::getline(in, line);) {
    if (!line.empty() && !line.starts_with('#')) said.insert(line.substr(0, line.find("  # ")));
  }
  const auto walks = long_walks(*db);
  for (const auto& walk : walks) EXPECT_TRUE(said.contains(walk)) << "not said: " << walk;
  for (const auto& walk : said) EXPECT_TRUE(walks.contains(walk)) << "no longer so: " << walk;
}

std::vector<std::string> tables_of(Tx& tx) {
  std::vector<std::string> names;
  const auto rows = tx.start_text("select name from sqlite_master where type = 'table'", {});
  while (rows->step()) names.emplace_back(rows->text(0));
  return names;
}

TEST(Seeds, InChineseHaveMarksOfTheirOwnWidth) {
  TestDb db(On::sqlite);
  int chinese = 0;
  db->read([&](Tx& tx) {
    for (const auto& table : tables_of(tx)) {
      const auto rows = tx.start_text("select * from " + table, {});
      while (rows->step()) {
        for (int column = 0; column < rows->columns(); ++column) {
          if (rows->is_null(column)) continue;
          const std::string text(rows->text(column));
          chinese += tidy::is_chinese(text);
          EXPECT_EQ(tidy::narrow_marks(text), "") << table;
        }
      }
    }
  });
  EXPECT_GT(chinese, 50);
}

/// Else each page sorts all the rows again, and a sheet of them costs the square of its length.
TEST(Plans, PageThroughTheRowsOfFiguresAsAnIndexHasThem) {
  static const std::regex begins(R"(SEARCH .*_path \(region=\? AND \(site_path,\w+,\w+.*)");
  TestDb db(On::sqlite);
  int seen = 0;
  db->read([&](Tx& tx) {
    for (const Sql* sql : Sql::all()) {
      if (!std::set<std::string_view>{"stats.service_rows", "stats.turn_rows", "stats.need_rows",
                                      "stats.round_rows"}
               .contains(sql->name()))
        continue;
      ++seen;
      const auto steps = plan_of(tx, *sql);
      EXPECT_TRUE(std::regex_match(steps.at(0), begins)) << sql->name() << ": " << steps[0];
      for (const auto& step : steps) EXPECT_NE(step, "USE TEMP B-TREE FOR ORDER BY");
    }
  });
  EXPECT_EQ(seen, 4);
}

}  // namespace
}  // namespace lastmile::storage
