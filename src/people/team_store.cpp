#include "people/team_store.h"

#include "places/paths.h"

namespace lastmile::people {
namespace {

using storage::Sql;

#define TEAM_COLUMNS                                                                         \
  "region, id, name, keys, organization, parent, path, depth, site, site_path, categories, " \
  "about, state, created_by, created_at from team "

#define MEMBERSHIP_COLUMNS                                                             \
  "region, id, team, person, role, state, asked_by, asked_at, decided_by, decided_at " \
  "from membership "

const Sql team_by_id{"team_by_id", "select " TEAM_COLUMNS "where region = $1 and id = $2"};

const Sql teams_within{"teams_within",
                       "select " TEAM_COLUMNS
                       "where region = $1 and path >= $2 and path < $3 order by path"};

const Sql teams_named{"teams_named",
                      "select " TEAM_COLUMNS
                      "where region = $1 and site_path = $2 and name = $3 and state = 'active' "
                      "order by id"};

const Sql teams_of_organization_counted{"teams_of_organization_counted", R"(
  select count(*) from team where region = $1 and organization = $2 and state = 'active')"};

const Sql team_page{"team_page", "select " TEAM_COLUMNS R"(
  where region = $1 and site_path >= $2 and site_path < $3 and id > $4 and state = 'active'
    and ($5 = '' or name like '%' || $5 || '%'
      or keys like $6 || '%' or keys like '% ' || $6 || '%')
    and ($7 = '' or cast(organization as text) = $7)
    and ($8 = '' or cast(parent as text) = $8)
  order by id limit $9)"};

const Sql membership_by_person{"membership_by_person",
                               "select " MEMBERSHIP_COLUMNS
                               "where region = $1 and team = $2 and person = $3"};

const Sql memberships_of_person{"memberships_of_person",
                                "select " MEMBERSHIP_COLUMNS
                                "where region = $1 and person = $2 order by id"};

const Sql members_of_a_team{"members_of_a_team", R"(
  select person from membership where region = $1 and team = $2 and state = 'member'
  order by person)"};

const Sql teams_of_a_person{"teams_of_a_person", R"(
  select team from membership
  where region = $1 and person = $2 and state = 'member'
  order by team)"};

const Sql leading_any{"leading_any", R"(
  select count(*) from membership
  where region = $1 and person = $2 and state = 'member' and role = 'leader' and team {in $3})"};

const Sql members_counted{"members_counted", R"(
  select team, count(*), sum(case when role = 'leader' then 1 else 0 end) from membership
  where region = $1 and state = 'member' and team {in $2} group by team)"};

const Sql member_page{"member_page", "select " MEMBERSHIP_COLUMNS R"(
  where region = $1 and team = $2 and state = $3 and person > $4 order by person limit $5)"};

}  // namespace

std::optional<TeamRow> load_team(storage::Tx& tx, int region, TeamId id) {
  return tx.row<TeamRow>(team_by_id, region, id);
}

std::vector<TeamRow> load_teams_within(storage::Tx& tx, int region, std::string_view path) {
  const auto range = places::subtree(path);
  return tx.rows<TeamRow>(teams_within, region, range.lo, range.hi);
}

std::vector<TeamRow> load_teams_named(storage::Tx& tx, int region, const TeamRow& like) {
  return tx.rows<TeamRow>(teams_named, region, like.site_path, like.name);
}

std::int64_t count_teams_of_organization(storage::Tx& tx, int region, OrganizationId organization) {
  return tx.row<std::int64_t>(teams_of_organization_counted, region, organization).value_or(0);
}

std::vector<TeamRow> load_team_page(storage::Tx& tx, int region, const TeamFilter& f) {
  return tx.rows<TeamRow>(team_page, region, f.lo, f.hi, f.after, f.name_part, f.key,
                          f.organization, f.parent, f.limit);
}

std::optional<MembershipRow> load_membership(storage::Tx& tx, int region, TeamId team,
                                             PersonId person) {
  return tx.row<MembershipRow>(membership_by_person, region, team, person);
}

std::vector<MembershipRow> load_memberships_of(storage::Tx& tx, int region, PersonId person) {
  return tx.rows<MembershipRow>(memberships_of_person, region, person);
}

std::vector<PersonId> load_members(storage::Tx& tx, int region, TeamId team) {
  return tx.rows<PersonId>(members_of_a_team, region, team);
}

std::vector<TeamId> load_teams_of(storage::Tx& tx, int region, PersonId person) {
  return tx.rows<TeamId>(teams_of_a_person, region, person);
}

bool leads_any(storage::Tx& tx, int region, PersonId person, const std::vector<TeamId>& teams) {
  if (teams.empty()) return false;
  return tx.row<std::int64_t>(leading_any, region, person, storage::in_list(teams)).value_or(0) > 0;
}

std::vector<TeamCount> count_members(storage::Tx& tx, int region,
                                     const std::vector<TeamId>& teams) {
  return tx.rows<TeamCount>(members_counted, region, storage::in_list(teams));
}

std::vector<MembershipRow> load_member_page(storage::Tx& tx, int region, const MemberFilter& f) {
  return tx.rows<MembershipRow>(member_page, region, f.team, f.state, f.after, f.limit);
}

}  // namespace lastmile::people
