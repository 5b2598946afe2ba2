#include "storage/lint.h"

#include <algorithm>
#include <array>

#include "storage/schema_text.h"

namespace lastmile::storage {
namespace {

using namespace std::string_view_literals;

constexpr std::array column_types{"{id}"sv, "{int}"sv, "{real}"sv, "{bytes}"sv, "text"sv};

struct Forbidden {
  std::string_view words;  // one to three words in a row
  std::string_view remedy;
};

constexpr std::array forbidden_anywhere{
    Forbidden{"trigger", "write it in the verb: a sharded database has no triggers"},
    Forbidden{"bigserial", "ids are UUIDv7 made by the server"},
    Forbidden{"autoincrement", "ids are UUIDv7 made by the server"},
    Forbidden{"generated always as identity", "ids are UUIDv7 made by the server"},
    Forbidden{"procedure", "write it in the verb"},
    Forbidden{"merge", "use on conflict do update"},
    Forbidden{"with recursive", "keep a path or an in-memory tree instead"},
    Forbidden{"rollup", "group once for each level"},
    Forbidden{"grouping sets", "group once for each level"},
    Forbidden{"now (", "pass the time as an argument"},
    Forbidden{"current_timestamp", "pass the time as an argument"},
    Forbidden{"current_date", "pass the day as an argument"},
    Forbidden{"current_time", "pass the time as an argument"},
    Forbidden{"select *", "list the columns"},
    Forbidden{". *", "list the columns"},
    Forbidden{"insert or", "use on conflict"},
    Forbidden{"replace into", "use on conflict"},
    Forbidden{"listen", "follow the journal"},
    Forbidden{"notify", "follow the journal"},
    Forbidden{"for update", "the lane is the only writer"},
    Forbidden{"rowid", "only SQLite has it"},
    Forbidden{"random (", "pass the value as an argument"},
};

bool is_word(char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '$';
}

/// Lower-case words and single signs, without quoted text and comments.
std::vector<std::string> tokens_of(std::string_view text) {
  std::vector<std::string> tokens;
  bool in_word = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    char c = text[i];
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    if (text.substr(i, 2) == "--") {
      i = std::min(text.find('\n', i), text.size());
      in_word = false;
    } else if (c == '\'') {
      i = std::min(text.find('\'', i + 1), text.size());
      in_word = false;
    } else if (is_word(c)) {
      if (!in_word) tokens.emplace_back();
      tokens.back() += c;
      in_word = true;
    } else {
      in_word = false;
      if (c != ' ' && c != '\n' && c != '\t' && c != '\r') tokens.push_back(std::string(1, c));
    }
  }
  return tokens;
}

bool follows(const std::vector<std::string>& tokens, std::size_t at,
             const std::vector<std::string>& words) {
  return at + words.size() <= tokens.size() &&
         std::equal(words.begin(), words.end(), tokens.begin() + static_cast<std::ptrdiff_t>(at));
}

std::vector<std::string> split(std::string_view words) {
  std::vector<std::string> out(1);
  for (const char c : words) {
    if (c == ' ')
      out.emplace_back();
    else
      out.back() += c;
  }
  return out;
}

void add_forbidden(std::string_view where, const std::vector<std::string>& tokens,
                   std::vector<Offence>& out) {
  for (const Forbidden& f : forbidden_anywhere) {
    const auto words = split(f.words);
    for (std::size_t i = 0; i < tokens.size(); ++i) {
      if (!follows(tokens, i, words)) continue;
      out.push_back({std::string(where), std::string(f.words) + ": " + std::string(f.remedy)});
      break;
    }
  }
}

bool is_regional(const TableText& table) {
  return table.info.spread == Spread::regional && table.info.keeping != Keeping::volatile_;
}

const TableText* if_named(std::span<const TableText> all, std::string_view name) {
  const auto at = std::ranges::find(all, name, [](const auto& t) { return t.info.name; });
  return at == all.end() ? nullptr : &*at;
}

/// Where in a statement a word stands; only some of these bind a row to its region.
enum class Clause { other, select_list, condition, from, insert_columns };

/// Walks a statement with the clause of each parenthesis level.
struct Reader {
  std::vector<Clause> clauses{Clause::other};
  int regions_bound = 0;
  std::vector<std::string> tables;

