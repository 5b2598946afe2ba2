#include "storage/sweep.h"

#include <sodium.h>

#include <algorithm>
#include <utility>

#include "storage/row_text.h"

namespace lastmile::storage {
namespace {

constexpr int page_rows = 1000;

const TableInfo& known(std::string_view table) {
  const TableInfo* info = if_table(table);
  if (!info) throw Broken("the schema has no table " + std::string(table));
  return *info;
}

std::string joined(const std::vector<std::string>& names) {
  std::string out;
  for (const auto& n : names) out += (out.empty() ? "" : ", ") + n;
  return out;
}

/// The page after a key; without one the first.
std::string page_text(const TableInfo& table, bool after) {
  const std::string key = joined(table.key);
  std::string text = "select * from " + table.name;
  if (after) {
    std::vector<std::string> args;
    for (std::size_t i = 1; i <= table.key.size(); ++i) args.push_back("$" + std::to_string(i));
    text += " where (" + key + ") > (" + joined(args) + ")";
  }
  return text + " order by " + key + " limit " + std::to_string(page_rows);
}

std::vector<std::size_t> places_of(const std::vector<std::string>& key, const Statement& s) {
  std::vector<std::size_t> places;
  for (const auto& column : key) {
    for (int i = 0; i < s.columns(); ++i) {
      if (s.name(i) == column) places.push_back(static_cast<std::size_t>(i));
    }
  }
  ASSERT(places.size() == key.size());
  return places;
}

std::vector<Tx::Column> columns_of(const Statement& s) {
  std::vector<Tx::Column> columns;
  columns.reserve(static_cast<std::size_t>(s.columns()));
  for (int i = 0; i < s.columns(); ++i) columns.push_back({s.name(i), s.value(i)});
  return columns;
}

using RowWithKey = std::function<void(std::span<const Tx::Column> columns,
                                      std::span<const std::size_t> key_places)>;

void walk(Tx& tx, std::string_view name, const RowWithKey& f) {
  const TableInfo& table = known(name);
  std::vector<Value> after, last;
  for (int seen = page_rows; seen == page_rows;) {
    const auto s = tx.start_text(page_text(table, !after.empty()), after);
    const auto key = places_of(table.key, *s);
    for (seen = 0; s->step(); ++seen) {
      const auto columns = columns_of(*s);
      f(columns, key);
      if (seen + 1 < page_rows) continue;
      for (const std::size_t i : key) last.push_back(columns[i].value);
    }
    after = std::exchange(last, {});
  }
}

}  // namespace

void for_each_row_of(Tx& tx, std::string_view table,
                     const std::function<void(std::span<const Tx::Column>)>& f) {
  walk(tx, table, [&](auto columns, auto) { f(columns); });
}

void for_each_row(Tx& tx, std::string_view table,
                  const std::function<void(const std::string&, const Digest&)>& f) {
  walk(tx, table, [&](std::span<const Tx::Column> columns, std::span<const std::size_t> places) {
    std::vector<Tx::Column> key;
    for (const std::size_t i : places) key.push_back(columns[i]);
    f(key_text(key), row_digest(columns));
  });
}

std::int64_t count_rows(Tx& tx, std::string_view table) {
  const auto s = tx.start_text("select count(*) from " + known(table).name, {});
  ASSERT(s->step());
  return s->integer(0);
}

Digest table_digest(Tx& tx, std::string_view table) {
  Digest sum{};
  for_each_row(tx, table, [&](const std::string& key, const Digest& row) {
    const std::string text = key + '\n' + std::string(row.begin(), row.end());
    Digest one{};
    crypto_generichash(one.data(), one.size(), reinterpret_cast<const unsigned char*>(text.data()),
                       text.size(), nullptr, 0);
    sodium_add(sum.data(), one.data(), sum.size());
  });
  return sum;
}

}  // namespace lastmile::storage
