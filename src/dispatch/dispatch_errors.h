#pragma once
#include "base/result.h"

/// Every refusal of dispatch, in the order checked.
namespace lastmile::dispatch {

inline constexpr Refusal offer_unknown{Kind::missing, "offer_unknown",
                                       "There is no such offer, or it was not made to you.",
                                       "没有这条派单，或不是派给您的。"};
inline constexpr Refusal offer_answered{Kind::conflict, "offer_answered",
                                        "You have answered this offer already.",
                                        "您已经答复过这条派单。"};
inline constexpr Refusal offer_withdrawn{Kind::conflict, "offer_withdrawn",
                                         "This offer was taken back, or the need was withdrawn.",
                                         "派单已撤回，或需求已被撤回。"};
inline constexpr Refusal offer_expired{Kind::conflict, "offer_expired",
                                       "The time to answer is over.", "答复时间已过。"};
inline constexpr Refusal offer_outrun{Kind::conflict, "offer_outrun",
                                      "Someone else said yes first; thank you.",
                                      "已有人先接单，感谢您。"};
inline constexpr Refusal offer_not_open{
    Kind::conflict, "offer_not_open",
    "This offer was answered or is over; dispatch anew to send somebody else.",
    "该派单已答复或已结束；如需换人，请重新派单。"};
inline constexpr Refusal nobody_named{Kind::invalid, "nobody_named", "Name 1 to 50 volunteers.",
                                      "请选择 1 到 50 名志愿者。"};
inline constexpr Refusal does_not_fit{Kind::conflict, "does_not_fit",
                                      "This volunteer may not do it; `seen` says why.",
                                      "该志愿者不符合条件，原因见 seen。"};
inline constexpr Refusal already_offered{Kind::conflict, "already_offered",
                                         "This volunteer has an open offer for it.",
                                         "已向该志愿者派出此单。"};
inline constexpr Refusal claim_not_open{Kind::conflict, "claim_not_open",
                                        "This need is not open for claim, or no longer.",
                                        "此单未开放抢单，或已结束。"};
inline constexpr Refusal site_not_beneath{
    Kind::invalid, "site_not_beneath",
    "Choose a site beneath the one responsible now; use transfer for another one.",
    "请选择下级站点；派往其他站点请用转单。"};
inline constexpr Refusal run_unknown{Kind::missing, "run_unknown", "There is no such matching run.",
                                     "没有这次批量匹配。"};
inline constexpr Refusal run_not_proposed{Kind::conflict, "run_not_proposed",
                                          "This run has no proposal to decide on now.",
                                          "这次批量匹配目前没有可确认的方案。"};

}  // namespace lastmile::dispatch
