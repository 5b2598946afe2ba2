#pragma once
#include "base/result.h"

/// Refusals of duplicates and merges, in the order checked.
namespace lastmile::people {

inline constexpr Refusal merge_unknown{Kind::missing, "merge_unknown",
                                       "There is no such merge, or none you may see.",
                                       "没有这条合并记录，或您无权查看。"};
inline constexpr Refusal merge_too_many{
    Kind::conflict, "merge_too_many",
    "These would be more than 16 profiles of one person: ask the center whether they are one.",
    "同一人合并的档案将超过 16 份，请由中心核实是否为同一人。"};
inline constexpr Refusal merge_with_self{Kind::invalid, "merge_with_self",
                                         "These are one profile already; give two different ones.",
                                         "两者已是同一份资料，请选择两份不同的资料。"};
inline constexpr Refusal merge_own{
    Kind::forbidden, "merge_own",
    "One of these profiles is yours: a colleague must join them, for hours are at stake.",
    "其中一份是您本人的资料，涉及服务时长，须由同事合并。"};
inline constexpr Refusal merge_id_numbers_differ{
    Kind::conflict, "merge_id_numbers_differ",
    "Their ID numbers differ, so they are two people; mend the wrong number first.",
    "两份资料的身份证号不同，应为两个人；如有误，请先更正号码。"};
inline constexpr Refusal merge_while_held{
    Kind::conflict, "merge_while_held",
    "A service is under way with the profile that would go; `seen` says what. Merge when it is "
    "over.",
    "将被并入的资料有服务正在进行（见 seen），请在结束后再合并。"};
inline constexpr Refusal merge_keep_the_account{
    Kind::conflict, "merge_keep_the_account",
    "Only the profile that would go has an account: keep that one (swap `kept` and `gone`).",
    "只有将被并入的资料有本人登录过的账号：请保留有账号的那份（将 kept 与 gone 对调）。"};
inline constexpr Refusal merge_two_accounts{
    Kind::conflict, "merge_two_accounts",
    "Each of the two has an account of its own. The holder of each makes a code there (POST "
    "/v1/me/merge-code) and tells it to you: send them as `kept_code` and `gone_code`.",
    "两份资料各有本人登录过的账号：请双方本人各自登录生成合并码（POST /v1/me/merge-code）并告知您，"
    "分别填入 kept_code 和 gone_code。"};
inline constexpr Refusal merge_code_tries_over{
    Kind::too_many, "merge_code_tries_over",
    "You typed ten wrong codes today: try again tomorrow, or let a colleague join them.",
    "您今天已输错十次，请明天再试，或由同事合并。"};
inline constexpr Refusal merge_code_wrong{
    Kind::invalid, "merge_code_wrong",
    "This code is wrong, used, over ten minutes old or of another account; ask its holder for a "
    "new one.",
    "合并码不正确、已使用、已超过十分钟或不属于该账号，请本人重新生成。"};
inline constexpr Refusal merge_undone_already{
    Kind::conflict, "merge_undone_already", "This merge was undone before.", "这次合并已经撤销。"};
inline constexpr Refusal merge_too_old{
    Kind::conflict, "merge_too_old",
    "A merge can be undone for 30 days; enter the person anew and mend both profiles by hand.",
    "合并满 30 天后不能撤销，请重新登记其中一人并手工更正。"};
inline constexpr Refusal merge_not_last{
    Kind::conflict, "merge_not_last",
    "The kept profile was merged again since; undo that merge first, named in `seen`.",
    "保留的资料之后又有合并，请先撤销后一次合并（见 seen）。"};

}  // namespace lastmile::people
