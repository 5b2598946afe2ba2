#include "storage/migrate.h"

#include <algorithm>
#include <chrono>
#include <regex>

#include "storage/dialect.h"

namespace lastmile::storage {
namespace {

const Sql list_migrations{"storage.list_migrations",
                          "select version from migration order by version"};
const Sql insert_migration{"storage.insert_migration",
                           "insert into migration (version, name, applied_at) values ($1, $2, $3)"};
const Sql sqlite_has_migrations{
    Sql::Unlisted{}, "has migrations",
    "select count(*) from sqlite_schema where type = 'table' and name = 'migration'"};
const Sql postgres_has_migrations{Sql::Unlisted{}, "has migrations",
                                  "select count(*) from information_schema.tables "
                                  "where table_schema = current_schema() "
                                  "and table_name = 'migration'"};

bool contains(const std::vector<int>& versions, int version) {
  return std::ranges::find(versions, version) != versions.end();
}

void refuse_newer(const std::vector<int>& versions) {
  for (const int v : versions) {
    const auto known = std::ranges::find(migrations(), v, &Migration::version);
    if (known == migrations().end()) {
      throw Unavailable("the data has schema change " + std::to_string(v) +
                        ", which this program does not know: use the newer program");
    }
  }
}

// What SQLite's planner believes of every index. Nearly all rows of a file share their region, the
// first column of every key; not told so, it takes a walk through a whole region for a small step.
// Told once and never measured: plans are the same in every town and are golden in the tests.
// The table is made anew so that connections already open read it again.
constexpr const char* planner_statistics[] = {"analyze migration",
                                              "drop table sqlite_stat1",
                                              "analyze migration",
                                              "delete from sqlite_stat1",
                                              R"(
  insert into sqlite_stat1 (tbl, idx, stat)
  select tbl, idx, '1000000' || group_concat(' ' || alike, '')
  from (
    select t.name as tbl, x.name as idx,
      case when c.seqno = 0 and c.name = 'region' then 1000000
           when x."unique" and c.seqno = (select max(seqno) from pragma_index_info(x.name)) then 1
           when c.seqno <= 1 then 100
           when c.seqno = 2 then 20
           when c.seqno = 3 then 5
           else 2 end as alike
    from sqlite_schema t, pragma_index_list(t.name) x, pragma_index_info(x.name) c
    where t.type = 'table' order by t.name, x.name, c.seqno)
  group by tbl, idx)",
                                              "analyze sqlite_schema"};

void run_text(Tx& tx, const std::string& text) {
  const auto s = tx.start_text(text, {});
  while (s->step()) {
  }
}

}  // namespace

std::string with_choices_spelled(const std::string& statement) {
  static const std::regex list(R"(\b((?!not\b)\w+)\s+in\s*\(('[^()]*')\))");
  static const std::regex value("'[^']*'");
  std::string out;
  auto rest = statement.begin();
  for (std::sregex_iterator at(statement.begin(), statement.end(), list), end; at != end; ++at) {
    out.append(rest, (*at)[0].first);
    const std::string values = (*at)[2];
    const char* before = "(";
    for (std::sregex_iterator v(values.begin(), values.end(), value); v != end; ++v) {
      out += before + (*at)[1].str() + " = " + v->str();
      before = " or ";
    }
    out += ')';
    rest = (*at)[0].second;
  }
  return out.append(rest, statement.end());
}

std::vector<int> applied_migrations(Tx& tx, bool postgres) {
  const auto has = tx.row<int>(postgres ? postgres_has_migrations : sqlite_has_migrations);
  return *has == 0 ? std::vector<int>{} : tx.rows<int>(list_migrations);
}

void apply_migration(Tx& tx, const Migration& m, bool postgres) {
  const Dialect dialect = postgres ? Dialect::postgres : Dialect::sqlite;
  for (const std::string& statement : statements_of(in_dialect(m.text, dialect))) {
    run_text(tx, postgres ? statement : with_choices_spelled(statement));
  }
  const auto now = std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
  tx.run(insert_migration, m.version, std::string(m.name), Instant(now));
}

int migrate(Db& db) {
  const bool postgres = db.is_postgres();
  const auto done = db.reading([&](Tx& tx) { return applied_migrations(tx, postgres); });
  refuse_newer(done);
  int ran = 0;
  for (const Migration& m : migrations()) {
    if (contains(done, m.version)) continue;
    db.write([&](Tx& tx) {
      // Another server may have been first.
      if (contains(applied_migrations(tx, postgres), m.version)) return;
      apply_migration(tx, m, postgres);
      ++ran;
    });
  }
  if (ran > 0 && !postgres) {
    db.write([](Tx& tx) {
      for (const char* statement : planner_statistics) run_text(tx, statement);
    });
  }
  return ran;
}

int schema_version(Db& db) {
  const auto versions =
      db.reading([&](Tx& tx) { return applied_migrations(tx, db.is_postgres()); });
  return versions.empty() ? 0 : versions.back();
}

int schema_version_wanted() { return migrations().empty() ? 0 : migrations().back().version; }

}  // namespace lastmile::storage
