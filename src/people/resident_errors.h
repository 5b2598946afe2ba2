#pragma once
#include "base/result.h"

/// Refusals of residents' profiles, in the order checked.
namespace lastmile::people {

inline constexpr Refusal search_too_wide{Kind::invalid, "search_too_wide",
                                         "Give either a phone or an ID number.",
                                         "请填写电话或身份证号中的一项。"};
inline constexpr Refusal already_introduced{Kind::conflict, "already_introduced",
                                            "Your profile exists already; change it instead.",
                                            "您的资料已经建立，请直接修改。"};
inline constexpr Refusal guardian_registers{
    Kind::forbidden, "guardian_registers",
    "Under 14 a parent or guardian agrees to a profile first: ask them to come or call the "
    "station, which enters you with their consent.",
    "未满 14 周岁须先由父母或其他监护人同意：请监护人到站点或致电站点，由站点登记。"};
inline constexpr Refusal entered_how_wrong{
    Kind::invalid, "entered_how_wrong",
    "The station enters people at the counter, by phone or on a visit.",
    "站点登记方式只能是：柜台、电话或入户。"};
inline constexpr Refusal household_elsewhere{
    Kind::invalid, "household_elsewhere",
    "This household belongs to another site, or to none; pick one of the home site.",
    "该住户不属于所选站点，请选择本站点的住户。"};
inline constexpr Refusal sensitive_consent_missing{
    Kind::conflict, "sensitive_consent_missing",
    "Disability and hardship are recorded only with a separate consent: ask, then send how it was "
    "given as `sensitive_consent`.",
    "记录残疾、困难等情况须单独取得同意：请询问后在 sensitive_consent 里注明同意方式。"};
inline constexpr Refusal person_known{
    Kind::conflict, "person_known",
    "Someone like this is known already; `seen` names the profile if you may see it. Use that one, "
    "or send `anyway` if it is another person; with the same ID number it is the same person, so "
    "mend the number or join the two.",
    "系统里已有相似的人（若有权查看，seen 给出其编号）。请使用已有资料；确属另一人时请带上 anyway；"
    "身份证号相同即为同一人，请更正号码或合并两份资料。"};

// Revealing.
inline constexpr Refusal reveal_needs_write{
    Kind::forbidden, "reveal_needs_write",
    "Only staff who may change people's data here can look at it in full.",
    "只有本辖区有修改权限的工作人员才能查看完整信息。"};
inline constexpr Refusal not_a_minor{Kind::conflict, "not_a_minor",
                                     "This person is of age; ask for the contact instead.",
                                     "此人已成年，请改为查看联系方式。"};
inline constexpr Refusal reveal_cap_reached{
    Kind::too_many, "reveal_cap_reached",
    "Today's cap of full views is reached; continue tomorrow, or ask the center.",
    "今天查看完整信息的次数已达上限，请明天再查，或联系中心。"};

}  // namespace lastmile::people
