#pragma once
#include <optional>

#include "storage/tx.h"

/// What the data says of itself, whatever town.conf says of it.
namespace lastmile::app {

/// Whether this region's journal was begun here.
bool has_journal(storage::Tx& tx, int region);
/// Another region whose journal was begun here; none in the data of one town.
std::optional<int> region_beside(storage::Tx& tx, int region);

}  // namespace lastmile::app
