#include "needs/need_triage.h"

#include <algorithm>

#include "needs/need_facts.h"
#include "needs/need_talk.h"
#include "needs/needs.h"
#include "places/places.h"

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

// Those of another category take the place of the former's; what the asker added stays.
void swap_skills(Call& call, NeedRow& need, const Category& to) {
  if (const auto from = find_category(call, need.category); from.ok()) {
    for (const auto& skill : from->skills) std::erase(need.skills, skill);
  }
  for (const auto& skill : to.skills) {
    if (std::find(need.skills.begin(), need.skills.end(), skill) == need.skills.end()) {
      need.skills.push_back(skill);
    }
  }
}

// What triage sets right before the decision counts.
Check set_right(Call& call, NeedRow& need, const TriageNeed& cmd) {
  if (cmd.category && cmd.category->str() != need.category) {
    ASSIGN_OR_RETURN(const Category category, find_category(call, *cmd.category));
    if (!category.counts_hours) return category_not_asked_for;
    swap_skills(call, need, category);
    need.category = category.code;
    need.licence = category.licence;
    need.risk = std::max(need.risk, category.risk);
  }
  if (cmd.window) {
    RETURN_IF_REFUSED(check_window(*cmd.window, call.now));
    need.window_start = cmd.window->start;
    need.window_end = cmd.window->end;
  }
  // What cannot wait goes elsewhere at once, whoever finds it out.
  const bool emergency = cmd.urgency == Urgency::now;
  if (emergency && cmd.decision != Decision::refer) return emergency_elsewhere;
  if (cmd.urgency) need.urgency = *cmd.urgency;
  if (cmd.risk) {
    // What a category asks of helpers is the least: nobody talks a rescue down to an errand.
    ASSIGN_OR_RETURN(const Category category, find_category(call, need.category));
    need.risk = std::max(category.risk, *cmd.risk);
  }
  if (cmd.effort_minutes) need.effort_minutes = *cmd.effort_minutes;
  if (cmd.people_wanted) need.people_wanted = *cmd.people_wanted;
  return Done{};
}

BeforeTriage what_stands(const NeedRow& n) {
  return {n.state,        n.category,   n.urgency,        n.risk,
          n.window_start, n.window_end, n.effort_minutes, n.people_wanted,
          n.skills,       n.licence,    n.due_at,         n.hold_until,
          n.responded_at, n.triaged_by, n.triaged_at,     n.state_reason};
}

void put_back(NeedRow& need, const BeforeTriage& before) {
  need.category = before.category;
  need.urgency = before.urgency;
  need.risk = before.risk;
  need.window_start = before.window_start;
  need.window_end = before.window_end;
  need.effort_minutes = before.effort_minutes;
  need.people_wanted = before.people_wanted;
  need.skills = before.skills;
  need.licence = before.licence;
  need.hold_until = before.hold_until;
  need.responded_at = before.responded_at;
  need.triaged_by = before.triaged_by;
  need.triaged_at = before.triaged_at;
}

constexpr std::chrono::minutes undo_window{10};
constexpr std::chrono::hours hold_max{24 * 90};

// A decision that ends or delays is explained by a reason of its own list.
Check explained(const TriageNeed& cmd) {
  const auto fitting = reasons_for(cmd.decision);
  if (!cmd.reason_code) {
    const bool goes_on = cmd.decision == Decision::accept || cmd.decision == Decision::keep;
    return goes_on ? Check(Done{}) : Check(reason_missing);
  }
  if (std::find(fitting.begin(), fitting.end(), *cmd.reason_code) != fitting.end()) {
    return told(*cmd.reason_code, cmd.note);
  }
  if (fitting.empty()) {
    return bad_field("/reason_code", "unknown",
                     {"what is accepted needs no reason", "受理不需要填写原因"});
  }
  std::string choices;
  for (const auto reason : fitting) {
    choices += (choices.empty() ? "" : ", ") + std::string(to_text(reason));
  }
  const std::string en = "for this decision must be one of: " + choices;
  const std::string zh = "此决定的原因只能是：" + choices;
  return bad_field("/reason_code", "choice", {en, zh});
}

// What a refusal says on a line of its own, where no list of fields stands beside it.
std::string said_by(const Refused& refused, Lang lang) {
  std::string all(refused.refusal.text(lang));
  for (const auto& field : refused.fields) all += " " + field.path + ": " + field.text(lang);
  return all;
}

// What the step still had, it has again from then on; where somebody is asked, finding somebody.
void restart_clock(NeedRow& need, Instant now, Instant from) {
  const bool asking = need.state == NeedState::offered;
  const auto due = asking ? need.dispatch_due_at : need.due_at;
  if (!due) return;
  const auto step = asking ? DueStep::dispatch : due_step(need.state);
  const auto by = step && is_before_visit(*step) ? need.window_start : std::nullopt;
  const Instant again = due_again({*due, need.hold_until, by}, now, from);
  if (asking) {
    need.dispatch_due_at = again;
  } else {
    set_due(need, again);
  }
}

}  // namespace

