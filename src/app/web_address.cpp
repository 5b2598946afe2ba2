#include "app/web_address.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <charconv>

namespace lastmile::app {
namespace {

// Neither a query nor a user, for paths are put behind it; printable ASCII as a browser sends it.
bool is_plain(char c) {
  constexpr std::string_view foreign = "?#@\\\"<>";
  return c > ' ' && c < 127 && foreign.find(c) == foreign.npos;
}

bool is_port(std::string_view text) {
  int number = 0;
  const auto [end, ec] = std::from_chars(text.data(), text.data() + text.size(), number);
  return ec == std::errc() && end == text.data() + text.size() && number >= 1 && number <= 65535;
}

// "example.cn", "10.0.0.7:8080", "[::1]:8080".
bool is_authority(std::string_view text) {
  const auto bracket = text.starts_with('[') ? text.find(']') : 0;
  if (bracket == text.npos) return false;
  const auto colon = text.find(':', bracket);
  if (colon != text.npos && !is_port(text.substr(colon + 1))) return false;
  return std::ranges::any_of(text.substr(0, colon),
                             [](unsigned char c) { return std::isalnum(c) != 0; });
}

}  // namespace

std::optional<std::string> web_address(std::string_view text) {
  while (text.ends_with('/')) text.remove_suffix(1);
  for (const std::string_view scheme : {"http://", "https://"}) {
    if (!text.starts_with(scheme)) continue;
    const std::string_view rest = text.substr(scheme.size());
    const bool good =
        std::ranges::all_of(rest, is_plain) && is_authority(rest.substr(0, rest.find('/')));
    if (good) return std::string(text);
  }
  return std::nullopt;
}

std::string address_of(std::string_view ip, std::uint16_t port) {
  const bool v6 = ip.find(':') != ip.npos;
  return fmt::format("http://{}{}{}:{}", v6 ? "[" : "", ip, v6 ? "]" : "", port);
}

}  // namespace lastmile::app
