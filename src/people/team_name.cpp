#include "people/people.h"
#include "people/team_store.h"

namespace lastmile::people {

std::string team_name(Call& call, TeamId team) {
  const auto row = load_team(call.tx, call.region(), team);
  return row ? row->name : std::string();
}

}  // namespace lastmile::people
