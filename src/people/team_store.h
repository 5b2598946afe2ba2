#pragma once
#include "people/team.h"
#include "storage/tx.h"

template <>
struct lastmile::storage::Table<lastmile::people::TeamRow> {
  static constexpr std::string_view name = "team";
  static constexpr std::size_t key_columns = 2;
};
template <>
struct lastmile::storage::Table<lastmile::people::MembershipRow> {
  static constexpr std::string_view name = "membership";
  static constexpr std::size_t key_columns = 2;
};

namespace lastmile::people {

std::optional<TeamRow> load_team(storage::Tx& tx, int region, TeamId id);
/// The team and all it holds, outermost first.
std::vector<TeamRow> load_teams_within(storage::Tx& tx, int region, std::string_view path);
/// Active teams of the same site and name.
std::vector<TeamRow> load_teams_named(storage::Tx& tx, int region, const TeamRow& like);
std::int64_t count_teams_of_organization(storage::Tx& tx, int region, OrganizationId organization);

struct TeamFilter {
  std::string lo = {};
  std::string hi = {};
  std::string name_part = {};
  std::string key = {};
  std::string organization = {};
  std::string parent = {};
  TeamId after = {};
  std::int64_t limit = 50;
};
std::vector<TeamRow> load_team_page(storage::Tx& tx, int region, const TeamFilter& filter);

std::optional<MembershipRow> load_membership(storage::Tx& tx, int region, TeamId team,
                                             PersonId person);
std::vector<MembershipRow> load_memberships_of(storage::Tx& tx, int region, PersonId person);
std::vector<PersonId> load_members(storage::Tx& tx, int region, TeamId team);
std::vector<TeamId> load_teams_of(storage::Tx& tx, int region, PersonId person);
/// True when the person leads any of these teams now.
bool leads_any(storage::Tx& tx, int region, PersonId person, const std::vector<TeamId>& teams);

/// Members and leaders now, of several teams in one query.
struct TeamCount {
  TeamId team;
  std::int64_t members = 0;
  std::int64_t leaders = 0;
};
BOOST_DESCRIBE_STRUCT(TeamCount, (), (team, members, leaders))
std::vector<TeamCount> count_members(storage::Tx& tx, int region, const std::vector<TeamId>& teams);

struct MemberFilter {
  TeamId team;
  std::string state = {};
  PersonId after = {};
  std::int64_t limit = 50;
};
std::vector<MembershipRow> load_member_page(storage::Tx& tx, int region, const MemberFilter& f);

}  // namespace lastmile::people
