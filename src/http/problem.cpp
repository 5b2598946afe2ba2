#include "http/problem.h"

#include <algorithm>
#include <array>

#include "base/encode.h"
#include "http/http_errors.h"

namespace lastmile::http {
namespace {

// Statuses finer than the kind says; the rest go by their kind.
constexpr std::array<MachineRefusal, 23> machine{{
    {malformed_request, 400},
    {header_too_large, 431},
    {transfer_coding_unknown, 501},
    {timed_out, 408},
    {overloaded, 429},
    {too_many_requests, 429},
    {route_unknown, 404},
    {method_not_allowed, 405},
    {body_too_large, 413},
    {cross_site, 403},
    {content_type_wrong, 415},
    {idempotency_key_missing, 400},
    {idempotency_key_malformed, 400},
    {bad_request, 400},
    {not_signed_in, 401},
    {session_over, 401},
    {right_missing, 403},
    {idempotency_key_reused, 422},
    {kept_answer_unreadable, 409},
    {kept_answer_gone, 409},
    {not_now, 503},
    {disk_full, 507},
    {fault, 500},
}};

int status_of_kind(Kind kind) {
  switch (kind) {
    case Kind::invalid:
      return 400;
    case Kind::unauthenticated:
      return 401;
    case Kind::forbidden:
      return 403;
    case Kind::missing:
      return 404;
    case Kind::conflict:
      return 409;
    case Kind::too_large:
      return 413;
    case Kind::too_many:
      return 429;
    case Kind::unavailable:
      return 503;
  }
  return 500;
}

void add_member(std::string& out, std::string_view name, std::string_view text) {
  out += ",\"";
  out += name;
  out += "\":";
  encode_string(out, text);
}

Reply compose(const Refused& refused, Lang lang, std::string_view instance,
              std::string_view incident) {
  Reply reply;
  reply.status = status_of(refused.refusal);
  reply.content_type = "application/problem+json";
  std::string& out = reply.body;
  out = R"({"type":"/docs/errors#)";
  out += refused.refusal.code;
  out += '"';
  add_member(out, "title", refused.refusal.text(lang));
  out += ",\"status\":" + std::to_string(reply.status);
  add_member(out, "code", refused.refusal.code);
  if (!refused.seen.empty()) add_member(out, "seen", refused.seen);
  if (!instance.empty()) add_member(out, "instance", instance);
  if (!incident.empty()) add_member(out, "incident", incident);
  if (!refused.fields.empty()) {
    out += ",\"errors\":[";
    for (const auto& field : refused.fields) {
      if (out.back() != '[') out += ',';
      out += "{\"path\":";
      encode_string(out, field.path);
      add_member(out, "code", field.code);
      add_member(out, "message", field.text(lang));
      out += '}';
    }
    out += ']';
  }
  if (refused.retry_after_seconds) {
    out += ",\"retry_after_seconds\":" + std::to_string(*refused.retry_after_seconds);
  }
  out += '}';
  if (refused.retry_after_seconds || reply.status == 429 || reply.status == 503) {
    reply.headers.emplace_back("Retry-After",
                               std::to_string(refused.retry_after_seconds.value_or(1)));
  }
  return reply;
}

}  // namespace

std::span<const MachineRefusal> machine_refusals() { return machine; }

int status_of(const Refusal& refusal) {
  const auto* own = std::find_if(machine.begin(), machine.end(),
                                 [&](const auto& m) { return m.refusal == refusal; });
  return own != machine.end() ? own->status : status_of_kind(refusal.kind);
}

std::string_view reason_of(int status) {
  switch (status) {
    case 200:
      return "OK";
    case 204:
      return "No Content";
    case 304:
      return "Not Modified";
    case 400:
      return "Bad Request";
    case 401:
      return "Unauthorized";
    case 403:
      return "Forbidden";
    case 404:
      return "Not Found";
    case 405:
      return "Method Not Allowed";
    case 408:
      return "Request Timeout";
    case 409:
      return "Conflict";
    case 413:
      return "Content Too Large";
    case 415:
      return "Unsupported Media Type";
    case 422:
      return "Unprocessable Content";
    case 429:
      return "Too Many Requests";
    case 431:
      return "Request Header Fields Too Large";
    case 501:
      return "Not Implemented";
    case 503:
      return "Service Unavailable";
    case 507:
      return "Insufficient Storage";
    default:
      return "Internal Server Error";
  }
}

Reply problem(const Refused& refused, Lang lang, std::string_view instance) {
  return compose(refused, lang, instance, "");
}
Reply problem(const Refusal& refusal, Lang lang, std::string_view instance) {
  return compose(Refused{refusal}, lang, instance, "");
}
Reply fault_problem(Lang lang, std::string_view instance, std::string_view incident) {
  return compose(Refused{fault}, lang, instance, incident);
}

}  // namespace lastmile::http
