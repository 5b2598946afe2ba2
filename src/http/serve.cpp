#include "http/serve.h"

#include <algorithm>

#include "base/hex.h"
#include "http/content_type.h"
#include "http/http_errors.h"
#include "http/problem.h"
#include "http/wanted.h"
#include "storage/reserve.h"

namespace lastmile::http {
namespace {

std::string first_key_of(const std::optional<PersonId>& person) {
  return person ? person->text() : std::string();
}

std::vector<PersonId> people_in(journal::Book facts) {
  std::vector<PersonId> all;
  for (const auto& fact : facts.take()) {
    all.insert(all.end(), fact.about.people.begin(), fact.about.people.end());
  }
  return all;
}

/// "站点的需求-2026-03-02.csv": what the route says it lists, up to the first stop, and the day. A
/// verb may name its sheet better.
std::string sheet_name(const Route& route, Form form, Lang lang, std::string_view day) {
  std::string_view what = route.summary.in(lang);
  for (const std::string_view stop : {"。", ",", ";", ":", ".", ",", ";", ":"}) {
    what = what.substr(0, what.find(stop));
  }
  return std::string(what) + "-" + std::string(day) + (form == Form::csv ? ".csv" : ".xlsx");
}

// A fault stands in place of whatever the answer would have been.
void take_fault(Turn& turn, const std::exception_ptr& error) {
  if (!error) return;
  turn.reply.reset();
  turn.refused.reset();
  turn.error = error;
}

}  // namespace

Serve::Serve(const Router& router, Machines machines, Hooks hooks, ServeOptions options)
    : router_(router),
      machines_(machines),
      hooks_(std::move(hooks)),
      options_(std::move(options)),
      clock_(options_.clock ? options_.clock : [] {
        return std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
      }),
      https_(machines.settings.public_url.starts_with("https://")),
      idempotency_(machines.vault),
      site_(options_.site),
      log_(options_.log),
      gate_(options_.lane),
      peers_(options_.anonymous_posts),
      sessions_(options_.actor_fresh),
      rng_(options_.seed ? Rng(*options_.seed) : Rng::from_system()),
      workers_(options_.workers, options_.waiting) {
  for (const auto& route : router_.routes()) {
    route_meters_.push_back(&meter_.add(route->method, route->pattern));
  }
  add_builtins();
  site_meter_ = &meter_.add("GET", "static");
  other_meter_ = &meter_.add("", "none");
  events_ = std::make_unique<Events>(Events::Source{machines_.db, machines_.settings.region,
                                                    hooks_.authenticate, hooks_.visible, clock_});
  growth_ = machines_.log.on_growth([this](std::int64_t) { events_->kick(); });
}

Serve::~Serve() { stop(); }

void Serve::stop() {
  if (const int token = std::exchange(growth_, -1); token >= 0) machines_.log.stop_on_growth(token);
  events_->stop();
  give_up_reports();
  workers_.stop();
}

void Serve::answer(const TurnPtr& turn, std::string body, Ready ready) {
  if (turn->is_decided()) return ready();
  turn->request.body = std::move(body);
  const Route* route = turn->route;
  const bool known =
      turn->request.token.empty() || sessions_.find(turn->request.token, turn->begun) != nullptr;
  const bool blocks = turn->is_report || (route && route->prepare);
  const bool reads = !route || !route->is_command || !known;
  const bool reads_here = machines_.db.reads_inline();
  const Step step = turn->is_export() ? &Serve::queue_export : &Serve::proceed;
  const bool is_here = turn->is_export() ? reads_here || known : !blocks && (reads_here || !reads);
  return is_here ? take(turn, ready, step) : queue(turn, ready, Workers::Sort::quick, step);
}

void Serve::queue(const TurnPtr& turn, const Ready& ready, Workers::Sort sort, Step step) {
  const bool taken = workers_.offer(
      sort, [this, turn, ready, step] { take(turn, ready, step); },
      [this, turn] { return is_wanted(*turn); });
  if (taken) return;
  turn->refused = too_busy_for(*turn);
  ready();
}

/// One step of a turn's way, unless nobody waits for it any more.
void Serve::take(const TurnPtr& turn, const Ready& ready, Step step) {
  if (!is_wanted(*turn)) {
    turn->refused = Refused{not_now};
    return ready();
  }
  try {
    return (this->*step)(turn, ready);
  } catch (...) {
    turn->error = std::current_exception();
  }
  ready();
}

/// Only who may have it takes a place among the few that wait. It is asked again when the export
/// begins: until then a session may be over.
void Serve::queue_export(const TurnPtr& turn, const Ready& ready) {
  if (!admit(*turn)) return ready();
  queue(turn, ready, Workers::Sort::sheet, &Serve::proceed);
}

void Serve::proceed(const TurnPtr& turn, const Ready& ready) {
  if (turn->builtin) return run_builtin(turn, ready);
  if (!admit(*turn) || !read_command(*turn)) return ready();
  touch_sessions();
  if (turn->route->is_command) return run_command(turn, ready);
  return run_query(turn, ready);
}

/// Who calls, and may they call this at all.
bool Serve::admit(Turn& turn) {
  const std::string& token = turn.request.token;
  if (!token.empty()) {
    if (const auto lately = sessions_.find(token, turn.begun)) {
      turn.actor = *lately;
    } else {
      auto actor = machines_.db.reading(
          [&](storage::Tx& tx) { return hooks_.authenticate(tx, token, now()); });
      if (actor) {
        sessions_.put(token, *actor, turn.begun);
        turn.actor = std::move(*actor);
      } else if (!turn.route || turn.route->audience != Audience::anyone) {
        turn.refused = Refused{session_over};
        return false;
      }
    }
  }
  if (turn.says_lang || !turn.actor.person)
    turn.actor.lang = turn.lang;
  else
    turn.lang = turn.actor.lang;
  if (turn.route && turn.route->audience == Audience::granted &&
      !hooks_.may(turn.actor, turn.route->right)) {
    turn.refused = Refused{right_missing, {}, turn.route->right};
    return false;
  }
  return true;
}

/// The command, with every bad field; refusals in the order of the errors file.
bool Serve::read_command(Turn& turn) {
  const Route& route = *turn.route;
  Request& request = turn.request;
  const auto check = [&]() -> Check {
    if (route.is_command) RETURN_IF_REFUSED(check_post(turn));
    RETURN_IF_REFUSED(read_query(turn.query, request.params));
    const auto has = [&](std::string_view name) {
      return std::find(route.member_names.begin(), route.member_names.end(), name) !=
             route.member_names.end();
    };
    if (!has("lang")) std::erase_if(request.params, [](auto& p) { return p.name == "lang"; });
    if (route.is_table) {
      const auto format = std::find_if(request.params.begin(), request.params.end(),
                                       [](auto& p) { return p.name == "format"; });
      if (format != request.params.end()) {
        const std::string& f = format->value;
        if (f != "json" && f != "csv" && f != "xlsx") {
          return bad_field("/format", "choice",
                           {"must be one of: json, csv, xlsx", "只能是：json, csv, xlsx"});
        }
        request.params.erase(format);
      }
    }
    request.lang = turn.lang;
    request.content_type = media_type(turn.asked.content_type);
    request.peer = turn.asked.peer;
    request.user_agent = turn.asked.user_agent;
    ASSIGN_OR_RETURN(turn.command, route.decode(request));
    return Done{};
  };
  auto checked = check();
  if (!checked.ok()) turn.refused = std::move(checked).refused();
  return checked.ok();
}

Check Serve::check_post(const Turn& turn) const {
  const Asked& asked = turn.asked;
  RETURN_IF_REFUSED(check_content_type(*turn.route, asked, !turn.request.body.empty()));
  if (!asked.has_key) return idempotency_key_missing;
  if (!is_idempotency_key(asked.idempotency_key)) return idempotency_key_malformed;
  return Done{};
}

/// What is no report always is: whoever has gone may ask again what became of a command.
bool Serve::is_wanted(const Turn& turn) const {
  return !turn.is_report || !(turn.is_abandoned || gives_up_reports_);
}

void Serve::run_query(const TurnPtr& turn, const Ready& ready) {
  const Wanted wanted([&] { return is_wanted(*turn); });
  machines_.db.read([&](storage::Tx& tx) {
    Rng rng = fork_rng();
    Call call{tx, turn->actor, now(), rng, machines_.vault, machines_.settings};
    const Form form = turn->request.form;
    auto result = turn->route->run(call, form, turn->command.get(), nullptr);
    if (result.ok()) {
      turn->reply = std::move(result).value();
      if (form != Form::json && turn->reply->file_name.empty()) {
        const std::string day = to_text(call.settings.zone.day_of(call.now));
        turn->reply->file_name = sheet_name(*turn->route, form, turn->lang, day);
      }
    } else {
      turn->refused = std::move(result).refused();
    }
    turn->readings = std::move(call.readings);
  });
  if (turn->reply && turn->reply->rest) run_rest(*turn);
  // Who takes a whole list away has read it each time.
  if (turn->request.form == Form::json) names_shown_.fold(turn->actor, turn->readings, turn->begun);
  if (turn->readings.empty()) return ready();
  log_readings(turn, ready);
}

/// The slow half of a query, when its snapshot is over.
void Serve::run_rest(Turn& turn) {
  const auto rest = std::move(turn.reply->rest);
  turn.reply.reset();
  auto result = rest();
  if (result.ok())
    turn.reply = std::move(result).value();
  else
    turn.refused = std::move(result).refused();
}

/// Personal data leaves only after its reading is durably logged.
void Serve::log_readings(const TurnPtr& turn, const Ready& ready) {
  storage::write_on_reserve(
      machines_.db,
      [this, turn](storage::Tx& tx) {
        Rng rng = fork_rng();
        Call call{tx, turn->actor, now(), rng, machines_.vault, machines_.settings};
        call.readings = turn->readings;  // kept: on a full disk this runs twice
        hooks_.record_reads(tx, call);
        machines_.log.record(tx, call.journal, {turn->actor.person, call.on_behalf}, call.now);
      },
      [this, turn, ready](std::exception_ptr error) {
        take_fault(*turn, error);
        if (!error) names_shown_.remember(turn->actor, turn->readings, turn->begun);
        ready();
      });
}

void Serve::run_command(const TurnPtr& turn, const Ready& ready) {
  const std::string actor = first_key_of(turn->actor.person);
  turn->slot = idempotency_.slot({actor, turn->route->pattern, turn->asked.idempotency_key,
                                  turn->asked.target, turn->request.body});
  if (turn->route->prepare) {
    run_prepare(*turn);
    if (turn->is_decided()) return ready();
  }
  const auto queued = Steady::now();
  machines_.db.write([this, turn, queued](storage::Tx& tx) { on_lane(*turn, tx, queued); },
                     [this, turn, ready](std::exception_ptr error) {
                       take_fault(*turn, error);
                       if (!error) names_shown_.remember(turn->actor, turn->readings, turn->begun);
                       if (turn->route->clears_session) sessions_.drop(turn->request.token);
                       sessions_.forget(turn->concerned, Steady::now());
                       ready();
                     });
}

/// The slow half, unless the command was done already.
void Serve::run_prepare(Turn& turn) {
  machines_.db.read([&](storage::Tx& tx) {
    auto kept = idempotency_.find(tx, machines_.settings.region, turn.slot);
    if (!kept.ok()) {
      turn.refused = std::move(kept).refused();
      return;
    }
    if (*kept) return;  // the lane finds it again and answers
    Rng rng = fork_rng();
    Call call{tx, turn.actor, now(), rng, machines_.vault, machines_.settings};
    auto ready = turn.route->prepare(call, turn.request, turn.command.get());
    if (ready.ok())
      turn.prepared = std::move(ready).value();
    else
      turn.refused = std::move(ready).refused();
    turn.readings = std::move(call.readings);
  });
}

/// In the command's own transaction: resent? else done, recorded, its answer kept.
void Serve::on_lane(Turn& turn, storage::Tx& tx, Steady::time_point queued) {
  gate_.waited(Steady::now() - queued);
  const int region = machines_.settings.region;
  const Instant at = now();
  if (!turn.request.token.empty() && turn.actor.person) {
    auto actor = hooks_.authenticate(tx, turn.request.token, at);
    if (!actor) {
      turn.refused = Refused{session_over};
      return;
    }
    actor->lang = turn.actor.lang;
    turn.actor = std::move(*actor);
  }
  auto kept = idempotency_.find(tx, region, turn.slot);
  if (!kept.ok()) {
    turn.refused = std::move(kept).refused();
    return;
  }
  if (*kept) return replay(turn, tx, std::move(**kept));
  ASSERT(!turn.route->prepare || turn.prepared);
  Rng rng = fork_rng();
  const auto leaf = run_verb(turn, tx, at, rng);
  const auto keep = [&](const Reply& reply, std::optional<std::int64_t> its_leaf) {
    const Kept answer{reply.status, reply.content_type, reply.body, its_leaf, turn.named, at};
    idempotency_.keep(tx, region, turn.slot, answer, rng);
  };
  if (turn.refused) {
    const Kind kind = turn.refused->refusal.kind;
    if (kind != Kind::conflict && kind != Kind::forbidden && kind != Kind::missing) return;
    keep(problem(*turn.refused, turn.lang, turn.path), {});
    return;
  }
  keep(*turn.reply, leaf);
  if (leaf) turn.reply->headers.emplace_back("Lastmile-Leaf", std::to_string(*leaf));
}

/// The answer kept, unless it names somebody who was erased since. What was answered about them
/// after their erasure, or by it, tells nothing that went with it.
void Serve::replay(Turn& turn, storage::Tx& tx, Kept kept) {
  const auto named = people_named(kept, turn.asked.target);
  if (!named.empty() && hooks_.erased_since && hooks_.erased_since(tx, named, kept.kept_at)) {
    turn.refused = Refused{kept_answer_gone};
    return;
  }
  turn.reply = Reply{kept.status, std::move(kept.content_type), std::move(kept.body)};
  if (kept.leaf) turn.reply->headers.emplace_back("Lastmile-Leaf", std::to_string(*kept.leaf));
  turn.replayed = true;
}

/// The verb in a savepoint of its own: what a refusal left half-done is gone.
std::optional<std::int64_t> Serve::run_verb(Turn& turn, storage::Tx& tx, Instant at, Rng& rng) {
  Call call{tx, turn.actor, at, rng, machines_.vault, machines_.settings};
  call.readings = std::move(turn.readings);
  tx.begin_savepoint();
  auto result = turn.route->run(call, Form::json, turn.command.get(), turn.prepared.get());
  if (result.ok() || turn.route->keeps_refusals || result.refused().keeps_writes) {
    tx.release_savepoint();
  } else {
    tx.rollback_savepoint();
    call.journal.take();
  }
  for (const Reading& reading : call.readings) turn.named.push_back(reading.whom);
  names_shown_.fold(turn.actor, call.readings, turn.begun);
  turn.readings = call.readings;
  if (!call.readings.empty()) hooks_.record_reads(tx, call);
  turn.concerned = people_in(call.journal);
  turn.named.insert(turn.named.end(), turn.concerned.begin(), turn.concerned.end());
  const auto leaf = machines_.log.record(tx, call.journal, {turn.actor.person, call.on_behalf}, at);
  if (result.ok())
    turn.reply = std::move(result).value();
  else
    turn.refused = std::move(result).refused();
  return leaf;
}

void Serve::touch_sessions() {
  if (!hooks_.touch) return;
  const auto used = sessions_.take_used(Steady::now());
  if (used.empty()) return;
  machines_.db.write([this, used](storage::Tx& tx) { hooks_.touch(tx, used, now()); },
                     [](std::exception_ptr) { /* the next minute tells them again */ });
}

Rng Serve::fork_rng() {
  Rng::Seed seed;
  const std::lock_guard lock(rng_mutex_);
  rng_.fill(seed);
  return Rng(seed);
}

}  // namespace lastmile::http
