#include "storage/schema_tables.h"

#include <algorithm>
#include <optional>

#include "storage/dialect.h"

namespace lastmile::storage {
namespace {

std::string lower(std::string_view text) {
  std::string out(text);
  std::ranges::transform(out, out.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  });
  return out;
}

std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> words;
  std::string word;
  for (const char c : text) {
    const bool space = c == ' ' || c == '\n' || c == '\t' || c == '\r';
    if (!space)
      word += c;
    else if (!word.empty())
      words.push_back(std::exchange(word, {}));
  }
  if (!word.empty()) words.push_back(word);
  return words;
}

/// The stretches of `text` between commas that stand outside parentheses and quotes.
std::vector<std::string> parts_of(std::string_view text) {
  std::vector<std::string> parts(1);
  int depth = 0;
  bool quoted = false;
  for (const char c : text) {
    if (c == '\'') quoted = !quoted;
    if (!quoted && c == '(') ++depth;
    if (!quoted && c == ')') --depth;
    if (!quoted && depth == 0 && c == ',')
      parts.emplace_back();
    else
      parts.back() += c;
  }
  return parts;
}

/// What stands in the first pair of parentheses at or after `from`, nested ones included.
std::string_view in_parentheses(std::string_view text, std::size_t from = 0) {
  const std::size_t open = text.find('(', from);
  if (open == std::string_view::npos) return {};
  int depth = 0;
  bool quoted = false;
  for (std::size_t i = open; i < text.size(); ++i) {
    if (text[i] == '\'') quoted = !quoted;
    if (quoted) continue;
    if (text[i] == '(') ++depth;
    if (text[i] == ')' && --depth == 0) return text.substr(open + 1, i - open - 1);
  }
  throw Broken("unclosed parenthesis in: " + std::string(text.substr(0, 60)));
}

std::vector<std::string> names_in_parentheses(std::string_view text, std::size_t from) {
  std::vector<std::string> names;
  for (const auto& part : parts_of(in_parentheses(text, from))) {
    const auto words = words_of(part);
    if (!words.empty()) names.push_back(words[0]);
  }
  return names;
}

std::string target_of(const std::vector<std::string>& words) {
  const auto at = std::ranges::find(words, "references");
  return words.end() - at > 1 ? (at + 1)->substr(0, (at + 1)->find('(')) : std::string();
}

void add_part(TableText& table, const std::string& raw) {
  const std::string part = lower(raw);
  const auto words = words_of(part);
  if (words.empty()) return;
  if (part.find("primary key") != std::string::npos && words[0] == "primary") {
    table.info.key = names_in_parentheses(part, 0);
  } else if (words[0] == "unique" || words[0].starts_with("unique(")) {
    table.keys.push_back({"unique", names_in_parentheses(part, 0)});
  } else if (words[0] == "foreign") {
    table.keys.push_back({"foreign key", names_in_parentheses(part, 0), target_of(words)});
  } else if (words[0] != "check" && !words[0].starts_with("check(") && words[0] != "constraint") {
    table.columns.emplace_back(words[0], words.size() > 1 ? words[1] : "");
    const auto has = [&](std::string_view w) { return std::ranges::find(words, w) != words.end(); };
    if (has("primary")) table.info.key = {words[0]};
    if (has("unique")) table.keys.push_back({"unique", {words[0]}});
    if (has("references")) table.keys.push_back({"foreign key", {words[0]}, target_of(words)});
  }
}

struct Note {
  Keeping keeping;
  Spread spread = Spread::regional;
  std::string rest;
};

/// `-- @sealed`, `-- @derived NAME`, `-- @volatile reason`; `reference` or `global` may follow.
std::optional<Note> note_in(std::string_view comment) {
  const auto words = words_of(comment);
  if (words.size() < 2 || words[0] != "--" || !words[1].starts_with('@')) return std::nullopt;
  const std::string kind = words[1].substr(1);
  Note note;
  if (kind == "volatile")
    note.keeping = Keeping::volatile_;
  else if (const auto known = parse_enum<Keeping>(kind))
    note.keeping = *known;
  else
    throw Broken("unknown note in the schema: " + std::string(comment));
  for (std::size_t i = 2; i < words.size(); ++i) {
    const bool spread = words[i] == "reference" || words[i] == "global";
    if (spread && i <= 3)
      note.spread = *parse_enum<Spread>(words[i]);
    else
      note.rest += (note.rest.empty() ? "" : " ") + words[i];
  }
  if (note.keeping != Keeping::sealed && note.rest.empty()) {
    throw Broken("a derived table names its follower and a volatile one its reason: " +
                 std::string(comment));
  }
  return note;
}

/// The note above each CREATE TABLE of a script, in order.
std::vector<std::optional<Note>> notes_of(std::string_view script) {
  std::vector<std::optional<Note>> notes;
  std::optional<Note> pending;
  for (std::size_t at = 0; at < script.size();) {
    const std::size_t end = std::min(script.find('\n', at), script.size());
    const std::string_view line = script.substr(at, end - at);
    at = end + 1;
    if (line.starts_with("--")) {
      if (const auto note = note_in(line)) pending = note;
    } else if (lower(line).starts_with("create table")) {
      notes.push_back(std::exchange(pending, std::nullopt));
    }
  }
  return notes;
}

TableText table_of(const std::string& statement, std::string name, const Note& note) {
  TableText table;
  table.info = {std::move(name), note.keeping, {}, note.spread, note.rest};
  for (const auto& part : parts_of(in_parentheses(statement))) add_part(table, part);
  if (table.info.key.empty()) throw Broken("table " + table.info.name + " has no primary key");
  return table;
}

TableText& named(std::vector<TableText>& tables, const std::string& name) {
  const auto at = std::ranges::find(tables, name, [](const auto& t) { return t.info.name; });
  if (at == tables.end()) throw Broken("the schema has no table " + name);
  return *at;
}

}  // namespace

std::vector<TableText> tables_of(std::string_view script) {
  const auto notes = notes_of(script);
  std::size_t next_note = 0;
  std::vector<TableText> tables;
  for (const std::string& statement : statements_of(script)) {
    const std::string text = lower(statement);
    const auto words = words_of(text);
    const auto name_at = [&](std::size_t i) {
      ASSERT(words.size() > i);
      return words[i].substr(0, words[i].find('('));
    };
    if (text.starts_with("create table")) {
      const std::string name = name_at(2);
      ASSERT(next_note < notes.size());
      const auto& note = notes[next_note++];
      if (!note) throw Broken("no `-- @` line before create table " + name);
      tables.push_back(table_of(statement, name, *note));
    } else if (text.starts_with("create unique index")) {
      const std::size_t on = text.find(" on ");
      ASSERT(on != std::string::npos);
      const auto table = words_of(text.substr(on + 4, text.find('(', on) - on - 4));
      named(tables, table.at(0)).keys.push_back({"unique", names_in_parentheses(text, on)});
    } else if (text.starts_with("drop table")) {
      std::erase_if(tables, [&](const auto& t) { return t.info.name == name_at(2); });
    } else if (text.starts_with("alter table") && name_at(3) == "add") {
      const std::size_t column = name_at(4) == "column" ? 5 : 4;
      named(tables, name_at(2)).columns.emplace_back(name_at(column), name_at(column + 1));
    } else if (text.starts_with("alter table") && name_at(3) == "rename" && name_at(4) == "to") {
      named(tables, name_at(2)).info.name = name_at(5);
    }
  }
  return tables;
}

}  // namespace lastmile::storage
