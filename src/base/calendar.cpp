#include "base/calendar.h"

#include <fmt/format.h>

#include "base/assert.h"
#include "base/holidays_cn.h"
#include "base/text.h"

namespace lastmile {
namespace {

using std::chrono::days;

constexpr days longest_span{31};

enum class RowKind { off, work, statutory };

struct Row {
  Day first;
  Day last;
  RowKind kind;
  std::string_view name;
};

// The word up to the next space; `s` moves behind it.
std::string_view take_word(std::string_view& s) {
  const auto end = std::min(s.find_first_of(" \t"), s.size());
  const auto word = s.substr(0, end);
  s = trimmed(s.substr(end));
  return word;
}

std::optional<RowKind> kind_of(std::string_view word) {
  if (word == "off" || word == "休") return RowKind::off;
  if (word == "work" || word == "班") return RowKind::work;
  if (word == "statutory") return RowKind::statutory;
  return std::nullopt;
}

std::optional<Row> parse_row(std::string_view line) {
  const auto span = take_word(line);
  const auto kind = kind_of(take_word(line));
  const auto dots = span.find("..");
  const auto first = parse_day(span.substr(0, dots));
  const auto last = dots == span.npos ? first : parse_day(span.substr(dots + 2));
  if (!kind || !first || !last || !count_characters(line)) return std::nullopt;
  return Row{*first, *last, *kind, line};
}

BadField bad_line(std::size_t line, std::string code, Words words) {
  return {fmt::format("/{}", line), std::move(code), fmt::format("line {}: {}", line + 1, words.en),
          fmt::format("第 {} 行：{}", line + 1, words.zh)};
}

// Marks the days of one row; false when one of them was marked by this text before.
bool mark(const Row& row, WorkCalendar& calendar, std::set<Day>& seen) {
  bool fresh = true;
  for (Day day = row.first; day <= row.last; day += days{1}) {
    fresh = seen.insert(day).second && fresh;
    calendar.marked[day] = {row.kind == RowKind::work, std::string(row.name)};
    if (row.kind != RowKind::statutory) calendar.published_years.insert(year_of(day));
  }
  return fresh;
}

bool is_weekend(Day day) {
  const std::chrono::weekday w{day};
  return w == std::chrono::Saturday || w == std::chrono::Sunday;
}

// The holidays that are fixed in the sun's year, for years no row speaks of.
std::string_view fixed_holiday(Day day) {
  const std::chrono::year_month_day ymd{day};
  const auto m = static_cast<unsigned>(ymd.month()), d = static_cast<unsigned>(ymd.day());
  if (m == 1 && d == 1) return "元旦 New Year";
  if (m == 5 && d <= 2) return "劳动节 Labour Day";
  if (m == 10 && d <= 3) return "国庆节 National Day";
  return {};
}

}  // namespace

const WorkCalendar& china_calendar() {
  static const WorkCalendar calendar = [] {
    auto built_in = parse_calendar(holidays_cn, WorkCalendar{});
    ASSERT(built_in.ok());
    return std::move(built_in).value();
  }();
  return calendar;
}

Result<WorkCalendar> parse_calendar(std::string_view rows, WorkCalendar onto) {
  std::vector<BadField> bad;
  std::set<Day> seen;
  for (std::size_t n = 0; !rows.empty(); ++n) {
    const auto end = std::min(rows.find('\n'), rows.size());
    const auto line = trimmed(rows.substr(0, end));
    rows.remove_prefix(std::min(end + 1, rows.size()));
    if (line.empty() || line.starts_with('#')) continue;
    const auto row = parse_row(line);
    if (!row) {
      bad.push_back(bad_line(n, "format",
                             {"write a day or span, off or work, and a name: 2027-01-01 off 元旦",
                              "应写日期或起止日期、off 或 work、名称，例如 2027-01-01 off 元旦"}));
    } else if (row->last < row->first || row->last - row->first >= longest_span) {
      bad.push_back(bad_line(n, "range",
                             {"the last day must be 0 to 30 days after the first",
                              "止日应在起日当天或之后 30 天以内"}));
    } else if (!mark(*row, onto, seen)) {
      bad.push_back(bad_line(
          n, "repeated",
          {"this day is already marked above: keep one row", "这一天上面已经写过，请只留一行"}));
    }
  }
  if (!bad.empty()) return Refused{bad_request, std::move(bad)};
  return onto;
}

bool is_working_day(Day day, const WorkCalendar& calendar) {
  if (const auto found = calendar.marked.find(day); found != calendar.marked.end()) {
    return found->second.works;
  }
  return !is_weekend(day) && fixed_holiday(day).empty();
}

Day add_working_days(Day day, int n, const WorkCalendar& calendar) {
  const days step{n < 0 ? -1 : 1};
  for (int left = n; left != 0;) {
    day += step;
    if (is_working_day(day, calendar)) left -= static_cast<int>(step.count());
  }
  return day;
}

int working_days_between(Day from, Day to, const WorkCalendar& calendar) {
  if (to < from) return -working_days_between(to, from, calendar);
  int count = 0;
  for (Day day = from + days{1}; day <= to; day += days{1}) {
    if (is_working_day(day, calendar)) ++count;
  }
  return count;
}

std::string_view holiday_name(Day day, const WorkCalendar& calendar) {
  const auto found = calendar.marked.find(day);
  return found == calendar.marked.end() ? fixed_holiday(day) : found->second.name;
}

bool is_published(int year, const WorkCalendar& calendar) {
  return calendar.published_years.contains(year);
}

int year_of(Day day) { return static_cast<int>(std::chrono::year_month_day{day}.year()); }

}  // namespace lastmile
