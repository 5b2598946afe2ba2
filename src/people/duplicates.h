#pragma once
#include "call/call.h"
#include "people/duplicate.h"

/// The verbs of duplicates: suggested, dismissed, agreed to, joined, parted again.
namespace lastmile::people {

Result<Page<DuplicateView>> list_duplicates(Call& call, const ListDuplicates& query);
Result<Done> dismiss_duplicate(Call& call, const DismissDuplicate& cmd);
Result<MergeCodeView> make_merge_code(Call& call, const MakeMergeCode& cmd);
/// A wrong code is counted although it is refused.
Result<MergeView> merge_persons(Call& call, const MergePersons& cmd);
Result<MergeView> undo_merge(Call& call, const UndoMerge& cmd);
Result<Page<MergeView>> list_merges(Call& call, const ListMerges& query);

}  // namespace lastmile::people
