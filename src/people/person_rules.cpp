#include "people/person_rules.h"

#include <algorithm>

#include "base/pinyin.h"

namespace lastmile::people {
namespace {

constexpr int minutes_a_day = 1440;
constexpr std::chrono::days oldest{130 * 365};

/// Minutes [from, to) of one local day.
struct Stretch {
  std::int64_t from;
  std::int64_t to;
};

/// The part of a window that lies on each local day it touches.
template <class F>
void each_local_day(const TimeWindow& window, const Zone& zone, F&& f) {
  const Instant last = window.end - std::chrono::milliseconds(1);
  const Day first_day = zone.day_of(window.start), last_day = zone.day_of(last);
  for (Day day = first_day; day <= last_day; day += std::chrono::days(1)) {
    const std::int64_t from = day == first_day ? zone.minute_of_day(window.start) : 0;
    const std::int64_t to = day == last_day ? zone.minute_of_day(last) + 1 : minutes_a_day;
    f(day, Stretch{from, to});
  }
}

void add(std::vector<Stretch>& free, Stretch more) {
  if (more.from < more.to) free.push_back(more);
}

void remove(std::vector<Stretch>& free, Stretch gone) {
  std::vector<Stretch> left;
  for (const Stretch& s : free) {
    add(left, {s.from, std::min(s.to, gone.from)});
    add(left, {std::max(s.from, gone.to), s.to});
  }
  free = std::move(left);
}

bool covers(std::vector<Stretch> free, Stretch wanted) {
  std::ranges::sort(free, {}, &Stretch::from);
  for (const Stretch& s : free) {
    if (s.from > wanted.from) return false;
    wanted.from = std::max(wanted.from, s.to);
    if (wanted.from >= wanted.to) return true;
  }
  return wanted.from >= wanted.to;
}

std::vector<Stretch> free_on(const VolunteerProfile& who, Day day) {
  std::vector<Stretch> free;
  if (who.free_hours.empty()) free.push_back({0, minutes_a_day});
  const auto weekday = std::int64_t{std::chrono::weekday(day).iso_encoding()} - 1;
  for (const FreeHours& hours : who.free_hours) {
    if (hours.weekday == weekday) add(free, {hours.from_minute, hours.to_minute});
  }
  for (const FreeException& e : who.exceptions) {  // a later one wins
    if (e.day != day) continue;
    if (e.free)
      add(free, {e.from_minute, e.to_minute});
    else
      remove(free, {e.from_minute, e.to_minute});
  }
  return free;
}

}  // namespace

bool is_birth_day(Day birth_day, Day today) {
  return birth_day <= today && birth_day >= today - oldest;
}

Day years_after(Day day, int years) {
  const auto later = std::chrono::year_month_day{day} + std::chrono::years(years);
  return later.ok() ? Day{later} : Day{later.year() / std::chrono::March / 1};
}

int age_on(Day birth_day, Day day) {
  const std::chrono::year_month_day born{birth_day}, now{day};
  const int years = static_cast<int>(now.year()) - static_cast<int>(born.year());
  const bool before_birthday =
      std::pair(now.month(), now.day()) < std::pair(born.month(), born.day());
  return years - (before_birthday ? 1 : 0);
}

AgeBand age_band(const std::optional<Day>& birth_day, Day day) {
  if (!birth_day) return AgeBand::unknown;
  const int age = age_on(*birth_day, day);
  if (age < 8) return AgeBand::under_8;
  if (age < 14) return AgeBand::under_14;
  return age < 18 ? AgeBand::under_18 : AgeBand::adult;
}

bool is_minor(const std::optional<Day>& birth_day, Day day) {
  const AgeBand band = age_band(birth_day, day);
  return band != AgeBand::adult && band != AgeBand::unknown;
}

bool age_allows(const VolunteerProfile& who, const TimeWindow& window, const Zone& zone) {
  if (age_band(who.birth_day, zone.day_of(window.start)) == AgeBand::adult) return true;
  constexpr Stretch day_time{6 * 60, 22 * 60};
  bool by_day = window.length() <= std::chrono::hours(4);
  each_local_day(window, zone, [&](Day, Stretch s) {
    by_day = by_day && s.from >= day_time.from && s.to <= day_time.to;
  });
  return by_day;
}

bool is_free(const VolunteerProfile& who, const TimeWindow& window, const Zone& zone) {
  if (who.free_hours.empty() && who.exceptions.empty()) return true;
  bool free = true;
  each_local_day(window, zone, [&](Day day, Stretch wanted) {
    free = free && covers(free_on(who, day), wanted);
  });
  return free;
}

bool holds_licence(const VolunteerProfile& who, std::string_view code, const TimeWindow& window,
                   const Zone& zone) {
  bool held = true;
  each_local_day(window, zone, [&](Day day, Stretch) {
    held = held && std::ranges::any_of(who.licences, [&](const Licence& l) {
             return l.verified && l.code == code && l.from <= day && day <= l.until;
           });
  });
  return held;
}

bool is_insured(const VolunteerProfile& who, const TimeWindow& window, const Zone& zone) {
  const Instant last = std::max(window.start, window.end - std::chrono::milliseconds{1});
  return who.insured_until && zone.day_of(last) <= *who.insured_until;
}

std::string masked_name(std::string_view name) {
  if (name.empty()) return {};
  std::size_t end = 1;  // of the first character of well-formed UTF-8
  while (end < name.size() && (static_cast<unsigned char>(name[end]) & 0xc0u) == 0x80u) ++end;
  const bool letter = end == 1;
  return std::string(name.substr(0, end)) + (letter ? "***" : "**");
}

std::string address_key(std::string_view address) { return search_key(address); }

}  // namespace lastmile::people
