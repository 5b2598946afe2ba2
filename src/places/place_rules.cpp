#include "places/place_rules.h"

#include <algorithm>

namespace lastmile::places {

SiteKind kind_at(RegionLevel level) {
  switch (level) {
    case RegionLevel::village:
      return SiteKind::station;
    case RegionLevel::township:
      return SiteKind::subcenter;
    case RegionLevel::county:
      return SiteKind::center;
    default:
      return SiteKind::city;
  }
}

bool may_stand_under(SiteKind child, SiteKind parent) {
  switch (child) {
    case SiteKind::station:
      return parent == SiteKind::subcenter;
    case SiteKind::subcenter:
      return parent == SiteKind::center;
    case SiteKind::center:
      return parent == SiteKind::city;
    case SiteKind::city:
      return false;
  }
  return false;
}

bool lies_in(std::string_view area, std::string_view area_above) {
  return area.starts_with(area_above);
}

std::string path_under(std::string_view parent_path, std::string_view code) {
  return std::string(parent_path) + std::string(code) + "/";
}

std::string nth_code(std::string_view area, std::int64_t nth) {
  return nth <= 1 ? std::string(area) : std::string(area) + "-" + std::to_string(nth);
}

bool is_on_map(const MapPoint& p) {
  return p.lat >= -90 && p.lat <= 90 && p.lon >= -180 && p.lon <= 180;
}

namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// Takes the extension off the end, with its mark; false when the mark has no digits after it.
bool cut_extension(std::string_view& text) {
  for (const std::string_view mark : {"转", "ext.", "ext", "x"}) {
    const auto at = text.find(mark);
    if (at == text.npos) continue;
    std::string_view digits = text.substr(at + mark.size());
    while (digits.starts_with(' ')) digits.remove_prefix(1);
    text = text.substr(0, at);
    return !digits.empty() && std::ranges::all_of(digits, is_digit);
  }
  return true;
}

}  // namespace

bool is_service_number(std::string_view text) {
  const auto length = count_characters(text);
  if (!length || *length < 3 || *length > 20) return false;
  if (!cut_extension(text)) return false;
  constexpr std::string_view between = " +-()";
  const bool dialled = std::ranges::all_of(
      text, [&](char c) { return is_digit(c) || between.find(c) != between.npos; });
  return dialled && text.find('+', 1) == text.npos && std::ranges::count_if(text, is_digit) >= 3;
}

bool is_open(const std::vector<OpeningHours>& hours, Instant now, const Zone& zone) {
  const auto weekday = std::chrono::weekday{zone.day_of(now)}.iso_encoding() - 1;
  const int minute = zone.minute_of_day(now);
  return std::any_of(hours.begin(), hours.end(), [&](const OpeningHours& h) {
    return h.weekday == weekday && h.from_minute <= minute && minute < h.to_minute;
  });
}

}  // namespace lastmile::places
