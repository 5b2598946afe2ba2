#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace lastmile::app {

/// "https://volunteers.example.cn" of what an operator typed: http or https, a host, perhaps a port
/// and a path, without a slash at the end. Nothing when it is no such address.
std::optional<std::string> web_address(std::string_view text);

/// "http://127.0.0.1:8080", "http://[::1]:8080": what a browser takes for an IP address and port.
std::string address_of(std::string_view ip, std::uint16_t port);

}  // namespace lastmile::app
