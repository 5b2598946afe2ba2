#pragma once
#include "http/router.h"

namespace lastmile::needs {

/// Registers the routes of the loop from asking to rating.
void add_need_routes(http::Router& router);

}  // namespace lastmile::needs
