#pragma once
#include <optional>
#include <string>
#include <vector>

#include "access/access_facts.h"
#include "storage/tx.h"

namespace lastmile::access {

struct GrantRow {
  int region = 0;
  GrantId id;
  PersonId person;
  Role role = Role::station_worker;
  std::string scope;
  GrantState state = GrantState::proposed;
  Instant from_at{};
  std::optional<Instant> until_at;
  std::optional<PersonId> granted_by;  // nobody: the program itself
  Instant granted_at{};
  std::optional<PersonId> approved_by;
  std::optional<Instant> approved_at;
  std::optional<PersonId> revoked_by;
  std::optional<Instant> revoked_at;
};
BOOST_DESCRIBE_STRUCT(GrantRow, (),
                      (region, id, person, role, scope, state, from_at, until_at, granted_by,
                       granted_at, approved_by, approved_at, revoked_by, revoked_at))

std::optional<GrantRow> find_grant(storage::Tx& tx, int region, GrantId id);
/// A person's grants proposed or active whose end has not come.
std::vector<GrantRow> grants_standing(storage::Tx& tx, int region, PersonId person, Instant now);

/// Grants of security_admin that run now, by which somebody who can sign in grants roles at a path.
std::vector<GrantRow> security_admins_over(storage::Tx& tx, int region, const std::string& path,
                                           Instant now);

struct GrantsWanted {
  std::string path;  // at or under it
  std::optional<PersonId> person;
  std::optional<Role> role;
  std::optional<GrantState> state;
  GrantId after;
  std::int64_t limit = 50;
};
/// By id, with the staff names beside them.
struct NamedGrant {
  GrantId id;
  PersonId person;
  std::optional<std::string> login;
  std::optional<std::string> name;
  Role role = Role::station_worker;
  std::string scope;
  GrantState state = GrantState::proposed;
  Instant from_at{};
  std::optional<Instant> until_at;
  std::optional<PersonId> granted_by;
  std::optional<PersonId> approved_by;
  std::optional<PersonId> revoked_by;
};
BOOST_DESCRIBE_STRUCT(NamedGrant, (),
                      (id, person, login, name, role, scope, state, from_at, until_at, granted_by,
                       approved_by, revoked_by))
std::vector<NamedGrant> grants_under(storage::Tx& tx, int region, const GrantsWanted& wanted);

}  // namespace lastmile::access

template <>
struct lastmile::storage::Table<lastmile::access::GrantRow> {
  static constexpr std::string_view name = "role_grant";
  static constexpr std::size_t key_columns = 2;
};
