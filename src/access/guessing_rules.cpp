#include "access/guessing_rules.h"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "access/base_words.h"
#include "access/common_passwords.h"

namespace lastmile::access {
namespace {

using WordList = std::vector<std::string_view>;

WordList sorted_words(std::string_view list) {
  WordList words;
  while (!list.empty()) {
    const std::size_t end = std::min(list.find(' '), list.size());
    if (end > 0) words.push_back(list.substr(0, end));
    list.remove_prefix(std::min(end + 1, list.size()));
  }
  std::ranges::sort(words);
  return words;
}

bool is_most_used(std::string_view low) {
  static const WordList words = sorted_words(common_passwords);
  return std::ranges::binary_search(words, low);
}

bool is_base_word(std::string_view letters) {
  static const WordList words = sorted_words(base_words);
  return std::ranges::binary_search(words, letters);
}

bool is_letter(char c) { return c >= 'a' && c <= 'z'; }
bool is_ascii(char c) { return static_cast<unsigned char>(c) < 128; }
// Digits and signs of ASCII: what people put around a word. Chinese is part of the word.
bool is_dressing(char c) { return is_ascii(c) && !is_letter(c); }

// Where a key lies on the US keyboard, whose rows are shifted: the keys right of and below one are
// beside it, and the one above to its right.
struct Key {
  int row = -9;
  int column = -9;
};

Key key_of(char c) {
  static constexpr std::array<std::string_view, 4> plain{"1234567890-=", "qwertyuiop[]",
                                                         "asdfghjkl;'", "zxcvbnm,./"};
  static constexpr std::string_view shifted = "!@#$%^&*()_+";
  if (const auto at = shifted.find(c); at != shifted.npos) return {0, static_cast<int>(at)};
  for (int row = 0; row < 4; ++row) {
    const auto at = plain[static_cast<std::size_t>(row)].find(c);
    if (at != std::string_view::npos) return {row, static_cast<int>(at)};
  }
  return {};
}

bool is_beside(char a, char b) {
  const Key from = key_of(a), to = key_of(b);
  if (from.row < 0 || to.row < 0) return false;
  const int down = to.row - from.row, right = to.column - from.column;
  if (down == 0) return right == 1 || right == -1;
  return (down == 1 && (right == 0 || right == -1)) || (down == -1 && (right == 0 || right == 1));
}

// The next of the alphabet or of the digits, the same again, or the key beside it.
bool is_easy_step(char a, char b) {
  return is_ascii(a) && is_ascii(b) && ((b - a <= 1 && a - b <= 1) || is_beside(a, b));
}

// How many characters one thought covers: a walk of three and more, a pair, a number all know.
std::size_t thought_length(std::string_view text) {
  static constexpr std::array<std::string_view, 10> numbers{
      "5201314", "1314520", "1314",   "520",    "147258369",
      "258369",  "159357",  "159753", "789456", "1122"};
  std::size_t walk = 1;
  while (walk < text.size() && is_easy_step(text[walk - 1], text[walk])) ++walk;
  const bool pair = walk == 2 && text[0] == text[1];
  std::size_t longest = walk >= 3 || pair ? walk : 1;
  for (const auto number : numbers) {
    if (text.starts_with(number)) longest = std::max(longest, number.size());
  }
  return longest;
}

// In how many thoughts it is typed; each character that continues none is one.
std::size_t thoughts_in(std::string_view text) {
  std::size_t count = 0;
  for (; !text.empty(); ++count) text.remove_prefix(thought_length(text));
  return count;
}

bool is_walk(std::string_view low) { return thoughts_in(low) * 3 <= low.size(); }

// q1w2e3r4t5: two walks, a character of each in turn.
bool is_braided_walk(std::string_view low) {
  std::array<std::string, 2> strands;
  for (std::size_t i = 0; i < low.size(); ++i) strands[i % 2] += low[i];
  return (thoughts_in(strands[0]) + thoughts_in(strands[1])) * 3 <= low.size();
}

char unleet(char c, char one) {
  static constexpr std::string_view from = "0345@$7!", to = "oeasasti";
  if (c == '1') return one;
  const auto at = from.find(c);
  return at == from.npos ? c : to[at];
}

bool is_two_words(std::string_view letters) {
  for (std::size_t at = 4; at + 4 <= letters.size(); ++at) {
    if (is_base_word(letters.substr(0, at)) && is_base_word(letters.substr(at))) return true;
  }
  return false;
}

// What is chosen around a word adds up to this before it counts as a secret.
constexpr std::size_t dressing_max = 8;

// The middle once the dressing is off; `freely` characters were chosen around it.
bool is_dressed_word(std::string_view middle, char one, std::size_t freely) {
  std::string letters;
  for (const char c : middle) {
    const char plain = unleet(c, one);
    if (is_dressing(plain))
      ++freely;
    else
      letters += plain;
  }
  if (freely > dressing_max) return false;
  const bool in_one = letters.size() == middle.size();
  return is_base_word(letters) || (in_one && is_two_words(letters));
}

// Password123!, p@ssw0rd2026, $ecurity1: up to two of the signs at each end may stand for letters.
bool is_common_word(std::string_view low) {
  const auto first = std::ranges::find_if_not(low, is_dressing);
  if (first == low.end()) return false;
  const auto head = static_cast<std::size_t>(first - low.begin());
  std::size_t tail = 0;
  while (is_dressing(low[low.size() - 1 - tail])) ++tail;
  for (std::size_t a = 0; a <= std::min<std::size_t>(head, 2); ++a) {
    for (std::size_t b = 0; b <= std::min<std::size_t>(tail, 2); ++b) {
      const std::size_t from = head - a, to = low.size() - tail + b;
      const std::size_t freely = thoughts_in(low.substr(0, from)) + thoughts_in(low.substr(to));
      const std::string_view middle = low.substr(from, to - from);
      if (is_dressed_word(middle, 'l', freely) || is_dressed_word(middle, 'i', freely)) return true;
    }
  }
  return false;
}

// After how many characters it repeats itself to its end; its length when never.
std::size_t period_of(std::string_view low) {
  for (std::size_t p = 1; p < low.size(); ++p) {
    if (low.substr(p) == low.substr(0, low.size() - p)) return p;
  }
  return low.size();
}

// 2001200120, adminadmin, 19900101 19900101; but not one long secret typed twice.
bool is_repetition(std::string_view low) {
  const std::size_t period = period_of(low);
  if (period * 2 > low.size() + 1) return false;
  const std::string_view unit = low.substr(0, period);
  return period <= 5 || period * 3 <= low.size() + 1 || std::ranges::all_of(unit, is_dressing) ||
         is_walk(unit) || is_common_word(unit);
}

}  // namespace

bool is_guessable(std::string_view low) {
  if (low.empty()) return true;
  return is_most_used(low) || is_walk(low) || is_braided_walk(low) || is_repetition(low) ||
         is_common_word(low);
}

}  // namespace lastmile::access
