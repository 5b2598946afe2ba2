#pragma once
#include <optional>
#include <string>

#include "access/access.h"
#include "records/record_store.h"

namespace lastmile::records {

/// The role by which the caller holds the right at the path; of several the one held nearest.
/// Nothing when they do not hold it.
std::optional<std::string> role_for(const Call& call, access::Right right, std::string_view path);

/// True of who asked for a record, attested or approved it: they end no case about it.
bool stands_behind(const RecordRow& record, PersonId who);

}  // namespace lastmile::records
