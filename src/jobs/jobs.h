#pragma once
#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "call/call.h"
#include "journal/log.h"

/// Clocked and queued work that a crash cannot lose: rows with a due time (UTC), a lease, a count of
/// tries. A piece of work acts in one command, which also marks it done: exactly once.
namespace lastmile::jobs {

/// Puts work on the queue in the caller's own transaction. `key` makes it single: a second one
/// with the same kind and key is dropped while the first waits. Payload ≤ 64 KiB of JSON.
void enqueue(Call& call, std::string_view kind, std::string_view key, std::string payload,
             Instant due);

/// Queued work in two halves: `compute` runs outside the lane, on a read snapshot (may be long,
/// stops at its deadline, writes nothing) and gives text; `finish` is the command that takes it.
struct Queued {
  std::string kind;
  std::function<std::string(Call& snapshot, const std::string& payload, Instant deadline)> compute;
  std::function<Check(Call&, const std::string& payload, const std::string& computed)> finish;
  std::chrono::seconds budget{60};
  int tries_max = 8;  // back-off 1 s, 2 s, 4 s … 5 min between them
};

/// Work that recurs: `step` runs as a command every `every`, handles at most a few hundred things,
/// and says whether more is waiting now.
struct Clocked {
  std::string name;
  std::chrono::milliseconds every{1000};
  std::function<bool(Call&)> step;
};

/// A reader of the journal with its own cursor. A projection writes derived tables only and can be
/// replayed from leaf 0; a reactor issues commands (may append facts) and is never replayed.
struct Follower {
  std::string name;
  std::vector<std::string> tables;  // derived tables it alone writes; empty for a reactor
  std::function<void(Call&, const journal::Entry&)> on;
  bool projection = true;
};

/// All work of the program, collected by the composition root from each `*_jobs.cpp`.
struct Registry {
  std::vector<Queued> queued;
  std::vector<Clocked> clocked;
  std::vector<Follower> followers;
};

/// Makes a Call on the lane and runs f as one command: facts recorded, refusal rolled back.
class Commands {
 public:
  virtual ~Commands() = default;
  virtual Check run(const Actor& actor, const std::function<Check(Call&)>& f) = 0;
  virtual Instant now() const = 0;
  virtual storage::Db& db() = 0;
};
/// The real one: system clock unless `clock` is given (tests), random numbers from the system
/// unless seeded.
std::unique_ptr<Commands> make_commands(storage::Db& db, journal::Log& log, vault::Vault& vault,
                                        const Settings& settings,
                                        std::function<Instant()> clock = {},
                                        std::optional<std::uint64_t> seed = {});

/// Threads that do the work until stopped; wakes at each commit and at each due time.
class Runner {
 public:
  static std::unique_ptr<Runner> start(Commands& commands, const Registry& registry);
  virtual ~Runner() = default;
  virtual void wake() = 0;
  virtual void stop() = 0;
};

/// For tests and the demo: does all work due now, followers included, until none is left.
void drain(Commands& commands, const Registry& registry);

/// How far each follower is behind the journal, for /metrics and /debug.
struct Lag {
  std::string follower;
  std::int64_t cursor = 0;
  std::int64_t behind = 0;
};
BOOST_DESCRIBE_STRUCT(Lag, (), (follower, cursor, behind))
std::vector<Lag> lags(storage::Tx& tx, int region);

/// Rebuilds every derived table from leaf 0 and compares with what stood, row by row.
/// With `keep` the rebuilt rows replace the old. Returns the differing rows ("table/key").
std::vector<std::string> replay(Commands& commands, const Registry& registry, bool keep);

}  // namespace lastmile::jobs
