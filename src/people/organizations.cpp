#include "people/organizations.h"

#include <algorithm>

#include "access/access.h"
#include "access/access_errors.h"
#include "base/uscc.h"
#include "people/organization_store.h"
#include "people/people.h"
#include "people/person_access.h"
#include "people/scoped_list.h"
#include "people/team_access.h"
#include "people/team_errors.h"
#include "people/team_facts.h"
#include "people/team_rules.h"
#include "people/team_store.h"
#include "people/volunteer_errors.h"
#include "people/volunteer_store.h"
#include "places/places.h"

namespace lastmile::people {
namespace {

struct AfterOrganization {
  OrganizationId organization;
};
BOOST_DESCRIBE_STRUCT(AfterOrganization, (), (organization))

void note(Call& call, const OrganizationRow& row, std::string_view what) {
  call.journal.append(OrganizationSet{row.id, std::string(what)},
                      {.subject = row.id.uuid, .scope = row.site_path, .people = {}});
}

OrganizationView view(Call& call, const OrganizationRow& row) {
  OrganizationView v;
  v.organization = row.id;
  v.name = row.name;
  v.kind = row.kind;
  v.parent = row.parent;
  for (std::size_t at = 0; at + 37 < row.path.size(); at += 37) {
    v.above.push_back(*OrganizationId::parse(row.path.substr(at, 36)));
  }
  v.site = row.site;
  v.uscc = row.uscc;
  v.uscc_checked = !row.uscc_override;
  v.about = row.about;
  v.state = row.state;
  v.teams = count_teams_of_organization(call.tx, call.region(), row.id);
  v.i_lead = call.actor.person && leads_organization(call, *call.actor.person, row.id);
  return v;
}

Result<OrganizationRow> find_row(Call& call, OrganizationId id) {
  auto row = load_organization(call.tx, call.region(), id);
  if (!row) return organization_unknown;
  return std::move(*row);
}

Result<OrganizationRow> access_organization(Call& call, OrganizationId id) {
  if (!call.actor.person && !call.actor.system) return access::not_signed_in;
  ASSIGN_OR_RETURN(OrganizationRow row, find_row(call, id));
  if (!manages(call, row)) return access::not_yours;
  if (row.state == GroupState::closed) return group_closed;
  return row;
}

Result<std::optional<OrganizationRow>> parent_of(Call& call,
                                                 const std::optional<OrganizationId>& parent) {
  if (!parent) return std::optional<OrganizationRow>();
  ASSIGN_OR_RETURN(OrganizationRow row, named_in("/parent", find_row(call, *parent)));
  if (row.state == GroupState::closed) return at_field("/parent", group_closed);
  return std::optional(std::move(row));
}

std::optional<Standing> standing_of(const std::optional<OrganizationRow>& row) {
  return row ? std::optional(Standing{row->path, row->depth}) : std::nullopt;
}

/// A code that does not check out is taken with a reason; a malformed one never.
Check code_fits(const MakeOrganization& cmd, const std::string& uscc) {
  const UsccCheck check = check_uscc(uscc);
  if (check == UsccCheck::ok) return Done{};
  const bool overridden = check == UsccCheck::wrong_check && cmd.uscc_override;
  if (overridden) return Done{};
  const Words words = remedy(check);
  return Refused{uscc_wrong, {{"/uscc", "format", std::string(words.en), std::string(words.zh)}}};
}

/// The organization that has this code already, found only after the insert said so.
Refused known_by(Call& call, const std::string& uscc) {
  const auto other = load_organization_by_uscc(call.tx, call.region(), uscc);
  return {organization_known, {}, other ? other->id.text() : std::string()};
}

}  // namespace

bool manages(Call& call, const OrganizationRow& organization) {
  if (access::may(call.actor, access::Right::team_manage, organization.site_path)) return true;
  return call.actor.person &&
         leads_organization(call, canonical(call, *call.actor.person), organization.id);
}

Result<Page<OrganizationView>> list_organizations(Call& call, const ListOrganizations& query) {
  AfterOrganization after;
  if (query.cursor) {
    ASSIGN_OR_RETURN(after, query.cursor->place<AfterOrganization>());
  }
  const std::size_t limit = items_asked(query.limit);
  if (query.under) RETURN_IF_REFUSED(places::known_path(call, *query.under, "/under"));
  if (finds_nothing(query.search)) return Page<OrganizationView>{};
  const auto range = places::subtree(query.under ? query.under->str() : "");
  const SearchWords words = words_of(query.search);
  OrganizationFilter filter{.lo = range.lo, .hi = range.hi};
  filter.name_part = words.name_part;
  filter.key = words.key;
  if (query.parent) filter.parent = query.parent->text();
  filter.after = after.organization;
  filter.limit = static_cast<std::int64_t>(limit) + 1;
  std::vector<OrganizationView> views;
  for (const auto& row : load_organization_page(call.tx, call.region(), filter)) {
    views.push_back(view(call, row));
  }
  return to_page(std::move(views), limit,
                 [](const OrganizationView& v) { return AfterOrganization{v.organization}; });
}

Result<OrganizationView> show_organization(Call& call, const ShowOrganization& query) {
  ASSIGN_OR_RETURN(const OrganizationRow row, find_row(call, query.organization));
  return view(call, row);
}

Result<OrganizationView> make_organization(Call& call, const MakeOrganization& cmd) {
  if (!call.actor.person && !call.actor.system) return access::not_signed_in;
  ASSIGN_OR_RETURN(const places::Site site, places::find_active_site(call, cmd.site));
  ASSIGN_OR_RETURN(const auto parent, parent_of(call, cmd.parent));
  const bool may = parent ? manages(call, *parent)
                          : access::may(call.actor, access::Right::team_manage, site.path);
  if (!may) return access::not_yours;
  std::optional<std::string> uscc;
  if (cmd.uscc) {
    uscc = tidy_uscc(*cmd.uscc);
    RETURN_IF_REFUSED(code_fits(cmd, *uscc));
  }
  const auto id = call.make_id<OrganizationTag>();
  const Standing standing = standing_under(standing_of(parent), id.uuid);
  RETURN_IF_REFUSED(may_stand(standing, {}, 0));
  const bool suspicious = uscc && check_uscc(*uscc) != UsccCheck::ok;
  const OrganizationRow row{
      .region = call.region(),
      .id = id,
      .name = cmd.name.str(),
      .keys = name_keys(cmd.name),
      .kind = cmd.kind,
      .parent = cmd.parent,
      .path = standing.path,
      .depth = standing.depth,
      .site = site.id,
      .site_path = site.path,
      .uscc = uscc,
      .uscc_override = suspicious ? std::optional(cmd.uscc_override->str()) : std::nullopt,
      .about = cmd.about ? std::optional(cmd.about->str()) : std::nullopt,
      .state = GroupState::active,
      .created_by = call.actor.person,
      .created_at = call.now};
  if (!call.tx.insert(row)) return known_by(call, *uscc);
  note(call, row, "made");
  return view(call, row);
}

Result<OrganizationView> change_organization(Call& call, const ChangeOrganization& cmd) {
  ASSIGN_OR_RETURN(OrganizationRow row, access_organization(call, cmd.organization));
  if (cmd.name) {
    row.name = cmd.name->str();
    row.keys = name_keys(row.name);
  }
  if (cmd.about) row.about = *cmd.about ? std::optional((*cmd.about)->str()) : std::nullopt;
  call.tx.update(row);
  note(call, row, "mended");
  return view(call, row);
}

Result<OrganizationView> move_organization(Call& call, const MoveOrganization& cmd) {
  ASSIGN_OR_RETURN(OrganizationRow row, access_organization(call, cmd.organization));
  ASSIGN_OR_RETURN(const auto parent, parent_of(call, cmd.parent));
  if (parent && !manages(call, *parent)) return access::not_yours;
  auto within = load_organizations_within(call.tx, call.region(), row.path);
  std::int64_t deepest = row.depth;
  for (const auto& inner : within) deepest = std::max(deepest, inner.depth);
  const Standing from{row.path, row.depth};
  const Standing to = standing_under(standing_of(parent), row.id.uuid);
  RETURN_IF_REFUSED(may_stand(to, row.path, deepest - row.depth));
  if (to.path == from.path) return view(call, row);
  for (OrganizationRow& inner : within) {
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

Result<OrganizationView> close_organization(Call& call, const CloseOrganization& cmd) {
  ASSIGN_OR_RETURN(OrganizationRow row, access_organization(call, cmd.organization));
  const auto within = load_organizations_within(call.tx, call.region(), row.path);
  const bool branches = std::ranges::any_of(within, [&](const OrganizationRow& inner) {
    return inner.id != row.id && inner.state == GroupState::active;
  });
  if (branches || count_teams_of_organization(call.tx, call.region(), row.id) > 0) {
    return group_holds_others;
  }
  row.state = GroupState::closed;
  call.tx.update(row);
  note(call, row, "closed");
  return view(call, row);
}

Result<OrganizationView> set_organization_leader(Call& call, const SetOrganizationLeader& cmd) {
  ASSIGN_OR_RETURN(const OrganizationRow row, access_organization(call, cmd.organization));
  const auto person = canonical_row(call, cmd.person);
  const auto volunteer = person ? load_volunteer(call.tx, call.region(), person->id) : std::nullopt;
  if (!volunteer || volunteer->state != VolunteerState::active) return volunteer_unknown;
  if (cmd.leads && is_minor_now(call, person->birth_day)) return leader_must_be_adult;
  const OrganizationLeaderRow leader{call.region(), row.id, person->id, call.now};
  const bool changed = cmd.leads ? call.tx.insert(leader) : call.tx.erase(leader);
  if (changed) note(call, row, "leaders");
  return view(call, row);
}

}  // namespace lastmile::people
