#include "needs/need_number.h"

#include <fmt/format.h>

#include <array>

#include "base/pinyin.h"

namespace lastmile::needs {
namespace {

// Damm's totally anti-symmetric quasigroup of order 10.
constexpr std::array<std::array<int, 10>, 10> damm{{{0, 3, 1, 7, 5, 9, 8, 6, 4, 2},
                                                    {7, 0, 9, 2, 1, 5, 4, 8, 6, 3},
                                                    {4, 2, 0, 6, 8, 7, 1, 3, 5, 9},
                                                    {1, 7, 5, 0, 9, 8, 3, 4, 2, 6},
                                                    {6, 1, 2, 3, 0, 4, 5, 9, 7, 8},
                                                    {3, 6, 7, 4, 2, 0, 9, 5, 8, 1},
                                                    {5, 8, 6, 9, 7, 2, 0, 1, 3, 4},
                                                    {8, 9, 4, 5, 3, 6, 2, 0, 1, 7},
                                                    {9, 4, 3, 8, 6, 1, 7, 2, 0, 5},
                                                    {2, 5, 8, 1, 4, 3, 6, 7, 9, 0}}};

// The check digit of the digits, and 0 for digits that end in their own.
int check_digit(std::string_view digits) {
  int state = 0;
  for (const char c : digits) {
    state = damm[static_cast<std::size_t>(state)][static_cast<std::size_t>(c - '0')];
  }
  return state;
}

std::string in_threes(std::string_view nine) {
  return fmt::format("{}-{}-{}", nine.substr(0, 3), nine.substr(3, 3), nine.substr(6, 3));
}

}  // namespace

std::string make_number(Rng& rng) {
  const std::string eight = fmt::format("{:08}", rng.below(100'000'000));
  return in_threes(eight + static_cast<char>('0' + check_digit(eight)));
}

std::optional<std::string> read_number(std::string_view typed) {
  std::string digits;
  for (const char c : search_key(typed)) {
    if (c >= '0' && c <= '9')
      digits += c;
    else if (c != '-')
      return std::nullopt;
  }
  if (digits.size() != 9 || check_digit(digits) != 0) return std::nullopt;
  return in_threes(digits);
}

}  // namespace lastmile::needs