Result<NeedView> triage_need(Call& call, const TriageNeed& cmd) {
  ASSIGN_OR_RETURN(Held held, access_as_staff(call, cmd.need, access::Right::need_triage));
  NeedRow& need = held.need;
  const auto possible = moved(need.state, move_of(cmd.decision));
  if (possible.ok()) {
    RETURN_IF_REFUSED(explained(cmd));
    if (cmd.decision == Decision::accept) {
      RETURN_IF_REFUSED(places::find_active_site(call, need.site));
    }
    need.before_triage = what_stands(need);
    RETURN_IF_REFUSED(set_right(call, need, cmd));
    need.triaged_by = call.actor.person;
    need.triaged_at = call.now;
    need.hold_until.reset();
  }
  RETURN_IF_REFUSED(
      move(call, need, move_of(cmd.decision), cmd.reason_code ? to_text(*cmd.reason_code) : ""));
  if (cmd.note) add_comment(call, need, *cmd.note, VisibleTo::everyone);
  return view(call, held);
}

Result<NeedView> untriage_need(Call& call, const UntriageNeed& cmd) {
  ASSIGN_OR_RETURN(Held held, access_as_staff(call, cmd.need, access::Right::need_triage));
  NeedRow& need = held.need;
  RETURN_IF_REFUSED(may_move(call, need, Move::untriage));
  const bool nobody_comes = std::none_of(held.helpers.begin(), held.helpers.end(), is_coming);
  const bool in_time = need.before_triage && call.now - *need.triaged_at <= undo_window;
  if (!in_time || !nobody_comes) return undo_late;
  if (!is_open(need.state)) {
    RETURN_IF_REFUSED(recipient_stands(call, need));
    RETURN_IF_REFUSED(places::find_active_site(call, need.site));
  }
  const BeforeTriage before = *need.before_triage;
  put_back(need, before);
  RETURN_IF_REFUSED(
      take_back(call, need, Move::untriage, {before.state, before.due_at, before.state_reason}));
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
      const Refused& refused = done.refused();
      page.items.push_back({decision.need, false, std::string(refused.refusal.code), refused.seen,
                            said_by(refused, call.actor.lang)});
    }
  }
  return page;
}

Result<NeedView> hold_need(Call& call, const HoldNeed& cmd) {
  ASSIGN_OR_RETURN(Held held, access_as_staff(call, cmd.need, access::Right::need_triage));
  NeedRow& need = held.need;
  RETURN_IF_REFUSED(still_open(call, need));
  if (!may_be_held(need.state)) return refused_in_state(call, need_not_there_yet, need);
  if (cmd.until <= call.now) {
    return bad_field("/until", "range", {"must lie ahead", "应晚于现在"});
  }
  if (cmd.until - call.now > hold_max) return hold_too_long;
  RETURN_IF_REFUSED(told(cmd.reason_code, cmd.note));
  restart_clock(need, call.now, cmd.until);
  need.hold_until = cmd.until;
  // Nobody can say yes now, so nobody stays asked: dispatch takes back what it offered.
  if (need.state == NeedState::offered) {
    RETURN_IF_REFUSED(move(call, need, Move::unoffer, "on_hold"));
  } else {
    save(call, need);
  }
  call.journal.append(NeedChanged{need.id, "hold", std::string(to_text(cmd.reason_code))},
                      about(need));
  if (cmd.note) add_comment(call, need, *cmd.note, VisibleTo::everyone);
  return view(call, held);
}

Result<NeedView> unhold_need(Call& call, const UnholdNeed& cmd) {
  ASSIGN_OR_RETURN(Held held, access_as_staff(call, cmd.need, access::Right::need_triage));
  NeedRow& need = held.need;
  RETURN_IF_REFUSED(still_open(call, need));
  if (!need.hold_until || *need.hold_until <= call.now) {
    return refused_in_state(call, need_not_held, need);
  }
  restart_clock(need, call.now, call.now);
  need.hold_until = call.now;  // what was offered before then stays taken back
  save(call, need);
  call.journal.append(NeedChanged{need.id, "unhold", ""}, about(need));
  return view(call, held);
}

Result<NeedView> reopen_need(Call& call, const ReopenNeed& cmd) {
  ASSIGN_OR_RETURN(Held held, access_as_staff(call, cmd.need, access::Right::need_triage));
  RETURN_IF_REFUSED(told(cmd.reason_code, cmd.note));
  RETURN_IF_REFUSED(recipient_stands(call, held.need));
  RETURN_IF_REFUSED(places::find_active_site(call, held.need.site));
  RETURN_IF_REFUSED(move(call, held.need, Move::reopen, to_text(cmd.reason_code)));
  end_all_help(call, held.need, "reopened");
  if (cmd.note) add_comment(call, held.need, *cmd.note, VisibleTo::everyone);
  ASSIGN_OR_RETURN(held, access_held(call, cmd.need));
  return view(call, held);
}

}  // namespace lastmile::needs
