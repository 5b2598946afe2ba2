#pragma once
#include "storage/db.h"

namespace lastmile::storage {

/// Db on a PostgreSQL database. Throws Unavailable when it cannot be reached.
std::unique_ptr<Db> open_postgres(const std::string& url, Db::Options options);

}  // namespace lastmile::storage
