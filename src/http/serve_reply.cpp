#include <boost/json/parse.hpp>

#include "base/assert.h"
#include "http/declared.h"
#include "http/http_errors.h"
#include "http/problem.h"
#include "http/serve.h"

/// The last half of a request: the answer with its headers, counted and logged.
namespace lastmile::http {
namespace {

constexpr int session_cookie_seconds = 90 * 24 * 3600;  // promises.md §3: the absolute limit

/// The member `token` of a session's view.
std::string token_in(const std::string& body) {
  boost::json::error_code ec;
  const auto v = boost::json::parse(body, ec);
  const auto* object = ec ? nullptr : v.if_object();
  const auto* token = object ? object->if_contains("token") : nullptr;
  ASSERT(token && token->is_string());
  return std::string(std::string_view(token->get_string()));
}

/// A weak tag: equal text, equal tag; nobody gains by making two texts meet.
std::string weak_tag(std::string_view body) {
  return fmt::format("W/\"{:x}\"", std::hash<std::string_view>{}(body));
}

}  // namespace

Reply Serve::complete(Turn& turn) {
  ASSERT(turn.is_decided());
  Reply reply;
  if (turn.error) {
    reply = fault_reply(turn);
  } else if (turn.refused) {
    if (turn.route) hold_to_contract(turn);
    reply = problem(*turn.refused, turn.lang, turn.path);
    if (turn.refused->refusal == method_not_allowed) {
      reply.headers.emplace_back("Allow", turn.refused->seen);
    }
  } else {
    reply = std::move(*turn.reply);
  }
  if (reply.content_type == "application/problem+json") {
    reply.headers.emplace_back("Content-Language", turn.lang == Lang::zh ? "zh-CN" : "en");
    if (reply.status == 401) reply.headers.emplace_back("WWW-Authenticate", "Bearer");
  }
  if (turn.replayed) reply.headers.emplace_back("Idempotency-Replayed", "true");
  if (turn.route) {
    const bool is_public = turn.route->audience == Audience::anyone && turn.request.token.empty();
    if (!turn.route->is_command && reply.status == 200 && turn.request.form == Form::json) {
      std::string tag = weak_tag(reply.body);
      if (!turn.asked.if_none_match.empty() && names_tag(turn.asked.if_none_match, tag)) {
        reply.status = 304;
        reply.body.clear();
      }
      reply.headers.emplace_back("ETag", std::move(tag));
    }
    if (turn.route->is_table) reply.headers.emplace_back("Vary", "Accept, Accept-Language");
    const bool is_kept = is_public && !turn.route->is_command && reply.status < 400;
    reply.headers.emplace_back("Cache-Control", is_kept ? "no-cache" : "private, no-store");
    if (reply.status < 300) add_session_cookie(turn, reply);
  } else if (reply.status >= 400) {
    reply.headers.emplace_back("Cache-Control", "no-store");
  }
  turn.meter->count(reply.status, Steady::now() - turn.begun);
  log_.answered(turn,
                turn.route                  ? std::string_view(turn.route->pattern)
                : turn.builtin              ? turn.path
                : turn.meter == site_meter_ ? "static"
                                            : "none",
                reply.status);
  return reply;
}

/// The field where the verb left it to the route; and word of it when the route is silent as well.
void Serve::hold_to_contract(Turn& turn) {
  const Route& route = *turn.route;
  name_fields(route, *turn.refused);
  const auto breach = breach_of(route, *turn.refused);
  if (!breach) return;
  const std::string text =
      fmt::format("{} {}: {}", route.method, route.pattern, turn.refused->refusal.code);
  log_.note(*breach, text);
  if (options_.on_undeclared) options_.on_undeclared(*breach + " " + text);
}

void Serve::add_session_cookie(const Turn& turn, Reply& reply) const {
  if (!turn.route->sets_session && !turn.route->clears_session) return;
  const std::string value = turn.route->sets_session ? token_in(reply.body) : std::string();
  reply.headers.emplace_back(
      "Set-Cookie",
      fmt::format("{}={}; Path=/; HttpOnly; SameSite=Lax; Max-Age={}{}", cookie_name(), value,
                  value.empty() ? 0 : session_cookie_seconds, https_ ? "; Secure" : ""));
}

/// What broke is told once, in the log; the client gets the incident's name.
Reply Serve::fault_reply(Turn& turn) {
  std::string what;
  bool loud = false;
  try {
    std::rethrow_exception(turn.error);
  } catch (const storage::DiskFull& e) {
    log_.note("disk_full", e.what());
    return problem(disk_full, turn.lang, turn.path);
  } catch (const storage::Unavailable& e) {
    log_.note("unavailable", e.what());
    return problem(not_now, turn.lang, turn.path);
  } catch (const Broken& e) {
    what = e.what();
    loud = true;
  } catch (const std::exception& e) {
    what = e.what();
  }
  Rng rng = fork_rng();
  const std::string incident = Uuid::make(now(), rng).text();
  log_.fault(turn, incident, what, loud);
  return fault_problem(turn.lang, turn.path, incident);
}

Reply Serve::refuse(const Refusal& refusal, const Asked& asked) {
  const auto lang = preferred_language(asked.accept_language).value_or(Lang::zh);
  Reply reply = problem(refusal, lang, "");
  other_meter_->count(reply.status, Steady::duration::zero());
  return reply;
}

Reply Serve::refuse_connection() {
  other_meter_->count(429, Steady::duration::zero());
  return problem(Refused{overloaded, {}, {}, 2}, Lang::zh, "");
}

}  // namespace lastmile::http
