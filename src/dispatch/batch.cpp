#include "dispatch/batch.h"

#include <algorithm>

#include "dispatch/dispatch_errors.h"
#include "dispatch/dispatch_facts.h"
#include "dispatch/offering.h"

namespace lastmile::dispatch {
namespace {

const storage::Sql run_by_id{"dispatch.run_by_id", R"(
  select region, id, site_path, state, asked_by, asked_at, solved_at, needs, matched, cost,
         lower_bound, proposal, decided_by, decided_at
  from dispatch_run where region = $1 and id = $2)"};

constexpr std::string_view job_kind = "dispatch_batch";

std::optional<RunRow> load_run(storage::Tx& tx, int region, RunId id) {
  return tx.row<RunRow>(run_by_id, region, id);
}

// A run one may not see does not exist.
Result<RunRow> access_run(Call& call, RunId id) {
  RETURN_IF_REFUSED(access::require_person(call));
  auto run = load_run(call.tx, call.region(), id);
  if (!run || !access::may(call.actor, access::Right::need_dispatch, run->site_path)) return run_unknown;
  return std::move(*run);
}

Proposal proposal_of(const RunRow& run) {
  if (run.proposal.empty()) return {};
  auto proposal = from_json<Proposal>(run.proposal);
  ASSERT(proposal.ok());
  return std::move(proposal).value();
}

RunView view(const RunRow& run) {
  Proposal all = proposal_of(run);
  constexpr std::size_t shown = 200;
  if (all.pairs.size() > shown) all.pairs.resize(shown);
  if (all.left_out.size() > shown) all.left_out.resize(shown);
  const bool solved = run.state == RunState::proposed || run.state == RunState::accepted;
  return {run.id, run.site_path, run.state, run.asked_at, run.solved_at, run.needs, run.matched,
          solved && run.cost == run.lower_bound, std::move(all.pairs), std::move(all.left_out)};
}

void save(Call& call, const RunRow& run) {
  ASSERT(call.tx.update(run));
  call.journal.append(RunSet{std::string(to_text(run.state)), run.needs, run.matched},
                      {run.id.uuid, run.site_path});
}

struct Payload {
  RunId run;
  std::string under;
};
BOOST_DESCRIBE_STRUCT(Payload, (), (run, under))

std::string compute(Call& snapshot, const std::string& payload, Instant deadline) {
  const auto asked = from_json<Payload>(payload);
  ASSERT(asked.ok());
  const auto out_of_time = [deadline] {
    return std::chrono::time_point_cast<std::chrono::milliseconds>(std::chrono::system_clock::now()) > deadline;
  };
  return to_json(solve_batch(snapshot, asked->under, out_of_time));
}

Check finish(Call& call, const std::string& payload, const std::string& computed) {
  const auto asked = from_json<Payload>(payload);
  ASSERT(asked.ok());
  auto run = load_run(call.tx, call.region(), asked->run);
  ASSERT(run.has_value());
  if (run->state != RunState::queued) return Done{};  // discarded meanwhile
  auto solved = from_json<Solved>(computed);
  ASSERT(solved.ok());
  run->state = RunState::proposed;
  run->solved_at = call.now;
  run->needs = solved->needs;
  run->matched = static_cast<std::int64_t>(solved->proposal.pairs.size());
  run->cost = solved->cost;
  run->lower_bound = solved->lower_bound;
  run->proposal = to_json(solved->proposal);
  save(call, *run);
  return Done{};
}

// False when it is no longer so: the need does not wait, went to another site, or the volunteer may not.
bool offer_pair(Call& call, const Pair& pair) {
  const auto need = needs::access_need(call, pair.need, access::Right::need_dispatch);
  if (!need.ok()) return false;
  Judge judge(call, *need);
  const auto judged = judge.of(pair.volunteer);
  if (!judged.ok() || judged->bar) return false;
  const Instant due = answer_due(call, *need);
  if (!needs::mark_offered(call, need->id, due).ok()) return false;
  return enter_offer(call, *need, *judged, {OfferKind::batch, due}).has_value();
}

}  // namespace

Result<RunView> match_batch(Call& call, const MatchBatch& cmd) {
  RETURN_IF_REFUSED(access::require(call, access::Right::need_dispatch, cmd.under));
  RunRow run;
  run.region = call.region();
  run.id = call.make_id<DispatchRunTag>();
  run.site_path = cmd.under.str();
  run.asked_by = call.actor.person;
  run.asked_at = call.now;
  ASSERT(call.tx.insert(run));
  call.journal.append(RunSet{std::string(to_text(run.state)), 0, 0}, {run.id.uuid, run.site_path});
  jobs::enqueue(call, job_kind, run.id.text(), to_json(Payload{run.id, run.site_path}), call.now);
  return view(run);
}

Result<RunView> show_run(Call& call, const ShowRun& q) {
  ASSIGN_OR_RETURN(const RunRow run, access_run(call, q.run));
  return view(run);
}

Result<AcceptedRun> accept_run(Call& call, const AcceptRun& cmd) {
  ASSIGN_OR_RETURN(RunRow run, access_run(call, cmd.run));
  if (run.state != RunState::proposed) return run_not_proposed;
  AcceptedRun accepted;
  const Proposal proposal = proposal_of(run);
  for (const auto& pair : proposal.pairs) {
    if (std::find(cmd.except.begin(), cmd.except.end(), pair.need) != cmd.except.end()) continue;
    if (!offer_pair(call, pair)) {
      accepted.stale.push_back(pair.need);
      continue;
    }
    ++accepted.offered;
  }
  run.state = RunState::accepted;
  run.decided_by = call.actor.person;
  run.decided_at = call.now;
  save(call, run);
  return accepted;
}

Result<RunView> discard_run(Call& call, const DiscardRun& cmd) {
  ASSIGN_OR_RETURN(RunRow run, access_run(call, cmd.run));
  if (run.state != RunState::proposed && run.state != RunState::queued) return run_not_proposed;
  run.state = RunState::discarded;
  run.decided_by = call.actor.person;
  run.decided_at = call.now;
  save(call, run);
  return view(run);
}

void add_batch_jobs(jobs::Registry& registry) {
  registry.queued.push_back({std::string(job_kind), compute, finish, std::chrono::seconds{30}});
}

}  // namespace lastmile::dispatch
