#include "journal/past.h"

#include <limits>
#include <map>

#include "journal/entry_store.h"
#include "storage/schema_tables.h"
#include "storage/schema_text.h"
#include "storage/seeds.h"

namespace lastmile::journal {
namespace {

using storage::Sql;
using storage::TableInfo;
using storage::Tx;

const Sql any_head_sql{"journal.any_head", "select count(*) from journal_head where region >= $1"};

constexpr const char* own_tables[] = {"journal_entry", "journal_node", "checkpoint"};

const std::vector<TableInfo>& sealed_tables() {
  static const std::vector<TableInfo> all = [] {
    std::vector<TableInfo> sealed;
    for (const auto& table : storage::tables_of(storage::whole_schema())) {
      if (table.info.keeping == storage::Keeping::sealed) sealed.push_back(table.info);
    }
    return sealed;
  }();
  return all;
}

bool is_regional(const TableInfo& table) { return table.spread == storage::Spread::regional; }

/// True when any of the tests, each the text of a condition, holds.
bool any_holds(Tx& tx, const std::vector<std::string>& tests, int region) {
  std::string text = "select 1 where $1 = $1 and (";
  for (const auto& test : tests) text += (&test == tests.data() ? "" : " or ") + test;
  const std::vector<storage::Value> args{std::int64_t{region}};
  return tx.start_text(text + ")", args)->step();
}

std::string has_row_of_region(const std::string& table) {
  return "exists (select 1 from " + table + " where region = $1)";
}

/// Rows that no region owns were told in some region's journal; what the schema put in was not.
std::vector<std::string> more_than_seeded() {
  std::map<std::string, std::int64_t> seeds;
  storage::each_seed(
      [&](const TableInfo& table, const std::string&, const auto&) { ++seeds[table.name]; });
  std::vector<std::string> tests;
  for (const TableInfo& table : sealed_tables()) {
    if (is_regional(table)) continue;
    tests.push_back(fmt::format("(select count(*) from {}) > {}", table.name, seeds[table.name]));
  }
  return tests;
}

}  // namespace

bool has_past(Tx& tx, int region) {
  std::vector<std::string> tests;
  for (const char* table : own_tables) tests.push_back(has_row_of_region(table));
  for (const TableInfo& table : sealed_tables()) {
    if (is_regional(table)) tests.push_back(has_row_of_region(table.name));
  }
  if (any_holds(tx, tests, region)) return true;
  const bool alone = tx.row<int>(any_head_sql, std::numeric_limits<int>::min()) == 0;
  return alone && any_holds(tx, more_than_seeded(), region);
}

}  // namespace lastmile::journal
