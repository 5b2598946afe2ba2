#pragma once
#include <cstdint>
#include <optional>
#include <string_view>

namespace lastmile::merkle {

/// Reads text one code point at a time. Source: Unicode 15, table 3-7 (well-formed UTF-8).
class Utf8 {
 public:
  explicit Utf8(std::string_view text) : rest_(text) {}

  bool at_end() const { return rest_.empty(); }
  /// The next code point; nothing at a byte that is not well-formed UTF-8, or at the end.
  std::optional<std::uint32_t> next();

 private:
  std::string_view rest_;
};

/// True for the 25 code points with the property White_Space. Source: Unicode 15, PropList.txt.
bool is_space(std::uint32_t point);

}  // namespace lastmile::merkle
