#include "base/text.h"

#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <array>

namespace lastmile {
namespace {

constexpr std::string_view ideographic_space = "\xe3\x80\x80";
constexpr std::string_view ascii_space = " \t\r\n";

// Length of the UTF-8 sequence that starts at s[i]; 0 when malformed (overlong, surrogate, above
// U+10FFFF).
std::size_t sequence_length(std::string_view s, std::size_t i) {
  const auto byte = [&](std::size_t k) {
    return i + k < s.size() ? static_cast<unsigned char>(s[i + k]) : 0u;
  };
  const auto tail = [&](std::size_t k) { return (byte(k) & 0xc0u) == 0x80u; };
  const unsigned b = byte(0), c = byte(1);
  if (b < 0x80) return 1;
  if (b >= 0xc2 && b <= 0xdf) return tail(1) ? 2 : 0;
  if (b >= 0xe0 && b <= 0xef) {
    if (!tail(1) || !tail(2)) return 0;
    if (b == 0xe0 && c < 0xa0) return 0;
    if (b == 0xed && c > 0x9f) return 0;
    return 3;
  }
  if (b >= 0xf0 && b <= 0xf4) {
    if (!tail(1) || !tail(2) || !tail(3)) return 0;
    if (b == 0xf0 && c < 0x90) return 0;
    if (b == 0xf4 && c > 0x8f) return 0;
    return 4;
  }
  return 0;
}

bool turns_direction(UChar32 c) {
  return c == 0x061c || c == 0x200e || c == 0x200f || (c >= 0x202a && c <= 0x202e) ||
         (c >= 0x2066 && c <= 0x2069);
}

}  // namespace

std::optional<std::size_t> count_characters(std::string_view s) {
  std::size_t n = 0;
  for (std::size_t i = 0; i < s.size(); ++n) {
    const std::size_t length = sequence_length(s, i);
    if (length == 0) return std::nullopt;
    i += length;
  }
  return n;
}

std::string_view trimmed(std::string_view s) {
  for (;;) {
    if (s.starts_with(ideographic_space))
      s.remove_prefix(3);
    else if (!s.empty() && ascii_space.find(s.front()) != s.npos)
      s.remove_prefix(1);
    else
      break;
  }
  for (;;) {
    if (s.ends_with(ideographic_space))
      s.remove_suffix(3);
    else if (!s.empty() && ascii_space.find(s.back()) != s.npos)
      s.remove_suffix(1);
    else
      break;
  }
  return s;
}

std::string half_width(std::string_view s) {
  std::string out;
  out.reserve(s.size());
  for (std::size_t i = 0; i < s.size(); ++i) {
    const auto byte = [&](std::size_t k) { return static_cast<unsigned char>(s[i + k]); };
    const bool three = i + 2 < s.size();
    if (three && s.substr(i, 3) == ideographic_space) {
      out += ' ';
    } else if (three && byte(0) == 0xef && byte(1) == 0xbc && byte(2) >= 0x81 && byte(2) <= 0xbf) {
      out += static_cast<char>(byte(2) - 0x81 + 0x21);  // U+FF01–FF3F are EF BC 81–BF
    } else if (three && byte(0) == 0xef && byte(1) == 0xbd && byte(2) >= 0x80 && byte(2) <= 0x9e) {
      out += static_cast<char>(byte(2) - 0x80 + 0x60);  // U+FF40–FF5E are EF BD 80–9E
    } else {
      out += s[i];
      continue;
    }
    i += 2;
  }
  return out;
}

bool is_printable(std::string_view s) {
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(s.data());
  const auto size = static_cast<std::int32_t>(s.size());
  for (std::int32_t i = 0; i < size;) {
    UChar32 c = 0;
    U8_NEXT_OR_FFFD(bytes, i, size, c);
    const bool is_control = (c < 0x20 && c != '\n' && c != '\t') || (c >= 0x7f && c < 0xa0);
    if (is_control || turns_direction(c) || U_IS_UNICODE_NONCHAR(c)) return false;
  }
  return true;
}

bool is_blank(std::string_view s) {
  constexpr UChar32 empty_braille = 0x2800;  // a symbol to Unicode, a gap to everybody's eyes
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(s.data());
  const auto size = static_cast<std::int32_t>(s.size());
  for (std::int32_t i = 0; i < size;) {
    UChar32 c = 0;
    U8_NEXT(bytes, i, size, c);
    if (!u_isUWhiteSpace(c) && !u_hasBinaryProperty(c, UCHAR_DEFAULT_IGNORABLE_CODE_POINT) &&
        c != empty_braille)
      return false;
  }
  return true;
}

bool is_one_line(std::string_view s) {
  return s.find_first_of("\n\t") == s.npos && s.find("\xe2\x80\xa8") == s.npos &&
         s.find("\xe2\x80\xa9") == s.npos;
}

}  // namespace lastmile
