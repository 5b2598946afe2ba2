#include "records/record_rules.h"

#include <algorithm>
#include <functional>

#include "dispatch/match.h"
#include "needs/need_close.h"
#include "needs/need_rules.h"
#include "people/person_rules.h"

namespace lastmile::records {
namespace {

using attendance::Proof;

bool is_shown(Proof proof) {
  return proof == Proof::code || proof == Proof::pin || proof == Proof::ticket;
}

// The program ends stays and begins none: what is closed at both ends was said by people, in rows
// from before `stated`.
bool was_closed(const Interval& i) {
  return i.proof_out == Proof::closed && i.proof_in != Proof::closed;
}

bool was_said(const Interval& i) {
  return i.proof_in == Proof::stated || i.proof_in == Proof::closed;
}

// The path of the n-th level from the top, or the path itself when it is not that deep.
std::string level_path(std::string_view path, int levels) {
  std::size_t end = 0;
  for (int i = 0; i < levels; ++i) {
    const auto slash = path.find('/', end);
    if (slash == path.npos) return std::string(path);
    end = slash + 1;
  }
  return std::string(path.substr(0, end));
}

}  // namespace

std::int64_t minutes_of(const std::vector<Interval>& intervals) {
  std::int64_t minutes = 0;
  for (const auto& i : intervals) minutes += TimeWindow{i.from, i.to}.length().count();
  return minutes;
}

std::int64_t minutes_within(const std::vector<Interval>& intervals, const TimeWindow& window) {
  std::int64_t minutes = 0;
  for (const auto& i : intervals) {
    const Instant from = std::max(i.from, window.start), to = std::min(i.to, window.end);
    if (from < to) minutes += TimeWindow{from, to}.length().count();
  }
  return minutes;
}

bool overlap(const std::vector<Interval>& a, const std::vector<Interval>& b) {
  return std::any_of(a.begin(), a.end(), [&](const Interval& one) {
    return std::any_of(b.begin(), b.end(), [&](const Interval& other) {
      return one.from < other.to && other.from < one.to;
    });
  });
}

bool is_stated(const std::vector<Interval>& intervals) {
  return std::any_of(intervals.begin(), intervals.end(), was_said);
}

std::vector<Interval> without(const Interval& interval, const std::vector<TimeWindow>& others) {
  std::vector<Interval> left{interval};
  for (const auto& other : others) {
    std::vector<Interval> next;
    for (const auto& part : left) {
      if (part.to <= other.start || other.end <= part.from) {
        next.push_back(part);
        continue;
      }
      if (part.from < other.start)
        next.push_back({part.from, other.start, part.proof_in, part.proof_out});
      if (other.end < part.to) next.push_back({other.end, part.to, part.proof_in, part.proof_out});
    }
    left = std::move(next);
  }
  return left;
}

Grade grade_of(const std::vector<Interval>& intervals, bool confirmed) {
  Grade grade = confirmed ? Grade::a : Grade::b;
  for (const auto& i : intervals) {
    if (!is_shown(i.proof_in) || !is_shown(i.proof_out)) return Grade::c;
    // A PIN stays the same: who heard it at the door may say it from anywhere.
    if (i.proof_in != Proof::code || i.proof_out != Proof::code) grade = std::max(grade, Grade::b);
  }
  return grade;
}

bool is_own_word(std::string_view how) {
  const auto channel = parse_enum<needs::Channel>(how);
  return channel && !needs::is_passed_on(*channel);
}

std::optional<PendingReason> day_reason(std::int64_t minutes_that_day) {
  if (minutes_that_day > day_minutes_center) return PendingReason::very_long_day;
  if (minutes_that_day > day_minutes_free) return PendingReason::long_day;
  return std::nullopt;
}

std::optional<PendingReason> pending_reason(Grade grade, const std::vector<Interval>& intervals,
                                            const Length& length) {
  if (const auto reason = day_reason(length.minutes_that_day)) return reason;
  if (grade == Grade::c) {
    return std::any_of(intervals.begin(), intervals.end(), was_closed)
               ? PendingReason::closed_by_program
               : PendingReason::corrected;
  }
  if (grade == Grade::d) return PendingReason::back_filled;
  if (length.minutes < length.minutes_min) return PendingReason::too_short;
  return std::nullopt;
}

std::string approval_path(std::optional<PendingReason> reason, std::string_view site_path) {
  if (reason == PendingReason::very_long_day) return level_path(site_path, 2);  // the center
  if (reason == PendingReason::long_day) return level_path(site_path, 3);       // the subcenter
  return std::string(site_path);
}

int stars_of(std::int64_t minutes, const std::vector<std::int64_t>& thresholds_hours) {
  return static_cast<int>(std::count_if(thresholds_hours.begin(), thresholds_hours.end(),
                                        [&](std::int64_t hours) { return minutes >= hours * 60; }));
}

Check check_star_hours(const std::vector<std::int64_t>& hours) {
  const bool rises =
      std::adjacent_find(hours.begin(), hours.end(), std::greater_equal<>{}) == hours.end();
  const bool fits = hours.size() == star_hours_default.size() && hours.front() >= 1 &&
                    hours.back() <= star_hours_max;
  if (!rises || !fits) return star_hours_wrong;
  return Done{};
}

Check check_may_serve(const people::VolunteerProfile& who, const Work& work, const Zone& zone) {
  const Day day = zone.day_of(work.hours.start);
  if (dispatch::is_too_young(who, work.risk, day) || !people::age_allows(who, work.hours, zone)) {
    return too_young_for_work;
  }
  for (const auto& licence : work.licences) {
    if (!people::holds_licence(who, licence, work.hours, zone)) return papers_not_valid;
  }
  const bool dangerous = work.risk == needs::Risk::high;
  if (dangerous && !people::is_insured(who, work.hours, zone)) return papers_not_valid;
  return Done{};
}

Check check_of_need(const needs::NeedBrief& need, const TimeWindow& hours) {
  using S = needs::NeedState;
  const bool was_served = needs::is_open(need.state) || need.state == S::archived;
  if (!was_served) return needs::moved(need.state, needs::Move::settle).refused();
  if (hours.start < need.submitted_at) return hours_before_need;
  return Done{};
}

Check check_hours(const TimeWindow& hours, Instant now) {
  const auto length = hours.end - hours.start;
  const bool ordered = length >= std::chrono::minutes{1} && length <= std::chrono::hours{24};
  const bool past = hours.end <= now && now - hours.start <= std::chrono::hours{24 * 366};
  if (!ordered || !past) return hours_wrong;
  return Done{};
}

}  // namespace lastmile::records
