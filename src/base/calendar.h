#pragma once
#include <map>
#include <set>
#include <string>
#include <string_view>

#include "base/instant.h"
#include "base/result.h"

namespace lastmile {

/// Why a day is off although it is no weekend, or a working day although it is one.
struct MarkedDay {
  bool works = false;
  std::string name;  // "春节 Spring Festival"
};

/// Which days people work: weekends off, except as marked. Copyable; reading is thread-safe.
struct WorkCalendar {
  std::map<Day, MarkedDay> marked;
  std::set<int> published_years;  // those whose arrangement is known, not only estimated
};

/// China's calendar as built in: arrangements of 2024–2026, statutory days alone from 2027.
const WorkCalendar& china_calendar();

/// Adds rows to a calendar; a later row wins over the built-in mark of its day.
/// One row a line: `2027-02-05..2027-02-12 off 春节`, `2027-02-14 work 春节` (also `休`, `班`),
/// `2040-04-04 statutory 清明节`; blank lines and lines that begin with # are skipped.
/// Refuses with every bad line (path "/<line from 0>"): format, range (a span of over 31 days),
/// repeated (two rows of this text mark one day).
Result<WorkCalendar> parse_calendar(std::string_view rows, WorkCalendar onto = china_calendar());

bool is_working_day(Day day, const WorkCalendar& calendar = china_calendar());

/// The nth working day after `day` (n < 0: before it); `day` itself for 0. Cost O(|n|).
/// "Within 10 working days of the end": until the end of `add_working_days(end, 10)`.
Day add_working_days(Day day, int n, const WorkCalendar& calendar = china_calendar());

/// Working days in (from, to]; negative when `to` is earlier. Cost O(days between).
int working_days_between(Day from, Day to, const WorkCalendar& calendar = china_calendar());

/// The holiday that marks the day, also on a make-up day; empty on an ordinary one.
std::string_view holiday_name(Day day, const WorkCalendar& calendar = china_calendar());

/// False while only statutory days are known: a due date that falls in such a year may move.
bool is_published(int year, const WorkCalendar& calendar = china_calendar());

/// The calendar year of a day.
int year_of(Day day);

}  // namespace lastmile
