#pragma once
#include "base/result.h"

/// Every refusal at the door, in the order checked.
namespace lastmile::attendance {

inline constexpr Refusal evidence_missing{Kind::invalid, "evidence_missing",
                                          "Give exactly one of: code, pin, ticket.",
                                          "请提供签到码、PIN 或离线凭证之一。"};
inline constexpr Refusal too_many_tries{Kind::too_many, "too_many_tries",
                                        "Too many wrong tries; wait a quarter of an hour.",
                                        "错误次数过多，请 15 分钟后再试。"};
inline constexpr Refusal pin_wrong{Kind::invalid, "pin_wrong", "This is not the recipient's PIN.",
                                   "PIN 不正确。"};
inline constexpr Refusal code_wrong{Kind::invalid, "code_wrong",
                                    "This code does not belong here; look at the screen again.",
                                    "签到码不对，请再看一下屏幕。"};
inline constexpr Refusal code_old{Kind::invalid, "code_old",
                                  "This code has run out; take the one shown now.",
                                  "签到码已过期，请用屏幕上的新码。"};
inline constexpr Refusal ticket_wrong{
    Kind::invalid, "ticket_wrong", "This ticket was not made by your own device for this service.",
    "离线凭证不是本人设备为这次服务生成的。"};
inline constexpr Refusal device_clock_off{
    Kind::invalid, "device_clock_off",
    "The device's clock is more than 10 minutes off; set it and try again, or use the code.",
    "手机时间相差超过 10 分钟，请校准后重试，或使用签到码。"};
inline constexpr Refusal ticket_late{Kind::conflict, "ticket_late",
                                     "This ticket came more than 72 hours after it was made; ask "
                                     "for a back-filled record.",
                                     "离线凭证超过 72 小时才上传，请申请补录。"};
inline constexpr Refusal before_agreed{
    Kind::conflict, "before_agreed",
    "This moment lies before you said yes to this service; ask for a back-filled record.",
    "该时间早于您接单的时间，请申请补录。"};
inline constexpr Refusal too_early{Kind::conflict, "too_early",
                                   "Check-in opens 30 minutes before the planned start.",
                                   "计划开始前 30 分钟才能签到。"};
inline constexpr Refusal too_late{Kind::conflict, "too_late",
                                  "The planned time is over; ask for a back-filled record.",
                                  "计划时间已过，请申请补录。"};
inline constexpr Refusal already_checked_in{Kind::conflict, "already_checked_in",
                                            "You are checked in here already.", "您已在此签到。"};
inline constexpr Refusal stay_known{
    Kind::conflict, "stay_known",
    "A stay of yours here that ended after this moment is known already. If you came earlier, "
    "dispute the hours of its record.",
    "这之后您在此的一段签到已有记录，不能再补更早的签到；如实际到得更早，请对该记录的时长提出异议"
    "。"};
inline constexpr Refusal too_many_sittings{Kind::conflict, "too_many_sittings",
                                           "At most three check-ins a day at one service.",
                                           "同一服务一天最多签到三次。"};
inline constexpr Refusal not_checked_in{Kind::conflict, "not_checked_in",
                                        "You are not checked in here.", "您还没有在此签到。"};
inline constexpr Refusal ended_before_start{
    Kind::invalid, "ended_before_start",
    "The check-out is from before the check-in: check out again now.",
    "签退时间早于签到时间，请现在重新签退。"};
inline constexpr Refusal overlaps_other{
    Kind::conflict, "overlaps_other",
    "You were checked in elsewhere in this time; check out there first.",
    "这段时间您在别处签到，请先在那里签退。"};
inline constexpr Refusal code_used{Kind::conflict, "code_used",
                                   "You have used this code already; wait for the next one.",
                                   "这个码您已用过，请等下一个。"};

}  // namespace lastmile::attendance
