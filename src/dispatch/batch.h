#pragma once
#include "access/site_path.h"
#include "base/page.h"
#include "dispatch/match.h"
#include "jobs/jobs.h"

/// 批量匹配: all waiting needs of a site in one optimal assignment. Asked for in one command,
/// solved outside any transaction, accepted in another against what is true by then.
namespace lastmile::dispatch {

using RunId = Id<struct DispatchRunTag>;

enum class RunState { queued, proposed, accepted, discarded, failed };
BOOST_DESCRIBE_ENUM(RunState, queued, proposed, accepted, discarded, failed)

/// One pair of a proposal, with what it is worth and what the next best would cost.
struct Pair {
  needs::NeedId need;
  PersonId volunteer;
  std::int64_t score = 0;
  std::vector<Reason> reasons;
  std::int64_t candidates = 0;  // who else fitted
};
BOOST_DESCRIBE_STRUCT(Pair, (), (need, volunteer, score, reasons, candidates))

/// A need nobody was found for, and why.
struct LeftOut {
  needs::NeedId need;
  // 0: nobody fits, or its time is over; else all who fit are better used elsewhere.
  std::int64_t candidates = 0;
};
BOOST_DESCRIBE_STRUCT(LeftOut, (), (need, candidates))

struct Proposal {
  std::vector<Pair> pairs;
  std::vector<LeftOut> left_out;
};
BOOST_DESCRIBE_STRUCT(Proposal, (), (pairs, left_out))

/// The row of table `dispatch_run`.
struct RunRow {
  int region = 0;
  RunId id;
  std::string site_path;
  RunState state = RunState::queued;
  std::optional<PersonId> asked_by;
  Instant asked_at{};
  std::optional<Instant> solved_at;
  std::int64_t needs = 0;
  std::int64_t matched = 0;
  std::int64_t cost = 0;
  std::int64_t lower_bound = 0;  // equal to cost: proven best
  std::string proposal;          // JSON
  std::optional<PersonId> decided_by;
  std::optional<Instant> decided_at;
};
BOOST_DESCRIBE_STRUCT(RunRow, (),
                      (region, id, site_path, state, asked_by, asked_at, solved_at, needs, matched,
                       cost, lower_bound, proposal, decided_by, decided_at))

struct RunView {
  RunId id;
  std::string site_path;
  RunState state = RunState::queued;
  Instant asked_at;
  std::optional<Instant> solved_at;
  std::int64_t needs = 0;
  std::int64_t matched = 0;
  bool proven_best = false;
  std::vector<Pair> pairs;  // at most 200; the rest count in `matched`
  std::vector<LeftOut> left_out;
};
BOOST_DESCRIBE_STRUCT(RunView, (),
                      (id, site_path, state, asked_at, solved_at, needs, matched, proven_best,
                       pairs, left_out))

struct MatchBatch {
  access::SitePath under;
};
BOOST_DESCRIBE_STRUCT(MatchBatch, (), (under))
/// Right need_dispatch over the path. Answers at once; look at the run until it is proposed.
Result<RunView> match_batch(Call& call, const MatchBatch& cmd);

struct ShowRun {
  RunId run;
};
BOOST_DESCRIBE_STRUCT(ShowRun, (), (run))
Result<RunView> show_run(Call& call, const ShowRun& query);

struct AcceptRun {
  RunId run;
  std::vector<needs::NeedId> except;  // pairs the worker does not want
};
BOOST_DESCRIBE_STRUCT(AcceptRun, (), (run, except))
struct AcceptedRun {
  std::int64_t offered = 0;
  std::vector<needs::NeedId> stale;  // no longer waiting, or the volunteer no longer fits
  std::int64_t left = 0;             // pairs the program goes on offering, 200 at a time
};
BOOST_DESCRIBE_STRUCT(AcceptedRun, (), (offered, stale, left))
/// Offers each pair; what has changed since is left out and named.
Result<AcceptedRun> accept_run(Call& call, const AcceptRun& cmd);

struct DiscardRun {
  RunId run;
};
BOOST_DESCRIBE_STRUCT(DiscardRun, (), (run))
Result<RunView> discard_run(Call& call, const DiscardRun& cmd);

/// The solving itself, over a snapshot; used by the job and the benchmark. `out_of_time` ends it
/// early with the best plan so far.
struct Solved {
  Proposal proposal;
  std::int64_t needs = 0;
  std::int64_t cost = 0;
  std::int64_t lower_bound = 0;
};
Solved solve_batch(Call& snapshot, std::string_view under,
                   const std::function<bool()>& out_of_time);

void add_batch_jobs(jobs::Registry& registry);

}  // namespace lastmile::dispatch

template <>
struct lastmile::storage::Table<lastmile::dispatch::RunRow> {
  static constexpr std::string_view name = "dispatch_run";
  static constexpr std::size_t key_columns = 2;
};
