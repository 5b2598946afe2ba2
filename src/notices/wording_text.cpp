#include <fmt/format.h>

#include <algorithm>

#include "notices/wording.h"

/// Times, reasons and outcomes as people say them.
namespace lastmile::notices {
namespace {

constexpr std::string_view days_zh[] = {"日", "一", "二", "三", "四", "五", "六"};
constexpr std::string_view days_en[] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
constexpr std::string_view months_en[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                          "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

std::string day_text(Day day, Lang lang) {
  const std::chrono::year_month_day ymd{day};
  const auto month = static_cast<unsigned>(ymd.month());
  const auto of_week = std::chrono::weekday{day}.c_encoding();
  if (lang == Lang::zh) {
    return fmt::format("{}月{}日（周{}）", month, static_cast<unsigned>(ymd.day()),
                       days_zh[of_week]);
  }
  return fmt::format("{} {} {}", days_en[of_week], static_cast<unsigned>(ymd.day()),
                     months_en[month - 1]);
}

std::string clock_text(int minute) { return fmt::format("{}:{:02}", minute / 60, minute % 60); }

struct CodeWords {
  std::string_view code;
  Words words;
};

// The codes of need_reasons.h and of what the program does by itself.
constexpr CodeWords reasons[] = {
    {"detail_missing", {"details are missing", "情况不够具体"}},
    {"contact_wrong", {"the contact does not work", "联系方式不通"}},
    {"by_appointment", {"by appointment", "需要预约"}},
    {"material_missing", {"material is missing", "缺少材料"}},
    {"nobody_free", {"nobody is free", "暂无人手"}},
    {"not_for_volunteers", {"this is no work for volunteers", "不属于志愿服务"}},
    {"not_ours", {"another body is responsible", "不归本站负责"}},
    {"unlawful", {"this is not lawful", "内容不合法"}},
    {"commercial", {"this is paid work", "属于有偿服务"}},
    {"unsafe", {"this is not safe", "存在安全风险"}},
    {"solved_already", {"it is solved already", "问题已解决"}},
    {"emergency", {"an emergency: 110, 119 or 120", "属于紧急情况，请拨 110、119 或 120"}},
    {"hotline_12345", {"the hotline 12345 takes it", "由 12345 热线受理"}},
    {"public_office", {"a public office takes it", "由政府部门办理"}},
    {"professional", {"professionals are needed", "需要专业人员"}},
    {"solved", {"it is solved", "已解决"}},
    {"mistake", {"it was asked by mistake", "误提交"}},
    {"someone_else", {"somebody else helps", "已有他人帮忙"}},
    {"no_longer_wanted", {"it is no longer wanted", "不再需要"}},
    {"too_long", {"it took too long", "等待太久"}},
    {"change_asked", {"a change was asked for", "求助人要求更换"}},
    {"moved", {"another site has it now", "已转到其他站点"}},
    {"merged", {"it is one with another request", "已并入另一条求助"}},
    {"held", {"it was put off", "已暂缓"}},
};

constexpr CodeWords outcomes[] = {
    {"extension_granted", {"more time granted", "同意延期"}},
    {"extension_denied", {"no more time", "不同意延期"}},
    {"objection_granted", {"the objection is granted", "异议成立"}},
    {"objection_denied", {"the objection is denied", "异议不成立"}},
    {"granted", {"granted", "已同意"}},
    {"denied", {"denied", "未同意"}},
    {"upheld", {"you were right", "异议成立"}},
    {"rejected", {"the record stands", "异议不成立"}},
};

template <std::size_t N>
std::string words_in(const CodeWords (&all)[N], std::string_view code, Lang lang) {
  const auto* found = std::ranges::find(all, code, &CodeWords::code);
  return found == std::end(all) ? "" : std::string(found->words.in(lang));
}

}  // namespace

std::string window_text(const TimeWindow& window, const Zone& zone, Lang lang) {
  const Day first = zone.day_of(window.start), last = zone.day_of(window.end);
  const std::string from = clock_text(zone.minute_of_day(window.start)),
                    to = clock_text(zone.minute_of_day(window.end));
  if (first == last) {
    return lang == Lang::zh ? fmt::format("{}{}—{}", day_text(first, lang), from, to)
                            : fmt::format("{}, {}-{}", day_text(first, lang), from, to);
  }
  return lang == Lang::zh
             ? fmt::format("{}{}—{}{}", day_text(first, lang), from, day_text(last, lang), to)
             : fmt::format("{}, {} - {}, {}", day_text(first, lang), from, day_text(last, lang),
                           to);
}

std::string time_text(Instant at, const Zone& zone, Lang lang) {
  const std::string day = day_text(zone.day_of(at), lang),
                    clock = clock_text(zone.minute_of_day(at));
  return lang == Lang::zh ? day + clock : day + ", " + clock;
}

std::string reason_text(std::string_view code, Lang lang) { return words_in(reasons, code, lang); }

std::string outcome_text(std::string_view code, Lang lang) {
  return words_in(outcomes, code, lang);
}

}  // namespace lastmile::notices
