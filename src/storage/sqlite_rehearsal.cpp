#include "storage/sqlite_rehearsal.h"

#include <cstring>

#include "storage/sqlite_connection.h"

namespace lastmile::storage {
namespace {

const Sql scripts_of{Sql::Unlisted{}, "scripts of a table",
                     "select sql from main.sqlite_schema where tbl_name = $1 and sql is not null "
                     "and type in ('table', 'index') order by type desc, name"};

void run(SqliteConnection& connection, const std::string& text) {
  const auto s = connection.start_text(text, {});
  while (s->step()) {
  }
}

/// `CREATE TABLE x …` or `CREATE UNIQUE INDEX i …`, as SQLite keeps them, for the temporary schema.
std::string as_temporary(const std::string& script) {
  for (const char* begin : {"CREATE TABLE ", "CREATE INDEX ", "CREATE UNIQUE INDEX "}) {
    if (script.starts_with(begin)) return begin + ("temp." + script.substr(std::strlen(begin)));
  }
  throw StatementFailed("a table whose text is not this program's: " + script.substr(0, 60));
}

/// A temporary table hides the one of its name from every statement that names no schema.
void shadow(SqliteConnection& connection, const std::string& table) {
  const std::vector<Value> args{table};
  std::vector<std::string> scripts;
  {
    const auto s = connection.start(scripts_of, args);
    while (s->step()) scripts.emplace_back(s->text(0));
  }
  if (scripts.empty()) throw StatementFailed("no such table: " + table);
  for (const auto& script : scripts) run(connection, as_temporary(script));
}

}  // namespace

void rehearse_on(const std::filesystem::path& file, const Rehearsal& rehearsal) {
  // Of its own, as it keeps its temporary tables; what it wrote goes when it is closed.
  SqliteConnection connection(file, SqliteConnection::Mode::read);
  run(connection, "pragma query_only=off");    // it would forbid temporary tables, too
  run(connection, "pragma foreign_keys=off");  // they point to what the temporary schema lacks
  run(connection, "begin");
  {
    SqliteTx tx(connection, false);
    rehearsal.before(tx);
  }
  for (const auto& table : rehearsal.tables) shadow(connection, table);
  {
    SqliteTx tx(connection, true);
    rehearsal.during(tx);
  }
  run(connection, "rollback");
}

}  // namespace lastmile::storage
