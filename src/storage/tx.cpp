#include "storage/tx.h"

#include <algorithm>
#include <numeric>

#include "storage/row_text.h"

namespace lastmile::storage {

void throw_unreadable(const Statement& s, int column) {
  throw Broken(
      fmt::format("column {} of a row holds what this program never writes: it was changed behind "
                  "the program's back; `lastmile verify` names the row",
                  s.name(column)));
}

bool Tx::write_row(Write what, std::string_view table, std::size_t key_columns,
                   std::vector<Column> columns) {
  ASSERT(writable());
  const RowText& row = row_text(what, table, key_columns, columns);
  const std::span all(columns);
  Mark mark;
  if (row.sealed) {
    mark.table = table;
    mark.key = key_text(all.first(key_columns));
    if (what != Write::insert) mark.before = standing_digest(row, all.first(key_columns));
    if (what != Write::erase) mark.digest = row_digest(all, row.order);
  }
  std::vector<Value> args;
  args.reserve(row.args.size());
  for (const std::size_t i : row.args) args.push_back(std::move(columns[i].value));
  const auto statement = start(row.sql, args);
  while (statement->step()) {
  }
  if (statement->changed() == 0 && what != Write::put) return false;
  if (row.sealed) marks_.push_back(std::move(mark));
  return true;
}

std::array<std::uint8_t, 16> Tx::standing_digest(const RowText& row, std::span<const Column> key) {
  std::vector<Value> args;
  for (const Column& column : key) args.push_back(column.value);
  const auto statement = start(row.standing, args);
  if (!statement->step()) return {};
  std::vector<Column> columns;
  columns.reserve(row.order.size());
  for (int i = 0; i < statement->columns(); ++i) {
    columns.push_back({statement->name(i), statement->value(i)});
  }
  return row_digest(columns, row.order);
}

std::array<std::uint8_t, 16> row_digest(std::span<const Tx::Column> columns) {
  std::vector<std::size_t> order(columns.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::sort(order, {}, [&](std::size_t i) { return columns[i].name; });
  return row_digest(columns, order);
}

}  // namespace lastmile::storage
