#include "needs/need_jobs.h"

#include "needs/need_close.h"
#include "needs/need_facts.h"
#include "needs/need_moves.h"
#include "needs/needs.h"
#include "needs/service_end.h"

namespace lastmile::needs {
namespace {

constexpr int needs_a_step_max = 100;
constexpr std::chrono::minutes once_a_day{24 * 60};

// A due time ran out. First the one in charge is reminded and gets as long again; then the need
// goes up a level, 站 → 所 → 中心, with the same time for each, the first no later than the time
// asked for is over. Nothing is in memory: the row tells when, so a restart loses none and a clock
// that jumps back repeats none.
void ring(Call& call, NeedRow need) {
  if (close_waited_out(call, need)) return;
  const bool first_time = !need.reminded_at;
  const auto step = due_step(need.state);
  ASSERT(step.has_value());
  const auto again = again_after(call, need, *step);
  need.reminded_at = call.now;
  constexpr std::int64_t top = 3;
  // At the top there is nobody left to tell: once a day is enough.
  need.ring_at = need.escalation == top ? call.now + std::max(again, once_a_day)
                                        : rise_at(call.now, again, need.window_end);
  const bool rises = !first_time && need.escalation < top;
  if (rises) need.escalation += 1;
  save(call, need);
  if (rises) {
    call.journal.append(NeedEscalated{need.id, need.escalation, "overdue"}, about(need));
  } else {
    call.journal.append(NeedReminded{need.id, need.state}, about(need));
  }
}

bool ring_overdue(Call& call) {
  const auto overdue = load_to_ring(call.tx, call.region(), call.now, needs_a_step_max);
  for (const auto& need : overdue) ring(call, need);
  return overdue.size() == needs_a_step_max;
}

// What was merged into a need that nobody will meet is asked for still.
void bring_back_merged(Call& call, const journal::Entry& entry) {
  if (entry.kind != NeedMoved::kind) return;
  const auto moved = from_json<NeedMoved>(entry.body);
  ASSERT(moved.ok());
  const bool unserved = moved->to == NeedState::withdrawn || moved->to == NeedState::refused ||
                        moved->to == NeedState::referred;
  if (!unserved) return;
  const auto gone = load_need(call.tx, call.region(), moved->need);
  ASSERT(gone);
  if (gone->state != moved->to) return;  // it came back itself
  for (NeedRow& need : load_merged_into(call.tx, call.region(), gone->id)) {
    if (recipient_stands(call, need).ok()) ASSERT(unmerge(call, need).ok());
  }
}

}  // namespace

void add_need_jobs(jobs::Registry& registry) {
  registry.clocked.push_back({"needs_overdue", std::chrono::milliseconds{1000}, ring_overdue});
  registry.clocked.push_back({"needs_past_end", std::chrono::milliseconds{5000},
                              [](Call& call) { return close_overrun(call, needs_a_step_max); }});
  registry.followers.push_back({"needs_merged", {}, bring_back_merged, false});
}

}  // namespace lastmile::needs
