#pragma once
#include <string>
#include <string_view>

namespace lastmile::http {

/// Text as it may stand in HTML, in content and in quoted attributes.
std::string escaped(std::string_view text);
/// A whole plain page without scripts: readable at once, printable, 320 px wide or more.
std::string html_page(std::string_view title, std::string_view body);

}  // namespace lastmile::http
