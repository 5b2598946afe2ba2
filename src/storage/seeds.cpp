#include "storage/seeds.h"

#include "storage/migrate.h"
#include "storage/schema_tables.h"
#include "storage/sqlite_connection.h"

namespace lastmile::storage {
namespace {

struct Seed {
  TableInfo table;
  std::string key;
  Digest digest;
};

std::vector<Seed> made_anew() {
  std::vector<Seed> seeds;
  SqliteConnection connection("", SqliteConnection::Mode::write);  // of its own, gone when closed
  SqliteTx tx(connection, true);
  for (const Migration& migration : migrations()) apply_migration(tx, migration, false);
  for (const auto& table : tables_of(whole_schema())) {
    if (table.info.keeping != Keeping::sealed) continue;
    for_each_row(tx, table.info.name, [&](const std::string& key, const Digest& digest) {
      seeds.push_back({table.info, key, digest});
    });
  }
  return seeds;
}

}  // namespace

void each_seed(const std::function<void(const TableInfo&, const std::string&, const Digest&)>& f) {
  static const std::vector<Seed> seeds = made_anew();
  for (const Seed& seed : seeds) f(seed.table, seed.key, seed.digest);
}

}  // namespace lastmile::storage
