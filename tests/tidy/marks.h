#pragma once
#include <algorithm>
#include <string>
#include <string_view>

/// Marks of Latin width, which Chinese does not use.
namespace lastmile::tidy {

/// True when the character that begins, or ends, here is Chinese: Han, or a mark of full width.
inline bool is_chinese(std::string_view utf8) {
  if (utf8.size() < 3) return false;
  const auto lead = static_cast<unsigned char>(utf8[0]);
  const std::string_view three = utf8.substr(0, 3);
  return (lead >= 0xe3 && lead <= 0xe9) || lead == 0xef || three == "“" || three == "”";
}

/// The text, when it is Chinese and has , ; : ? ! or brackets of Latin width beside a Chinese
/// character; else "". A text that begins in English and is mostly so is English.
inline std::string narrow_marks(std::string_view text) {
  std::ptrdiff_t chinese = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if ((text[i] & 0xc0) != 0x80 && is_chinese(text.substr(i))) ++chinese;
  }
  const auto latin = std::ranges::count_if(
      text, [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); });
  if (!is_chinese(text) && latin >= 2 * chinese) return "";
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (std::string_view(",;:?!()").find(text[i]) == std::string_view::npos) continue;
    if (is_chinese(text.substr(i + 1)) || (i >= 3 && is_chinese(text.substr(i - 3, 3)))) {
      return std::string(text);
    }
  }
  return "";
}

}  // namespace lastmile::tidy
