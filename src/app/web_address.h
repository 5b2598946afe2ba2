#pragma once
#include <optional>
#include <string>
#include <string_view>

namespace lastmile::app {

/// "https://volunteers.example.cn" of what an operator typed: http or https, a host, perhaps a port
/// and a path, without a slash at the end. Nothing when it is no such address.
std::optional<std::string> web_address(std::string_view text);

}  // namespace lastmile::app
