#include "access/access.h"

#include <algorithm>

#include "access/access_errors.h"

namespace lastmile::access {
namespace {

// A role the policy does not know carries nothing.
template <class F>
bool some_role_over(const Actor& actor, std::string_view path, F&& fits) {
  return std::ranges::any_of(actor.grants, [&](const Grant& g) {
    if (g.scope.empty() || !path.starts_with(g.scope)) return false;
    const auto role = parse_enum<Role>(g.role);
    return role && fits(*role);
  });
}

}  // namespace

bool may(const Actor& actor, Right right, std::string_view path) {
  return actor.system || some_role_over(actor, path, [&](Role r) { return carries(r, right); });
}

bool may_see(const Actor& actor, FieldClass field, std::string_view path) {
  return actor.system || some_role_over(actor, path, [&](Role r) { return opens(r, field); });
}

Check require(const Call& call, Right right, std::string_view path) {
  if (!call.actor.person && !call.actor.system) return not_signed_in;
  if (!may(call.actor, right, path)) return not_yours;
  return Done{};
}

std::vector<std::string> scopes(const Actor& actor, Right right) {
  std::vector<std::string> all;
  for (const Grant& g : actor.grants) {
    const auto role = parse_enum<Role>(g.role);
    if (role && carries(*role, right) && !g.scope.empty()) all.push_back(g.scope);
  }
  std::ranges::sort(all);
  // Sorted, a path stands right before those inside it.
  std::vector<std::string> outer;
  for (auto& path : all) {
    if (outer.empty() || !path.starts_with(outer.back())) outer.push_back(std::move(path));
  }
  return outer;
}

std::string path_end(std::string_view path) {
  ASSERT(path.ends_with('/'));
  std::string end(path);
  end.back() = '/' + 1;
  return end;
}

bool is_path(std::string_view path) {
  if (path.empty() || path.size() > 120 || !path.ends_with('/')) return false;
  std::size_t digits = 0;
  char before = '/';
  for (const char c : path) {
    const bool digit = c >= '0' && c <= '9';
    if (digit)
      ++digits;
    else if (c == '/' || c == '-') {
      if (before == '/' || before == '-') return false;
      if (c == '/') digits = 0;
    } else {
      return false;
    }
    if (digits > 16) return false;
    before = c;
  }
  return true;
}

Result<PersonId> require_person(const Call& call) {
  if (!call.actor.person) return not_signed_in;
  return *call.actor.person;
}

void note_reading(Call& call, PersonId whom, FieldClass field, std::string_view reason) {
  const std::string_view field_class = to_text(field);
  if (call.actor.system || call.actor.person == whom) return;
  const bool noted = std::ranges::any_of(call.readings, [&](const Reading& r) {
    return r.whom == whom && r.field_class == field_class && r.reason == reason;
  });
  if (!noted) call.readings.push_back({whom, std::string(field_class), std::string(reason)});
}

void note_name(Call& call, PersonId whom) {
  if (call.actor.system || call.actor.person == whom) return;
  call.readings.push_back({whom, std::string(to_text(FieldClass::basic)), "names", true});
}

}  // namespace lastmile::access
