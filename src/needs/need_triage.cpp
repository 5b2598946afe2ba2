#include "needs/need_triage.h"

#include "needs/need_facts.h"
#include "needs/need_talk.h"
#include "needs/needs.h"

namespace lastmile::needs {
namespace {

Move move_of(Decision decision) {
  switch (decision) {
    case Decision::accept:
      return Move::accept;
    case Decision::keep:
      return Move::keep;
    case Decision::return_:
      return Move::return_;
    case Decision::refuse:
      return Move::refuse;
    case Decision::refer:
      return Move::refer;
  }
  return Move::accept;
}

// What triage sets right before the decision counts.
Check set_right(Call& call, NeedRow& need, const TriageNeed& cmd) {
  if (cmd.category) {
    ASSIGN_OR_RETURN(const Category category, find_category(call, *cmd.category));
    need.category = category.code;
    need.skills = category.skills;
    need.licence = category.licence;
    need.risk = std::max(need.risk, category.risk);
  }
  if (cmd.window) {
    RETURN_IF_REFUSED(check_window(*cmd.window, call.now));
    need.window_start = cmd.window->start;
    need.window_end = cmd.window->end;
  }
  if (cmd.urgency) need.urgency = *cmd.urgency;
  if (cmd.risk) need.risk = *cmd.risk;
  if (cmd.effort_minutes) need.effort_minutes = *cmd.effort_minutes;
  if (cmd.people_wanted) need.people_wanted = *cmd.people_wanted;
  return Done{};
}

constexpr std::chrono::minutes undo_window{10};

}  // namespace

Result<NeedView> triage_need(Call& call, const TriageNeed& cmd) {
  ASSIGN_OR_RETURN(Held held, access_as_staff(call, cmd.need, access::Right::need_triage));
  NeedRow& need = held.need;
  const auto possible = moved(need.state, move_of(cmd.decision));
  const bool goes_on = cmd.decision == Decision::accept || cmd.decision == Decision::keep;
  if (possible.ok()) {
    if (!goes_on && !cmd.reason_code) return reason_missing;
    RETURN_IF_REFUSED(set_right(call, need, cmd));
    need.triaged_by = call.actor.person;
    need.triaged_at = call.now;
    if (!need.responded_at) need.responded_at = call.now;
    need.hold_until.reset();
  }
  RETURN_IF_REFUSED(
      move(call, need, move_of(cmd.decision), cmd.reason_code ? cmd.reason_code->str() : ""));
  if (cmd.note) add_comment(call, need, *cmd.note, VisibleTo::everyone);
  return view(call, held);
}

Result<NeedView> untriage_need(Call& call, const UntriageNeed& cmd) {
  ASSIGN_OR_RETURN(Held held, access_as_staff(call, cmd.need, access::Right::need_triage));
  NeedRow& need = held.need;
  const auto decided = need.triaged_at;
  const bool nothing_since =
      decided && need.state_since == *decided && call.now - *decided <= undo_window;
  if (decided && moved(need.state, Move::untriage).ok() && !nothing_since) return undo_late;
  RETURN_IF_REFUSED(move(call, need, Move::untriage, "undo"));
  if (need.responded_at == decided) need.responded_at.reset();
  need.triaged_by.reset();
  need.triaged_at.reset();
  save(call, need);
  return view(call, held);
}

Result<NeedView> release_need(Call& call, const ReleaseNeed& cmd) {
  ASSIGN_OR_RETURN(Held held, access_as_staff(call, cmd.need, access::Right::need_triage));
  RETURN_IF_REFUSED(move(call, held.need, Move::release));
  return view(call, held);
}

Result<Page<TriageOutcome>> triage_many(Call& call, const TriageMany& cmd) {
  constexpr std::size_t many_max = 50;
  if (cmd.decisions.empty() || cmd.decisions.size() > many_max) {
    return bad_field("/decisions", "length", {"give 1 to 50 decisions", "一次 1 到 50 条"});
  }
  Page<TriageOutcome> page;
  for (const auto& decision : cmd.decisions) {
    call.tx.begin_savepoint();
    auto done = triage_need(call, decision);
    if (done.ok()) {
      call.tx.release_savepoint();
      page.items.push_back({decision.need, true});
    } else {
      call.tx.rollback_savepoint();
      page.items.push_back(
          {decision.need, false, std::string(done.refused().refusal.code), done.refused().seen});
    }
  }
  return page;
}

Result<NeedView> hold_need(Call& call, const HoldNeed& cmd) {
  ASSIGN_OR_RETURN(Held held, access_as_staff(call, cmd.need, access::Right::need_triage));
  NeedRow& need = held.need;
  if (!is_open(need.state)) {
    return Refused{refusal_for(need.state, Move::accept), {}, std::string(to_text(need.state))};
  }
  if (cmd.until <= call.now || cmd.until - call.now > std::chrono::hours{24 * 90})
    return hold_too_long;
  need.hold_until = cmd.until;
  if (need.due_at && *need.due_at < cmd.until) need.due_at = cmd.until;
  save(call, need);
  call.journal.append(NeedChanged{need.id, "hold", cmd.reason_code.str()}, about(need));
  return view(call, held);
}

Result<NeedView> unhold_need(Call& call, const UnholdNeed& cmd) {
  ASSIGN_OR_RETURN(Held held, access_as_staff(call, cmd.need, access::Right::need_triage));
  NeedRow& need = held.need;
  if (!need.hold_until) return view(call, held);
  need.hold_until.reset();
  need.due_at = next_due(call, need);
  save(call, need);
  call.journal.append(NeedChanged{need.id, "unhold", ""}, about(need));
  return view(call, held);
}

Result<NeedView> reopen_need(Call& call, const ReopenNeed& cmd) {
  ASSIGN_OR_RETURN(Held held, access_as_staff(call, cmd.need, access::Right::need_triage));
  RETURN_IF_REFUSED(move(call, held.need, Move::reopen, cmd.reason_code));
  end_all_help(call, held.need, "reopened");
  ASSIGN_OR_RETURN(held, access_held(call, cmd.need));
  return view(call, held);
}

}  // namespace lastmile::needs
