#pragma once
#include "base/result.h"

/// Refusals of keeping people apart, in the order checked.
namespace lastmile::people {

inline constexpr Refusal apart_from_self{Kind::invalid, "apart_from_self",
                                         "Nobody can be kept apart from themself.",
                                         "不能把本人与本人隔开。"};
inline constexpr Refusal apart_unknown{Kind::missing, "apart_unknown",
                                       "These two are not kept apart by this person's wish.",
                                       "没有此人提出的这条不匹配要求。"};

}  // namespace lastmile::people
