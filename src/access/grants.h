#pragma once
#include "access/grant_store.h"
#include "access/staff_accounts.h"

/// Roles over the site tree: granted from a day to a day by the security administrator of the
/// scope, never to oneself; roles that oversee others, and any over the whole city, want a second
/// person.
namespace lastmile::access {

struct GrantRole {
  PersonId person;
  Role role = Role::station_worker;
  SitePath scope;
  std::optional<Instant> from;   // now unless given
  std::optional<Instant> until;  // without end unless given
};
BOOST_DESCRIBE_STRUCT(GrantRole, (), (person, role, scope, from, until))

struct GrantView {
  GrantId id;
  PersonId person;
  std::optional<std::string> login;
  std::optional<std::string> name;
  Role role = Role::station_worker;
  std::string scope;
  GrantState state = GrantState::proposed;
  Instant from{};
  std::optional<Instant> until;
  std::optional<PersonId> granted_by;
  std::optional<PersonId> approved_by;
  std::optional<PersonId> revoked_by;
};
BOOST_DESCRIBE_STRUCT(GrantView, (),
                      (id, person, login, name, role, scope, state, from, until, granted_by,
                       approved_by, revoked_by))

/// Right::role_grant over the scope. `account_unknown`, `grant_to_self`, `grant_window_empty`,
/// `role_not_for_place`, `role_exclusive`, `grant_exists`. One that `needs_second` waits as
/// proposed.
Result<GrantView> grant_role(Call& call, const GrantRole& cmd);

/// `last_security_admin` when without this grant, or without all of its holder's, nobody who can
/// sign in would grant roles over its scope. The program itself can always make another.
enum class Without { grant, holder };
Check check_not_last(Call& call, const GrantRow& grant, Without without);

/// Whether a person holds a role now at a site, above it or beneath it.
bool works_around(Call& call, PersonId person, std::string_view path);

struct GrantRef {
  GrantId grant;
};
BOOST_DESCRIBE_STRUCT(GrantRef, (), (grant))
/// The second person; an open invitation of the holder ends. `grant_unknown`,
/// `grant_not_proposed`, `grant_to_self`, `second_must_differ`, `role_exclusive`,
/// `grantee_not_enrolled`.
Result<GrantView> approve_grant(Call& call, const GrantRef& cmd);
/// Ends it now, proposed or active; one may give up one's own. In force within a second.
/// `grant_unknown`, `grant_over`, `last_security_admin`.
Result<GrantView> revoke_grant(Call& call, const GrantRef& cmd);

struct ListGrants {
  std::optional<SitePath> scope;
  std::optional<PersonId> person;
  std::optional<Role> role;
  std::optional<GrantState> state;
  std::optional<Cursor> cursor;
  std::optional<PageLimit> limit;
};
BOOST_DESCRIBE_STRUCT(ListGrants, (), (scope, person, role, state, cursor, limit))
/// Those at and under the scopes where the actor grants or audits. `not_yours` without any.
Result<Page<GrantView>> list_grants(Call& call, const ListGrants& query);

/// The paths a list covers: where the actor holds one of the rights, cut to what was asked.
/// `not_yours` when nothing is left.
Result<std::vector<std::string>> paths_asked(const Call& call, const std::vector<Right>& rights,
                                             const std::optional<SitePath>& asked);

}  // namespace lastmile::access
