#pragma once
#include "http/asked.h"
#include "http/router.h"

namespace lastmile::http {

/// That a POST brings what its address takes, uncompressed: JSON of UTF-8, or a file with its own
/// type. `content_type_wrong`, naming the header and the types.
Check check_content_type(const Route& route, const Asked& asked, bool has_body);

}  // namespace lastmile::http
