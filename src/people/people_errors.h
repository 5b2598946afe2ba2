#pragma once
#include "base/result.h"

/// Refusals that every noun of people shares, in the order checked: signed in (access), seen,
/// yours, then what the noun's own *_errors.h says.
namespace lastmile::people {

inline constexpr Refusal person_unknown{Kind::missing, "person_unknown",
                                        "There is no such person here, or none you may see.",
                                        "这里没有这个人，或您无权查看。"};
inline constexpr Refusal proxy_only_asks{
    Kind::forbidden, "proxy_only_asks",
    "A proxy asks, follows and rates for this person; what is kept about them is changed by the "
    "person, a guardian or the station.",
    "代办人只能代为求助、跟进和评价；资料须由本人、监护人或站点修改。"};
inline constexpr Refusal person_erased{
    Kind::conflict, "person_erased",
    "This person's data was erased at their wish; enter them anew if they come back.",
    "此人的信息已按本人要求删除；如本人再来，请重新登记。"};
inline constexpr Refusal code_unknown{Kind::invalid, "code_unknown",
                                      "This code is in no dictionary; take one from /v1/codes.",
                                      "字典里没有这个代码，请从代码表中选择。"};

}  // namespace lastmile::people
