#pragma once
#include <string>
#include <string_view>

/// Texts as people's keyboards make them; for tests only.
namespace lastmile {

/// Visible ASCII as a Chinese keyboard may type it (U+FF01–FF5E).
inline std::string full_width(std::string_view ascii) {
  std::string full;
  for (const char c : ascii) {
    const int point = 0xff01 + (c - 0x21);
    full += static_cast<char>(0xef);
    full += static_cast<char>(0x80 | ((point >> 6) & 0x3f));
    full += static_cast<char>(0x80 | (point & 0x3f));
  }
  return full;
}

}  // namespace lastmile
