#pragma once
#include "base/result.h"

/// Every refusal of needs, in the order checked.
namespace lastmile::needs {

inline constexpr Refusal need_unknown{Kind::missing, "need_unknown",
                                      "There is no such need, or it is not yours to see.",
                                      "没有这条需求，或您无权查看。"};
inline constexpr Refusal category_unknown{Kind::invalid, "category_unknown",
                                          "There is no such category; see /v1/categories.",
                                          "没有这个服务类别，请查看类别列表。"};
inline constexpr Refusal category_not_asked_for{
    Kind::invalid, "category_not_asked_for",
    "This category is the network's own work, such as training: choose what the resident needs.",
    "该类别是队伍自身的工作（如培训），请选择居民需要的服务。"};
inline constexpr Refusal not_for_this_person{
    Kind::forbidden, "not_for_this_person",
    "You may ask for yourself, for family you are a proxy of, or as a worker of the site.",
    "您只能为自己、为授权家人求助，或以站点工作人员身份代为登记。"};
inline constexpr Refusal site_missing{
    Kind::invalid, "site_missing",
    "We do not know your community yet: give `site`, or complete your profile.",
    "还不知道您所在的社区，请填写 site 或先完善个人资料。"};
inline constexpr Refusal window_past{Kind::invalid, "window_past",
                                     "The time asked for is over; choose a later one.",
                                     "希望的时间已过，请另选时间。"};
inline constexpr Refusal window_wrong{
    Kind::invalid, "window_wrong",
    "The time must end after it starts, within 30 days of its start.",
    "结束时间应晚于开始时间，且不超过 30 天。"};
inline constexpr Refusal window_far{Kind::invalid, "window_far",
                                    "The time must begin within a year from now.",
                                    "开始时间应在一年以内。"};
inline constexpr Refusal emergency_elsewhere{
    Kind::invalid, "emergency_elsewhere",
    "This cannot wait for volunteers: call 110, 119 or 120 now.",
    "情况紧急，请立即拨打 110、119 或 120。"};
inline constexpr Refusal asked_too_often{
    Kind::too_many, "asked_too_often",
    "You have asked for so much that the station must look at it first: wait as long as "
    "`retry_after_seconds` says, or call the station, which writes down what cannot wait.",
    "您近期提交的求助较多，请按 retry_after_seconds "
    "稍后再试；急需帮助请致电站点，由工作人员代为登记。"};

// States, as the verbs meet them. `seen` tells who was first and what the state is.
inline constexpr Refusal need_already_triaged{Kind::conflict, "need_already_triaged",
                                              "Someone has triaged it already.",
                                              "已经有人审核过这条需求。"};
inline constexpr Refusal need_withdrawn{Kind::conflict, "need_withdrawn",
                                        "It was withdrawn by the one who asked.",
                                        "求助人已撤回这条需求。"};
inline constexpr Refusal need_merged{Kind::conflict, "need_merged",
                                     "It was merged into another need; see `seen`.",
                                     "已并入另一条需求，见 seen。"};
inline constexpr Refusal need_closed{Kind::conflict, "need_closed",
                                     "It is over; reopen it where that is offered, or ask anew.",
                                     "这条需求已经结束；能重开的请重开，否则请重新求助。"};
inline constexpr Refusal need_already_taken{
    Kind::conflict, "need_already_taken", "Someone has already taken it.", "已经有人接了这一单。"};
inline constexpr Refusal need_on_hold{Kind::conflict, "need_on_hold",
                                      "It is on hold until the time shown in `seen`.",
                                      "这条需求已挂起，到期时间见 seen。"};
inline constexpr Refusal window_over{Kind::conflict, "window_over",
                                     "The time asked for is over: agree on a new one first.",
                                     "希望的时间已过，请先与求助人另约时间。"};
inline constexpr Refusal need_not_there_yet{
    Kind::conflict, "need_not_there_yet",
    "Its state does not allow this now; `seen` shows the state.",
    "当前状态不能这样操作，状态见 seen。"};

inline constexpr Refusal reason_missing{Kind::invalid, "reason_missing",
                                        "Say why, by a reason code.", "请选择原因。"};
inline constexpr Refusal not_a_helper{Kind::forbidden, "not_a_helper",
                                      "You have not taken this need.", "您没有接这一单。"};
inline constexpr Refusal not_at_the_door{
    Kind::forbidden, "not_at_the_door",
    "The code is shown by the resident or the station, not by whoever comes: ask them for it.",
    "签到码由居民或站点出示，请来服务的人向他们索取。"};
inline constexpr Refusal not_on_the_way{
    Kind::forbidden, "not_on_the_way",
    "The phone is told to whoever is on the way there now, and to the station: write a comment.",
    "电话只告知正要上门的志愿者和负责站点，请用留言联系。"};
inline constexpr Refusal helper_already{Kind::conflict, "helper_already",
                                        "You have taken it already.", "您已经接了这一单。"};
inline constexpr Refusal window_not_set{Kind::conflict, "window_not_set",
                                        "Agree on the time first.", "请先约定时间。"};
inline constexpr Refusal helper_may_not{
    Kind::conflict, "helper_may_not",
    "Somebody who comes may not work at that time: a minor at night or above four hours, or a "
    "licence not valid then. Choose another time or dispatch anew.",
    "来服务的人在该时段不能服务（未成年人夜间或超过 4 小时，或资质不在有效期），"
    "请换个时间或重新派单。"};
inline constexpr Refusal helper_busy{
    Kind::conflict, "helper_busy",
    "One who comes is expected elsewhere or not free at that time: choose another, or let dispatch "
    "find others.",
    "已接单的志愿者那段时间另有服务或没有空，请另选时间，或由站点重新派单。"};
inline constexpr Refusal hold_too_long{Kind::invalid, "hold_too_long",
                                       "A hold ends within 90 days.", "挂起最长 90 天。"};
inline constexpr Refusal need_not_held{Kind::conflict, "need_not_held",
                                       "It is not on hold, so its clock runs already.",
                                       "这条需求没有挂起，时限正在计算。"};
inline constexpr Refusal extension_late{Kind::conflict, "extension_late",
                                        "Ask for an extension before the due time runs out.",
                                        "延期应在到期前申请。"};
inline constexpr Refusal not_assigned{
    Kind::conflict, "not_assigned",
    "The need came to this site first: nobody gave it to you, so there is nothing to object to.",
    "该需求由本站首次受理，不是派来的，不能提异议。"};
inline constexpr Refusal petition_unknown{Kind::missing, "petition_unknown",
                                          "There is no such request.", "没有这条申请。"};
inline constexpr Refusal petition_waits{Kind::conflict, "petition_waits",
                                        "Such a request waits for its decision already.",
                                        "同类申请已提交，正在等待处理。"};
inline constexpr Refusal petition_decided{Kind::conflict, "petition_decided",
                                          "It has been decided already.", "该申请已有处理结果。"};
inline constexpr Refusal petition_own{Kind::forbidden, "petition_own",
                                      "Another person decides on your request.",
                                      "申请须由他人审批。"};
inline constexpr Refusal rating_only_recipient{Kind::forbidden, "rating_only_recipient",
                                               "Only the one served rates, or who speaks for them.",
                                               "只有服务对象本人或其授权人可以评价。"};
inline constexpr Refusal thanks_only_recipient{
    Kind::forbidden, "thanks_only_recipient",
    "Only the one served says thanks, or who speaks for them.",
    "只有服务对象本人或其授权人可以道谢。"};
inline constexpr Refusal not_served_by{Kind::conflict, "not_served_by",
                                       "This person has not served here: choose one who has.",
                                       "此人没有来服务过，请选择来过的志愿者。"};
inline constexpr Refusal thanked_already{Kind::conflict, "thanked_already",
                                         "You have thanked them already; once is enough.",
                                         "已经谢过了，一次就好。"};
inline constexpr Refusal not_thanked{Kind::missing, "not_thanked",
                                     "There are no thanks to you here.", "这里没有给您的谢意。"};
inline constexpr Refusal merge_self{Kind::invalid, "merge_self",
                                    "A need cannot be merged into itself.", "不能并入自身。"};
inline constexpr Refusal merge_undo_late{Kind::conflict, "merge_undo_late",
                                         "A merge can be undone for 30 days.",
                                         "合并 30 天内可以撤销。"};
inline constexpr Refusal not_merged{Kind::conflict, "not_merged", "It is not merged.",
                                    "这条需求没有被合并。"};
inline constexpr Refusal undo_late{Kind::conflict, "undo_late",
                                   "Too late to take this back: the next step was taken.",
                                   "已进入下一步，不能撤回。"};

// Attachments and comments.
inline constexpr Refusal too_many_files{Kind::conflict, "too_many_files",
                                        "At most nine files belong to one need.",
                                        "一条需求最多九个附件。"};
inline constexpr Refusal file_unknown{Kind::missing, "file_unknown",
                                      "There is no such file, or it is not yours to see.",
                                      "没有这个附件，或您无权查看。"};

}  // namespace lastmile::needs
