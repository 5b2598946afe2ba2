#pragma once
#include <optional>
#include <vector>

#include "journal/tree_check.h"

namespace lastmile::journal {

/// What the signed heads say, after each was checked.
struct TrustedHeads {
  std::optional<std::int64_t> size;  // of the journal; nothing when its head cannot be trusted
  std::vector<KnownHead> heads;      // in order of size, the present one last
};

/// Checks the head row and every kept checkpoint: signature, seal, and the chain that names each.
TrustedHeads check_heads(storage::Tx& tx, const vault::Vault& vault, int region,
                         Findings& findings);

}  // namespace lastmile::journal
