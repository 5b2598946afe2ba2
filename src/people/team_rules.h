#pragma once
#include "people/organization.h"

namespace lastmile::people {

/// Where something that nests stands: its path and how deep.
struct Standing {
  std::string path;
  std::int64_t depth = 1;
};
/// Under a parent, or at the top.
Standing standing_under(const std::optional<Standing>& parent, const Uuid& id);
/// `levels_below`: how many more levels the thing holds. `nested_in_itself`, `nested_too_deep`.
Check may_stand(const Standing& wanted, std::string_view own_path, std::int64_t levels_below);
/// The standing of something inside a thing that moved from one path to another.
Standing moved_along(const Standing& inside, const Standing& from, const Standing& to);

/// The row after a step of joining, or why not. `row` is the earlier membership, if any.
Check may_ask(const std::optional<MembershipRow>& row);
Check may_invite(const std::optional<MembershipRow>& row);
Result<MembershipRow> answered_by_leader(MembershipRow row, bool yes);
Result<MembershipRow> answered_by_volunteer(MembershipRow row, bool yes);
Result<MembershipRow> ended(MembershipRow row, MembershipState state);

}  // namespace lastmile::people
