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

/// What is written where: the first `keys` columns are the primary key.
struct Shape {
  Write what;
  std::string_view table;
  std::size_t keys;
  Columns columns;
};
using Args = std::vector<std::size_t>;  // the column each $n takes

std::string argument(Args& args, std::size_t column) {
  args.push_back(column);
  return "$" + std::to_string(args.size());
}

std::string insert_text(const Shape& s, Args& args) {
  std::string names, values;
  for (std::size_t i = 0; i < s.columns.size(); ++i) {
    names += (i ? ", " : "") + std::string(s.columns[i].name);
    values += (i ? ", " : "") + argument(args, i);
  }
  return "insert into " + std::string(s.table) + " (" + names + ") values (" + values + ")";
}

std::string put_text(const Shape& s, Args& args) {
  std::string key, sets;
  for (std::size_t i = 0; i < s.columns.size(); ++i) {
    const std::string name(s.columns[i].name);
    if (i < s.keys)
      key += (i ? ", " : "") + name;
    else
      sets += (i > s.keys ? ", " : "") + name + " = excluded." + name;
  }
  return insert_text(s, args) + " on conflict (" + key + ") do " +
         (sets.empty() ? "nothing" : "update set " + sets);
}

std::string where_key(const Shape& s, Args& args) {
  std::string out;
  for (std::size_t i = 0; i < s.keys; ++i) {
    out += (i ? " and " : " where ") + std::string(s.columns[i].name) + " = " + argument(args, i);
  }
  return out;
}

std::string update_text(const Shape& s, Args& args) {
  std::string sets;
  // A row that is all key has nothing to set; its key set to itself still tells whether it stands.
  for (std::size_t i = s.columns.size() > s.keys ? s.keys : 0; i < s.columns.size(); ++i) {
    sets += (sets.empty() ? "" : ", ") + std::string(s.columns[i].name) + " = " + argument(args, i);
  }
  return "update " + std::string(s.table) + " set " + sets + where_key(s, args);
}

std::string text_of(const Shape& s, Args& args) {
  switch (s.what) {
    case Write::insert:
      return insert_text(s, args) + " on conflict do nothing";
    case Write::update:
      return update_text(s, args);
    case Write::put:
      return put_text(s, args);
    case Write::erase:
      return "delete from " + std::string(s.table) + where_key(s, args);
  }
  throw Broken("no such write");
}

std::string standing_text(const Shape& s) {
  std::string names;
  for (const auto& column : s.columns) {
    names += (names.empty() ? "" : ", ") + std::string(column.name);
  }
  Args key;
  return "select " + names + " from " + std::string(s.table) + where_key(s, key);
}

const TableInfo& checked(const Shape& s) {
  const TableInfo* table = if_table(s.table);
  if (!table) throw Broken("the schema has no table " + std::string(s.table));
  bool same = table->key.size() == s.keys && s.columns.size() >= s.keys;
  for (std::size_t i = 0; same && i < s.keys; ++i) same = table->key[i] == s.columns[i].name;
  if (!same) throw Broken("the row of " + table->name + " does not lead with its primary key");
  return *table;
}

std::unique_ptr<RowText> made(const Shape& s) {
  const TableInfo& info = checked(s);
  Args args;
  auto made = std::make_unique<RowText>(s.table, text_of(s, args), standing_text(s));
  made->args = std::move(args);
  made->order.resize(s.columns.size());
  std::iota(made->order.begin(), made->order.end(), std::size_t{0});
  std::ranges::sort(made->order, {}, [&](std::size_t i) { return s.columns[i].name; });
  made->sealed = info.keeping == Keeping::sealed;
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
const RowText* shared_text(const Shape& s) {
  static std::mutex mutex;
  static std::unordered_map<std::string, std::unique_ptr<RowText>> all;
  std::string key = std::to_string(static_cast<int>(s.what)) + " " + std::string(s.table);
  for (const auto& c : s.columns) key += " " + std::string(c.name);
  const std::lock_guard lock(mutex);
  auto& kept = all[key];
  if (!kept) kept = made(s);
  return kept.get();
}

void add_number(std::string& out, std::int64_t n) {
  fmt::format_to(std::back_inserter(out), "{}", n);
}

/// The same text for the same number, whether a database calls it an integer or a real.
void add_number(std::string& out, double d) {
  constexpr double whole_max = 9007199254740992.0;  // 2^53
  if (d == std::trunc(d) && std::abs(d) < whole_max)
    add_number(out, static_cast<std::int64_t>(d));
  else
    fmt::format_to(std::back_inserter(out), "{}", d);
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
        if (c == '/')
          out += "%2F";
        else if (c == '%')
          out += "%25";
        else
          out += c;
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
  const RowText* text = shared_text({what, table, key_columns, columns});
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
