#pragma once
#include "records/record.h"
#include "records/record_errors.h"
#include "records/record_reasons.h"

/// The decisions about hours: pure.
namespace lastmile::records {

/// A stay with how it was shown to be true.
struct Interval {
  Instant from;
  Instant to;
  attendance::Proof proof_in = attendance::Proof::code;
  attendance::Proof proof_out = attendance::Proof::code;
  friend bool operator==(const Interval&, const Interval&) = default;
};
BOOST_DESCRIBE_STRUCT(Interval, (), (from, to, proof_in, proof_out))

/// Whole minutes of all intervals, each floored by itself.
std::int64_t minutes_of(const std::vector<Interval>& intervals);
/// Whole minutes of the parts that lie in the window.
std::int64_t minutes_within(const std::vector<Interval>& intervals, const TimeWindow& window);
/// True when some moment lies in both.
bool overlap(const std::vector<Interval>& a, const std::vector<Interval>& b);
/// True when some of them people said: what no door saw begin, and the program begins nothing.
bool is_stated(const std::vector<Interval>& intervals);
/// An interval without the parts that others of the person cover; empty when nothing is left.
std::vector<Interval> without(const Interval& interval, const std::vector<TimeWindow>& others);

/// A: rotating codes at both ends, and confirmed by the one served. B: shown at both ends. C:
/// closed by the program or said by people, so two have to vouch (as they have to when the one
/// served denies it, see record_denial). Several stays: the worst counts.
Grade grade_of(const std::vector<Interval>& intervals, bool confirmed);

/// True when the recipient or who speaks for them said it; staff pass on what they heard by phone
/// or read on a slip. `how` of needs::NeedConfirmed.
bool is_own_word(std::string_view how);

/// How long a service was, beside what its day and its place have to say.
struct Length {
  std::int64_t minutes = 0;
  std::int64_t minutes_that_day = 0;  // on its longest day, with the person's other records
  std::int64_t minutes_min = 0;       // what counts by itself, a setting
};

/// Why a record cannot count by itself, as far as its grade, stays and length tell; none: it can.
std::optional<PendingReason> pending_reason(Grade grade, const std::vector<Interval>& intervals,
                                            const Length& length);
/// Why the length of its day alone has a record wait; none up to 8 hours.
std::optional<PendingReason> day_reason(std::int64_t minutes_that_day);
inline constexpr std::int64_t day_minutes_free = 8 * 60;
inline constexpr std::int64_t day_minutes_center = 12 * 60;

/// Which level may approve: a record of the reason at this path.
std::string approval_path(std::optional<PendingReason> reason, std::string_view site_path);

/// Stars at the hours a place has set, or at the defaults; 0 below the first.
int stars_of(std::int64_t minutes, const std::vector<std::int64_t>& thresholds_hours);
inline const std::vector<std::int64_t> star_hours_default{100, 300, 600, 1000, 1500};
/// Five numbers that rise, within bounds: `star_hours_wrong`.
Check check_star_hours(const std::vector<std::int64_t>& thresholds_hours);
inline constexpr std::int64_t star_hours_max = 100'000;

/// What a service asked of whoever did it, and when it was.
struct Work {
  needs::Risk risk = needs::Risk::ordinary;
  std::vector<std::string> licences;
  TimeWindow hours;
};
/// What dispatch and the door refuse, nobody enters later by hand: `too_young_for_work`,
/// `papers_not_valid`.
Check check_may_serve(const people::VolunteerProfile& who, const Work& work, const Zone& zone);

/// Hours are said of a need that was not withdrawn, merged, refused or referred, and since it was
/// asked for: `need_withdrawn`, `need_merged`, `need_closed`, `hours_before_need`.
Check check_of_need(const needs::NeedBrief& need, const TimeWindow& hours);

/// Hours typed in by hand: in order, past, within a year, a minute to a day long.
Check check_hours(const TimeWindow& hours, Instant now);

}  // namespace lastmile::records
