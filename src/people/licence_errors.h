#pragma once
#include "base/result.h"

/// Refusals of licences, trainings and awards, in the order checked.
namespace lastmile::people {

inline constexpr Refusal licence_unknown{Kind::missing, "licence_unknown",
                                         "There is no such licence, or none you may see.",
                                         "没有这项资质，或您无权查看。"};
inline constexpr Refusal licence_own{Kind::forbidden, "licence_own",
                                     "Nobody verifies their own licence: a colleague must.",
                                     "不能核验自己的资质，须由同事核验。"};
inline constexpr Refusal licence_too_old{
    Kind::invalid, "licence_too_old",
    "The licence begins before 1950: check the year against the paper.",
    "资质的起始日期早于 1950 年，请对照证书核对年份。"};
inline constexpr Refusal licence_days_wrong{Kind::invalid, "licence_days_wrong",
                                            "The licence must not end before it begins.",
                                            "资质的截止日期不能早于起始日期。"};
inline constexpr Refusal licence_over{
    Kind::invalid, "licence_over",
    "This licence has ended; enter the renewed one with its new dates.",
    "该资质已过期，请填写换发后的新日期。"};
inline constexpr Refusal licence_end_far{
    Kind::invalid, "licence_end_far",
    "The licence ends over 60 years from now: check the year; for one without an end give a day "
    "within 60 years.",
    "资质的截止日期在 60 年以后，请核对年份；长期有效的请填写 60 年以内的日期。"};
inline constexpr Refusal licence_entered_already{
    Kind::conflict, "licence_entered_already",
    "One like this waits for verification, or is verified: renew that one instead.",
    "同类资质已在待核验或已核验，请改为续期。"};
inline constexpr Refusal licence_not_entered{Kind::conflict, "licence_not_entered",
                                             "It waits for no decision; see `seen`.",
                                             "该资质不在待核验状态，见 seen。"};
inline constexpr Refusal licence_photos_full{
    Kind::conflict, "licence_photos_full", "A licence has three photos at most: remove one first.",
    "一个证件最多三张照片，请先删掉一张。"};
inline constexpr Refusal licence_photo_unknown{Kind::missing, "licence_photo_unknown",
                                               "There is no such photo, or it is not yours to see.",
                                               "没有这张照片，或您无权查看。"};
inline constexpr Refusal licence_withdrawn_already{
    Kind::conflict, "licence_withdrawn_already",
    "It was rejected or withdrawn before, see `seen`; nothing is left to withdraw. Enter it anew "
    "if "
    "it holds.",
    "该资质已被退回或撤回（见 seen），无需再撤回；如仍有效，请重新登记。"};
inline constexpr Refusal licence_not_verified{Kind::conflict, "licence_not_verified",
                                              "Only a verified licence can be renewed; see `seen`.",
                                              "只有已核验的资质才能续期，见 seen。"};
inline constexpr Refusal licence_renewal_early{
    Kind::conflict, "licence_renewal_early",
    "A renewal is taken from 90 days before the end; `seen` names the day.",
    "到期前 90 天起可以续期，最早日期见 seen。"};
inline constexpr Refusal licence_renewal_late{
    Kind::conflict, "licence_renewal_late",
    "It ended more than 90 days ago: enter it anew with its number.",
    "过期已超过 90 天，请重新登记并填写证号。"};
inline constexpr Refusal training_unknown{
    Kind::missing, "training_unknown", "There is no such training record.", "没有这条培训记录。"};
inline constexpr Refusal award_unknown{Kind::missing, "award_unknown",
                                       "There is no such award record.", "没有这条表彰记录。"};
inline constexpr Refusal award_own{
    Kind::forbidden, "award_own",
    "The one who entered an award, or received it, does not verify it: a colleague must.",
    "登记人或获奖人不能自行核验，须由同事核验。"};
inline constexpr Refusal day_in_future{Kind::invalid, "day_in_future",
                                       "The day lies in the future; give the day it happened.",
                                       "日期在将来，请填写实际发生的日期。"};

}  // namespace lastmile::people
