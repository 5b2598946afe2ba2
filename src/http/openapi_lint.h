#pragma once
#include <string>
#include <vector>

namespace lastmile::http {

/// What is wrong with an OpenAPI 3.1 document: references that lead nowhere, operation ids said
/// twice, routes without words in both languages, answers or parameters. Empty when all is well.
std::vector<std::string> openapi_faults(const std::string& text);

}  // namespace lastmile::http
