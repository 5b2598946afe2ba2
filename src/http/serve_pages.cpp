#include <charconv>
#include <mutex>

#include "http/html.h"
#include "http/http_errors.h"
#include "http/openapi.h"
#include "http/serve.h"
#include "jobs/jobs.h"
#include "journal/log.h"

/// What the machine itself answers: health, figures, documents, the debug page, the event stream.
namespace lastmile::http {
namespace {

const storage::Sql is_alive("http.is_alive",
                            "select count(*) from idempotency where region = $1 "
                            "and kept_at < $2");

Reply text_reply(std::string type, std::string body) {
  Reply reply{200, std::move(type), std::move(body)};
  reply.headers.emplace_back("Cache-Control", "no-store");
  return reply;
}

/// A document that never changes while the program runs, made when it is first asked for.
std::function<Reply(Turn&)> document(std::string type, std::function<std::string()> make) {
  struct Made {
    std::once_flag once;
    std::shared_ptr<const std::string> text;
    std::string tag;
  };
  return [type, make, made = std::make_shared<Made>()](Turn& turn) {
    std::call_once(made->once, [&] {
      made->text = std::make_shared<const std::string>(make());
      made->tag = fmt::format("\"{:x}\"", std::hash<std::string>{}(*made->text));
    });
    Reply reply{200, type};
    reply.headers.emplace_back("ETag", made->tag);
    reply.headers.emplace_back("Cache-Control", "no-cache");
    if (names_tag(turn.asked.if_none_match, made->tag))
      reply.status = 304;
    else
      reply.shared_body = made->text;
    return reply;
  };
}

std::string list_section(std::string_view title,
                         const std::vector<std::vector<std::string>>& rows) {
  std::string out = "<h2>" + escaped(title) + "</h2><table>";
  for (const auto& row : rows) {
    out += "<tr>";
    for (const auto& cell : row) out += "<td>" + escaped(cell) + "</td>";
    out += "</tr>";
  }
  return out + "</table>";
}

}  // namespace

void Serve::add_builtins() {
  const auto put = [&](const std::string& path, Builtin builtin) {
    builtin.meter = &meter_.add(builtin.method, path);
    builtins_.emplace(path, std::move(builtin));
  };
  constexpr auto html = "text/html; charset=utf-8";
  put("/v1/openapi.json", {.plain = document("application/json", [this] {
                             return openapi(router_, options_.version);
                           })});
  put("/docs/api",
      {.plain = document(html, [this] { return reference_page(router_, options_.version); })});
  // The web app has a page of its own there, which can be searched.
  if (options_.site.empty()) {
    put("/docs/errors", {.plain = document(html, [this] { return errors_page(router_); })});
  }
  put("/healthz", {.is_health = true});
  put("/v1/events", {.is_stream = true});
  put("/metrics", {.reading = [this](Turn&, storage::Tx& tx) { return metrics_page(tx); },
                   .local_only = !options_.metrics_for_all});
  put("/debug", {.reading = [this](Turn&, storage::Tx& tx) { return debug_page(tx); },
                 .local_only = true,
                 .needs_debug = true});
  put("/debug/log-level", {.plain = [this](Turn& turn) { return change_log_level(turn); },
                           .local_only = true,
                           .needs_debug = true,
                           .method = "POST"});
}

void Serve::run_builtin(const TurnPtr& turn, const Ready& ready) {
  const Builtin& builtin = *turn->builtin;
  if (builtin.is_health) return check_health(turn, ready);
  if ((builtin.needs_debug || builtin.is_stream) && !admit(*turn)) return ready();
  if (builtin.needs_debug && turn->request.token.empty()) {
    turn->refused = Refused{not_signed_in};
  } else if (builtin.needs_debug && !hooks_.may(turn->actor, options_.debug_right)) {
    turn->refused = Refused{right_missing, {}, options_.debug_right};
  } else if (builtin.is_stream) {
    turn->wants_stream = true;
  } else if (builtin.plain) {
    turn->reply = builtin.plain(*turn);
  } else {
    machines_.db.read([&](storage::Tx& tx) { turn->reply = builtin.reading(*turn, tx); });
  }
  ready();
}

/// Alive means: a snapshot can be read and the lane commits.
void Serve::check_health(const TurnPtr& turn, const Ready& ready) {
  machines_.db.read([&](storage::Tx& tx) {
    tx.row<std::int64_t>(is_alive, machines_.settings.region, Instant{});
  });
  machines_.db.write([](storage::Tx&) {},
                     [turn, ready](std::exception_ptr error) {
                       if (error)
                         turn->error = error;
                       else
                         turn->reply = text_reply("application/json", R"({"status":"ok"})");
                       ready();
                     });
}

namespace {

// What nothing can be heard of is a slip: whoever waits for it would wait for ever.
Check check_topics(const std::vector<std::string>& topics) {
  if (topics.size() > 32) {
    return bad_field("/topics", "too_many", {"must hold at most 32 topics", "最多 32 个主题"});
  }
  const auto& kinds = journal::kinds_told();
  for (const std::string& topic : topics) {
    const bool known = Uuid::parse(topic) || std::ranges::any_of(kinds, [&](std::string_view kind) {
                         return hears(topic, kind);
                       });
    if (!known) {
      return bad_field(
          "/topics", "choice",
          {"must be kinds of events, their first words or ids, such as need,record_set",
           "应为事件类型、类型的首词或编号，例如 need,record_set"});
    }
  }
  return Done{};
}

}  // namespace

Check Serve::read_stream_wish(const Turn& turn, StreamWish& wish) const {
  std::vector<TextParam> params;
  RETURN_IF_REFUSED(read_query(turn.query, params));
  wish.token = turn.request.token;
  std::string last = turn.asked.last_event_id;
  for (const auto& p : params) {
    if (p.name == "topics") {
      wish.topics = lastmile::detail::split_commas(p.value);
    } else if (p.name != "last_event_id" && p.name != "lang") {
      return bad_field("/" + p.name, "unknown",
                       {"is not a field of this request: take it out", "没有这一项，请去掉"});
    } else if (p.name == "last_event_id" && last.empty()) {
      last = p.value;
    }
  }
  RETURN_IF_REFUSED(check_topics(wish.topics));
  if (!last.empty()) {
    std::int64_t after = 0;
    const auto [end, ec] = std::from_chars(last.data(), last.data() + last.size(), after);
    if (ec != std::errc() || end != last.data() + last.size() || after < 0) {
      return bad_field("/last_event_id", "type", {"must be the id of an event", "应为事件编号"});
    }
    wish.after = after;
  }
  return Done{};
}

std::shared_ptr<Stream> Serve::open_stream(Turn& turn, std::function<void()> wake) {
  StreamWish wish;
  auto read = read_stream_wish(turn, wish);
  if (!read.ok()) {
    turn.refused = std::move(read).refused();
    return nullptr;
  }
  auto stream = events_->join(turn.actor, std::move(wish), std::move(wake));
  if (!stream) turn.refused = Refused{overloaded, {}, {}, 15};
  return stream;
}

Reply Serve::metrics_page(storage::Tx& tx) {
  const ProcessUse use = process_use();
  const double up = std::chrono::duration<double>(Steady::now() - started_).count();
  const auto number = [](std::size_t n) { return static_cast<double>(n); };
  std::vector<Gauge> all{
      {"lastmile_lane_waiting", "Commands waiting for the writer lane.", "gauge", "",
       number(machines_.db.queued())},
      {"lastmile_lane_wait_seconds", "Mean wait in the lane's queue lately.", "gauge", "",
       gate_.lately_seconds()},
      {"lastmile_workers_waiting", "Reports and blocking reads waiting.", "gauge", "",
       number(workers_.waiting())},
      {"lastmile_connections", "Open connections.", "gauge", "",
       number(connections_ ? connections_() : 0)},
      {"lastmile_event_streams", "Open event streams.", "gauge", "", number(events_->count())},
      {"lastmile_journal_leaves", "Leaves of the journal.", "counter", "",
       static_cast<double>(journal::size(tx, machines_.settings.region))},
      {"process_resident_memory_bytes", "Resident memory.", "gauge", "", use.resident_bytes},
      {"process_open_fds", "Open descriptors.", "gauge", "", use.open_descriptors},
      {"process_cpu_seconds_total", "CPU time.", "counter", "", use.cpu_seconds},
      {"lastmile_uptime_seconds", "Time since the start.", "gauge", "", up},
  };
  for (const auto& lag : jobs::lags(tx, machines_.settings.region)) {
    all.push_back({"lastmile_follower_behind", "Leaves a follower has yet to see.", "gauge",
                   "follower=\"" + lag.follower + "\"", static_cast<double>(lag.behind)});
  }
  return text_reply("text/plain; version=0.0.4; charset=utf-8", meter_.text(all));
}

Reply Serve::debug_page(storage::Tx& tx) {
  const Settings& settings = machines_.settings;
  const auto size = journal::size(tx, settings.region);
  std::string body = list_section(
      "设置 Settings", {{"region", std::to_string(settings.region)},
                        {"zone", settings.zone.name()},
                        {"demo", settings.demo ? "true" : "false"},
                        {"public_url", settings.public_url},
                        {"version", options_.version},
                        {"database", machines_.db.is_postgres() ? "PostgreSQL" : "SQLite"},
                        {"log level", log_.level() + " (POST /debug/log-level?level=debug)"},
                        {"lane waiting", std::to_string(machines_.db.queued())},
                        {"event streams", std::to_string(events_->count())}});
  std::vector<std::vector<std::string>> rows;
  for (const auto& lag : jobs::lags(tx, settings.region)) {
    rows.push_back({lag.follower, std::to_string(lag.cursor), std::to_string(lag.behind)});
  }
  body += list_section("跟随者 Followers: cursor, behind", rows);
  rows.clear();
  for (const auto& e :
       journal::entries(tx, settings.region, std::max<std::int64_t>(0, size - 20), 20)) {
    rows.push_back({std::to_string(e.seq), to_text(e.at), e.kind, e.subject.text()});
  }
  body += list_section("账尾 Journal tail", rows);
  if (hooks_.debug) {
    for (const auto& [title, text] : hooks_.debug(tx)) {
      body += "<h2>" + escaped(title) + "</h2><pre>" + escaped(text) + "</pre>";
    }
  }
  rows.clear();
  for (const auto& route : router_.routes()) {
    rows.push_back({route->method, route->pattern, route->right, std::string(route->summary.en)});
  }
  body += list_section("路由 Routes", rows);
  return text_reply("text/html; charset=utf-8", html_page("Debug", body));
}

Reply Serve::change_log_level(Turn& turn) {
  const auto equals = turn.query.find("level=");
  const auto level = equals == turn.query.npos ? std::string_view{} : turn.query.substr(equals + 6);
  if (!log_.set_level(level)) {
    turn.refused = bad_field("/level", "choice",
                             {"must be one of: trace, debug, info, warning, error, critical, off",
                              "只能是：trace, debug, info, warning, error, critical, off"});
  }
  return text_reply("application/json", fmt::format(R"({{"level":"{}"}})", log_.level()));
}

}  // namespace lastmile::http
