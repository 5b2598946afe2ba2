#pragma once
#include "http/router.h"

namespace lastmile::places {

/// Registers the routes of divisions, sites, grids, households and partner units.
void add_place_routes(http::Router& router);

}  // namespace lastmile::places
