#include "storage/row_text.h"

#include <sodium.h>

#include <algorithm>
#include <cmath>
#include <mutex>
#include <numeric>
#include <unordered_map>

#include "storage/db.h"
#include "storage/dialect.h"

namespace lastmile::storage {
namespace {

using Write = Tx::Write;
using Columns = std::span<const Tx::Column>;

std::string argument(std::vector<std::size_t>& args, std::size_t column) {
  args.push_back(column);
  return "$" + std::to_string(args.size());
}

std::string insert_text(std::string_view table, Columns columns, std::vector<std::size_t>& args) {
  std::string names, values;
  for (std::size_t i = 0; i < columns.size(); ++i) {
    names += (i ? ", " : "") + std::string(columns[i].name);
    values += (i ? ", " : "") + argument(args, i);
  }
  return "insert into " + std::string(table) + " (" + names + ") values (" + values + ")";
}

std::string put_text(std::string_view table, Columns columns, std::size_t keys,
                     std::vector<std::size_t>& args) {
  std::string key, sets;
  for (std::size_t i = 0; i < columns.size(); ++i) {
    const std::string name(columns[i].name);
    if (i < keys) key += (i ? ", " : "") + name;
    else sets += (i > keys ? ", " : "") + name + " = excluded." + name;
  }
  return insert_text(table, columns, args) + " on conflict (" + key + ") do " +
         (sets.empty() ? "nothing" : "update set " + sets);
}

std::string where_key(Columns columns, std::size_t keys, std::vector<std::size_t>& args) {
  std::string out;
  for (std::size_t i = 0; i < keys; ++i) {
    out += (i ? " and " : " where ") + std::string(columns[i].name) + " = " + argument(args, i);
  }
  return out;
}

std::string update_text(std::string_view table, Columns columns, std::size_t keys,
                        std::vector<std::size_t>& args) {
  std::string sets;
  // A row that is all key has nothing to set; its key set to itself still tells whether it stands.
  for (std::size_t i = columns.size() > keys ? keys : 0; i < columns.size(); ++i) {
    sets += (sets.empty() ? "" : ", ") + std::string(columns[i].name) + " = " + argument(args, i);
  }
  return "update " + std::string(table) + " set " + sets + where_key(columns, keys, args);
}

std::string text_of(Write what, std::string_view table, std::size_t keys, Columns columns,
                    std::vector<std::size_t>& args) {
  switch (what) {
    case Write::insert: return insert_text(table, columns, args) + " on conflict do nothing";
    case Write::update: return update_text(table, columns, keys, args);
    case Write::put: return put_text(table, columns, keys, args);
    case Write::erase: return "delete from " + std::string(table) + where_key(columns, keys, args);
  }
  throw Broken("no such write");
}

void check_key(const TableInfo* table, std::string_view name, std::size_t keys, Columns columns) {
  if (!table) throw Broken("the schema has no table " + std::string(name));
  bool same = table->key.size() == keys && columns.size() >= keys;
  for (std::size_t i = 0; same && i < keys; ++i) same = table->key[i] == columns[i].name;
  if (!same) throw Broken("the row of " + table->name + " does not lead with its primary key");
}

std::unique_ptr<RowText> made(Write what, std::string_view table, std::size_t keys,
                              Columns columns) {
  const TableInfo* info = if_table(table);
  check_key(info, table, keys, columns);
  std::vector<std::size_t> args;
  auto made = std::make_unique<RowText>(table, text_of(what, table, keys, columns, args));
  made->args = std::move(args);
  made->order.resize(columns.size());
  std::iota(made->order.begin(), made->order.end(), std::size_t{0});
  std::ranges::sort(made->order, {}, [&](std::size_t i) { return columns[i].name; });
  made->sealed = info->keeping == Keeping::sealed;
  return made;
}

/// One table may be written with different structs, so an entry also knows its columns.
struct Entry {
  Write what;
  std::vector<std::string> columns;
  const RowText* text;
  bool fits(Write other, Columns names) const {
    return what == other && std::ranges::equal(columns, names, {}, {}, &Tx::Column::name);
  }
};
using Entries = std::unordered_map<std::string_view, std::vector<Entry>>;

/// Statement caches know these by address, so they are never freed.
const RowText* shared_text(Write what, std::string_view table, std::size_t keys,
                           Columns columns) {
  static std::mutex mutex;
  static std::unordered_map<std::string, std::unique_ptr<RowText>> all;
  std::string key = std::to_string(static_cast<int>(what)) + " " + std::string(table);
  for (const auto& c : columns) key += " " + std::string(c.name);
  const std::lock_guard lock(mutex);
  auto& kept = all[key];
  if (!kept) kept = made(what, table, keys, columns);
  return kept.get();
}

void add_number(std::string& out, std::int64_t n) {
  fmt::format_to(std::back_inserter(out), "{}", n);
}

/// The same text for the same number, whether a database calls it an integer or a real.
void add_number(std::string& out, double d) {
  constexpr double whole_max = 9007199254740992.0;  // 2^53
  if (d == std::trunc(d) && std::abs(d) < whole_max) add_number(out, static_cast<std::int64_t>(d));
  else fmt::format_to(std::back_inserter(out), "{}", d);
}

/// kind, length, ':', bytes: no two rows share a text.
void add_value(std::string& out, const Value& value) {
  struct Adder {
    std::string& out;
    void sized(char kind, std::string_view data) const {
      out += kind;
      add_number(out, static_cast<std::int64_t>(data.size()));
      out += ':';
      out += data;
    }
    void operator()(std::monostate) const {}
    void operator()(std::int64_t n) const {
      out += 'n';
      add_number(out, n);
    }
    void operator()(double d) const {
      out += 'n';
      add_number(out, bound_real(d));
    }
    void operator()(const std::string& t) const { sized('t', t); }
    void operator()(const Bytes& b) const { sized('b', b.data); }
    void operator()(const List&) const { throw Broken("a list is no column"); }
  };
  std::visit(Adder{out}, value);
}

/// As the key of a mark: plain, without kinds and lengths.
std::string key_piece(const Value& value) {
  struct Writer {
    std::string operator()(std::monostate) const { throw Broken("a key column is null"); }
    std::string operator()(std::int64_t n) const { return std::to_string(n); }
    std::string operator()(double) const { throw Broken("a real is no key"); }
    std::string operator()(const std::string& t) const {
      if (t.find_first_of("/%") == std::string::npos) return t;
      std::string out;
      for (const char c : t) {
        if (c == '/') out += "%2F";
        else if (c == '%') out += "%25";
        else out += c;
      }
      return out;
    }
    std::string operator()(const Bytes& b) const {
      std::string out;
      for (const char c : b.data) out += fmt::format("{:02x}", static_cast<unsigned char>(c));
      return out;
    }
    std::string operator()(const List&) const { throw Broken("a list is no key"); }
  };
  return std::visit(Writer{}, value);
}

}  // namespace

const RowText& row_text(Write what, std::string_view table, std::size_t key_columns,
                        Columns columns) {
  thread_local Entries known;
  auto& entries = known[table];
  for (const Entry& e : entries) {
    if (e.fits(what, columns)) return *e.text;
  }
  std::vector<std::string> names;
  for (const auto& c : columns) names.emplace_back(c.name);
  const RowText* text = shared_text(what, table, key_columns, columns);
  entries.push_back({what, std::move(names), text});
  return *text;
}

std::string key_text(Columns key) {
  std::string out;
  for (const auto& column : key) out += (out.empty() ? "" : "/") + key_piece(column.value);
  return out;
}

std::array<std::uint8_t, 16> row_digest(Columns columns, std::span<const std::size_t> order) {
  std::string canonical;
  canonical.reserve(columns.size() * 48);
  for (const std::size_t i : order) {
    if (columns[i].value.index() == 0) continue;
    canonical += columns[i].name;
    canonical += '=';
    add_value(canonical, columns[i].value);
    canonical += '\n';
  }
  std::array<std::uint8_t, 16> digest{};
  crypto_generichash(digest.data(), digest.size(),
                     reinterpret_cast<const unsigned char*>(canonical.data()), canonical.size(),
                     nullptr, 0);
  return digest;
}

}  // namespace lastmile::storage
