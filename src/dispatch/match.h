#pragma once
#include <optional>
#include <string>
#include <vector>

#include "needs/needs.h"
#include "people/people.h"

/// Who fits a need, and why: the pure part of dispatch.
namespace lastmile::dispatch {

/// Why somebody is not asked. Hard conditions, in the order checked.
enum class Bar {
  paused,           // not active now
  is_recipient,     // the one served, or the one who asked
  already_helping,  // said yes to this need
  said_no,          // declined this need before
  kept_apart,       // one asked not to be matched with the other
  minor,            // under 18 where the work is risky, at night or long; under 16 anywhere
  not_insured,      // high risk asks for insurance
  not_trained,      // high risk asks for training
  skill_missing,
  licence_missing,  // or not valid in the window
  not_free,         // by the weekly pattern and its exceptions
  busy,             // has another service then
  too_far,          // beyond what their way of moving allows
};
BOOST_DESCRIBE_ENUM(Bar, paused, is_recipient, already_helping, said_no, kept_apart, minor,
                    not_insured, not_trained, skill_missing, licence_missing, not_free, busy,
                    too_far)
/// The bar in people's words.
Words words_of(Bar bar);

/// The law's ages for work that others ask for (Labour Law 15, EMG 39).
inline constexpr int adult_age = 18;
inline constexpr int alone_age = 16;
/// Too young on that day for work of this risk; where the age is not known, for any risky work.
bool is_too_young(const people::VolunteerProfile& who, needs::Risk risk, Day day);

/// What speaks for somebody, in points of 100.
enum class Virtue { distance, load, continuity, language, transport };
BOOST_DESCRIBE_ENUM(Virtue, distance, load, continuity, language, transport)

struct Reason {
  Virtue virtue = Virtue::distance;
  std::int64_t points = 0;
  std::int64_t value = 0;  // metres · services in 30 days · services for this resident · shared
                           // languages · minutes on the way
};
BOOST_DESCRIBE_STRUCT(Reason, (), (virtue, points, value))

/// What is known of a volunteer beside the profile, when a need is matched.
struct Circumstances {
  std::int64_t services_30_days = 0;
  std::int64_t times_with_recipient = 0;
  std::int64_t stars_from_recipient = 0;  // 0: none
  bool said_no = false;
  bool kept_apart = false;
  std::vector<TimeWindow> busy;  // services agreed on
};

/// The need as matching sees it.
struct Wanted {
  needs::NeedBrief need;
  Day day;  // on which it begins, local
  Instant now;
};

/// The first hard condition that stands in the way, if any. `zone` is the site's.
std::optional<Bar> bar_of(const Wanted& wanted, const people::VolunteerProfile& who,
                          const Circumstances& known, const Zone& zone);

/// The soft part, 0–100 points with the reasons of each.
struct Fit {
  std::int64_t score = 0;
  std::vector<Reason> reasons;
};
Fit fit_of(const Wanted& wanted, const people::VolunteerProfile& who, const Circumstances& known);

// The points by themselves, so that a quick look and the whole judgement agree.
/// 40 at the door, none at the end of one's reach; half of them when a place is not known.
std::int64_t distance_points(std::int64_t metres, std::int64_t reach);
inline constexpr std::int64_t distance_points_unknown = 20;
/// 20 for one who has not been asked lately: fairness of load.
std::int64_t load_points(std::int64_t services_30_days);
inline constexpr std::int64_t language_points = 10;
inline constexpr std::int64_t transport_points_max = 5;

/// True when every wanted code is held.
bool has_all(const std::vector<std::string>& held, const std::vector<std::string>& wanted);
/// When the service will be, for what has to be valid then: the need's window, else the next day.
TimeWindow service_window(const Wanted& wanted);

/// Metres between the need and the volunteer's home community; nothing when either is not on the
/// map.
std::optional<std::int64_t> metres_between(const needs::NeedBrief& need,
                                           const people::VolunteerProfile& who);
/// How far one goes: walking 3 km, cycling 10 km, driving 40 km.
std::int64_t reach_metres(people::Transport transport);
/// A need without a point is matched within its own subcenter, whose path this is.
std::string nearby_path(std::string_view site_path);

}  // namespace lastmile::dispatch
