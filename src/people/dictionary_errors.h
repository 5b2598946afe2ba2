#pragma once
#include "base/result.h"

/// Refusals of the dictionaries, in the order checked.
namespace lastmile::people {

inline constexpr Refusal dictionary_closed{
    Kind::forbidden, "dictionary_closed",
    "The recipient groups are those of the national standard and cannot be added to.",
    "服务对象类别按国家标准固定，不能新增。"};
inline constexpr Refusal code_malformed{
    Kind::invalid, "code_malformed", "A code has lower-case letters, digits and underscores only.",
    "代码只能包含小写字母、数字和下划线。"};
inline constexpr Refusal code_taken{Kind::conflict, "code_taken",
                                    "This code exists already; choose another.",
                                    "该代码已存在，请换一个。"};

}  // namespace lastmile::people
