#include "storage/seeds.h"

#include "storage/migrate.h"
#include "storage/schema_tables.h"
#include "storage/sqlite_connection.h"

namespace lastmile::storage {

void each_seed(const std::function<void(const TableInfo&, const std::string&, const Digest&)>& f) {
  SqliteConnection connection(":memory:", SqliteConnection::Mode::write);
  SqliteTx tx(connection, true);
  for (const Migration& migration : migrations()) apply_migration(tx, migration, false);
  for (const auto& table : tables_of(whole_schema())) {
    if (table.info.keeping != Keeping::sealed) continue;
    for_each_row(tx, table.info.name,
                 [&](const std::string& key, const Digest& digest) { f(table.info, key, digest); });
  }
}

}  // namespace lastmile::storage
