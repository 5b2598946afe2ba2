#pragma once
#include <filesystem>

#include "storage/db.h"

namespace lastmile::storage {

/// Db::rehearse on a SQLite file: what is written lies in memory, so it works where nothing can be
/// written (no space, a file that may only be read), and takes no lock from those who write.
void rehearse_on(const std::filesystem::path& file, const Rehearsal& rehearsal);

}  // namespace lastmile::storage
