#pragma once
#include "base/page.h"
#include "needs/need_view.h"

/// 并案: two needs that are one.
namespace lastmile::needs {

/// Before a need is sent, or at triage: what is open already and may be the same: see looks_same.
struct ListAlike {
  NeedId need;
};
BOOST_DESCRIBE_STRUCT(ListAlike, (), (need))
struct AlikeView {
  NeedId need;
  std::string number;
  NeedState state = NeedState::submitted;
  std::string category;
  Instant submitted_at;
  bool same_recipient = false;
  bool same_household = false;
};
BOOST_DESCRIBE_STRUCT(AlikeView, (),
                      (need, number, state, category, submitted_at, same_recipient, same_household))
/// Staff see every candidate of their scope; the asker only their own household's.
Result<Page<AlikeView>> list_alike(Call& call, const ListAlike& query);

struct MergeNeed {
  NeedId need;  // this one ends…
  NeedId into;  // …in this one
};
BOOST_DESCRIBE_STRUCT(MergeNeed, (), (need, into))
Result<NeedView> merge_need(Call& call, const MergeNeed& cmd);

/// For 30 days a merge can be taken back; the need stands where it stood.
struct UnmergeNeed {
  NeedId need;
};
BOOST_DESCRIBE_STRUCT(UnmergeNeed, (), (need))
Result<NeedView> unmerge_need(Call& call, const UnmergeNeed& cmd);

}  // namespace lastmile::needs
