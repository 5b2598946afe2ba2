#pragma once
#include "base/result.h"

/// Refusals of consents, in the order checked.
namespace lastmile::people {

inline constexpr Refusal consent_unknown{Kind::missing, "consent_unknown",
                                         "There is no such consent, or none you may see.",
                                         "没有这条同意记录，或您无权查看。"};
inline constexpr Refusal consent_wording_old{
    Kind::conflict, "consent_wording_old",
    "The wording has changed; show the newest from /v1/consent-wordings, then ask again.",
    "同意书文字已更新，请出示最新版本后再确认。"};
inline constexpr Refusal consent_guardian_only{
    Kind::forbidden, "consent_guardian_only",
    "Only a verified guardian, or the station with the guardian present, can agree to this.",
    "只有经核实的监护人，或监护人在场时的站点，才能作出这项同意。"};
inline constexpr Refusal consent_record_stays{
    Kind::conflict, "consent_record_stays",
    "A profile cannot be kept without this consent; erase the profile instead.",
    "没有这项同意就不能保留个人资料；如要撤回，请改为申请删除资料。"};
inline constexpr Refusal consent_withdrawn_already{
    Kind::conflict, "consent_withdrawn_already",
    "This consent was withdrawn before; nothing is left to do.",
    "这项同意已经撤回，无需再次操作。"};

}  // namespace lastmile::people
