#include "storage/tx.h"

#include <algorithm>
#include <numeric>

#include "storage/row_text.h"

namespace lastmile::storage {

bool Tx::write_row(Write what, std::string_view table, std::size_t key_columns,
                   const std::vector<Column>& columns) {
  ASSERT(writable());
  const RowText& row = row_text(what, table, key_columns, columns);
  std::vector<Value> args;
  args.reserve(row.args.size());
  for (const std::size_t i : row.args) args.push_back(columns[i].value);
  const auto statement = start(row.sql, args);
  while (statement->step()) {
  }
  if (statement->changed() == 0 && what != Write::put) return false;
  if (row.sealed) {
    const std::span all(columns);
    Mark mark{std::string(table), key_text(all.first(key_columns))};
    if (what != Write::erase) mark.digest = row_digest(all, row.order);
    marks_.push_back(std::move(mark));
  }
  return true;
}

std::array<std::uint8_t, 16> row_digest(std::span<const Tx::Column> columns) {
  std::vector<std::size_t> order(columns.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::sort(order, {}, [&](std::size_t i) { return columns[i].name; });
  return row_digest(columns, order);
}

}  // namespace lastmile::storage
