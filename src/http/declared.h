#pragma once
#include <optional>
#include <string>
#include <vector>

#include "http/router.h"

/// What a route promises about its refusals: which it may answer, and the field each is about.
namespace lastmile::http {

/// What the machine may answer at this route by what the route is: commands, tables, pages.
std::vector<Refusal> common_refusals(const Route& route);
bool declares(const Route& route, const Refusal& refusal);
/// The route's own, and of the common ones those that not every route shares: for the reference.
std::vector<Refusal> refusals_shown(const Route& route);

/// Does the input stand in the way, so that the answer must name a field?
bool is_about_input(const Refusal& refusal);
/// The fields this refusal names at this route; field_by_verb where the verb says it.
std::vector<std::string> fields_of(const Route& route, const Refusal& refusal);
/// " (`/wanted/window`)" in a text; "" when it names none.
std::string fields_shown(const Route& route, const Refusal& refusal);
/// Adds the route's field where the verb named none.
void name_fields(const Route& route, Refused& refused);

/// What the answer breaks of the promise: "undeclared_refusal", "refusal_without_field".
std::optional<std::string> breach_of(const Route& route, const Refused& refused);

}  // namespace lastmile::http
