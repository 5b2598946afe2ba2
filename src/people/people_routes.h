#pragma once
#include "http/router.h"

namespace lastmile::people {

/// Registers the routes of residents, volunteers, families, teams, duplicates and imports.
void add_people_routes(http::Router& router);

// The parts, each beside its nouns.
void add_person_routes(http::Router& router);
void add_family_routes(http::Router& router);
void add_volunteer_routes(http::Router& router);
void add_team_routes(http::Router& router);
void add_duplicate_routes(http::Router& router);
void add_import_routes(http::Router& router);

}  // namespace lastmile::people
