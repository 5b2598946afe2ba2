#pragma once
#include "http/router.h"

namespace lastmile::app {

/// Registers the system page's own: what runs here and how it fares, verification, backups.
void add_system_routes(http::Router& router);

}  // namespace lastmile::app
