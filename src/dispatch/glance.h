#pragma once
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "dispatch/match.h"

/// What most volunteers are decided by for a need, side by side in memory: looking over 100,000 of
/// them takes milliseconds. It decides as `bar_of` does, for people of whom nothing more is known.
namespace lastmile::dispatch {

/// Codes as bits: 63 of them by name, and the last bit for "one of the rest: look closer".
class CodeBits {
 public:
  static constexpr std::uint64_t others = std::uint64_t{1} << 63;
  /// The bits of what somebody holds; unknown codes are entered.
  std::uint64_t enter(const std::vector<std::string>& codes);
  /// The bits somebody must hold to hold all of these.
  std::uint64_t wanted(const std::vector<std::string>& codes) const;

 private:
  std::map<std::string, std::uint64_t, std::less<>> bit_;
};

/// One volunteer at a glance: a line of the cache, for a scan reads a hundred thousand.
struct Glance {
  float x = 0, y = 0, z = 0;  // unit vector of the home community; all 0: not on the map
  std::int32_t born = 0;      // yyyymmdd, 0: unknown
  std::uint64_t skills = 0;
  std::uint64_t licences = 0;  // verified ones
  std::uint64_t languages = 0;
  std::uint32_t home = 0;          // which home path
  std::uint32_t pool_at = 0;       // weekly hours, then teams, in the book's pool
  std::int32_t insured_until = 0;  // yyyymmdd, 0: not insured
  std::uint16_t hours = 0;
  std::uint16_t teams = 0;
  std::uint16_t load = 0;  // services of the last 30 days
  std::uint8_t transport = 0;
  bool present = false;
  bool trained = false;
  bool has_exceptions = false;

  bool is_on_map() const { return x != 0 || y != 0 || z != 0; }
};
static_assert(sizeof(Glance) == 64);

/// What glances refer to: codes, home paths, weekly hours, teams.
struct GlanceBook {
  CodeBits skills;
  CodeBits licences;
  CodeBits languages;
  std::vector<std::string> homes;
  std::map<std::string, std::uint32_t, std::less<>> home_index;
  std::vector<people::TeamId> teams;
  std::map<people::TeamId, std::uint32_t> team_index;
  std::vector<std::uint32_t> pool;  // hours: weekday, from and to minute, packed in that order

  Glance glance(const people::VolunteerProfile& who);
};

/// One need looked for among glances.
class Scan {
 public:
  Scan(const Wanted& wanted, const GlanceBook& book, const Zone& zone);

  /// As `bar_of` for a volunteer with no circumstances beside the profile.
  std::optional<Bar> bar(const Glance& g, const people::VolunteerProfile& who) const;
  /// No less than the score `fit_of` gives, and at most `slack` more.
  std::int64_t score_at_most(const Glance& g) const;
  static constexpr std::int64_t slack = 7;
  /// Grows with the distance; beyond all distances when a place is not known.
  float remoteness(const Glance& g) const;

 private:
  bool is_free(const Glance& g, const people::VolunteerProfile& who) const;
  bool is_too_far(const Glance& g, const people::VolunteerProfile& who) const;

  struct Stretch {
    std::uint32_t weekday;
    std::uint32_t from;
    std::uint32_t to;
  };
  struct Reach {
    float surely_within;  // squared chords
    float surely_beyond;
    std::int64_t metres;
  };
  const Wanted& wanted_;
  const GlanceBook& book_;
  const Zone& zone_;
  TimeWindow window_;               // for licences
  std::vector<Stretch> stretches_;  // of the need's window, by local day
  bool minors_by_hours_ = true;
  std::int32_t of_age_ = 0;    // born by this day: adult
  std::int32_t last_day_ = 0;  // of the service, yyyymmdd
  std::uint64_t skills_ = 0;
  std::uint64_t licence_ = 0;
  std::uint64_t languages_ = 0;
  std::vector<char> home_is_near_;  // by home
  float x_ = 0, y_ = 0, z_ = 0;
  Reach reach_[3];
};

}  // namespace lastmile::dispatch
