#pragma once
#include <optional>
#include <string>

#include "access/access.h"

namespace lastmile::records {

/// The role by which the caller holds the right at the path; of several the one held nearest.
/// Nothing when they do not hold it.
std::optional<std::string> role_for(const Call& call, access::Right right, std::string_view path);

}  // namespace lastmile::records
