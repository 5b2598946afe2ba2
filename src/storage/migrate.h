#pragma once
#include "storage/db.h"
#include "storage/schema_text.h"

namespace lastmile::storage {

/// The versions this data has, in order; none when it is empty.
std::vector<int> applied_migrations(Tx& tx, bool postgres);

/// Runs one and writes down that it ran.
void apply_migration(Tx& tx, const Migration& migration, bool postgres);

}  // namespace lastmile::storage
