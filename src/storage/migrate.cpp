#include "storage/migrate.h"

#include <algorithm>
#include <chrono>

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

}  // namespace

std::vector<int> applied_migrations(Tx& tx, bool postgres) {
  const auto has = tx.row<int>(postgres ? postgres_has_migrations : sqlite_has_migrations);
  return *has == 0 ? std::vector<int>{} : tx.rows<int>(list_migrations);
}

void apply_migration(Tx& tx, const Migration& m, bool postgres) {
  const Dialect dialect = postgres ? Dialect::postgres : Dialect::sqlite;
  for (const std::string& statement : statements_of(in_dialect(m.text, dialect))) {
    const auto s = tx.start_text(statement, {});
    while (s->step()) {
    }
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
  return ran;
}

int schema_version(Db& db) {
  const auto versions = db.reading([&](Tx& tx) {
    return applied_migrations(tx, db.is_postgres());
  });
  return versions.empty() ? 0 : versions.back();
}

int schema_version_wanted() {
  return migrations().empty() ? 0 : migrations().back().version;
}

}  // namespace lastmile::storage
