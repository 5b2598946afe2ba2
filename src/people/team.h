#pragma once
#include "base/page.h"
#include "people/person.h"

/// Teams of volunteers. A team stands in an organization or at a site, and may hold teams; a person
/// joins by asking and being let in, or by being invited and saying yes, never by being put in.
namespace lastmile::people {

using MembershipId = Id<struct MembershipTag>;

/// How deep teams, and organizations, may nest.
inline constexpr std::int64_t nesting_max = 5;

enum class GroupState { active, closed };
BOOST_DESCRIBE_ENUM(GroupState, active, closed)
enum class TeamRole { member, leader };
BOOST_DESCRIBE_ENUM(TeamRole, member, leader)
enum class MembershipState {
  requested,  // by the volunteer; a leader decides
  invited,    // by a leader or the site; the volunteer decides
  member,
  declined,  // the request or the invitation
  left,      // by own will, any time
  removed,   // by a leader, with the fact on record
};
BOOST_DESCRIBE_ENUM(MembershipState, requested, invited, member, declined, left, removed)

/// The row of table `team`. `path` holds the ids from the outermost team down, each ending in '/'.
struct TeamRow {
  int region = 0;
  TeamId id;
  std::string name;
  std::string keys;
  std::optional<OrganizationId> organization;
  std::optional<TeamId> parent;
  std::string path;
  std::int64_t depth = 1;
  places::SiteId site;
  std::string site_path;
  std::vector<std::string> categories;
  std::optional<std::string> about;
  GroupState state = GroupState::active;
  std::optional<PersonId> created_by;
  Instant created_at{};
};
BOOST_DESCRIBE_STRUCT(TeamRow, (),
                      (region, id, name, keys, organization, parent, path, depth, site, site_path,
                       categories, about, state, created_by, created_at))

/// The row of table `membership`: one for a person and a team, its history in the journal.
struct MembershipRow {
  int region = 0;
  MembershipId id;
  TeamId team;
  PersonId person;
  TeamRole role = TeamRole::member;
  MembershipState state = MembershipState::requested;
  std::optional<PersonId> asked_by;
  Instant asked_at{};
  std::optional<PersonId> decided_by;
  std::optional<Instant> decided_at;
};
BOOST_DESCRIBE_STRUCT(MembershipRow, (),
                      (region, id, team, person, role, state, asked_by, asked_at, decided_by,
                       decided_at))

struct TeamView {
  TeamId team;
  std::string name;
  std::optional<OrganizationId> organization;
  std::optional<std::string> organization_name;
  std::optional<TeamId> parent;
  std::vector<TeamId> above;  // from the outermost down
  places::SiteId site;
  std::vector<std::string> categories;
  std::optional<std::string> about;
  GroupState state = GroupState::active;
  std::int64_t members = 0;
  std::int64_t leaders = 0;
  std::optional<MembershipState> mine;  // the reader's own standing
  bool i_lead = false;
};
BOOST_DESCRIBE_STRUCT(TeamView, (),
                      (team, name, organization, organization_name, parent, above, site, categories,
                       about, state, members, leaders, mine, i_lead))

struct MemberView {
  TeamId team;
  PersonId person;
  std::string name;  // in full to leaders and the site, else masked
  TeamRole role = TeamRole::member;
  MembershipState state = MembershipState::member;
  Instant since;
};
BOOST_DESCRIBE_STRUCT(MemberView, (), (team, person, name, role, state, since))

struct ListTeams {
  std::optional<Text<1, 60>> search;
  std::optional<Text<1, 120>> under;  // path of a site
  std::optional<OrganizationId> organization;
  std::optional<TeamId> parent;
  std::optional<Cursor> cursor;
  std::optional<PageLimit> limit;
};
BOOST_DESCRIBE_STRUCT(ListTeams, (), (search, under, organization, parent, cursor, limit))
struct ShowTeam {
  TeamId team;
};
BOOST_DESCRIBE_STRUCT(ShowTeam, (), (team))

/// By the site's staff, a leader of the organization, or a leader of the team above.
struct MakeTeam {
  Name name;
  std::optional<OrganizationId> organization;
  std::optional<TeamId> parent;
  places::SiteId site;
  std::vector<std::string> categories;
  std::optional<Line> about;
};
BOOST_DESCRIBE_STRUCT(MakeTeam, (), (name, organization, parent, site, categories, about))
struct ChangeTeam {
  TeamId team;
  std::optional<Name> name;
  std::optional<std::vector<std::string>> categories;
  std::optional<std::optional<Line>> about;
};
BOOST_DESCRIBE_STRUCT(ChangeTeam, (), (team, name, categories, about))
/// Under another team, or under none; what it holds moves along.
struct MoveTeam {
  TeamId team;
  std::optional<TeamId> parent;
};
BOOST_DESCRIBE_STRUCT(MoveTeam, (), (team, parent))
struct CloseTeam {
  TeamId team;
};
BOOST_DESCRIBE_STRUCT(CloseTeam, (), (team))

struct ListMembers {
  TeamId team;
  std::optional<MembershipState> state;
  std::optional<Cursor> cursor;
  std::optional<PageLimit> limit;
};
BOOST_DESCRIBE_STRUCT(ListMembers, (), (team, state, cursor, limit))
struct ListMyTeams {};
BOOST_DESCRIBE_STRUCT(ListMyTeams, (), ())

struct AskToJoin {
  TeamId team;
};
BOOST_DESCRIBE_STRUCT(AskToJoin, (), (team))
struct InviteToTeam {
  TeamId team;
  PersonId person;
};
BOOST_DESCRIBE_STRUCT(InviteToTeam, (), (team, person))
/// A leader's answer to a request.
struct AnswerRequest {
  TeamId team;
  PersonId person;
  bool yes = false;
};
BOOST_DESCRIBE_STRUCT(AnswerRequest, (), (team, person, yes))
/// The volunteer's own answer to an invitation.
struct AnswerInvitation {
  TeamId team;
  bool yes = false;
};
BOOST_DESCRIBE_STRUCT(AnswerInvitation, (), (team, yes))
struct LeaveTeam {
  TeamId team;
};
BOOST_DESCRIBE_STRUCT(LeaveTeam, (), (team))
struct RemoveMember {
  TeamId team;
  PersonId person;
};
BOOST_DESCRIBE_STRUCT(RemoveMember, (), (team, person))
struct SetTeamLeader {
  TeamId team;
  PersonId person;
  bool leads = true;
};
BOOST_DESCRIBE_STRUCT(SetTeamLeader, (), (team, person, leads))

}  // namespace lastmile::people
