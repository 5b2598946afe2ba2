#pragma once
#include "storage/db.h"
#include "storage/schema_text.h"

namespace lastmile::storage {

/// The versions this data has, in order; none when it is empty.
std::vector<int> applied_migrations(Tx& tx, bool postgres);

/// `check (kind in ('a', 'b'))` as `check ((kind = 'a' or kind = 'b'))`: SQLite fills a table of
/// its own for each such list, at every insert (a third of the insert of a need).
std::string with_choices_spelled(const std::string& statement);

/// Runs one and writes down that it ran.
void apply_migration(Tx& tx, const Migration& migration, bool postgres);

}  // namespace lastmile::storage
