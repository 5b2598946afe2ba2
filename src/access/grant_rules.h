#pragma once
#include <span>

#include "access/grant_store.h"
#include "base/result.h"

/// Who may be given which role: pure.
namespace lastmile::access {

struct GrantAsked {
  PersonId person;
  Role role = Role::station_worker;
  std::string scope;
  Instant from{};
  std::optional<Instant> until;
};

/// `grant_to_self`, `grant_window_empty`, `role_not_for_place`, `role_exclusive`, `grant_exists`,
/// in this order. `held`: what the person holds or is proposed for, its end not come.
Check check_grant(const GrantAsked& asked, std::span<const GrantRow> held,
                  const std::optional<PersonId>& granter, Instant now);
/// `grant_not_proposed`, `grant_to_self`, `second_must_differ`, `role_exclusive`.
Check check_approval(const GrantRow& grant, std::span<const GrantRow> held, PersonId approver);

}  // namespace lastmile::access
