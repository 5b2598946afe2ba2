#include <unordered_map>

#include "storage/schema_tables.h"
#include "storage/schema_text.h"

namespace lastmile::storage {
namespace {

struct Catalog {
  std::vector<TableInfo> tables;
  std::unordered_map<std::string_view, std::size_t> by_name;

  void add(const std::vector<TableText>& more) {
    for (const auto& t : more) tables.push_back(t.info);
    by_name.clear();
    for (std::size_t i = 0; i < tables.size(); ++i) by_name[tables[i].name] = i;
  }
};

Catalog& shared_catalog() {
  static Catalog catalog = [] {
    Catalog built;
    built.add(tables_of(whole_schema()));
    return built;
  }();
  return catalog;
}

}  // namespace

std::string whole_schema() {
  std::string script;
  for (const Migration& m : migrations()) script += std::string(m.text) + "\n";
  return script;
}

const std::vector<TableInfo>& catalog() { return shared_catalog().tables; }

const TableInfo* if_table(std::string_view name) {
  const Catalog& c = shared_catalog();
  const auto at = c.by_name.find(name);
  return at == c.by_name.end() ? nullptr : &c.tables[at->second];
}

void add_to_catalog(const std::vector<TableText>& tables) { shared_catalog().add(tables); }

}  // namespace lastmile::storage
