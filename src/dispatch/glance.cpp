#include "dispatch/glance.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "geo/point.h"

namespace lastmile::dispatch {
namespace {

constexpr std::size_t named_bits = 63;
constexpr float nowhere = 8;          // above the longest squared chord, 4
constexpr double margin_metres = 10;  // what single precision may lose

std::int32_t as_number(Day day) {
  const std::chrono::year_month_day d{day};
  return static_cast<int>(d.year()) * 10'000 +
         static_cast<std::int32_t>(static_cast<unsigned>(d.month()) * 100 +
                                   static_cast<unsigned>(d.day()));
}

std::uint32_t packed(const people::FreeHours& h) {
  return static_cast<std::uint32_t>(h.weekday.value << 22 | h.from_minute.value << 11 |
                                    h.to_minute.value);
}

template <class T>
std::uint32_t index_of(std::vector<T>& all, std::map<T, std::uint32_t>& index, const T& one) {
  const auto [at, fresh] = index.emplace(one, static_cast<std::uint32_t>(all.size()));
  if (fresh) all.push_back(one);
  return at->second;
}

struct Vector {
  float x, y, z;
};

Vector unit_vector(double lat, double lon) {
  const double a = lat * std::numbers::pi / 180, b = lon * std::numbers::pi / 180;
  return {static_cast<float>(std::cos(a) * std::cos(b)),
          static_cast<float>(std::cos(a) * std::sin(b)), static_cast<float>(std::sin(a))};
}

// The squared chord of the unit sphere that spans so many metres on the ground.
float squared_chord(double metres) {
  const double half = std::sin(std::max(metres, 0.0) / geo::earth_radius_metres / 2);
  return static_cast<float>(4 * half * half);
}

double metres_of(float squared) {
  return 2 * geo::earth_radius_metres *
         std::asin(std::min(1.0, std::sqrt(static_cast<double>(squared)) / 2));
}

}  // namespace

std::uint64_t CodeBits::enter(const std::vector<std::string>& codes) {
  std::uint64_t bits = 0;
  for (const auto& code : codes) {
    auto at = bit_.find(code);
    if (at == bit_.end()) {
      const std::uint64_t bit = bit_.size() < named_bits ? std::uint64_t{1} << bit_.size() : others;
      at = bit_.emplace(code, bit).first;
    }
    bits |= at->second;
  }
  return bits;
}

std::uint64_t CodeBits::wanted(const std::vector<std::string>& codes) const {
  std::uint64_t bits = 0;
  for (const auto& code : codes) {
    const auto at = bit_.find(code);
    bits |= at == bit_.end() ? others : at->second;
  }
  return bits;
}

Glance GlanceBook::glance(const people::VolunteerProfile& who) {
  Glance g;
  g.present = true;
  if (who.point) {
    const Vector v = unit_vector(who.point->lat, who.point->lon);
    g.x = v.x, g.y = v.y, g.z = v.z;
  }
  if (who.birth_day) g.born = as_number(*who.birth_day);
  g.skills = skills.enter(who.skills);
  std::vector<std::string> held;
  for (const auto& licence : who.licences) {
    if (licence.verified) held.push_back(licence.code);
  }
  g.licences = licences.enter(held);
  g.languages = languages.enter(who.languages);
  g.home = [&] {
    const auto [at, fresh] =
        home_index.emplace(who.home_path, static_cast<std::uint32_t>(homes.size()));
    if (fresh) homes.push_back(who.home_path);
    return at->second;
  }();
  g.pool_at = static_cast<std::uint32_t>(pool.size());
  for (const auto& hours : who.free_hours) pool.push_back(packed(hours));
  std::sort(pool.begin() + g.pool_at, pool.end());
  g.hours = static_cast<std::uint16_t>(who.free_hours.size());
  for (const auto team : who.teams) pool.push_back(index_of(teams, team_index, team));
  g.teams = static_cast<std::uint16_t>(who.teams.size());
  g.transport = static_cast<std::uint8_t>(who.transport);
  if (who.insured_until) g.insured_until = as_number(*who.insured_until);
  g.trained = who.trained_for_risk;
  g.has_exceptions = !who.exceptions.empty();
  return g;
}

Scan::Scan(const Wanted& wanted, const GlanceBook& book, const Zone& zone)
    : wanted_(wanted), book_(book), zone_(zone), window_(service_window(wanted)) {
  const auto& need = wanted.need;
  const int age = need.risk == needs::Risk::ordinary ? alone_age : adult_age;
  of_age_ = as_number(wanted.day) - age * 10'000;
  last_day_ = as_number(zone.day_of(window_.end - std::chrono::milliseconds{1}));
  if (need.window) {
    minors_by_hours_ = people::age_allows(people::VolunteerProfile{}, *need.window, zone);
    const Instant last = need.window->end - std::chrono::milliseconds{1};
    const Day first_day = zone.day_of(need.window->start), last_day = zone.day_of(last);
    for (Day day = first_day; day <= last_day; day += std::chrono::days{1}) {
      stretches_.push_back(
          {std::chrono::weekday(day).iso_encoding() - 1,
           day == first_day ? static_cast<std::uint32_t>(zone.minute_of_day(need.window->start))
                            : 0u,
           day == last_day ? static_cast<std::uint32_t>(zone.minute_of_day(last)) + 1 : 1440u});
    }
  }
  skills_ = book.skills.wanted(need.skills);
  if (need.licence) licence_ = book.licences.wanted({*need.licence});
  languages_ = book.languages.wanted(need.languages);
  const std::string near = nearby_path(need.site_path);
  for (const auto& home : book.homes) home_is_near_.push_back(home.starts_with(near));
  if (need.point) {
    const Vector v = unit_vector(need.point->lat, need.point->lon);
    x_ = v.x, y_ = v.y, z_ = v.z;
  }
  for (const auto transport :
       {people::Transport::walk, people::Transport::cycle, people::Transport::drive}) {
    const std::int64_t metres = reach_metres(transport);
    const auto m = static_cast<double>(metres);
    reach_[static_cast<std::size_t>(transport)] = {squared_chord(m - margin_metres),
                                                   squared_chord(m + margin_metres), metres};
  }
}

std::optional<Bar> Scan::bar(const Glance& g, const people::VolunteerProfile& who) const {
  const auto& need = wanted_.need;
  const bool ordinary = need.risk == needs::Risk::ordinary;
  if (g.born == 0 ? !ordinary : g.born > of_age_) return Bar::minor;
  if (!minors_by_hours_ && (g.born == 0 || g.born > as_number(wanted_.day) - adult_age * 10'000))
    return Bar::minor;
  if (need.risk == needs::Risk::high && g.insured_until < last_day_) return Bar::not_insured;
  if (need.risk == needs::Risk::high && !g.trained) return Bar::not_trained;
  if ((g.skills & skills_) != skills_) return Bar::skill_missing;
  if ((skills_ & CodeBits::others) && !has_all(who.skills, need.skills)) return Bar::skill_missing;
  if (licence_ != 0) {
    if ((g.licences & licence_) != licence_) return Bar::licence_missing;
    if (!people::holds_licence(who, *need.licence, window_, zone_)) return Bar::licence_missing;
  }
  if (need.window && !is_free(g, who)) return Bar::not_free;
  if (is_too_far(g, who)) return Bar::too_far;
  return std::nullopt;
}

bool Scan::is_free(const Glance& g, const people::VolunteerProfile& who) const {
  if (g.has_exceptions) return people::is_free(who, *wanted_.need.window, zone_);
  if (g.hours == 0) return true;
  const auto* first = book_.pool.data() + g.pool_at;
  return std::all_of(stretches_.begin(), stretches_.end(), [&](const Stretch& s) {
    std::uint32_t free_until = s.from;
    for (const auto* h = first; h != first + g.hours && free_until < s.to; ++h) {
      if (*h >> 22 != s.weekday || (*h >> 11 & 0x7ffu) > free_until) continue;
      free_until = std::max(free_until, *h & 0x7ffu);
    }
    return free_until >= s.to;
  });
}

bool Scan::is_too_far(const Glance& g, const people::VolunteerProfile& who) const {
  if (!wanted_.need.point || !g.is_on_map()) return !home_is_near_[g.home];
  const float chord = remoteness(g);
  const Reach& reach = reach_[g.transport];
  if (chord < reach.surely_within) return false;
  if (chord > reach.surely_beyond) return true;
  return *metres_between(wanted_.need, who) > reach.metres;
}

float Scan::remoteness(const Glance& g) const {
  if (!wanted_.need.point || !g.is_on_map()) return nowhere;
  const float dx = g.x - x_, dy = g.y - y_, dz = g.z - z_;
  return dx * dx + dy * dy + dz * dz;
}

std::int64_t Scan::score_at_most(const Glance& g) const {
  std::int64_t points = load_points(g.load) + transport_points_max;
  if (wanted_.need.point && g.is_on_map()) {
    const auto metres = std::max<std::int64_t>(
        0, static_cast<std::int64_t>(metres_of(remoteness(g)) - margin_metres));
    points += distance_points(metres, reach_[g.transport].metres);
  } else {
    points += distance_points_unknown;
  }
  const bool shared =
      wanted_.need.languages.empty() || (g.languages & (languages_ | CodeBits::others)) != 0;
  return std::min<std::int64_t>(100, points + (shared ? language_points : 0));
}

}  // namespace lastmile::dispatch
