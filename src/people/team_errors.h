#pragma once
#include "base/result.h"

/// Refusals of teams and organizations, in the order checked.
namespace lastmile::people {

inline constexpr Refusal team_unknown{Kind::missing, "team_unknown",
                                      "There is no such team. Look it up under /v1/teams.",
                                      "没有这支队伍，请在队伍列表里查找。"};
inline constexpr Refusal organization_unknown{
    Kind::missing, "organization_unknown",
    "There is no such organization. Look it up under /v1/organizations.",
    "没有这个组织，请在组织列表里查找。"};
inline constexpr Refusal group_closed{Kind::conflict, "group_closed",
                                      "It is closed; choose one that is active.",
                                      "已停用，请选择正在活动的队伍或组织。"};

// Making and moving.
inline constexpr Refusal nested_too_deep{Kind::conflict, "nested_too_deep",
                                         "Five levels are the most; put it higher up.",
                                         "最多嵌套五级，请放在更上一级。"};
inline constexpr Refusal nested_in_itself{Kind::conflict, "nested_in_itself",
                                          "It cannot stand inside itself or inside what it holds.",
                                          "不能放到自身或其下级之中。"};
inline constexpr Refusal organization_differs{
    Kind::conflict, "organization_differs",
    "A team stands in the same organization as the team above it.",
    "下级队伍须与上级队伍属于同一组织。"};
inline constexpr Refusal team_known{
    Kind::conflict, "team_known",
    "A team of this name stands there already, see `seen`: use that one, or choose another name.",
    "该处已有同名队伍（见 seen），请使用那支队伍，或换一个名称。"};
inline constexpr Refusal uscc_wrong{
    Kind::invalid, "uscc_wrong",
    "The credit code does not check out: mend it, or give the reason in `uscc_override`.",
    "统一社会信用代码校验不符，请更正，或在 uscc_override 中说明理由。"};
inline constexpr Refusal organization_known{
    Kind::conflict, "organization_known",
    "An organization with this credit code exists; `seen` names it.",
    "已有使用该信用代码的组织，见 seen。"};
inline constexpr Refusal group_holds_others{Kind::conflict, "group_holds_others",
                                            "Close or move what it holds first.",
                                            "请先停用或移走其下级。"};

// Joining.
inline constexpr Refusal membership_unknown{Kind::missing, "membership_unknown",
                                            "There is no such request, invitation or member.",
                                            "没有这条申请、邀请或成员。"};
inline constexpr Refusal member_already{Kind::conflict, "member_already",
                                        "This person is a member already.", "此人已是成员。"};
inline constexpr Refusal requested_already{Kind::conflict, "requested_already",
                                           "The request waits for a leader's answer.",
                                           "申请已提交，请等待队长答复。"};
inline constexpr Refusal invited_already{Kind::conflict, "invited_already",
                                         "An invitation waits for the volunteer's own answer.",
                                         "已发出邀请，请等待本人答复。"};
inline constexpr Refusal not_requested{Kind::conflict, "not_requested",
                                       "No request waits here; see `seen`.",
                                       "没有待处理的申请，见 seen。"};
inline constexpr Refusal not_invited{Kind::conflict, "not_invited",
                                     "No invitation waits here; see `seen`.",
                                     "没有待答复的邀请，见 seen。"};
inline constexpr Refusal not_a_member{Kind::conflict, "not_a_member",
                                      "This person is no member now.", "此人目前不是成员。"};
inline constexpr Refusal leader_must_be_adult{Kind::forbidden, "leader_must_be_adult",
                                              "A leader is 18 or older.", "队长须年满 18 周岁。"};

}  // namespace lastmile::people
