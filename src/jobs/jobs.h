#pragma once
#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "call/call.h"
#include "journal/log.h"

/// Clocked and queued work that a crash cannot lose: rows with a due time (UTC), a lease and a
/// count of tries. A piece of work acts in one command, which also marks it done: exactly once.
namespace lastmile::jobs {

/// Puts work on the queue in the caller's own transaction. `key` makes it single: a second one
/// with the same kind and key is dropped while the first waits. Payload ≤ 64 KiB of JSON.
/// False when it was dropped. What is running no longer waits, so work wanted anew runs again.
bool enqueue(Call& call, std::string_view kind, std::string_view key, std::string payload,
             Instant due);
/// Takes waiting work back, e.g. a reminder no longer wanted. False when none waits.
bool cancel(Call& call, std::string_view kind, std::string_view key);

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
/// and says whether more is waiting now. It finds its work by due times in its own rows, and marks
/// it done in the same command, so that it acts once across kills and clock changes. At the start
/// of the program it runs at once; one of a minute or longer remembers when it last ended.
struct Clocked {
  std::string name;
  std::chrono::milliseconds every{1000};
  std::function<bool(Call&)> step;
};

/// A reader of the journal with its own cursor, which moves in the transaction of what it wrote
/// (others may share it): each entry once, in order. A projection writes derived tables only and is
/// replayed from leaf 0 into empty ones: its Call has the entry's time as `now` and chance from the
/// leaf's number; it tells no facts and reads its own tables and the entry alone. A reactor issues
/// commands, is never replayed, and leaves no trace outside: what was undone comes again. An entry
/// that throws stops this follower, with growing pauses between attempts, and no other.
struct Follower {
  std::string name;
  std::vector<std::string> tables;  // derived tables it alone writes; empty for a reactor
  std::function<void(Call&, const journal::Entry&)> on;
  bool projection = true;
};

class Commands;

/// Work that speaks with machines elsewhere, which may take their time: on a thread of its own, and
/// holding no transaction while it waits. It takes its things from its own rows by commands of its
/// own. `run` does one thing, and says whether there was one.
struct Errand {
  std::string name;
  std::function<bool(Commands&)> run;
};

/// All work of the program, collected by the composition root from each `*_jobs.cpp`.
struct Registry {
  std::vector<Queued> queued;
  std::vector<Clocked> clocked;
  std::vector<Follower> followers;
  std::vector<Errand> errands = {};
};

/// Makes a Call on the lane and runs f as one command: facts recorded, refusal rolled back.
class Commands {
 public:
  virtual ~Commands() = default;
  virtual Check run(const Actor& actor, const std::function<Check(Call&)>& f) = 0;
  /// The same over a read snapshot, on the caller's thread; f writes nothing.
  virtual void look(const Actor& actor, const std::function<void(Call&)>& f) = 0;
  /// Two halves over one snapshot: `before` reads; `during` finds these tables empty and may write
  /// them, and nothing of it lasts or needs space on the disk.
  virtual void rehearse(const std::vector<std::string>& tables,
                        const std::function<void(Call&)>& before,
                        const std::function<void(Call&)>& during) = 0;
  virtual Instant now() const = 0;
  virtual storage::Db& db() = 0;
  virtual journal::Log& log() = 0;
  virtual const Settings& settings() const = 0;
};
/// The real one: system clock unless `clock` is given (tests), random numbers from the system
/// unless seeded.
std::unique_ptr<Commands> make_commands(storage::Db& db, journal::Log& log, vault::Vault& vault,
                                        const Settings& settings,
                                        std::function<Instant()> clock = {},
                                        std::optional<std::uint64_t> seed = {});

/// Threads that do the work until stopped: one for followers, clocked steps and short work, one
/// for work that computes, one for each errand. Wakes at each commit that told a fact, and
/// otherwise every 200 ms, so that a due time or another server's work is met within that. Several
/// processes may run on the same data.
class Runner {
 public:
  /// Throws Broken when the registry contradicts itself or the schema. Both must outlive it.
  static std::unique_ptr<Runner> start(Commands& commands, const Registry& registry);
  virtual ~Runner() = default;
  virtual void wake() = 0;
  /// Ends what is under way; what it was waiting for is taken up by the next start.
  virtual void stop() = 0;
};

/// For tests and the demo: does all work due now, followers and errands included, until none is
/// left. Clocked
/// steps of under a minute run whenever it is called. Throws Broken when a follower or a step
/// failed; work in the queue that failed waits for its next try.
void drain(Commands& commands, const Registry& registry);

/// Work that was given up after its last try.
struct DeadJob {
  Uuid id;
  std::string kind;
  std::string key;
  std::int64_t tries = 0;
  Instant due_at;
  std::string last_error;
};
BOOST_DESCRIBE_STRUCT(DeadJob, (), (id, kind, key, tries, due_at, last_error))
/// The oldest `max` of them.
std::vector<DeadJob> dead_jobs(storage::Tx& tx, int region, int max);
/// Puts given-up work back on the queue, due now, tries counted anew. False when it is not there
/// or the same work waits already.
bool revive(Call& call, Uuid id);
/// How many pieces of work wait, run and were given up.
struct QueueCount {
  std::int64_t waiting = 0;
  std::int64_t running = 0;
  std::int64_t dead = 0;
};
BOOST_DESCRIBE_STRUCT(QueueCount, (), (waiting, running, dead))
QueueCount queue_count(storage::Tx& tx, int region);

/// How far each follower is behind the journal, for /metrics and /debug.
struct Lag {
  std::string follower;
  std::int64_t cursor = 0;
  std::int64_t behind = 0;  // 0 also when it was moved beyond the journal
  std::string error;        // why it stands still; empty when it does not
};
BOOST_DESCRIBE_STRUCT(Lag, (), (follower, cursor, behind, error))
std::vector<Lag> lags(storage::Tx& tx, int region);

/// Followers whose cursor is not where the program left it, or beyond the journal, and those whose
/// row is gone although they had begun; for verify.
std::vector<journal::Finding> cursor_faults(storage::Tx& tx, const vault::Vault& vault,
                                            const Registry& registry, int region);
/// Throws Broken, with the remedy, when there are any: going on would lose what they pass over.
void check_cursors(storage::Tx& tx, const vault::Vault& vault, const Registry& registry,
                   int region);
/// Once in the life of a town made before cursors were sealed; taken for right as they stand,
/// unless beyond the journal. Reads a row and writes nothing ever after.
void seal_cursors(storage::Db& db, const vault::Vault& vault, int region);

/// Rebuilds every derived table from leaf 0 and compares with what stood, row by row. Returns the
/// differing rows ("table/key"). Writes nothing, and nobody waits, unless `keep` is given: then the
/// rebuilt rows replace the old, one transaction a follower on the lane.
std::vector<std::string> replay(Commands& commands, const Registry& registry, bool keep);
/// Derived tables of the schema that no projection of the registry writes; empty when all is well.
std::vector<std::string> unclaimed_tables(const Registry& registry);

}  // namespace lastmile::jobs
