#pragma once
#include <array>
#include <functional>
#include <string>

#include "storage/db.h"

namespace lastmile::journal {

using Digest = std::array<std::uint8_t, 16>;
using OnRow = std::function<void(const std::string& key, const Digest& digest)>;

/// Every row of a table in the order of its key, as storage marks it: key text and digest. Of a
/// regional table only the region's rows. Reads a thousand rows at a time, so memory is bounded on
/// either database.
void each_row(storage::Tx& tx, const storage::TableInfo& table, int region, const OnRow& f);

/// Keys of rows of a regional table, of other regions than this, whose region has no journal
/// here; at most 100.
std::vector<std::string> rows_of_no_region(storage::Tx& tx, const storage::TableInfo& table,
                                           int region);

}  // namespace lastmile::journal