  void word(const std::vector<std::string>& tokens, std::size_t at) {
    const std::string& t = tokens[at];
    const std::string before = at > 0 ? tokens[at - 1] : "";
    Clause& now = clauses.back();
    if (t == "(") {
      const bool columns = now == Clause::from && at >= 2 && tokens[at - 2] == "into";
      clauses.push_back(columns ? Clause::insert_columns : now);
    } else if (t == ")") {
      if (clauses.size() > 1) clauses.pop_back();
    } else if (t == "select" || t == "returning") {
      now = Clause::select_list;
    } else if (t == "from" || t == "join" || t == "into" || t == "update") {
      if (before != "do" && before != "distinct") now = Clause::from;
    } else if (t == "where" || t == "on" || t == "using" || t == "having") {
      now = before == "conflict" || t == "having" ? Clause::other : Clause::condition;
      if (t == "on" && at + 1 < tokens.size() && tokens[at + 1] == "conflict") now = Clause::other;
    } else if (t == "set" || t == "values" || t == "order" || t == "group" || t == "limit") {
      now = Clause::other;
    } else if (t == "region") {
      if (now == Clause::condition || now == Clause::insert_columns) ++regions_bound;
    } else if (now == Clause::from && (before == "from" || before == "join" || before == "into" ||
                                       before == "update" || before == ",")) {
      tables.push_back(t);
    }
  }
};

void add_conflict_targets(std::string_view where, const std::vector<std::string>& tokens,
                          std::vector<Offence>& out) {
  for (std::size_t i = 0; i + 2 < tokens.size(); ++i) {
    if (tokens[i] != "on" || tokens[i + 1] != "conflict" || tokens[i + 2] != "(") continue;
    const auto begin = tokens.begin() + static_cast<std::ptrdiff_t>(i);
    const auto end = std::find(begin, tokens.end(), ")");
    if (std::find(begin, end, "region") == end) {
      out.push_back({std::string(where), "on conflict names a key without region"});
    }
  }
}

}  // namespace

std::vector<Offence> lint_table(const TableText& table, std::span<const TableText> all) {
  std::vector<Offence> out;
  const std::string& name = table.info.name;
  for (const auto& [column, type] : table.columns) {
    if (std::ranges::find(column_types, type) == column_types.end()) {
      out.push_back({name, column + ": write its type as {id} {int} {real} {bytes} or text"});
    }
  }
  if (!is_regional(table)) return out;
  const auto leads = [](const std::vector<std::string>& columns) {
    return !columns.empty() && columns[0] == "region";
  };
  if (!leads(table.info.key)) {
    out.push_back({name,
                   "region must lead the primary key; say `reference` or `global` in its "
                   "`-- @` line if it belongs to no region"});
  }
  for (const KeyText& key : table.keys) {
    const TableText* target = if_named(all, key.target);
    if (target && !is_regional(*target)) continue;
    if (!leads(key.columns)) out.push_back({name, "region must lead every " + key.kind});
  }
  return out;
}

std::vector<Offence> lint_statement(std::string_view name, std::string_view text,
                                    std::span<const TableText> all) {
  std::vector<Offence> out;
  const auto tokens = tokens_of(text);
  add_forbidden(name, tokens, out);
  Reader reader;
  for (std::size_t i = 0; i < tokens.size(); ++i) reader.word(tokens, i);
  const auto regional = std::ranges::count_if(reader.tables, [&](const std::string& t) {
    const TableText* table = if_named(all, t);
    return table && is_regional(*table);
  });
  if (regional > reader.regions_bound) {
    out.push_back({std::string(name),
                   "region must stand in a condition or among the inserted columns, once for "
                   "each table of a region: " +
                       std::to_string(regional) + " tables, " +
                       std::to_string(reader.regions_bound) + " times"});
  }
  if (regional > 0) add_conflict_targets(name, tokens, out);
  return out;
}

std::vector<Offence> lint_script(std::string_view script) {
  std::vector<Offence> out;
  add_forbidden("schema", tokens_of(script), out);
  return out;
}

std::vector<Offence> lint_everything() {
  const std::string schema = whole_schema();
  const auto tables = tables_of(schema);
  std::vector<Offence> out = lint_script(schema);
  const auto add = [&](std::vector<Offence> more) {
    out.insert(out.end(), more.begin(), more.end());
  };
  for (const auto& table : tables) add(lint_table(table, tables));
  for (const Sql* sql : Sql::all()) add(lint_statement(sql->name(), sql->text(), tables));
  return out;
}

std::vector<Offence> prepare_everything(Db& db) {
  std::vector<Offence> out;
  db.read([&](Tx& tx) {
    for (const Sql* sql : Sql::all()) {
      tx.begin_savepoint();
      try {
        tx.prepare_only(*sql);
        tx.release_savepoint();
      } catch (const StatementFailed& e) {
        out.push_back({std::string(sql->name()), e.what()});
        tx.rollback_savepoint();
      }
    }
  });
  return out;
}

}  // namespace lastmile::storage
