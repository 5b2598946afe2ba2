#include <algorithm>

#include "people/merge_moves.h"
#include "people/organization_store.h"
#include "people/team_store.h"

namespace lastmile::people {
namespace {

MembershipBefore before(const MembershipRow& row) {
  return {row.team, std::string(to_text(row.state)), std::string(to_text(row.role))};
}

void restore(Call& call, PersonId person, const MembershipBefore& was) {
  auto row = load_membership(call.tx, call.region(), was.team, person);
  if (!row) return;
  row->state = *parse_enum<MembershipState>(was.state);
  row->role = *parse_enum<TeamRole>(was.role);
  call.tx.update(*row);
}

/// Both stand in one team: the one kept gets the better standing, the other one steps out.
void join_standings(Call& call, Pair& pair, MembershipRow kept, MembershipRow gone) {
  if (gone.state != MembershipState::member) return;
  pair.moved.gone_teams.push_back(before(gone));
  const bool better = kept.state != MembershipState::member ||
                      (gone.role == TeamRole::leader && kept.role != TeamRole::leader);
  if (better) {
    pair.moved.kept_teams.push_back(before(kept));
    kept.state = MembershipState::member;
    if (gone.role == TeamRole::leader) kept.role = TeamRole::leader;
    call.tx.update(kept);
  }
  gone.state = MembershipState::left;
  gone.role = TeamRole::member;
  call.tx.update(gone);
}

}  // namespace

void move_teams(Call& call, Pair& pair) {
  for (MembershipRow& row : load_memberships_of(call.tx, call.region(), pair.gone.id)) {
    const auto same = load_membership(call.tx, call.region(), row.team, pair.kept.id);
    if (same) {
      join_standings(call, pair, *same, row);
      continue;
    }
    row.person = pair.kept.id;
    call.tx.update(row);
    pair.moved.memberships.push_back(row.id.uuid);
  }
  for (OrganizationLeaderRow& row : load_led_organizations(call.tx, call.region(), pair.gone.id)) {
    call.tx.erase(row);
    pair.moved.led.push_back(row.organization);
    row.person = pair.kept.id;
    if (call.tx.insert(row)) pair.moved.led_anew.push_back(row.organization);
  }
}

void return_teams(Call& call, Pair& pair) {
  for (MembershipRow& row : load_memberships_of(call.tx, call.region(), pair.kept.id)) {
    if (std::ranges::find(pair.moved.memberships, row.id.uuid) == pair.moved.memberships.end()) {
      continue;
    }
    row.person = pair.gone.id;
    call.tx.update(row);
  }
  for (const auto& was : pair.moved.kept_teams) restore(call, pair.kept.id, was);
  for (const auto& was : pair.moved.gone_teams) restore(call, pair.gone.id, was);
  for (const OrganizationId id : pair.moved.led) {
    call.tx.put(OrganizationLeaderRow{call.region(), id, pair.gone.id, call.now});
  }
  for (const OrganizationId id : pair.moved.led_anew) {
    call.tx.erase(OrganizationLeaderRow{call.region(), id, pair.kept.id, call.now});
  }
}

}  // namespace lastmile::people
