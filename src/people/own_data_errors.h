#pragma once
#include "base/result.h"

/// Refusals of export and erasure, in the order checked.
namespace lastmile::people {

inline constexpr Refusal person_held{
    Kind::conflict, "person_held",
    "Something is under way that needs this person; `seen` says what. Finish or withdraw it first.",
    "此人有正在进行的事项（见 seen），请先完成或撤回。"};
inline constexpr Refusal staff_not_erased{
    Kind::conflict, "staff_not_erased",
    "Staff accounts are closed by the security administrator first.",
    "工作人员账号须先由安全管理员停用。"};

}  // namespace lastmile::people
