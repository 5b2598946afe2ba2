#pragma once
#include "http/router.h"
#include "people/teams.h"
#include "people/volunteers.h"

/// The service categories that volunteers like and teams serve, asked of both who know something of
/// them: people, and needs, whose catalogue they come from.
namespace lastmile::app {

/// Each refuses what the verb of people refuses, and `category_unknown` naming each such code.
Result<people::VolunteerView> join_as_volunteer(Call& call, const people::JoinAsVolunteer& cmd);
Result<people::VolunteerView> change_volunteer(Call& call, const people::ChangeVolunteer& cmd);
Result<people::TeamView> make_team(Call& call, const people::MakeTeam& cmd);
Result<people::TeamView> change_team(Call& call, const people::ChangeTeam& cmd);

void add_chosen_categories(http::Router& r);

}  // namespace lastmile::app
