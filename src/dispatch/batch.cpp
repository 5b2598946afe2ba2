#include "dispatch/batch.h"

#include <algorithm>

#include "dispatch/dispatch_errors.h"
#include "dispatch/dispatch_facts.h"
#include "dispatch/offering.h"
#include "places/places.h"

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
  if (!run || !access::may(call.actor, access::Right::need_dispatch, run->site_path))
    return run_unknown;
  return std::move(*run);
}

// As text a proposal lies in pages, for no list that is read holds more than `list_max`.
struct Paged {
  std::vector<Proposal> pages;
};
BOOST_DESCRIBE_STRUCT(Paged, (), (pages))

template <class T>
std::vector<T> page_of(const std::vector<T>& all, std::size_t page) {
  const std::size_t first = std::min(page * list_max, all.size()),
                    last = std::min(first + list_max, all.size());
  return {all.begin() + static_cast<std::ptrdiff_t>(first),
          all.begin() + static_cast<std::ptrdiff_t>(last)};
}

Paged paged(const Proposal& all) {
  Paged paged;
  const std::size_t longest = std::max(all.pairs.size(), all.left_out.size());
  for (std::size_t page = 0; page * list_max < longest; ++page) {
    paged.pages.push_back({page_of(all.pairs, page), page_of(all.left_out, page)});
  }
  ASSERT(paged.pages.size() <= list_max);
  return paged;
}

Proposal whole(Paged paged) {
  Proposal all;
  for (auto& page : paged.pages) {
    all.pairs.insert(all.pairs.end(), page.pairs.begin(), page.pairs.end());
    all.left_out.insert(all.left_out.end(), page.left_out.begin(), page.left_out.end());
  }
  return all;
}

Proposal proposal_of(const RunRow& run) {
  if (run.proposal.empty()) return {};
  auto stored = from_json<Paged>(run.proposal);
  ASSERT(stored.ok());
  return whole(std::move(stored).value());
}

RunView view(const RunRow& run) {
  Proposal all = proposal_of(run);
  constexpr std::size_t shown = 200;
  if (all.pairs.size() > shown) all.pairs.resize(shown);
  if (all.left_out.size() > shown) all.left_out.resize(shown);
  const bool solved = run.state == RunState::proposed || run.state == RunState::accepted;
  return {run.id,
          run.site_path,
          run.state,
          run.asked_at,
          run.solved_at,
          run.needs,
          run.matched,
          solved && run.cost == run.lower_bound,
          std::move(all.pairs),
          std::move(all.left_out)};
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

struct Computed {
  Paged proposal;
  std::int64_t needs = 0;
  std::int64_t matched = 0;
  std::int64_t cost = 0;
  std::int64_t lower_bound = 0;
};
BOOST_DESCRIBE_STRUCT(Computed, (), (proposal, needs, matched, cost, lower_bound))

std::string compute(Call& snapshot, const std::string& payload, Instant deadline) {
  const auto asked = from_json<Payload>(payload);
  ASSERT(asked.ok());
  // The deadline is in the town's time; what has gone by since is told by the machine's own.
  const auto stop = std::chrono::steady_clock::now() + (deadline - snapshot.now);
  const auto solved = solve_batch(snapshot, asked->under,
                                  [stop] { return std::chrono::steady_clock::now() > stop; });
  return to_json(Computed{paged(solved.proposal), solved.needs,
                          static_cast<std::int64_t>(solved.proposal.pairs.size()), solved.cost,
                          solved.lower_bound});
}

Check finish(Call& call, const std::string& payload, const std::string& computed) {
  const auto asked = from_json<Payload>(payload);
  ASSERT(asked.ok());
  auto run = load_run(call.tx, call.region(), asked->run);
  ASSERT(run.has_value());
  if (run->state != RunState::queued) return Done{};  // discarded meanwhile
  const auto solved = from_json<Computed>(computed);
  ASSERT(solved.ok());
  run->state = RunState::proposed;
  run->solved_at = call.now;
  run->needs = solved->needs;
  run->matched = solved->matched;
  run->cost = solved->cost;
  run->lower_bound = solved->lower_bound;
  run->proposal = to_json(solved->proposal);
  save(call, *run);
  return Done{};
}

// False when it is no longer so: the need does not wait, went to another site, or the volunteer may
// not.
bool offer_pair(Call& call, const RunRow& run, const Pair& pair) {
  const auto need = needs::find_need(call, pair.need);
  if (!need.ok() || !need->site_path.starts_with(run.site_path)) return false;
  Judge judge(call, *need);
  const auto judged = judge.of(pair.volunteer);
  if (!judged.ok() || judged->bar) return false;
  const Instant due = answer_due(call, *need);
  if (!needs::mark_offered(call, need->id, due).ok()) return false;
  return enter_offer(call, *need, *judged, {OfferKind::batch, due}).has_value();
}

// What is left of an accepted proposal: others' commands come between, so the lane is never held
// long.
struct Rest {
  RunId run;
  std::int64_t from;
  std::vector<needs::NeedId> except;
};
BOOST_DESCRIBE_STRUCT(Rest, (), (run, from, except))
constexpr std::string_view rest_kind = "dispatch_batch_rest";
constexpr std::int64_t pairs_at_once = 200;

AcceptedRun offer_some(Call& call, const RunRow& run, const Rest& rest) {
  AcceptedRun accepted;
  const Proposal proposal = proposal_of(run);
  const auto all = static_cast<std::int64_t>(proposal.pairs.size());
  const std::int64_t end = std::min(rest.from + pairs_at_once, all);
  for (std::int64_t i = rest.from; i < end; ++i) {
    const Pair& pair = proposal.pairs[static_cast<std::size_t>(i)];
    if (std::find(rest.except.begin(), rest.except.end(), pair.need) != rest.except.end()) continue;
    if (offer_pair(call, run, pair))
      ++accepted.offered;
    else
      accepted.stale.push_back(pair.need);
  }
  accepted.left = all - end;
  if (accepted.left > 0) {
    const Rest next{rest.run, end, rest.except};
    jobs::enqueue(call, rest_kind, rest.run.text() + "/" + std::to_string(end), to_json(next),
                  call.now);
  }
  return accepted;
}

Check go_on_offering(Call& call, const std::string& payload, const std::string&) {
  const auto rest = from_json<Rest>(payload);
  ASSERT(rest.ok());
  const auto run = load_run(call.tx, call.region(), rest->run);
  ASSERT(run.has_value());
  offer_some(call, *run, *rest);
  return Done{};
}

}  // namespace

Result<RunView> match_batch(Call& call, const MatchBatch& cmd) {
  RETURN_IF_REFUSED(access::require(call, access::Right::need_dispatch, cmd.under));
  RETURN_IF_REFUSED(places::known_path(call, cmd.under, "/under"));
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
  run.state = RunState::accepted;
  run.decided_by = call.actor.person;
  run.decided_at = call.now;
  save(call, run);
  return offer_some(call, run, {run.id, 0, cmd.except});
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
  const auto nothing = [](Call&, const std::string&, Instant) { return std::string(); };
  registry.queued.push_back({std::string(rest_kind), nothing, go_on_offering});
}

}  // namespace lastmile::dispatch
