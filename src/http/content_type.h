#pragma once
#include "http/asked.h"
#include "http/router.h"

namespace lastmile::http {

/// What a Content-Type names, without its parameters and in the one case we compare in: case means
/// nothing there (RFC 9110 §8.3.1).
std::string media_type(std::string_view content_type);

/// That a POST brings what its address takes, uncompressed: JSON of UTF-8, or a file with its own
/// type. `content_type_wrong`, naming the header and the types.
Check check_content_type(const Route& route, const Asked& asked, bool has_body);

}  // namespace lastmile::http
