#pragma once
#include "call/call.h"
#include "journal/log.h"

/// Verification and backup asked for at the desk. One at a time; the work itself is upkeep_job.h's.
namespace lastmile::app {

using UpkeepId = Id<struct UpkeepTag>;

enum class UpkeepKind { verification, backup };
BOOST_DESCRIBE_ENUM(UpkeepKind, verification, backup)
enum class UpkeepState { waiting, running, done, failed };
BOOST_DESCRIBE_ENUM(UpkeepState, waiting, running, done, failed)
/// What is being looked at, and then what of a backup is being made.
enum class UpkeepPart {
  database,    // the file and the schema
  journal,     // every leaf, and every sealed row against them
  person,      // what is sealed with the keys of people
  person_key,  // keys of nobody
  follower,    // the places of the followers
  replay,      // derived rows
  rows,        // written to the file
  proof,       // the file read back
};
BOOST_DESCRIBE_ENUM(UpkeepPart, database, journal, person, person_key, follower, replay, rows,
                    proof)

/// How far it is, and how it ended.
struct UpkeepView {
  UpkeepId id;
  UpkeepKind kind = UpkeepKind::verification;
  UpkeepState state = UpkeepState::waiting;
  Instant asked_at{};
  std::optional<Instant> started_at;
  std::optional<Instant> ended_at;
  std::optional<UpkeepPart> part;          // under way
  std::int64_t done = 0;                   // leaves or rows of this part
  std::int64_t total = 0;                  // 0: not known
  std::int64_t leaves = 0;                 // of the journal that was checked or backed up
  std::vector<journal::Finding> findings;  // what was edited, lost or damaged
  std::vector<std::string> not_checked;    // what could not be looked at, and why
  std::string file;                        // of the backup; empty: none
  std::int64_t bytes = 0;
  std::string error;  // why it failed
};
BOOST_DESCRIBE_STRUCT(UpkeepView, (),
                      (id, kind, state, asked_at, started_at, ended_at, part, done, total, leaves,
                       findings, not_checked, file, bytes, error))

struct AskVerification {};
BOOST_DESCRIBE_STRUCT(AskVerification, (), ())
struct AskBackup {};
BOOST_DESCRIBE_STRUCT(AskBackup, (), ())
struct ShowUpkeep {
  UpkeepId upkeep;
};
BOOST_DESCRIBE_STRUCT(ShowUpkeep, (), (upkeep))

/// Whoever may see the system page: of the right to audit, or to debug, over the whole city.
Check sees_system(const Call& call);

/// Starts the verification that `lastmile verify` does, in the background. Refuses not_yours,
/// upkeep_under_way.
Result<UpkeepView> ask_verification(Call& call, const AskVerification& cmd);
/// Starts a backup into the folder of backups, for system administrators. Refuses the same.
Result<UpkeepView> ask_backup(Call& call, const AskBackup& cmd);
/// One that is under way or has ended. Refuses not_yours, upkeep_unknown.
Result<UpkeepView> show_upkeep(Call& call, const ShowUpkeep& query);

/// What the system page says first; each as `show_upkeep` would.
struct UpkeepNow {
  std::optional<UpkeepView> running;  // or waiting
  std::optional<UpkeepView> last_verification;
  std::optional<UpkeepView> last_backup;
};
BOOST_DESCRIBE_STRUCT(UpkeepNow, (), (running, last_verification, last_backup))
UpkeepNow upkeep_now(Call& call);

}  // namespace lastmile::app
