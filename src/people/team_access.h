#pragma once
#include "call/call.h"
#include "people/organization.h"
#include "people/team.h"

namespace lastmile::people {

/// A team for a change: by its leaders, those above, or the site's staff. `not_signed_in`,
/// `team_unknown`, `not_yours`, `group_closed`.
Result<TeamRow> access_team(Call& call, TeamId id);
Result<TeamRow> find_team_row(Call& call, TeamId id);
bool manages(Call& call, const TeamRow& team);
bool manages(Call& call, const OrganizationRow& organization);

}  // namespace lastmile::people
