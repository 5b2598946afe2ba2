#pragma once
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace lastmile {

/// A moment: UTC milliseconds since 1970. JSON carries RFC 3339, SQL a bigint.
using Instant = std::chrono::sys_time<std::chrono::milliseconds>;

/// A calendar day without a zone, e.g. a birth date. JSON and SQL carry "2026-03-01".
using Day = std::chrono::sys_days;

constexpr Instant at_ms(std::int64_t ms) { return Instant{std::chrono::milliseconds{ms}}; }
constexpr std::int64_t ms_of(Instant t) { return t.time_since_epoch().count(); }

/// "2026-03-01T09:00:00.000Z". 20–24 characters; years 0000–9999.
std::string to_text(Instant t);
void append_text(std::string& out, Instant t);  // the same, at the end of `out`
/// RFC 3339 with any offset, seconds optional fraction; nothing if malformed.
std::optional<Instant> parse_instant(std::string_view text);

/// "2026-03-01".
std::string to_text(Day day);
void append_text(std::string& out, Day day);
std::optional<Day> parse_day(std::string_view text);

/// The local day and wall-clock of a moment in an IANA zone; China has one, other places others.
/// Refuses nothing: an unknown zone name throws std::runtime_error (a fault of the settings).
class Zone {
 public:
  explicit Zone(std::string_view name = "Asia/Shanghai");
  const std::string& name() const { return name_; }
  Day day_of(Instant t) const;
  /// Minutes since local midnight, 0–1439.
  int minute_of_day(Instant t) const;
  /// The moment of a wall-clock time; in a gap the moment after it, when twofold the earlier.
  Instant at(Day day, int minute_of_day) const;

 private:
  std::string name_;
  const void* zone_;
};

/// A half-open stretch of time [start, end): back-to-back is no overlap.
struct TimeWindow {
  Instant start;
  Instant end;

  constexpr bool holds(Instant t) const { return start <= t && t < end; }
  constexpr bool overlaps(const TimeWindow& o) const { return start < o.end && o.start < end; }
  constexpr std::chrono::minutes length() const {
    return std::chrono::floor<std::chrono::minutes>(end - start);
  }
  friend constexpr bool operator==(const TimeWindow&, const TimeWindow&) = default;
};

}  // namespace lastmile
