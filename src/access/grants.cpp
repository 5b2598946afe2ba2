#include "access/grants.h"

#include <algorithm>

#include "access/access_errors.h"
#include "access/grant_rules.h"

namespace lastmile::access {
namespace {

void journal_move(Call& call, const GrantRow& row) {
  call.journal.append(
      GrantMoved{row.id, row.person, row.role, row.scope, row.state, row.from_at, row.until_at},
      {.subject = row.id.uuid, .scope = row.scope, .people = {row.person}});
}

GrantView view_of(Call& call, const GrantRow& row) {
  GrantView view{row.id,       row.person,     std::nullopt,    std::nullopt,
                 row.role,     row.scope,      row.state,       row.from_at,
                 row.until_at, row.granted_by, row.approved_by, row.revoked_by};
  if (auto staff = find_staff(call.tx, call.region(), row.person)) {
    view.login = std::move(staff->login);
    view.name = std::move(staff->name);
  }
  return view;
}

// The grant, if the actor grants in its scope or holds it: else it does not exist for them.
Result<GrantRow> access_grant(Call& call, GrantId id, bool own_too) {
  if (!call.actor.person && !call.actor.system) return not_signed_in;
  auto row = find_grant(call.tx, call.region(), id);
  if (!row) return grant_unknown;
  const bool own = own_too && row->person == call.actor.person;
  if (!own && !may(call.actor, Right::role_grant, row->scope)) return grant_unknown;
  return std::move(*row);
}

// Whoever invited the holder would come into a role that two must give by an invitation still open.
Check close_ways_in(Call& call, PersonId person) {
  auto staff = find_staff(call.tx, call.region(), person);
  if (!staff || !staff->password_hash) return grantee_not_enrolled;
  if (!staff->invitation_hash) return Done{};
  staff->void_invitation();
  call.tx.update(*staff);
  return Done{};
}

}  // namespace

Result<std::vector<std::string>> paths_asked(const Call& call, const std::vector<Right>& rights,
                                             const std::optional<SitePath>& asked) {
  std::vector<std::string> held;
  for (const Right right : rights) {
    for (auto& path : scopes(call.actor, right)) held.push_back(std::move(path));
  }
  std::ranges::sort(held);
  std::vector<std::string> paths;
  for (auto& path : held) {
    if (!paths.empty() && path.starts_with(paths.back())) continue;
    paths.push_back(std::move(path));
  }
  if (asked) {
    const std::string& want = asked->str();
    const bool inside =
        std::ranges::any_of(paths, [&](const std::string& path) { return want.starts_with(path); });
    if (inside) return std::vector{want};
    std::erase_if(paths, [&](const std::string& path) { return !path.starts_with(want); });
  }
  if (paths.empty()) return not_yours;
  return paths;
}

bool works_around(Call& call, PersonId person, std::string_view path) {
  const auto standing = grants_standing(call.tx, call.region(), person, call.now);
  return std::ranges::any_of(standing, [&](const GrantRow& grant) {
    const std::string_view scope = grant.scope;
    return grant.state == GrantState::active && grant.from_at <= call.now &&
           (path.starts_with(scope) || scope.starts_with(path));
  });
}

Check check_not_last(Call& call, const GrantRow& grant, Without without) {
  if (grant.role != Role::security_admin || call.actor.system) return Done{};
  const auto all = security_admins_over(call.tx, call.region(), grant.scope, call.now);
  const auto goes = [&](const GrantRow& g) {
    return g.id == grant.id || (without == Without::holder && g.person == grant.person);
  };
  // One that does not run, or whose holder cannot sign in, takes nothing with it.
  const bool runs = std::ranges::any_of(all, [&](const GrantRow& g) { return g.id == grant.id; });
  if (runs && std::ranges::all_of(all, goes)) return last_security_admin;
  return Done{};
}

Result<GrantView> grant_role(Call& call, const GrantRole& cmd) {
  RETURN_IF_REFUSED(require(call, Right::role_grant, cmd.scope));
  if (!find_staff(call.tx, call.region(), cmd.person)) return account_unknown;
  const GrantAsked asked{cmd.person, cmd.role, cmd.scope.str(), cmd.from.value_or(call.now),
                         cmd.until};
  const auto held = grants_standing(call.tx, call.region(), cmd.person, call.now);
  RETURN_IF_REFUSED(check_grant(asked, held, call.actor.person, call.now));

  const bool waits = needs_second(cmd.role, cmd.scope) && !call.actor.system;
  const GrantRow row{.region = call.region(),
                     .id = call.make_id<GrantTag>(),
                     .person = cmd.person,
                     .role = cmd.role,
                     .scope = asked.scope,
                     .state = waits ? GrantState::proposed : GrantState::active,
                     .from_at = asked.from,
                     .until_at = asked.until,
                     .granted_by = call.actor.person,
                     .granted_at = call.now};
  call.tx.insert(row);
  journal_move(call, row);
  return view_of(call, row);
}

Result<GrantView> approve_grant(Call& call, const GrantRef& cmd) {
  ASSIGN_OR_RETURN(const PersonId approver, require_person(call));
  ASSIGN_OR_RETURN(GrantRow row, access_grant(call, cmd.grant, false));
  auto held = grants_standing(call.tx, call.region(), row.person, call.now);
  std::erase_if(held, [&](const GrantRow& other) { return other.id == row.id; });
  RETURN_IF_REFUSED(check_approval(row, held, approver));
  RETURN_IF_REFUSED(close_ways_in(call, row.person));
  row.state = GrantState::active;
  row.approved_by = approver;
  row.approved_at = call.now;
  call.tx.update(row);
  journal_move(call, row);
  return view_of(call, row);
}

Result<GrantView> revoke_grant(Call& call, const GrantRef& cmd) {
  ASSIGN_OR_RETURN(GrantRow row, access_grant(call, cmd.grant, true));
  if (row.state == GrantState::revoked || (row.until_at && *row.until_at <= call.now)) {
    return grant_over;
  }
  RETURN_IF_REFUSED(check_not_last(call, row, Without::grant));
  row.state = GrantState::revoked;
  row.revoked_by = call.actor.person;
  row.revoked_at = call.now;
  call.tx.update(row);
  journal_move(call, row);
  return view_of(call, row);
}

Result<Page<GrantView>> list_grants(Call& call, const ListGrants& query) {
  RETURN_IF_REFUSED(require_person(call));
  ASSIGN_OR_RETURN(const auto paths,
                   paths_asked(call, {Right::role_grant, Right::audit_read}, query.scope));
  GrantRef after{};
  if (query.cursor) {
    ASSIGN_OR_RETURN(after, query.cursor->place<GrantRef>());
  }
  const std::size_t limit = items_asked(query.limit);
  std::vector<GrantView> all;
  for (const auto& path : paths) {
    auto rows = grants_under(call.tx, call.region(),
                             {path, query.person, query.role, query.state, after.grant,
                              static_cast<std::int64_t>(limit) + 1});
    for (auto& row : rows) {
      all.push_back({row.id, row.person, std::move(row.login), std::move(row.name), row.role,
                     std::move(row.scope), row.state, row.from_at, row.until_at, row.granted_by,
                     row.approved_by, row.revoked_by});
    }
  }
  std::ranges::sort(all, {}, &GrantView::id);
  return to_page(std::move(all), limit, [](const GrantView& v) { return GrantRef{v.id}; });
}

}  // namespace lastmile::access
