#include "base/instant.h"

#include <date/tz.h>
#include <fmt/format.h>

#include <charconv>

namespace lastmile {
namespace {

// Reads exactly `width` digits at `pos` and moves past them.
std::optional<int> digits(std::string_view s, std::size_t& pos, std::size_t width) {
  if (pos + width > s.size()) return std::nullopt;
  int n = 0;
  for (std::size_t i = 0; i < width; ++i) {
    const char c = s[pos + i];
    if (c < '0' || c > '9') return std::nullopt;
    n = n * 10 + (c - '0');
  }
  pos += width;
  return n;
}

bool letter(std::string_view s, std::size_t& pos, char c) {
  if (pos >= s.size() || s[pos] != c) return false;
  ++pos;
  return true;
}

std::optional<Day> day_at(std::string_view s, std::size_t& pos) {
  const auto y = digits(s, pos, 4);
  if (!y || !letter(s, pos, '-')) return std::nullopt;
  const auto m = digits(s, pos, 2);
  if (!m || !letter(s, pos, '-')) return std::nullopt;
  const auto d = digits(s, pos, 2);
  if (!d) return std::nullopt;
  const std::chrono::year_month_day ymd{std::chrono::year{*y},
                                        std::chrono::month{static_cast<unsigned>(*m)},
                                        std::chrono::day{static_cast<unsigned>(*d)}};
  if (!ymd.ok()) return std::nullopt;
  return Day{ymd};
}

// "Z", "+08:00" or "-05:30", as minutes east of UTC.
std::optional<int> offset_at(std::string_view s, std::size_t& pos) {
  if (letter(s, pos, 'Z') || letter(s, pos, 'z')) return 0;
  const int sign = letter(s, pos, '+') ? 1 : letter(s, pos, '-') ? -1 : 0;
  if (sign == 0) return std::nullopt;
  const auto h = digits(s, pos, 2);
  if (!h || *h > 23 || !letter(s, pos, ':')) return std::nullopt;
  const auto m = digits(s, pos, 2);
  if (!m || *m > 59) return std::nullopt;
  return sign * (*h * 60 + *m);
}

int fraction_ms(std::string_view s, std::size_t& pos) {
  int ms = 0, scale = 100;
  while (pos < s.size() && s[pos] >= '0' && s[pos] <= '9') {
    ms += (s[pos] - '0') * scale;
    scale /= 10;
    ++pos;
  }
  return ms;
}

}  // namespace

namespace {

// Written digit by digit: a list of needs holds eighty times, which through a format string were a
// tenth of its cost.
void put(char* out, std::size_t width, std::int64_t n) {
  for (std::size_t i = width; i-- > 0; n /= 10) out[i] = static_cast<char>('0' + n % 10);
}

void put_day(char* out, Day day) {
  const std::chrono::year_month_day ymd{day};
  put(out, 4, static_cast<int>(ymd.year()));
  put(out + 5, 2, static_cast<unsigned>(ymd.month()));
  put(out + 8, 2, static_cast<unsigned>(ymd.day()));
}

bool has_four_digits(Day day) {
  const int year = static_cast<int>(std::chrono::year_month_day{day}.year());
  return year >= 0 && year <= 9999;
}

}  // namespace

void append_text(std::string& out, Day day) {
  if (!has_four_digits(day)) {
    const std::chrono::year_month_day ymd{day};
    fmt::format_to(std::back_inserter(out), "{:04}-{:02}-{:02}", static_cast<int>(ymd.year()),
                   static_cast<unsigned>(ymd.month()), static_cast<unsigned>(ymd.day()));
    return;
  }
  char text[] = "0000-00-00";
  put_day(text, day);
  out += text;
}

void append_text(std::string& out, Instant t) {
  const auto day = std::chrono::floor<std::chrono::days>(t);
  const auto ms = (t - day).count();
  if (!has_four_digits(Day{day})) {
    append_text(out, Day{day});
    fmt::format_to(std::back_inserter(out), "T{:02}:{:02}:{:02}.{:03}Z", ms / 3'600'000,
                   ms / 60'000 % 60, ms / 1000 % 60, ms % 1000);
    return;
  }
  char text[] = "0000-00-00T00:00:00.000Z";
  put_day(text, Day{day});
  put(text + 11, 2, ms / 3'600'000);
  put(text + 14, 2, ms / 60'000 % 60);
  put(text + 17, 2, ms / 1000 % 60);
  put(text + 20, 3, ms % 1000);
  out += text;
}

std::string to_text(Day day) {
  std::string out;
  append_text(out, day);
  return out;
}

std::string to_text(Instant t) {
  std::string out;
  append_text(out, t);
  return out;
}

std::optional<Day> parse_day(std::string_view text) {
  std::size_t pos = 0;
  const auto day = day_at(text, pos);
  return pos == text.size() ? day : std::nullopt;
}

std::optional<Instant> parse_instant(std::string_view s) {
  using namespace std::chrono;
  std::size_t pos = 0;
  const auto day = day_at(s, pos);
  if (!day || !(letter(s, pos, 'T') || letter(s, pos, 't') || letter(s, pos, ' '))) return {};
  const auto h = digits(s, pos, 2);
  if (!h || *h > 23 || !letter(s, pos, ':')) return {};
  const auto m = digits(s, pos, 2);
  if (!m || *m > 59) return {};
  int sec = 0, ms = 0;
  if (letter(s, pos, ':')) {
    const auto seconds_read = digits(s, pos, 2);
    if (!seconds_read || *seconds_read > 59) return {};
    sec = *seconds_read;
    if (letter(s, pos, '.')) {
      const std::size_t before = pos;
      ms = fraction_ms(s, pos);
      if (pos == before) return {};
    }
  }
  const auto offset = offset_at(s, pos);
  if (!offset || pos != s.size()) return {};
  const Instant t =
      Instant{*day} + hours{*h} + minutes{*m - *offset} + seconds{sec} + milliseconds{ms};
  // The offset may lead out of the four-digit years, which could not be written again.
  if (t < Instant{sys_days{year{0} / 1 / 1}} || t >= Instant{sys_days{year{10000} / 1 / 1}}) {
    return {};
  }
  return t;
}

Zone::Zone(std::string_view name) : name_(name), zone_(date::locate_zone(name_)) {}

Day Zone::day_of(Instant t) const {
  const auto* z = static_cast<const date::time_zone*>(zone_);
  const auto local = z->to_local(t).time_since_epoch();
  return Day{std::chrono::floor<std::chrono::days>(local)};
}

int Zone::minute_of_day(Instant t) const {
  const auto* z = static_cast<const date::time_zone*>(zone_);
  const auto local = z->to_local(t).time_since_epoch();
  const auto rest = local - std::chrono::floor<std::chrono::days>(local);
  return static_cast<int>(std::chrono::floor<std::chrono::minutes>(rest).count());
}

Instant Zone::at(Day day, int minute_of_day) const {
  const auto* z = static_cast<const date::time_zone*>(zone_);
  const date::local_time<std::chrono::milliseconds> local{day.time_since_epoch() +
                                                          std::chrono::minutes{minute_of_day}};
  return z->to_sys(local, date::choose::earliest);
}

}  // namespace lastmile
