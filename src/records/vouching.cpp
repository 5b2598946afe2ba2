#include "records/vouching.h"

namespace lastmile::records {

std::optional<std::string> role_for(const Call& call, access::Right right, std::string_view path) {
  std::optional<std::string> found;
  std::size_t longest = 0;
  for (const auto& grant : call.actor.grants) {
    const auto role = parse_enum<access::Role>(grant.role);
    if (!role || !access::carries(*role, right) || !path.starts_with(grant.scope)) continue;
    if (!found || grant.scope.size() > longest) found = grant.role, longest = grant.scope.size();
  }
  return found;
}

bool stands_behind(const RecordRow& record, PersonId who) {
  return record.approved_by == who || record.attested_by == who || record.requested_by == who;
}

}  // namespace lastmile::records
