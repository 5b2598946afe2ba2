#pragma once
#include "call/call.h"
#include "people/duplicate.h"

namespace lastmile::people {

/// Who signs in as one person shall not become another by a desk's word alone: where both profiles
/// have an account, each holder handed over a code; where one has, it is the one kept, so that what
/// its holder does as the two stays theirs when they are parted. `merge_keep_the_account`,
/// `merge_two_accounts`, `merge_code_tries_over`, `merge_code_wrong`; the last is counted although
/// refused.
Check holders_agree(Call& call, const MergePersons& cmd);

}  // namespace lastmile::people
