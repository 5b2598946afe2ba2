#pragma once
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace lastmile {

/// Characters (Unicode code points) of well-formed UTF-8; nothing when malformed.
std::optional<std::size_t> count_characters(std::string_view utf8);
/// Without white space (ASCII and U+3000) at either end.
std::string_view trimmed(std::string_view text);
/// True when no control character is in it, line feed and tab excepted, no noncharacter (U+FFFF:
/// what XML, and so a spreadsheet, cannot hold), and no mark that turns the direction of writing
/// (U+061C, U+200E–F, U+202A–E, U+2066–9): it could read as something else.
bool is_printable(std::string_view utf8);
/// True when nothing in it begins another line or column (LF, tab, U+2028, U+2029).
bool is_one_line(std::string_view utf8);
/// True when nothing in it can be seen: white space, marks of no width, fillers. Of well-formed
/// UTF-8.
bool is_blank(std::string_view utf8);
/// Full-width forms (U+FF01–FF5E, U+3000) as ASCII: what a Chinese keyboard makes of "A1 -".
std::string half_width(std::string_view utf8);

/// Texts up to this many characters are one line.
inline constexpr std::size_t line_max = 200;

/// People's words, bounded in characters, trimmed, well-formed, printable; short ones one line.
/// What has to say something is not blank.
template <std::size_t Min, std::size_t Max>
class Text {
 public:
  static constexpr std::size_t min = Min;
  static constexpr std::size_t max = Max;

  Text() = default;
  static std::optional<Text> parse(std::string_view raw) {
    const std::string_view s = trimmed(raw);
    const auto n = count_characters(s);
    if (!n || *n < Min || *n > Max || !is_printable(s)) return std::nullopt;
    if (Min > 0 && is_blank(s)) return std::nullopt;
    if (Max <= line_max && !is_one_line(s)) return std::nullopt;
    Text t;
    t.value_ = s;
    return t;
  }
  const std::string& str() const { return value_; }
  bool empty() const { return value_.empty(); }
  operator std::string_view() const { return value_; }
  friend auto operator<=>(const Text&, const Text&) = default;

 private:
  std::string value_;
};

using Name = Text<1, 60>;         // of a person, site, team
using Line = Text<1, line_max>;   // one line: a title, an address, a reason
using Words2000 = Text<1, 2000>;  // a description in the person's own words

/// A whole number within stated bounds.
template <std::int64_t Min, std::int64_t Max>
struct Bounded {
  static constexpr std::int64_t min = Min;
  static constexpr std::int64_t max = Max;
  std::int64_t value = Min;

  static std::optional<Bounded> parse(std::int64_t n) {
    return n < Min || n > Max ? std::nullopt : std::optional<Bounded>(Bounded{n});
  }
  constexpr operator std::int64_t() const { return value; }
  friend auto operator<=>(const Bounded&, const Bounded&) = default;
};

}  // namespace lastmile
