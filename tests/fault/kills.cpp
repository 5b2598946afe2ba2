#include "kills.h"

#include <fmt/format.h>
#include <sys/stat.h>

#include <algorithm>
#include <csignal>
#include <cstdlib>
#include <thread>

#include "storage/test_postgres.h"

namespace lastmile::fault {
namespace {

using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

constexpr std::size_t players = 4;
constexpr int proved_every = 50;  // kills between two whole proofs of the data as the kill left it
constexpr auto settles_within = 30s;
constexpr auto starts_within = 10s;  // promises.md R2

/// One town and its players, from its founding to the audit.
class Siege {
 public:
  Siege(const KillOptions& options, Rng& rng, KillSummary& summary, int number)
      : rng_(rng), summary_(summary) {
    if (!options.postgres.empty()) database_ = std::make_unique<storage::TestPostgres>(false);
    place_ = {options.program, options.folder / fmt::format("town-{}", number),
              database_ ? database_->url() : ""};
    std::filesystem::remove_all(place_.data);
    std::filesystem::remove(place_.err());
  }

  void found();
  void round();
  void settle();
  void prove(const char* when);
  Findings& findings() { return findings_; }
  void sum_up();
  void clear_away();

 private:
  enum class Moment { starting, working, folding };

  void kill_step(const std::vector<std::string>& words);
  void add_players();
  void wait_for_moment(Server& server, Moment moment);
  void wait_for_folding(Server& server);
  void play_until_killed(Server& server, Moment moment);
  std::unique_ptr<Server> start();
  bool has_settled(std::uint16_t port) const;
  std::chrono::microseconds within(std::chrono::microseconds most) {
    return std::chrono::microseconds(rng_.below(static_cast<std::uint64_t>(most.count()) + 1));
  }

