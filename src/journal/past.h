#pragma once
#include "storage/tx.h"

namespace lastmile::journal {

/// Whether the data speaks of a journal of this region that was: leaves, nodes, checkpoints, or
/// sealed rows, which nobody but a command with a leaf writes. Then a head that is not there was
/// deleted, and a new one would begin a second history under the same key.
bool has_past(storage::Tx& tx, int region);

}  // namespace lastmile::journal
