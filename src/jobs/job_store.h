#pragma once
#include <optional>
#include <string>
#include <vector>

#include "base/id.h"
#include "jobs/jobs.h"

/// The SQL of the tables job, follower and clocked_step.
namespace lastmile::jobs {

enum class JobState { waiting, running, dead };
BOOST_DESCRIBE_ENUM(JobState, waiting, running, dead)

struct JobRow {
  int region = 0;
  Uuid id;
  std::string kind;
  std::string key;
  std::string payload;
  Instant due_at{};
  std::int64_t tries = 0;
  std::optional<Instant> lease_until;
  std::string holder;  // of the lease, anew for each; empty when waiting
  JobState state = JobState::waiting;
  std::string last_error;
};
BOOST_DESCRIBE_STRUCT(JobRow, (),
                      (region, id, kind, key, payload, due_at, tries, lease_until, holder, state,
                       last_error))

/// A time further ahead than this program ever sets one: the clock was set back since.
struct Horizon {
  Instant now;
  Instant retry_max;  // a retry due later is due now
  Instant lease_max;  // a lease ending later has ended
};

/// The first work of these kinds that is due or whose lease has ended.
std::optional<JobRow> find_due_job(storage::Tx& tx, int region, const storage::List& kinds,
                                   const Horizon& horizon);
std::optional<JobRow> find_job(storage::Tx& tx, int region, Uuid id);
bool is_waiting(storage::Tx& tx, int region, std::string_view kind, std::string_view key);

struct FollowerRow {
  int region = 0;
  std::string name;
  std::int64_t next_seq = 0;
  int failures = 0;
  std::optional<Instant> retry_at;
  std::string error;
  std::optional<std::string> seal;  // over region, name and next_seq; see cursors.h
};
BOOST_DESCRIBE_STRUCT(FollowerRow, (), (region, name, next_seq, failures, retry_at, error, seal))
std::vector<FollowerRow> follower_rows(storage::Tx& tx, int region);
/// Where it stands: before the first leaf when it has never run.
FollowerRow load_follower(storage::Tx& tx, int region, const std::string& name);
/// The same, of all rows of the region.
FollowerRow follower_among(const std::vector<FollowerRow>& all, int region,
                           const std::string& name);

/// Whether one of these tables holds a row of the region.
bool holds_any(storage::Tx& tx, const std::vector<std::string>& tables, int region);
/// Empties derived tables of the region's rows.
void clear_derived(storage::Tx& tx, const std::vector<std::string>& tables, int region);

struct ClockedRow {
  int region = 0;
  std::string name;
  Instant ran_at{};
};
BOOST_DESCRIBE_STRUCT(ClockedRow, (), (region, name, ran_at))
std::optional<ClockedRow> find_clocked(storage::Tx& tx, int region, const std::string& name);

}  // namespace lastmile::jobs

template <>
struct lastmile::storage::Table<lastmile::jobs::JobRow> {
  static constexpr std::string_view name = "job";
  static constexpr std::size_t key_columns = 2;
};
template <>
struct lastmile::storage::Table<lastmile::jobs::FollowerRow> {
  static constexpr std::string_view name = "follower";
  static constexpr std::size_t key_columns = 2;
};
template <>
struct lastmile::storage::Table<lastmile::jobs::ClockedRow> {
  static constexpr std::string_view name = "clocked_step";
  static constexpr std::size_t key_columns = 2;
};
