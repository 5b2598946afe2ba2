#pragma once
#include <span>

#include "storage/tx.h"

namespace lastmile::storage {

/// What writing one sort of row takes, made once per (table, operation, columns) and kept.
struct RowText {
  RowText(std::string_view table, std::string statement, std::string before)
      : name("row of " + std::string(table)),
        text(std::move(statement)),
        standing_text(std::move(before)) {}

  const std::string name;
  const std::string text;
  const std::string standing_text;
  const Sql sql{Sql::Unlisted{}, name, text};
  const Sql standing{Sql::Unlisted{}, name, standing_text};  // the row there, columns alike
  std::vector<std::size_t> args;                             // the column each $n takes, none twice
  std::vector<std::size_t> order;  // of the columns by name, for the digest
  bool sealed = false;
};

/// Thread-safe; the reference lives as long as the program. Throws Broken for an unknown table
/// or a key the schema does not have.
const RowText& row_text(Tx::Write what, std::string_view table, std::size_t key_columns,
                        std::span<const Tx::Column> columns);

/// The digest of a row whose columns by name come in `order`.
std::array<std::uint8_t, 16> row_digest(std::span<const Tx::Column> columns,
                                        std::span<const std::size_t> order);

/// "4112/0198f3a0-…": key values joined; a slash within a value is written %2F.
std::string key_text(std::span<const Tx::Column> key);

}  // namespace lastmile::storage
