#include <algorithm>

#include "http/http_errors.h"
#include "http/serve.h"

/// The first half of a request: what can be said from its header alone.
namespace lastmile::http {
namespace {

/// "http://127.0.0.1:8080/x" → "127.0.0.1:8080"; the host of an Origin or of an absolute target.
std::string_view authority_of(std::string_view url) {
  const auto scheme = url.find("://");
  if (scheme == url.npos) return {};
  url.remove_prefix(scheme + 3);
  return url.substr(0, url.find('/'));
}

Form form_of(std::string_view accept) {
  if (accept.find("text/csv") != accept.npos) return Form::csv;
  if (accept.find("spreadsheetml") != accept.npos) return Form::xlsx;
  return Form::json;
}

/// What a table is wanted as; a wrong `?format=` is refused when the query is read.
Form form_wanted(const Turn& turn) {
  std::vector<TextParam> params;
  if (!turn.route->is_table || !read_query(turn.query, params).ok()) return Form::json;
  const auto format = std::ranges::find(params, "format", &TextParam::name);
  if (format == params.end()) return form_of(turn.asked.accept);
  return format->value == "csv" ? Form::csv : format->value == "xlsx" ? Form::xlsx : Form::json;
}

}  // namespace

TurnPtr Serve::open(Asked asked) {
  auto turn = std::make_shared<Turn>();
  turn->asked = std::move(asked);
  turn->meter = other_meter_;
  read_target(*turn);
  if (turn->is_decided()) return turn;
  const auto builtin = builtins_.find(std::string(turn->path));
  if (builtin != builtins_.end()) {
    turn->builtin = &builtin->second;
    open_builtin(*turn);
  } else if (turn->path.starts_with("/v1/")) {
    open_route(*turn);
  } else if (turn->asked.method != "GET" && turn->asked.method != "HEAD") {
    turn->refused = Refused{route_unknown};
  } else if (auto file = site_.find(turn->path, turn->asked)) {
    turn->meter = site_meter_;
    turn->reply = std::move(*file);
  } else {
    turn->refused = Refused{route_unknown};
  }
  return turn;
}

/// Path, query and language. The absolute form a proxy may send is taken for what it names.
void Serve::read_target(Turn& turn) {
  std::string_view target = turn.asked.target;
  if (target.starts_with("http://") || target.starts_with("https://")) {
    const auto path = target.find('/', target.find("://") + 3);
    target = path == target.npos ? "/" : target.substr(path);
  }
  const auto mark = target.find('?');
  turn.path = target.substr(0, mark);
  turn.query = mark == target.npos ? std::string_view{} : target.substr(mark + 1);
  const bool is_plain = std::all_of(target.begin(), target.end(), [](char c) {
    return c > 0x20 && c < 0x7f && c != '#' && c != '"' && c != '<' && c != '>';
  });
  const auto cookie = cookie_of(turn.asked.cookie, "lang");
  const auto named = turn.query.starts_with("lang=") ? turn.query.substr(5, 2)
                     : turn.query.find("&lang=") != turn.query.npos
                         ? turn.query.substr(turn.query.find("&lang=") + 6, 2)
                     : cookie ? *cookie
                              : std::string_view{};
  if (const auto said = parse_enum<Lang>(named)) {
    turn.lang = *said;
    turn.says_lang = true;
  } else if (const auto preferred = preferred_language(turn.asked.accept_language)) {
    turn.lang = *preferred;
    turn.says_lang = true;
  }
  if (!is_plain || !turn.path.starts_with('/')) turn.refused = Refused{malformed_request};
}

void Serve::open_builtin(Turn& turn) {
  const Builtin& builtin = *turn.builtin;
  turn.meter = builtin.meter;
  const bool is_get = turn.is_head() && !builtin.is_stream;
  const std::string_view method = is_get ? "GET" : std::string_view(turn.asked.method);
  if (method != builtin.method) {
    const std::string allow = builtin.method == "GET" ? "GET, HEAD" : builtin.method;
    turn.refused = Refused{method_not_allowed, {}, allow};
    return;
  }
  if (method == "POST") turn.body_max = 1024;
  read_token(turn);
  if (builtin.local_only && !turn.asked.is_local)
    turn.refused = Refused{route_unknown};
  else if (builtin.is_stream && turn.request.token.empty())
    turn.refused = Refused{not_signed_in};
  else if (method == "POST" && !is_same_site(turn.asked))
    turn.refused = Refused{cross_site};
}

void Serve::open_route(Turn& turn) {
  std::string allow;
  turn.route = router_.find(turn.asked.method, turn.path, turn.request.params, allow);
  if (!turn.route) {
    if (allow.empty()) {
      turn.refused = Refused{route_unknown};
    } else if (turn.asked.method == "OPTIONS") {
      turn.reply = Reply{204, "", "", "", {{"Allow", allow}}};
    } else {
      turn.refused = Refused{method_not_allowed, {}, allow};
    }
    return;
  }
  const Route& route = *turn.route;
  turn.meter = route_meters_[route.index];
  turn.body_max = route.is_command ? route.body_max : 0;
  turn.request.form = form_wanted(turn);
  turn.is_report = route.slow || turn.is_export();
  read_token(turn);
  if (route.is_command && !is_same_site(turn.asked)) {
    turn.refused = Refused{cross_site};
  } else if (route.audience != Audience::anyone && turn.request.token.empty()) {
    turn.refused = Refused{not_signed_in};
  } else {
    must_wait(turn);
  }
}

void Serve::read_token(Turn& turn) {
  constexpr std::string_view bearer = "Bearer ";
  const std::string& authorization = turn.asked.authorization;
  if (authorization.starts_with(bearer)) {
    turn.request.token = trimmed(std::string_view(authorization).substr(bearer.size()));
  } else if (const auto cookie = cookie_of(turn.asked.cookie, cookie_name())) {
    turn.request.token = *cookie;
    turn.by_cookie = !cookie->empty();
  }
}

std::string_view Serve::cookie_name() const { return https_ ? "__Host-lastmile" : "lastmile"; }

/// A page of another site can make a browser send our cookie; it cannot fake these headers.
bool Serve::is_same_site(const Asked& asked) const {
  if (asked.authorization.starts_with("Bearer ")) return true;
  if (!asked.sec_fetch_site.empty()) {
    return asked.sec_fetch_site == "same-origin" || asked.sec_fetch_site == "none";
  }
  if (!asked.origin.empty()) {
    const auto host = authority_of(asked.origin);
    return !host.empty() &&
           (host == asked.host || host == authority_of(machines_.settings.public_url));
  }
  return !cookie_of(asked.cookie, cookie_name());
}

/// Whoever wants an export waits longer: they take long.
Refused Serve::too_busy_for(const Turn& turn) {
  constexpr int export_seconds = 5;
  return Refused{overloaded, {}, {}, turn.is_export() ? export_seconds : 1};
}

/// Overload and hurried strangers are turned away before anything is read or looked up.
bool Serve::must_wait(Turn& turn) {
  const Route& route = *turn.route;
  const bool runs_elsewhere = !machines_.db.reads_inline() || turn.is_report || route.prepare;
  if ((route.is_command && !gate_.is_open(machines_.db.queued())) ||
      (runs_elsewhere && workers_.is_full(sort_of(turn)))) {
    turn.refused = too_busy_for(turn);
  } else if (route.is_command && turn.request.token.empty()) {
    if (const auto wait = peers_.seconds_to_wait(turn.asked.peer, turn.begun)) {
      turn.refused = Refused{too_many_requests, {}, {}, *wait};
    }
  }
  return turn.is_decided();
}

}  // namespace lastmile::http
