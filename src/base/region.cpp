#include "base/region.h"

#include <algorithm>
#include <array>

#include "base/assert.h"

namespace lastmile {
namespace {

constexpr std::array<std::size_t, 5> level_length{2, 4, 6, 9, 12};

constexpr std::array<std::string_view, 35> provinces{
    "11", "12", "13", "14", "15", "21", "22", "23", "31", "32", "33", "34",
    "35", "36", "37", "41", "42", "43", "44", "45", "46", "50", "51", "52",
    "53", "54", "61", "62", "63", "64", "65", "71", "81", "82", "83"};

}  // namespace

bool is_province(std::string_view two_digits) {
  return std::ranges::find(provinces, two_digits) != provinces.end();
}

std::optional<RegionCode> RegionCode::parse(std::string_view text) {
  const bool digits = std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
  const bool length = std::ranges::find(level_length, text.size()) != level_length.end();
  if (!digits || !length || !is_province(text.substr(0, 2))) return std::nullopt;
  RegionCode code;
  code.text_ = text;
  return code;
}

RegionLevel RegionCode::level() const {
  const auto found = std::ranges::find(level_length, text_.size());
  ASSERT(found != level_length.end());
  return static_cast<RegionLevel>(found - level_length.begin());
}

std::optional<RegionCode> RegionCode::parent() const {
  const auto depth = static_cast<std::size_t>(level());
  if (depth == 0) return std::nullopt;
  RegionCode up;
  up.text_ = text_.substr(0, level_length[depth - 1]);
  return up;
}

// The next prefix of its kind: trailing nines go, for "42" follows "4199" and all beneath it.
// A province never begins with 9, so a digit is always left to raise.
RegionRange RegionCode::range() const {
  ASSERT(!text_.empty());
  std::string hi = text_;
  while (hi.back() == '9') hi.pop_back();
  ++hi.back();
  return {text_, hi};
}

}  // namespace lastmile
