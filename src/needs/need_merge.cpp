#include "needs/need_merge.h"

#include "needs/need_facts.h"

namespace lastmile::needs {
namespace {

Trace trace_of(const NeedRow& n) {
  return {n.category, {}, n.household, n.recipient, n.submitted_at.value_or(n.created_at)};
}

// Points are opened only where nothing else tells.
bool look_same(Call& call, const NeedRow& a, const NeedRow& b) {
  Trace one = trace_of(a), other = trace_of(b);
  if (looks_same(one, other)) return true;
  const bool stations = a.point_from == PointFrom::station || b.point_from == PointFrom::station;
  if (stations || a.category != b.category) return false;
  one.point = open_point(call, a);
  other.point = open_point(call, b);
  return looks_same(one, other);
}

constexpr std::chrono::hours alike_within{24 * 7};
constexpr std::chrono::hours undo_within{24 * 30};

}  // namespace

Result<Page<AlikeView>> list_alike(Call& call, const ListAlike& q) {
  ASSIGN_OR_RETURN(const Held held, access_held(call, q.need));
  const NeedRow& mine = held.need;
  Page<AlikeView> page;
  for (const auto& other :
       load_alike(call.tx, call.region(), mine, trace_of(mine).submitted_at - alike_within)) {
    const bool staff = access::may(call.actor, access::Right::need_read, other.site_path);
    const bool same_recipient = other.recipient == mine.recipient;
    // What the neighbours ask for is nobody's business, what else one asked for not the helper's.
    if (!staff && !(same_recipient && held.standing.asking())) continue;
    if (!look_same(call, mine, other)) continue;
    page.items.push_back({other.id, other.number, other.state, other.category, *other.submitted_at,
                          same_recipient, other.household && other.household == mine.household});
  }
  return page;
}

Result<NeedView> merge_need(Call& call, const MergeNeed& cmd) {
  if (cmd.need == cmd.into) return merge_self;
  ASSIGN_OR_RETURN(Held held, access_as_staff(call, cmd.need, access::Right::need_triage));
  const auto other = access_as_staff(call, cmd.into, access::Right::need_triage);
  if (!other.ok()) return at_field("/into", other.refused().refusal);
  const Held& target = *other;
  if (!is_open(target.need.state)) {
    Refused refused{refusal_for(target.need.state, Move::accept)};
    refused.seen = stands_at(call, target.need);
    return refused;
  }
  NeedRow& need = held.need;
  const NeedState before = need.state;
  RETURN_IF_REFUSED(move(call, need, Move::merge, "duplicate"));
  need.merged_into = cmd.into;
  need.state_before_merge = before;
  save(call, need);
  call.journal.append(NeedChanged{cmd.into, "merge", "received"}, about(target.need));
  return view(call, held);
}

Result<NeedView> unmerge_need(Call& call, const UnmergeNeed& cmd) {
  ASSIGN_OR_RETURN(Held held, access_as_staff(call, cmd.need, access::Right::need_triage));
  NeedRow& need = held.need;
  if (need.state != NeedState::merged) return not_merged;
  if (call.now - need.state_since > undo_within) return merge_undo_late;
  RETURN_IF_REFUSED(unmerge(call, need));
  return view(call, held);
}

}  // namespace lastmile::needs
