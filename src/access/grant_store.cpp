#include "access/grant_store.h"

#include "access/access.h"

namespace lastmile::access {
namespace {

using storage::Sql;

const Sql grant_by_id{"access.grant_by_id", R"(
  select region, id, person, role, scope, state, from_at, until_at, granted_by, granted_at,
    approved_by, approved_at, revoked_by, revoked_at
  from role_grant where region = $1 and id = $2)"};

const Sql grants_of_person{"access.grants_of_person", R"(
  select region, id, person, role, scope, state, from_at, until_at, granted_by, granted_at,
    approved_by, approved_at, revoked_by, revoked_at
  from role_grant
  where region = $1 and person = $2 and state <> 'revoked'
    and (until_at is null or until_at > $3)
  order by id)"};

// Whatever lies above a path comes between its top and itself.
const Sql grants_of_security_admins{"access.grants_of_security_admins", R"(
  select g.region, g.id, g.person, g.role, g.scope, g.state, g.from_at, g.until_at, g.granted_by,
    g.granted_at, g.approved_by, g.approved_at, g.revoked_by, g.revoked_at
  from role_grant g
  join staff_login s on s.region = g.region and s.person = g.person
  where g.region = $1 and g.scope >= $2 and g.scope <= $3
    and g.role = 'security_admin' and g.state = 'active' and s.state = 'active'
    and g.from_at <= $4 and (g.until_at is null or g.until_at > $4)
  order by g.id)"};

// Empty text for a filter that is not asked.
const Sql grants_by_scope{"access.grants_by_scope", R"(
  select g.id, g.person, s.login, s.name, g.role, g.scope, g.state, g.from_at, g.until_at,
    g.granted_by, g.approved_by, g.revoked_by
  from role_grant g
  left join staff_login s on s.region = g.region and s.person = g.person
  where g.region = $1 and g.scope >= $2 and g.scope < $3 and g.id > $4
    and ($5 = '' or cast(g.person as text) = $5) and ($6 = '' or g.role = $6)
    and ($7 = '' or g.state = $7)
  order by g.id limit $8)"};

}  // namespace

std::optional<GrantRow> find_grant(storage::Tx& tx, int region, GrantId id) {
  return tx.row<GrantRow>(grant_by_id, region, id);
}

std::vector<GrantRow> grants_standing(storage::Tx& tx, int region, PersonId person, Instant now) {
  return tx.rows<GrantRow>(grants_of_person, region, person, now);
}

std::vector<GrantRow> security_admins_over(storage::Tx& tx, int region, const std::string& path,
                                           Instant now) {
  const std::string top = path.substr(0, path.find('/') + 1);
  auto all = tx.rows<GrantRow>(grants_of_security_admins, region, top, path, now);
  std::erase_if(all, [&](const GrantRow& grant) { return !path.starts_with(grant.scope); });
  return all;
}

std::vector<NamedGrant> grants_under(storage::Tx& tx, int region, const GrantsWanted& wanted) {
  const std::string person = wanted.person ? wanted.person->text() : "";
  const std::string role = wanted.role ? std::string(to_text(*wanted.role)) : "";
  const std::string state = wanted.state ? std::string(to_text(*wanted.state)) : "";
  return tx.rows<NamedGrant>(grants_by_scope, region, wanted.path, path_end(wanted.path),
                             wanted.after, person, role, state, wanted.limit);
}

}  // namespace lastmile::access
