#pragma once
#include "base/result.h"

namespace lastmile::journal {

inline constexpr Refusal tree_beyond_journal{
    Kind::invalid, "tree_beyond_journal",
    "The journal has not grown to this tree size; ask for 0 (the present size) or a smaller one.",
    "日志还没有这么大，请填 0（当前大小）或更小的数。"};

}  // namespace lastmile::journal
