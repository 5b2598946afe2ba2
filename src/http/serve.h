#pragma once
#include <atomic>
#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>

#include "http/events.h"
#include "http/log.h"
#include "http/names_shown.h"
#include "http/router.h"
#include "http/sessions.h"
#include "http/site.h"
#include "http/turn.h"
#include "http/workers.h"
#include "storage/db.h"

/// The one wrapper around every verb: who calls, may they, what do they want; one transaction, one
/// answer, once. It knows no socket: connections and tests drive it alike.
namespace lastmile::http {

/// What the modules above hand in. All are called on several threads.
struct Hooks {
  /// Who holds this session token; nothing when it is over. The transaction may be read-only.
  std::function<std::optional<Actor>(storage::Tx&, std::string_view token, Instant now)>
      authenticate;
  /// Does the actor hold the right anywhere?
  std::function<bool(const Actor&, std::string_view right)> may;
  /// Logs call.readings, in a write transaction of the call; may append facts.
  std::function<void(storage::Tx&, Call&)> record_reads;
  /// May the actor know that this happened? Asked for each event and stream: be quick.
  std::function<bool(const Actor&, const journal::Entry&)> visible;
  /// Was one of these people erased after this time? An answer kept from then is not told again.
  /// Optional.
  std::function<bool(storage::Tx&, const std::vector<PersonId>&, Instant since)> erased_since;
  /// The sessions used in the last minute, in a write transaction: for idle times. Optional.
  std::function<void(storage::Tx&, const std::vector<Uuid>& sessions, Instant now)> touch;
  /// Sections of the debug page beyond ours: (title, text) pairs. Optional.
  std::function<std::vector<std::pair<std::string, std::string>>(storage::Tx&)> debug;
};

/// What serve() works with; all outlive it.
struct Machines {
  storage::Db& db;
  journal::Log& log;
  vault::Vault& vault;
  const Settings& settings;
};

struct ServeOptions {
  LaneGate::Limits lane = {};
  PeerBuckets::Limits anonymous_posts = {};
  int workers = 2;  // 16 or so on PostgreSQL, where all reads run there
  Workers::Limits waiting = {};
  std::chrono::milliseconds actor_fresh{800};
  std::filesystem::path site = {};    // the built web app; empty: none
  std::string debug_right = "debug";  // opens /debug and the log level
  std::string version = "0";
  bool metrics_for_all = false;              // else over loopback only
  std::shared_ptr<spdlog::logger> log = {};  // empty: says nothing
  std::function<Instant()> clock = {};       // the system's unless given
  std::optional<std::uint64_t> seed = {};    // random numbers from the system unless given
  /// Told, beside the log, when an answer breaks what its route declares; tests fail on it.
  std::function<void(const std::string&)> on_undeclared = {};
};

/// A handler of the machine itself, outside the router.
struct Builtin {
  std::function<Reply(Turn&)> plain = {};
  std::function<Reply(Turn&, storage::Tx&)> reading = {};
  bool is_health = false;
  bool is_stream = false;
  bool local_only = false;
  bool needs_debug = false;
  std::string method = "GET";
  RouteMeter* meter = nullptr;
};

class Serve {
 public:
  Serve(const Router& router, Machines machines, Hooks hooks, ServeOptions options);
  ~Serve();
  Serve(const Serve&) = delete;
  Serve& operator=(const Serve&) = delete;

  /// After the header, before the body: finds the route. The turn is decided already when the body
  /// need not be read (404, 405, 401, 429…); else its body may have `body_max` bytes.
  TurnPtr open(Asked asked);
  /// Does what was asked and calls `ready`, now or later, on this thread or another: cheap work
  /// only.
  using Ready = std::function<void()>;
  void answer(const TurnPtr& turn, std::string body, Ready ready);
  /// The answer with its headers; counts and logs it. Once, after the turn was decided.
  Reply complete(Turn& turn);
  /// When the turn wants a stream: joins the events; or the turn is refused and there is none.
  std::shared_ptr<Stream> open_stream(Turn& turn, std::function<void()> wake);
  /// For requests that never became a turn: malformed, too late, too large.
  Reply refuse(const Refusal& refusal, const Asked& asked);
  /// "Too busy" for a connection over the limit.
  Reply refuse_connection();

