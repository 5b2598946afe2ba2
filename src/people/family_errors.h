#pragma once
#include "base/result.h"

/// Refusals of families, in the order checked.
namespace lastmile::people {

inline constexpr Refusal family_link_unknown{Kind::missing, "family_link_unknown",
                                             "There is no such family link, or none you may see.",
                                             "没有这条家属关系，或您无权查看。"};
inline constexpr Refusal family_contact_empty{
    Kind::invalid, "family_contact_empty",
    "Give the contact's name and phone, or the account of the relative.",
    "请填写联系人的姓名和电话，或指定其账号。"};
inline constexpr Refusal family_contact_speaks_for_none{
    Kind::invalid, "family_contact_speaks_for_none",
    "A proxy or guardian signs in themself: name their account, or hand them a family code.",
    "代办人或监护人须有自己的账号：请指定账号，或把家属码交给对方。"};
inline constexpr Refusal family_of_self{Kind::invalid, "family_of_self",
                                        "Nobody is their own relative.", "不能把本人登记为家属。"};
inline constexpr Refusal family_linked_already{Kind::conflict, "family_linked_already",
                                               "These two are linked already; `seen` tells how.",
                                               "两人已有家属关系，见 seen。"};
inline constexpr Refusal guardian_not_adult{Kind::forbidden, "guardian_not_adult",
                                            "A guardian is of age: 18 or older.",
                                            "监护人须年满 18 周岁。"};
inline constexpr Refusal family_full{Kind::conflict, "family_full",
                                     "Twenty links are the most; end one first.",
                                     "家属关系最多二十条，请先解除一条。"};
inline constexpr Refusal family_verifier_involved{
    Kind::forbidden, "family_verifier_involved",
    "You are one of the two: a colleague must verify it.", "您是当事人之一，须由同事核实。"};
inline constexpr Refusal family_needs_no_word{Kind::conflict, "family_needs_no_word",
                                              "A contact without an account needs no word.",
                                              "没有账号的联系人无需核实。"};
inline constexpr Refusal family_verified_already{Kind::conflict, "family_verified_already",
                                                 "This link stands verified already.",
                                                 "该关系已经核实。"};
inline constexpr Refusal family_relative_elsewhere{
    Kind::forbidden, "family_relative_elsewhere",
    "Who vouches sees both, and this relative belongs to another station: let the person hand them "
    "a family code, or ask the center above both.",
    "核实须由能查看双方的站点办理，而该家属属于其他站点：请本人把家属码交给对方，或由上级中心核实"
    "。"};
inline constexpr Refusal guardian_stays{
    Kind::forbidden, "guardian_stays",
    "A minor does not end the guardian's link: ask the guardian or your station to end it.",
    "未成年人不能自行解除监护关系，请由监护人或站点办理。"};

// Codes.
inline constexpr Refusal guardian_by_station{
    Kind::forbidden, "guardian_by_station",
    "Under 14 a child's code makes nobody their proxy: a parent or guardian comes to the station "
    "or "
    "calls it, and it enters the guardian.",
    "未满 14 周岁不能用家属码指定代办人：请父母或其他监护人到站点或致电站点，由站点登记监护关系。"};
inline constexpr Refusal family_code_tries_over{
    Kind::too_many, "family_code_tries_over",
    "Ten wrong codes today: try again tomorrow, or let the station link you.",
    "今天已输错十次，请明天再试，或请站点办理。"};
inline constexpr Refusal family_code_wrong{
    Kind::invalid, "family_code_wrong",
    "This code is wrong, used or over a week old; ask your relative for a new one.",
    "家属码不正确、已使用或已超过一周，请家人重新生成。"};

}  // namespace lastmile::people
