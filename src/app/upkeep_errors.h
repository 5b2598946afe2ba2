#pragma once
#include "base/result.h"

/// Every refusal of upkeep, in the order checked.
namespace lastmile::app {

inline constexpr Refusal upkeep_unknown{
    Kind::missing, "upkeep_unknown",
    "There is no such verification or backup. Look at the list of the system page.",
    "没有这次查验或备份。请到系统页查看。"};
inline constexpr Refusal upkeep_under_way{
    Kind::conflict, "upkeep_under_way",
    "A verification or a backup is under way: only one at a time. Wait until it has ended.",
    "正在查验或备份，一次只能做一件。请等它做完再来。"};

}  // namespace lastmile::app