  Events& events() { return *events_; }
  Workers& workers() { return workers_; }
  const Settings& settings() const { return machines_.settings; }
  bool is_https() const { return https_; }
  /// Gauges of the listener, shown by /metrics.
  void set_connection_count(std::function<std::size_t()> count) { connections_ = std::move(count); }
  /// Reports that wait are answered "not now" from here on, and sheets under way end at their next
  /// row.
  void give_up_reports() { gives_up_reports_ = true; }
  /// Finishes what is queued; nothing may be asked afterwards.
  void stop();

 private:
  void open_builtin(Turn& turn);
  void open_route(Turn& turn);
  void read_target(Turn& turn);
  void read_token(Turn& turn);
  bool is_same_site(const Asked& asked) const;
  bool must_wait(Turn& turn);
  static Refused too_busy_for(const Turn& turn);
  bool is_wanted(const Turn& turn) const;

  using Step = void (Serve::*)(const TurnPtr&, const Ready&);
  void queue(const TurnPtr& turn, const Ready& ready, Workers::Sort sort, Step step);
  void take(const TurnPtr& turn, const Ready& ready, Step step);
  void queue_export(const TurnPtr& turn, const Ready& ready);
  void proceed(const TurnPtr& turn, const Ready& ready);
  bool admit(Turn& turn);
  bool read_command(Turn& turn);
  Check check_post(const Turn& turn) const;
  void run_query(const TurnPtr& turn, const Ready& ready);
  void run_rest(Turn& turn);
  void run_command(const TurnPtr& turn, const Ready& ready);
  void run_prepare(Turn& turn);
  void on_lane(Turn& turn, storage::Tx& tx, Steady::time_point queued);
  void replay(Turn& turn, storage::Tx& tx, Kept kept);
  std::optional<std::int64_t> run_verb(Turn& turn, storage::Tx& tx, Instant now, Rng& rng);
  void log_readings(const TurnPtr& turn, const Ready& ready);
  void run_builtin(const TurnPtr& turn, const Ready& ready);
  void check_health(const TurnPtr& turn, const Ready& ready);
  void touch_sessions();

  void add_builtins();
  Reply metrics_page(storage::Tx& tx);
  Reply debug_page(storage::Tx& tx);
  Reply change_log_level(Turn& turn);
  Check read_stream_wish(const Turn& turn, StreamWish& wish) const;
  void hold_to_contract(Turn& turn);
  Reply fault_reply(Turn& turn);
  void add_session_cookie(const Turn& turn, Reply& reply) const;
  std::string_view cookie_name() const;

  Instant now() const { return clock_(); }
  Rng fork_rng();

  const Router& router_;
  const Machines machines_;
  const Hooks hooks_;
  const ServeOptions options_;
  const std::function<Instant()> clock_;
  const bool https_;
  const Idempotency idempotency_;
  const Site site_;
  RequestLog log_;
  LaneGate gate_;
  PeerBuckets peers_;
  Sessions sessions_;
  NamesShown names_shown_;
  Meter meter_;
  std::vector<RouteMeter*> route_meters_;
  RouteMeter* site_meter_ = nullptr;
  RouteMeter* other_meter_ = nullptr;
  std::unordered_map<std::string, Builtin> builtins_;
  std::function<std::size_t()> connections_;
  std::mutex rng_mutex_;
  Rng rng_;
  Steady::time_point started_ = Steady::now();
  std::atomic<bool> gives_up_reports_ = false;
  Workers workers_;
  std::unique_ptr<Events> events_;
  int growth_ = -1;
};

}  // namespace lastmile::http
