#pragma once
#include "storage/db.h"

namespace lastmile::storage {

/// Db on an SQLite file. Throws Unavailable when it cannot be opened.
std::unique_ptr<Db> open_sqlite(const std::filesystem::path& file, Db::Options options);

}  // namespace lastmile::storage
