#include "access/grant_rules.h"

#include "access/access_errors.h"

namespace lastmile::access {
namespace {

Refused seen(const Refusal& refusal, std::string_view what) {
  Refused refused{refusal};
  refused.seen = std::string(what);
  return refused;
}

Check check_exclusive(Role role, std::span<const GrantRow> held) {
  for (const GrantRow& other : held) {
    if (exclusive(role, other.role)) return seen(role_exclusive, to_text(other.role));
  }
  return Done{};
}

}  // namespace

Check check_grant(const GrantAsked& asked, std::span<const GrantRow> held,
                  const std::optional<PersonId>& granter, Instant now) {
  if (granter == asked.person) return grant_to_self;
  if (asked.until && (*asked.until <= asked.from || *asked.until <= now)) {
    return grant_window_empty;
  }
  if (!fits(asked.role, asked.scope)) return role_not_for_place;
  RETURN_IF_REFUSED(check_exclusive(asked.role, held));
  for (const GrantRow& other : held) {
    const bool ends_before = other.until_at && *other.until_at <= asked.from;
    const bool starts_after = asked.until && other.from_at >= *asked.until;
    if (other.role == asked.role && other.scope == asked.scope && !ends_before && !starts_after) {
      return grant_exists;
    }
  }
  return Done{};
}

Check check_approval(const GrantRow& grant, std::span<const GrantRow> held, PersonId approver) {
  if (grant.state != GrantState::proposed) {
    return seen(grant_not_proposed, to_text(grant.state));
  }
  if (grant.person == approver) return grant_to_self;
  if (grant.granted_by == approver) return second_must_differ;
  return check_exclusive(grant.role, held);
}

}  // namespace lastmile::access
