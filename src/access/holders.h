#pragma once
#include <string_view>
#include <vector>

#include "access/access.h"

namespace lastmile::access {

/// Who holds a right now over exactly this path, and can sign in: the staff of that one site. One
/// query.
std::vector<PersonId> holders_at(Call& call, Right right, std::string_view path);
/// Of the nearest site at or above a path where anybody does, down from nobody at the top.
struct Holders {
  std::string path;  // empty: nobody anywhere
  std::vector<PersonId> people;
};
Holders nearest_holders(Call& call, Right right, std::string_view path);

}  // namespace lastmile::access
