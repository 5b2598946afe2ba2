#include "journal/rows.h"

#include <algorithm>
#include <numeric>

#include "storage/row_text.h"

namespace lastmile::journal {
namespace {

using storage::TableInfo;
using storage::Tx;
using storage::Value;

constexpr int page = 1000;

std::string joined(const std::vector<std::string>& names) {
  std::string out;
  for (const auto& name : names) out += (out.empty() ? "" : ", ") + name;
  return out;
}

bool is_regional(const TableInfo& table) { return table.spread == storage::Spread::regional; }

/// The key columns that rows of one region differ by. SQLite seeks by `region = … and (id) > (…)`
/// but would read from the start with `(region, id) > (…)` beside the equality.
std::vector<std::string> keyset_of(const TableInfo& table) {
  const auto skip = is_regional(table) ? 1 : 0;
  return {table.key.begin() + skip, table.key.end()};
}

/// `select * …` for the page after `last` (empty: the first page), and its arguments.
struct Page {
  std::string text;
  std::vector<Value> args;
};
Page page_after(const TableInfo& table, int region, const std::vector<Value>& last) {
  Page p{"select * from " + table.name, {}};
  const char* joint = " where ";
  if (is_regional(table)) {
    p.args.emplace_back(std::int64_t{region});
    p.text += " where region = $1";
    joint = " and ";
  }
  if (!last.empty()) {
    std::string slots;
    for (const Value& value : last) {
      p.args.push_back(value);
      slots += (slots.empty() ? "$" : ", $") + std::to_string(p.args.size());
    }
    p.text += joint + ("(" + joined(keyset_of(table))) + ") > (" + slots + ")";
  }
  p.text += " order by " + joined(table.key) + " limit " + std::to_string(page);
  return p;
}

/// Where things stand in a result: the key columns, and all columns by name.
struct Layout {
  std::vector<std::string> names;
  std::vector<std::size_t> key;
  std::vector<std::size_t> order;

  Layout(const storage::Statement& s, const TableInfo& table) {
    for (int i = 0; i < s.columns(); ++i) names.emplace_back(s.name(i));
    for (const auto& column : table.key) {
      const auto at = std::ranges::find(names, column);
      ASSERT(at != names.end());
      key.push_back(static_cast<std::size_t>(at - names.begin()));
    }
    order.resize(names.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::sort(order, {}, [&](std::size_t i) { return names[i]; });
  }
};

}  // namespace

void each_row(Tx& tx, const TableInfo& table, int region, const OnRow& f) {
  std::vector<Value> last;
  for (;;) {
    const Page p = page_after(table, region, last);
    const auto s = tx.start_text(p.text, p.args);
    std::optional<Layout> layout;
    std::vector<Tx::Column> columns;
    std::vector<Tx::Column> key;
    int rows = 0;
    for (; s->step(); ++rows) {
      if (!layout) layout.emplace(*s, table);
      columns.clear();
      key.clear();
      for (std::size_t i = 0; i < layout->names.size(); ++i) {
        columns.push_back({layout->names[i], s->value(static_cast<int>(i))});
      }
      for (const std::size_t i : layout->key) key.push_back(columns[i]);
      f(storage::key_text(key), storage::row_digest(columns, layout->order));
    }
    if (rows < page) return;
    last.clear();
    const auto skip = table.key.size() - keyset_of(table).size();
    for (std::size_t i = skip; i < key.size(); ++i) last.push_back(key[i].value);
  }
}

std::vector<std::string> rows_of_no_region(Tx& tx, const TableInfo& table, int region) {
  ASSERT(is_regional(table));
  const std::string text = "select " + joined(table.key) + " from " + table.name +
                           " where region <> $1 and not exists (select 1 from journal_head "
                           "where journal_head.region = " +
                           table.name + ".region) limit 100";
  std::vector<std::string> keys;
  const std::vector<Value> args{std::int64_t{region}};
  const auto s = tx.start_text(text, args);
  while (s->step()) {
    std::vector<Tx::Column> key;
    for (int i = 0; i < s->columns(); ++i) key.push_back({table.key[i], s->value(i)});
    keys.push_back(storage::key_text(key));
  }
  return keys;
}

}  // namespace lastmile::journal
