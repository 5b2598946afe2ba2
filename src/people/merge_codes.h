#pragma once
#include "call/call.h"
#include "people/duplicate.h"

namespace lastmile::people {

/// Who signs in as one person shall not become another by a desk's word alone: where both profiles
/// have an account, each holder handed over a code. `merge_two_accounts`, `merge_code_tries_over`,
/// `merge_code_wrong`; the last is counted although refused.
Check holders_agree(Call& call, const MergePersons& cmd);

}  // namespace lastmile::people
