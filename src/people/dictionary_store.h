#pragma once
#include "people/dictionary.h"
#include "storage/tx.h"

namespace lastmile::people {

/// All codes of a dictionary, or of all, in their order.
std::vector<CodeView> load_codes(storage::Tx& tx, std::optional<Dictionary> kind);
/// False when the code is taken.
bool save_code(storage::Tx& tx, const CodeView& code);

}  // namespace lastmile::people
