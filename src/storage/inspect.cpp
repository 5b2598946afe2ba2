#include "storage/inspect.h"

#include <algorithm>
#include <map>
#include <set>

#include "storage/migrate.h"
#include "storage/sqlite_connection.h"

namespace lastmile::storage {
namespace {

const Sql check_file{Sql::Unlisted{}, "check the file", "pragma integrity_check(100)"};

const Sql sqlite_words{Sql::Unlisted{}, "words of SQLite",
                       "select 'SQLite', sqlite_version(), page_count * page_size "
                       "from pragma_page_count(), pragma_page_size()"};
const Sql postgres_words{Sql::Unlisted{}, "words of PostgreSQL",
                         "select 'PostgreSQL', current_setting('server_version'), "
                         "pg_database_size(current_database())"};

// A unique index that SQLite makes for itself belongs to the text of its table.
const Sql sqlite_parts{Sql::Unlisted{}, "parts of the schema", R"(
  select type || ' ' || name, tbl_name, sql, case when sql like 'CREATE UNIQUE%' then 1 else 0 end
  from sqlite_schema where name not like 'sqlite\_%' escape '\'
  union all
  select 'column ' || t.name || '.' || c.name, t.name,
    c.type || ' ' || c."notnull" || ' ' || coalesce(c.dflt_value, '') || ' ' || c.pk, 0
  from sqlite_schema t, pragma_table_xinfo(t.name) c
  where t.type = 'table' and t.name not like 'sqlite\_%' escape '\')"};

const Sql postgres_parts{Sql::Unlisted{}, "parts of the schema", R"(
  with own as (
    select c.oid, c.relname, c.relkind
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = current_schema()
      and not exists (select 1 from pg_depend d where d.objid = c.oid and d.deptype = 'e'))
  select case when relkind in ('v', 'm') then 'view ' else 'table ' end || relname, relname, '', 0
  from own where relkind in ('r', 'p', 'f', 'v', 'm')
  union all
  select 'column ' || o.relname || '.' || a.attname, o.relname, '', 0
  from own o join pg_attribute a on a.attrelid = o.oid
  where o.relkind in ('r', 'p', 'f') and a.attnum > 0 and not a.attisdropped
  union all
  select 'index ' || i.relname, o.relname, '', case when x.indisunique then 1 else 0 end
  from own o join pg_index x on x.indrelid = o.oid join pg_class i on i.oid = x.indexrelid
  where not exists (
    select 1 from pg_constraint k where k.conindid = i.oid and k.contype in ('p', 'u'))
  union all
  select 'trigger ' || t.tgname, o.relname, '', 0
  from own o join pg_trigger t on t.tgrelid = o.oid where not t.tgisinternal)"};

struct Part {
  std::string table;
  std::string text;  // empty: not known
  bool is_unique = false;
};
using Parts = std::map<std::string, Part>;

bool is_table(const std::string& part) { return part.starts_with("table "); }

/// The words of a script: of a table in order of the alphabet, as columns added by migrations stand
/// in the order these ran, which is not the same in every town.
std::string words_of(const std::string& part, const std::string& script) {
  std::vector<std::string> words(1);
  for (const char c : with_choices_spelled(script)) {
    if (std::string_view(" \n\t\r,()").find(c) == std::string_view::npos)
      words.back() += c;
    else if (!words.back().empty())
      words.emplace_back();
  }
  if (is_table(part)) std::ranges::sort(words);
  std::string all;
  for (const auto& word : words) all += word + " ";
  return all;
}

Parts parts_of(Tx& tx, const Sql& sql) {
  Parts parts;
  const auto s = tx.start(sql, {});
  while (s->step()) {
    const std::string name(s->text(0));
    const std::string text(s->text(2));
    parts[name] = {std::string(s->text(1)), text.empty() ? "" : words_of(name, text),
                   s->integer(3) != 0};
  }
  return parts;
}

/// The schema as the migrations that ran make it. One left out of the list by another hand leaves
/// parts that are added.
Parts wanted_parts(const std::vector<int>& ran) {
  SqliteConnection connection("", SqliteConnection::Mode::write);  // of its own, gone when closed
  SqliteTx tx(connection, true);
  for (const Migration& migration : migrations()) {
    if (std::ranges::find(ran, migration.version) != ran.end()) {
      apply_migration(tx, migration, false);
    }
  }
  return parts_of(tx, sqlite_parts);
}

bool are_alike(const Part& wanted, const Part& found) {
  const bool both_told = !wanted.text.empty() && !found.text.empty();
  return wanted.is_unique == found.is_unique && (!both_told || wanted.text == found.text);
}

struct Comparison {
  const Parts& wanted;
  const Parts& found;
  std::vector<SchemaFault> faults = {};
  std::set<std::string> named = {};  // tables whose other parts need no word of their own

  void compare_tables() {
    for (const auto& [name, part] : wanted) {
      if (is_table(name) && !found.contains(name)) add(name, part, "missing");
    }
    for (const auto& [name, part] : found) {
      if (is_table(name) && !wanted.contains(name)) add(name, part, "added");
    }
  }
  void compare_parts() {
    const std::set<std::string> whole_tables = named;
    const auto is_new = [&](const auto& entry) {
      return !is_table(entry.first) && !whole_tables.contains(entry.second.table);
    };
    for (const auto& entry : wanted) {
      if (!is_new(entry)) continue;
      const auto at = found.find(entry.first);
      if (at == found.end()) {
        add(entry.first, entry.second, "missing");
      } else if (!are_alike(entry.second, at->second)) {
        add(entry.first, entry.second, "changed");
      }
    }
    for (const auto& entry : found) {
      if (is_new(entry) && !wanted.contains(entry.first)) add(entry.first, entry.second, "added");
    }
  }
  /// What no column tells: checks, keys.
  void compare_texts() {
    for (const auto& [name, part] : wanted) {
      const auto at = found.find(name);
      if (!is_table(name) || at == found.end() || named.contains(part.table)) continue;
      if (!are_alike(part, at->second)) add(name, part, "changed");
    }
  }
  void add(const std::string& name, const Part& part, const char* what) {
    faults.push_back({name, what});
    const bool in_text = is_table(name) || name.starts_with("column ");
    if (in_text) named.insert(part.table);
  }
};

}  // namespace

std::vector<std::string> file_faults(Db& db) {
  if (db.is_postgres()) return {};
  std::vector<std::string> faults =
      db.reading([](Tx& tx) { return tx.rows<std::string>(check_file); });
  if (faults == std::vector<std::string>{"ok"}) return {};
  for (std::string& fault : faults) std::ranges::replace(fault, '\n', ' ');
  return faults;
}

DatabaseWords database_words(Tx& tx) {
  const bool is_sqlite = dynamic_cast<SqliteTx*>(&tx) != nullptr;
  const auto words = tx.row<DatabaseWords>(is_sqlite ? sqlite_words : postgres_words);
  ASSERT(words);
  return *words;
}

std::vector<SchemaFault> schema_faults(Db& db) {
  const bool postgres = db.is_postgres();
  std::vector<int> ran;
  Parts found;
  db.read([&](Tx& tx) {
    ran = applied_migrations(tx, postgres);
    found = parts_of(tx, postgres ? postgres_parts : sqlite_parts);
  });
  const Parts wanted = wanted_parts(ran);
  Comparison comparison{wanted, found};
  comparison.compare_tables();
  comparison.compare_parts();
  comparison.compare_texts();
  return std::move(comparison.faults);
}

}  // namespace lastmile::storage
