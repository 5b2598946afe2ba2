#include "people/team_rules.h"

#include "people/team_errors.h"

namespace lastmile::people {
namespace {

Refused in_state(const Refusal& refusal, MembershipState state) {
  return {refusal, {}, std::string(to_text(state))};
}

Check none_waits(const std::optional<MembershipRow>& row) {
  if (!row) return Done{};
  if (row->state == MembershipState::member) return member_already;
  if (row->state == MembershipState::requested) return requested_already;
  if (row->state == MembershipState::invited) return invited_already;
  return Done{};
}

}  // namespace

Standing standing_under(const std::optional<Standing>& parent, const Uuid& id) {
  if (!parent) return {id.text() + "/", 1};
  return {parent->path + id.text() + "/", parent->depth + 1};
}

Check may_stand(const Standing& wanted, std::string_view own_path, std::int64_t levels_below) {
  const bool inside =
      !own_path.empty() && wanted.path != own_path && wanted.path.starts_with(own_path);
  if (inside) return nested_in_itself;
  if (wanted.depth + levels_below > nesting_max) return nested_too_deep;
  return Done{};
}

Standing moved_along(const Standing& inside, const Standing& from, const Standing& to) {
  return {to.path + inside.path.substr(from.path.size()), inside.depth - from.depth + to.depth};
}

Check may_ask(const std::optional<MembershipRow>& row) { return none_waits(row); }

Check may_invite(const std::optional<MembershipRow>& row) { return none_waits(row); }

Result<MembershipRow> answered_by_leader(MembershipRow row, bool yes) {
  if (row.state != MembershipState::requested) return in_state(not_requested, row.state);
  row.state = yes ? MembershipState::member : MembershipState::declined;
  return row;
}

Result<MembershipRow> answered_by_volunteer(MembershipRow row, bool yes) {
  if (row.state != MembershipState::invited) return in_state(not_invited, row.state);
  row.state = yes ? MembershipState::member : MembershipState::declined;
  return row;
}

Result<MembershipRow> ended(MembershipRow row, MembershipState state) {
  const bool asked_only = row.state == MembershipState::requested;
  const bool withdraws = asked_only && state == MembershipState::left;
  if (row.state != MembershipState::member && !withdraws) return not_a_member;
  row.state = state;
  row.role = TeamRole::member;
  return row;
}

}  // namespace lastmile::people
