#include "http/declared.h"

#include <algorithm>
#include <array>

#include "http/http_errors.h"

namespace lastmile::http {
namespace {

// Answered before anybody knows a route, or about headers rather than what a verb reads.
constexpr std::array about_the_envelope{malformed_request,
                                        header_too_large,
                                        transfer_coding_unknown,
                                        timed_out,
                                        route_unknown,
                                        method_not_allowed,
                                        body_too_large,
                                        content_type_wrong,
                                        idempotency_key_missing,
                                        idempotency_key_malformed,
                                        cross_site};

bool holds(const auto& list, const Refusal& refusal) {
  return std::ranges::find(list, refusal) != std::ranges::end(list);
}

bool follows_cursor(const Route& route) {
  return std::ranges::find(route.member_names, "cursor") != route.member_names.end();
}

}  // namespace

std::vector<Refusal> common_refusals(const Route& route) {
  std::vector<Refusal> all{bad_request, overloaded, not_now, fault};
  const auto put = [&](std::initializer_list<Refusal> more) {
    all.insert(all.end(), more.begin(), more.end());
  };
  if (route.audience != Audience::anyone) put({not_signed_in, session_over});
  if (route.audience == Audience::granted) put({right_missing});
  if (route.is_command) {
    put({idempotency_key_missing, idempotency_key_malformed, idempotency_key_reused,
         kept_answer_unreadable, kept_answer_gone, cross_site, content_type_wrong, body_too_large,
         disk_full});
    if (route.audience == Audience::anyone) put({session_over, too_many_requests});
  }
  if (route.is_table) put({sheet_too_long});
  if (follows_cursor(route)) put({bad_cursor});
  return all;
}

bool declares(const Route& route, const Refusal& refusal) {
  return holds(route.refusals, refusal) || holds(common_refusals(route), refusal) ||
         holds(about_the_envelope, refusal);
}

std::vector<Refusal> refusals_shown(const Route& route) {
  std::vector<Refusal> all = route.refusals;
  for (const auto& refusal : common_refusals(route)) {
    const bool is_machines = std::ranges::any_of(
        machine_refusals(), [&](const MachineRefusal& m) { return m.refusal == refusal; });
    if (!is_machines && !holds(all, refusal)) all.push_back(refusal);
  }
  return all;
}

bool is_about_input(const Refusal& refusal) {
  return refusal.kind == Kind::invalid && !holds(about_the_envelope, refusal);
}

std::vector<std::string> fields_of(const Route& route, const Refusal& refusal) {
  std::vector<std::string> fields;
  for (const auto& about : route.abouts) {
    if (about.refusal == refusal) fields.push_back(about.field);
  }
  if (fields.empty() && refusal == bad_cursor) fields.emplace_back("/cursor");
  return fields;
}

std::string fields_shown(const Route& route, const Refusal& refusal) {
  std::string all;
  for (const auto& field : fields_of(route, refusal)) {
    if (field.starts_with('/')) all += (all.empty() ? " (`" : ", `") + field + "`";
  }
  return all.empty() ? all : all + ")";
}

void name_fields(const Route& route, Refused& refused) {
  if (!refused.fields.empty()) return;
  const Refusal& refusal = refused.refusal;
  for (auto& field : fields_of(route, refusal)) {
    if (field == field_by_verb) continue;
    refused.fields.push_back({std::move(field), std::string(refusal.code), std::string(refusal.en),
                              std::string(refusal.zh)});
  }
}

std::optional<std::string> breach_of(const Route& route, const Refused& refused) {
  if (!declares(route, refused.refusal)) return "undeclared_refusal";
  if (is_about_input(refused.refusal) && refused.fields.empty()) return "refusal_without_field";
  return std::nullopt;
}

}  // namespace lastmile::http
