#pragma once
#include "storage/db.h"

namespace lastmile::storage {

/// A foreign or unique key as the schema states it: its columns in order.
struct KeyText {
  std::string kind;  // "unique", "foreign key"
  std::vector<std::string> columns;
  std::string target = {};  // of a foreign key: the table it points to
};

/// One table as its CREATE TABLE says; what the lint looks at.
struct TableText {
  TableInfo info;
  std::vector<std::pair<std::string, std::string>> columns;  // name, type token
  std::vector<KeyText> keys;
};

/// The tables a script makes, in order. Throws Broken naming a table without its `-- @` line or
/// without a primary key.
std::vector<TableText> tables_of(std::string_view script);

/// Adds tables to catalog() that no migration makes: tests of the machines only. Not thread-safe.
void add_to_catalog(const std::vector<TableText>& tables);

}  // namespace lastmile::storage
