#pragma once
#include "http/router.h"

namespace lastmile::dispatch {

/// Registers ranking, inviting, claiming, answering and batch matching.
void add_dispatch_routes(http::Router& router);

}  // namespace lastmile::dispatch