  Rng& rng_;
  KillSummary& summary_;
  std::unique_ptr<storage::TestPostgres> database_;
  Place place_;
  Findings findings_;
  Cast cast_;
  Baseline baseline_;
  std::vector<std::unique_ptr<Player>> players_;
  std::chrono::microseconds usual_start_ = 60ms;
  int since_proof_ = 0;
};

/// A step of the set-up, started and killed a few times before it may end.
void Siege::kill_step(const std::vector<std::string>& words) {
  const auto usual = words.front() == "init" ? 150ms : 400ms;
  for (auto n = rng_.below(4); n > 0; --n) {
    Process process(place_.command(words), place_.err());
    if (process.ends_within(within(usual))) {
      if (const int code = process.wait(); code != 0) {
        findings_.add(fmt::format("{} after a kill ended with {}: {}", words.front(), code,
                                  place_.last_words()));
      }
      continue;
    }
    process.signal(SIGKILL);
    process.wait();
    ++summary_.kills;
    ++summary_.setting_up;
  }
}

void Siege::found() {
  found_town(place_, [&](const auto& words) { kill_step(words); });
  const auto server = start();
  if (!server) return;
  cast_ = enter_everyone(server->port(), players, 3 * players);
  server->kill();
  ++summary_.kills;
  ++summary_.working;
  baseline_ = baseline_of(where(place_));
  add_players();
}

void Siege::add_players() {
  for (std::size_t i = 0; i < players; ++i) {
    Player::Role role{
        &cast_.residents[i],
        {&cast_.volunteers[3 * i], &cast_.volunteers[3 * i + 1], &cast_.volunteers[3 * i + 2]},
        &cast_.worker,
        &cast_.subcenter,
        cast_.site_path};
    players_.push_back(std::make_unique<Player>(std::move(role), rng_.next(), findings_));
  }
}

/// A server that is ready, or nothing and a finding.
std::unique_ptr<Server> Siege::start() {
  auto server = std::make_unique<Server>(place_);
  if (!server->is_ready()) {
    findings_.add("it did not start again: " + place_.last_words());
    return nullptr;
  }
  if (server->took() > starts_within) {
    findings_.add(fmt::format("it took {} ms to start", server->took() / 1ms));
  }
  summary_.restarts.push_back(server->took());
  usual_start_ = (usual_start_ * 7 + server->took()) / 8;
  return server;
}

void Siege::round() {
  const auto dice = rng_.below(100);
  const Moment moment = dice < 20   ? Moment::starting
                        : dice < 85 ? Moment::working
                                    : Moment::folding;
  ++summary_.kills;
  if (moment == Moment::starting) {
    ++summary_.starting;
    Server server(place_);
    server.process().ends_within(within(usual_start_ * 5 / 4));
    if (!server.kill()) findings_.add("it ended by itself: " + place_.last_words());
  } else {
    auto server = start();
    if (!server) return;
    play_until_killed(*server, moment);
  }
  if (++since_proof_ >= proved_every) prove("after a kill");
}

void Siege::play_until_killed(Server& server, Moment moment) {
  std::vector<std::thread> threads;
  for (const auto& player : players_) {
    threads.emplace_back([&, p = player.get()] { p->play(server.port()); });
  }
  wait_for_moment(server, moment);
  if (!server.kill()) findings_.add("it ended by itself under load: " + place_.last_words());
  for (auto& thread : threads) thread.join();
}

/// A random time under load, or a while after some random answer, however slow the machine is. Or,
/// where there is a log to be folded back into the file, the time at which that begins, if it does
/// soon: only then is the file itself written.
void Siege::wait_for_moment(Server& server, Moment moment) {
  if (moment == Moment::folding && place_.postgres.empty()) return wait_for_folding(server);
  ++summary_.working;
  if (rng_.below(3) == 0) {
    server.process().ends_within(within(rng_.below(4) == 0 ? 250ms : 70ms));
    return;
  }
  const auto heard = [&] {
    std::int64_t sum = 0;
    for (const auto& player : players_) sum += player->heard();
    return sum;
  };
  const auto wanted = heard() + static_cast<std::int64_t>(rng_.below(40));
  const auto until = Clock::now() + 2s;
  while (heard() < wanted && Clock::now() < until) {
    if (server.process().ends_within(300us)) return;
  }
  server.process().ends_within(within(5ms));
}

void Siege::wait_for_folding(Server& server) {
  const auto file = place_.data / "lastmile.db";
  const auto written = [&] {
    struct stat about{};
    ::stat(file.c_str(), &about);
    return std::pair(about.st_mtim.tv_sec, about.st_mtim.tv_nsec);
  };
  const auto before = written();
  const auto until = Clock::now() + 300ms;
  while (written() == before) {
    if (Clock::now() > until) {
      ++summary_.working;
      return;
    }
    if (server.process().ends_within(200us)) return;
  }
  ++summary_.folding;
  server.process().ends_within(within(4ms));
}

/// All that was begun is ended, all work of the background is done, and the server stops cleanly.
void Siege::settle() {
  auto server = start();
  if (!server) return;
  for (auto& player : players_) player->end_life(server->port());
  const auto until = Clock::now() + settles_within;
  while (!has_settled(server->port())) {
    if (Clock::now() > until) {
      findings_.add("work of the background was not done in 30 s");
      break;
    }
    if (server->process().ends_within(50ms)) break;
  }
  if (const int code = server->stop(); code != 0) {
    findings_.add(fmt::format("it stopped with {}: {}", code, place_.last_words()));
  }
  prove("at the end");
  std::vector<const Diary*> diaries;
  for (const auto& player : players_) diaries.push_back(&player->diary());
  audit(where(place_), baseline_, diaries, findings_);
}

/// No follower behind, and of the town's waiting work none is left: asked as the system's
/// administrator and as the worker do, and of the queue itself.
bool Siege::has_settled(std::uint16_t port) const {
  if (work_left(where(place_)) > 0) return false;
  const auto lags = must(port, look(cast_.system, "/v1/journal/followers")).json();
  for (const auto& item : lags.as_object().at("items").as_array()) {
    if (item.as_object().at("behind").to_number<std::int64_t>() != 0) return false;
  }
  for (const auto& player : players_) {
    for (const Life& life : player->diary().lives) {
      if (life.story == Story::matched) {
        const auto run = must(port, look(cast_.worker, "/v1/matching-runs/" + life.subject));
        if (run.at("state") == "queued") return false;
      } else if (life.story == Story::unanswered) {
        const auto need = must(port, look(cast_.worker, "/v1/needs/" + life.subject));
        if (need.at("state") == "offered") return false;
      }
    }
  }
  return true;
}

/// `lastmile verify` on the data as it lies there.
void Siege::prove(const char* when) {
  since_proof_ = 0;
  const Ran ran = run(place_, {"verify"});
  if (ran.code == 0) return;
  findings_.add(fmt::format("verify {} ended with {}: {}{}", when, ran.code, ran.out,
                            ran.code == 1 ? "" : place_.last_words()));
}

void Siege::sum_up() {
  for (const auto& player : players_) {
    const Diary& d = player->diary();
    summary_.answered += d.answered;
    summary_.resent += d.resent;
    summary_.had_acted += d.had_acted;
    summary_.rechecked += d.rechecked;
    summary_.services += std::count_if(d.lives.begin(), d.lives.end(), [](const Life& life) {
      return life.story == Story::served;
    });
  }
  const auto all = findings_.all();
  summary_.findings.insert(summary_.findings.end(), all.begin(), all.end());
}

void Siege::clear_away() {
  std::filesystem::remove_all(place_.data);
  std::filesystem::remove_all(place_.data.string() + ".divisions");
  std::filesystem::remove(place_.err());
}

void besiege(Siege& siege, const KillOptions& options, const KillSummary& summary) {
  siege.found();
  const int until = std::min(options.kills, summary.kills + options.kills_a_town);
  while (summary.kills < until && siege.findings().empty()) siege.round();
  if (siege.findings().empty()) siege.settle();
}

std::chrono::milliseconds rank(const std::vector<std::chrono::microseconds>& sorted, double share) {
  if (sorted.empty()) return {};
  const auto at = static_cast<std::size_t>(share * static_cast<double>(sorted.size() - 1));
  return std::chrono::duration_cast<std::chrono::milliseconds>(sorted[at]);
}

}  // namespace

std::string KillSummary::text(const KillOptions& options) const {
  auto sorted = restarts;
  std::ranges::sort(sorted);
  return fmt::format(
      "fault: {} kills on {} ({} in set-up, {} in start-up, {} under load, {} in checkpoints) in "
      "{:.1f} s; {} commands answered, {} services; {} sent again of which {} had been done, {} "
      "asked for again; ready in {} ms (p99 {}, max {}); seed {}: {}",
      kills, options.postgres.empty() ? "SQLite" : "PostgreSQL", setting_up, starting, working,
      folding, static_cast<double>(took.count()) / 1000, answered, services, resent, had_acted,
      rechecked, rank(sorted, 0.5).count(), rank(sorted, 0.99).count(), rank(sorted, 1).count(),
      options.seed,
      is_good() ? "nothing lost, nothing twice" : fmt::format("{} FINDINGS", findings.size()));
}

KillSummary run_kills(const KillOptions& options, const std::function<void(std::string)>& say) {
  if (!options.postgres.empty()) {
    ::setenv("LASTMILE_TEST_POSTGRES", options.postgres.c_str(), 1);
  }
  std::filesystem::create_directories(options.folder);
  const auto begun = Clock::now();
  KillSummary summary;
  Rng rng(options.seed);
  for (int town = 1; summary.kills < options.kills && summary.is_good(); ++town) {
    Siege siege(options, rng, summary, town);
    try {
      besiege(siege, options, summary);
    } catch (const std::exception& e) {
      siege.findings().add(e.what());
    }
    siege.sum_up();
    if (summary.is_good()) siege.clear_away();
    summary.took = std::chrono::duration_cast<std::chrono::milliseconds>(Clock::now() - begun);
    say(fmt::format("{} of {} kills, {} commands answered, {} findings", summary.kills,
                    options.kills, summary.answered, summary.findings.size()));
  }
  return summary;
}

}  // namespace lastmile::fault
