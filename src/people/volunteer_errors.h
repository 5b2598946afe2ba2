#pragma once
#include "base/result.h"

/// Refusals of volunteering, in the order checked.
namespace lastmile::people {

inline constexpr Refusal volunteer_unknown{Kind::missing, "volunteer_unknown",
                                           "There is no such volunteer, or none you may see.",
                                           "没有这位志愿者，或您无权查看。"};
inline constexpr Refusal not_a_volunteer{
    Kind::forbidden, "not_a_volunteer",
    "Only volunteers can do this: join first (POST /v1/volunteers).",
    "只有志愿者可以这样做，请先注册成为志愿者。"};
inline constexpr Refusal volunteer_inactive{
    Kind::forbidden, "volunteer_inactive",
    "Your volunteering is paused or not yet confirmed by you: resume or confirm it first.",
    "您的志愿服务已暂停或尚未由本人确认，请先恢复或确认。"};

// Joining.
inline constexpr Refusal already_a_volunteer{
    Kind::conflict, "already_a_volunteer",
    "This person volunteers already; change the profile instead, or resume it.",
    "此人已是志愿者，请直接修改资料或恢复服务。"};
inline constexpr Refusal birth_day_of_minor{
    Kind::forbidden, "birth_day_of_minor",
    "A minor's birth date is not changed by the minor: ask your guardian or your station.",
    "未成年人不能自行修改出生日期，请由监护人或站点修改。"};
inline constexpr Refusal birth_day_missing{
    Kind::invalid, "birth_day_missing",
    "Give the birth date: the rules for minors and for risky work depend on it.",
    "请填写出生日期，未成年人和风险服务的规则以此为准。"};
inline constexpr Refusal birth_day_not_past{
    Kind::invalid, "birth_day_not_past",
    "The birth date lies in the future, or over 130 years back.",
    "出生日期在将来，或早于 130 年前，请更正。"};
inline constexpr Refusal id_number_differs{
    Kind::invalid, "id_number_differs",
    "Birth date or sex differ from the ID number: mend one of them.",
    "出生日期或性别与身份证号不一致，请更正其中一项。"};
inline constexpr Refusal volunteer_too_young{
    Kind::forbidden, "volunteer_too_young",
    "A child under 8 cannot join; they are welcome to come along with a parent who does.",
    "未满 8 周岁不能注册为志愿者，可由注册的家长带着一起参加。"};
inline constexpr Refusal guardian_consent_missing{
    Kind::conflict, "guardian_consent_missing",
    "Under 14 a guardian agrees first: link the guardian, then have them give the consent "
    "guardian_joining.",
    "未满 14 周岁须先由监护人同意：请先登记并核实监护人，再由监护人给出“监护人同意参加”。"};
inline constexpr Refusal id_number_held{
    Kind::conflict, "id_number_held",
    "A volunteer with this ID number is registered already: sign in with that profile, or ask your "
    "station to join the two.",
    "该身份证号已注册为志愿者，请用原账号登录，或请站点合并两份资料。"};

// Changing.
inline constexpr Refusal yes_not_awaited{Kind::conflict, "yes_not_awaited",
                                         "Nothing waits for your yes here.",
                                         "这里没有等待您确认的事项。"};
inline constexpr Refusal yes_is_own{
    Kind::forbidden, "yes_is_own",
    "Nobody says yes for another: the volunteer confirms, or tells the station in person.",
    "不能替他人确认，须由本人确认或当面告知站点。"};
inline constexpr Refusal not_paused{Kind::conflict, "not_paused", "It is not paused; see `seen`.",
                                    "当前并未暂停，见 seen。"};
inline constexpr Refusal not_active{Kind::conflict, "not_active", "It is not active; see `seen`.",
                                    "当前不在服务状态，见 seen。"};
inline constexpr Refusal pause_end_past{Kind::invalid, "pause_end_past",
                                        "The pause must end after today.",
                                        "暂停结束日期须在今天之后。"};
inline constexpr Refusal pause_end_far{
    Kind::invalid, "pause_end_far",
    "The pause ends over ten years from now: check the year, or leave the day out to pause until "
    "further notice.",
    "暂停结束日期在十年以后，请核对年份；无限期暂停请不填日期。"};
inline constexpr Refusal exception_past{
    Kind::invalid, "exception_past",
    "This exception lies before today: leave it out, or mend its day.",
    "该例外日期早于今天，请删去或更正日期。"};
inline constexpr Refusal free_hours_empty{Kind::invalid, "free_hours_empty",
                                          "Free hours must end after they begin.",
                                          "空闲时段的结束须晚于开始。"};
inline constexpr Refusal exceptions_contradict{
    Kind::invalid, "exceptions_contradict",
    "On this day another exception says the opposite about the same hours: keep one of the two.",
    "同一天的同一时段已有相反的例外，请保留其中一条。"};
inline constexpr Refusal attested_by_staff{
    Kind::forbidden, "attested_by_staff",
    "Insurance, training and licences are attested by the station's staff, not by the volunteer.",
    "保险、培训和资质须由站点工作人员确认，不能由本人确认。"};
inline constexpr Refusal insurance_over{
    Kind::invalid, "insurance_over",
    "This insurance has ended: give the last day of one that holds, or null when there is none.",
    "该保险已到期：请填写有效保险的最后一天，没有保险请填 null。"};
inline constexpr Refusal insurance_end_far{
    Kind::invalid, "insurance_end_far",
    "This insurance ends over ten years from now: check the year.",
    "保险截止日期在十年以后，请核对年份。"};

}  // namespace lastmile::people
