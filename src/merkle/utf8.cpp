#include "merkle/utf8.h"

namespace lastmile::merkle {

std::optional<std::uint32_t> Utf8::next() {
  if (rest_.empty()) return std::nullopt;
  const auto byte_at = [this](std::size_t i) { return static_cast<std::uint8_t>(rest_[i]); };
  const std::uint8_t lead = byte_at(0);
  const std::size_t length = lead < 0x80 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
  if (lead >= 0x80 && (lead < 0xc2 || lead > 0xf4)) return std::nullopt;
  if (rest_.size() < length) return std::nullopt;
  std::uint32_t point = length == 1 ? lead : lead & (0x7fu >> length);
  for (std::size_t i = 1; i < length; ++i) {
    if ((byte_at(i) & 0xc0) != 0x80) return std::nullopt;
    point = point << 6 | (byte_at(i) & 0x3fu);
  }
  const bool surrogate = point >= 0xd800 && point <= 0xdfff;
  const bool overlong = (length == 3 && point < 0x800) || (length == 4 && point < 0x10000);
  if (surrogate || overlong || point > 0x10ffff) return std::nullopt;
  rest_.remove_prefix(length);
  return point;
}

bool is_space(std::uint32_t point) {
  return (point >= 0x09 && point <= 0x0d) || point == 0x20 || point == 0x85 || point == 0xa0 ||
         point == 0x1680 || (point >= 0x2000 && point <= 0x200a) || point == 0x2028 ||
         point == 0x2029 || point == 0x202f || point == 0x205f || point == 0x3000;
}

}  // namespace lastmile::merkle
