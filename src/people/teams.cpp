#include "people/teams.h"

#include <algorithm>

#include "access/access.h"
#include "access/access_errors.h"
#include "base/pinyin.h"
#include "people/organization_store.h"
#include "people/people.h"
#include "people/person_access.h"
#include "people/scoped_list.h"
#include "people/team_access.h"
#include "people/team_errors.h"
#include "people/team_facts.h"
#include "people/team_rules.h"
#include "people/team_store.h"
#include "people/volunteer_rules.h"
#include "people/volunteers.h"
#include "places/places.h"

namespace lastmile::people {
namespace {

struct AfterTeam {
  TeamId team;
};
BOOST_DESCRIBE_STRUCT(AfterTeam, (), (team))

void note(Call& call, const TeamRow& row, std::string_view what) {
  call.journal.append(TeamSet{row.id, std::string(what)},
                      {.subject = row.id.uuid, .scope = row.site_path, .people = {}});
}

std::vector<TeamId> ids_above(const TeamRow& row) {
  std::vector<TeamId> ids;
  for (std::size_t at = 0; at + 37 < row.path.size(); at += 37) {
    ids.push_back(*TeamId::parse(row.path.substr(at, 36)));
  }
  return ids;
}

TeamView view(Call& call, const TeamRow& row, const std::vector<TeamCount>& counts) {
  TeamView v;
  v.team = row.id;
  v.name = row.name;
  v.organization = row.organization;
  if (row.organization) {
    const auto organization = load_organization(call.tx, call.region(), *row.organization);
    if (organization) v.organization_name = organization->name;
  }
  v.parent = row.parent;
  v.above = ids_above(row);
  v.site = row.site;
  v.categories = row.categories;
  v.about = row.about;
  v.state = row.state;
  const auto count = std::ranges::find(counts, row.id, &TeamCount::team);
  if (count != counts.end()) {
    v.members = count->members;
    v.leaders = count->leaders;
  }
  if (call.actor.person) {
    const auto mine = load_membership(call.tx, call.region(), row.id, *call.actor.person);
    if (mine) v.mine = mine->state;
    v.i_lead = leads(call, *call.actor.person, row.id);
  }
  return v;
}

TeamView view(Call& call, const TeamRow& row) {
  return view(call, row, count_members(call.tx, call.region(), {row.id}));
}

/// Who may make a team there: who manages the team or organization it goes under, else the site's
/// staff. Whoever is put under another's name is asked first.
Check may_make(Call& call, const places::Site& site, const std::optional<OrganizationRow>& in,
               const std::optional<TeamRow>& above) {
  const bool may = above ? manages(call, *above)
                   : in  ? manages(call, *in)
                         : access::may(call.actor, access::Right::team_manage, site.path);
  if (!may) return access::not_yours;
  return Done{};
}

/// Who looks for a team finds one of its name in one place.
Check name_is_free(Call& call, const TeamRow& wanted) {
  for (const TeamRow& row : load_teams_named(call.tx, call.region(), wanted)) {
    const bool beside = row.organization == wanted.organization && row.parent == wanted.parent;
    if (beside && row.id != wanted.id) return Refused{team_known, {}, row.id.text()};
  }
  return Done{};
}

/// The team above as a place to stand, with its organization.
Result<std::optional<TeamRow>> parent_of(Call& call, const std::optional<TeamId>& parent) {
  if (!parent) return std::optional<TeamRow>();
  ASSIGN_OR_RETURN(TeamRow row, named_in("/parent", find_team_row(call, *parent)));
  if (row.state == GroupState::closed) return at_field("/parent", group_closed);
  return std::optional(std::move(row));
}

std::optional<Standing> standing_of(const std::optional<TeamRow>& row) {
  return row ? std::optional(Standing{row->path, row->depth}) : std::nullopt;
}

}  // namespace

Result<TeamRow> find_team_row(Call& call, TeamId id) {
  auto row = load_team(call.tx, call.region(), id);
  if (!row) return team_unknown;
  return std::move(*row);
}

bool manages(Call& call, const TeamRow& team) {
  if (access::may(call.actor, access::Right::team_manage, team.site_path)) return true;
  return call.actor.person && leads(call, canonical(call, *call.actor.person), team.id);
}

Result<TeamRow> access_team(Call& call, TeamId id) {
  if (!call.actor.person && !call.actor.system) return access::not_signed_in;
  ASSIGN_OR_RETURN(TeamRow row, find_team_row(call, id));
  if (!manages(call, row)) return access::not_yours;
  if (row.state == GroupState::closed) return group_closed;
  return row;
}

Result<Page<TeamView>> list_teams(Call& call, const ListTeams& query) {
  AfterTeam after;
  if (query.cursor) {
    ASSIGN_OR_RETURN(after, query.cursor->place<AfterTeam>());
  }
  const std::size_t limit = items_asked(query.limit);
  if (query.under) RETURN_IF_REFUSED(places::known_path(call, *query.under, "/under"));
  if (finds_nothing(query.search)) return Page<TeamView>{};
  const auto range = places::subtree(query.under ? query.under->str() : "");
  const SearchWords words = words_of(query.search);
  TeamFilter filter{.lo = range.lo, .hi = range.hi};
  filter.name_part = words.name_part;
  filter.key = words.key;
  if (query.organization) filter.organization = query.organization->text();
  if (query.parent) filter.parent = query.parent->text();
  filter.after = after.team;
  filter.limit = static_cast<std::int64_t>(limit) + 1;
  const auto rows = load_team_page(call.tx, call.region(), filter);
  std::vector<TeamId> ids;
  for (const auto& row : rows) ids.push_back(row.id);
  const auto counts = count_members(call.tx, call.region(), ids);
  std::vector<TeamView> views;
  for (const auto& row : rows) views.push_back(view(call, row, counts));
  return to_page(std::move(views), limit, [](const TeamView& v) { return AfterTeam{v.team}; });
}

Result<TeamView> show_team(Call& call, const ShowTeam& query) {
  ASSIGN_OR_RETURN(const TeamRow row, find_team_row(call, query.team));
  return view(call, row);
}

Result<TeamView> make_team(Call& call, const MakeTeam& cmd) {
  if (!call.actor.person && !call.actor.system) return access::not_signed_in;
  ASSIGN_OR_RETURN(const places::Site site, places::find_active_site(call, cmd.site));
  std::optional<OrganizationRow> organization;
  if (cmd.organization) {
    organization = load_organization(call.tx, call.region(), *cmd.organization);
    if (!organization) return at_field("/organization", organization_unknown);
  }
  ASSIGN_OR_RETURN(const auto parent, parent_of(call, cmd.parent));
  RETURN_IF_REFUSED(may_make(call, site, organization, parent));
  if (organization && organization->state == GroupState::closed) {
    return at_field("/organization", group_closed);
  }
  if (parent && cmd.organization && cmd.organization != parent->organization) {
    return organization_differs;
  }
  RETURN_IF_REFUSED(category_codes(cmd.categories, "/categories"));
  const auto id = call.make_id<TeamTag>();
  const Standing standing = standing_under(standing_of(parent), id.uuid);
  RETURN_IF_REFUSED(may_stand(standing, {}, 0));
  const TeamRow row{.region = call.region(),
                    .id = id,
                    .name = cmd.name.str(),
                    .keys = name_keys(cmd.name),
                    .organization = parent ? parent->organization : cmd.organization,
                    .parent = cmd.parent,
                    .path = standing.path,
                    .depth = standing.depth,
                    .site = site.id,
                    .site_path = site.path,
                    .categories = tidy_codes(cmd.categories),
                    .about = cmd.about ? std::optional(cmd.about->str()) : std::nullopt,
                    .state = GroupState::active,
                    .created_by = call.actor.person,
                    .created_at = call.now};
  RETURN_IF_REFUSED(name_is_free(call, row));
  ASSERT(call.tx.insert(row));
  note(call, row, "made");
  return view(call, row);
}

Result<TeamView> change_team(Call& call, const ChangeTeam& cmd) {
  ASSIGN_OR_RETURN(TeamRow row, access_team(call, cmd.team));
  if (cmd.categories) RETURN_IF_REFUSED(category_codes(*cmd.categories, "/categories"));
  if (cmd.name && cmd.name->str() != row.name) {
    row.name = cmd.name->str();
    row.keys = name_keys(row.name);
    RETURN_IF_REFUSED(name_is_free(call, row));
  }
  if (cmd.categories) row.categories = tidy_codes(*cmd.categories);
  if (cmd.about) row.about = *cmd.about ? std::optional((*cmd.about)->str()) : std::nullopt;
  call.tx.update(row);
  note(call, row, "mended");
  return view(call, row);
}

Result<TeamView> move_team(Call& call, const MoveTeam& cmd) {
  ASSIGN_OR_RETURN(TeamRow row, access_team(call, cmd.team));
  ASSIGN_OR_RETURN(const auto parent, parent_of(call, cmd.parent));
  if (parent && !manages(call, *parent)) return access::not_yours;
  if (parent && parent->organization != row.organization) return organization_differs;
  auto within = load_teams_within(call.tx, call.region(), row.path);
  std::int64_t deepest = row.depth;
  for (const auto& inner : within) deepest = std::max(deepest, inner.depth);
  const Standing from{row.path, row.depth};
  const Standing to = standing_under(standing_of(parent), row.id.uuid);
  RETURN_IF_REFUSED(may_stand(to, row.path, deepest - row.depth));
  if (to.path == from.path) return view(call, row);
  row.parent = cmd.parent;
  RETURN_IF_REFUSED(name_is_free(call, row));
  for (TeamRow& inner : within) {
    const Standing moved = moved_along({inner.path, inner.depth}, from, to);
    inner.path = moved.path;
    inner.depth = moved.depth;
    if (inner.id == row.id) inner.parent = cmd.parent;
    call.tx.update(inner);
  }
  row = within.front();
  note(call, row, "moved");
  return view(call, row);
}

Result<TeamView> close_team(Call& call, const CloseTeam& cmd) {
  ASSIGN_OR_RETURN(TeamRow row, access_team(call, cmd.team));
  const auto within = load_teams_within(call.tx, call.region(), row.path);
  const bool holds = std::ranges::any_of(within, [&](const TeamRow& inner) {
    return inner.id != row.id && inner.state == GroupState::active;
  });
  if (holds) return group_holds_others;
  row.state = GroupState::closed;
  call.tx.update(row);
  note(call, row, "closed");
  return view(call, row);
}

}  // namespace lastmile::people
