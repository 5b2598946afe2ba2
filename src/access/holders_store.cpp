#include <algorithm>

#include "access/access_facts.h"
#include "access/holders.h"

namespace lastmile::access {
namespace {

struct HolderRow {
  PersonId person;
  Role role = Role::station_worker;
};
BOOST_DESCRIBE_STRUCT(HolderRow, (), (person, role))

const storage::Sql grants_held_at{"access.grants_held_at", R"(
  select g.person, g.role from role_grant g
  join staff_login s on s.region = g.region and s.person = g.person
  where g.region = $1 and g.scope = $2 and g.state = 'active' and s.state = 'active'
    and g.from_at <= $3 and (g.until_at is null or g.until_at > $3)
  order by g.id)"};

// One site up: "a/b/" → "a/"; of the top nothing.
std::string_view above(std::string_view path) {
  if (path.empty()) return path;
  const auto slash = path.rfind('/', path.size() - 2);
  return slash == path.npos ? std::string_view() : path.substr(0, slash + 1);
}

}  // namespace

std::vector<PersonId> holders_at(Call& call, Right right, std::string_view path) {
  std::vector<PersonId> people;
  for (const auto& held : call.tx.rows<HolderRow>(grants_held_at, call.region(), path, call.now)) {
    if (!carries(held.role, right)) continue;
    if (std::ranges::find(people, held.person) == people.end()) people.push_back(held.person);
  }
  return people;
}

Holders nearest_holders(Call& call, Right right, std::string_view path) {
  for (; !path.empty(); path = above(path)) {
    auto people = holders_at(call, right, path);
    if (!people.empty()) return {std::string(path), std::move(people)};
  }
  return {};
}

}  // namespace lastmile::access
