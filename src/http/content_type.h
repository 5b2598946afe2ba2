#pragma once
#include "http/router.h"

namespace lastmile::http {

/// That a POST brings what its address takes: JSON of UTF-8, or a file with its own type.
/// `content_type_wrong`, naming the types.
Check check_content_type(const Route& route, std::string_view type, bool has_body);

}  // namespace lastmile::http
