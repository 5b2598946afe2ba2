#include <algorithm>

#include "access/holders.h"
#include "needs/need_facts.h"
#include "needs/need_petition.h"
#include "needs/needs.h"
#include "notices/occasions.h"
#include "notices/reminders.h"
#include "notices/webhooks.h"
#include "people/people.h"

namespace lastmile::notices {
namespace {

using S = needs::NeedState;

needs::NeedBrief need_of(Call& call, needs::NeedId id) {
  auto need = needs::find_need(call, id);
  ASSERT(need.ok());
  return std::move(need).value();
}

std::optional<Occasion> answered(const needs::NeedMoved& m) {
  if (m.from != S::submitted) return std::nullopt;
  switch (m.to) {
    case S::accepted:
    case S::awaiting_dispatch:
      return Occasion::need_accepted;
    case S::returned:
      return Occasion::need_returned;
    case S::refused:
      return Occasion::need_refused;
    case S::referred:
      return Occasion::need_referred;
    default:
      return std::nullopt;
  }
}

/// What is said of a need, and why.
struct Saying {
  Occasion occasion;
  const needs::NeedBrief& need;
  std::string reason = {};
};

void tell_asking(Call& call, const journal::Entry& e, const Saying& s) {
  Telling t{told_of(s.occasion, s.need), {}, others(call, asking_side(call, s.need), e)};
  if (!s.reason.empty()) t.told.detail.reason = s.reason;
  if (s.occasion == Occasion::help_coming && s.need.window) t.until = s.need.window->end;
  spread(call, e, std::move(t));
}

// Nobody need come.
void tell_let_go(Call& call, const journal::Entry& e, std::vector<PersonId> whom, const Saying& s) {
  if (whom.empty()) return;
  Telling t{told_of(s.occasion, s.need), {}, others(call, std::move(whom), e)};
  t.told.detail.reason = s.reason;
  if (s.need.window) t.until = s.need.window->start;
  spread(call, e, std::move(t));
}

void tell_retimed(Call& call, const journal::Entry& e, const needs::NeedBrief& need,
                  const Retimed& retimed) {
  if (!retimed.changed || coming(need).empty()) return;
  auto both = asking_side(call, need);
  for (const PersonId helper : coming(need)) both.push_back(helper);
  Telling t{told_of(Occasion::time_changed, need), {}, others(call, both, e)};
  t.told.detail.was = retimed.was;
  t.until = need.window->end;
  spread(call, e, std::move(t));
}

bool is_over(S state) {
  return state == S::withdrawn || state == S::merged || state == S::refused || state == S::referred;
}

void on_moved(Call& call, const journal::Entry& e, const needs::NeedMoved& m) {
  const auto need = need_of(call, m.need);
  if (const auto occasion = answered(m)) {
    tell_asking(call, e, {*occasion, need, m.reason_code});
  }
  if (m.to == S::awaiting_confirmation && m.from != S::awaiting_confirmation) {
    tell_asking(call, e, {Occasion::service_done, need});
  }
  if (is_over(m.to)) {
    // Whoever was to come is so still, to a visit that there will not be.
    tell_let_go(call, e, coming(need),
                {Occasion::visit_off, need, m.to == S::merged ? "merged" : m.reason_code});
  }
}

// Who stepped back knows it; who was sent away by others is told not to come.
void on_helper(Call& call, const journal::Entry& e, const needs::NeedBrief& need,
               const std::string& reason) {
  const PersonId helper = e.people.front();
  const bool by_themself = e.actor && people::same_person(call, *e.actor, helper);
  tell_asking(call, e, {Occasion::helper_left, need});
  if (!by_themself) tell_let_go(call, e, {helper}, {Occasion::visit_off, need, reason});
}

void on_petition(Call& call, const journal::Entry& e, const needs::NeedBrief& need) {
  for (const auto& p : needs::petitions_decided(call, need.id)) {
    if (p.decided_at != e.at) continue;
    Telling t{told_of(Occasion::petition_decided, need), {}, {p.asked_by}};
    t.told.detail.outcome = std::string(to_text(p.kind)) + "_" + std::string(to_text(p.state));
    spread(call, e, std::move(t));
  }
}

void on_thanks(Call& call, const journal::Entry& e, const needs::NeedBrief& need) {
  spread(call, e, {told_of(Occasion::thanked, need), {}, {e.people.front()}});
}

void on_changed(Call& call, const journal::Entry& e, const needs::NeedChanged& c,
                const needs::NeedBrief& need) {
  if (c.what == "helper") on_helper(call, e, need, c.reason_code);
  if (c.what == "petition") on_petition(call, e, need);
  if (c.what == "thanks") on_thanks(call, e, need);
}

std::optional<needs::NeedId> need_in(const journal::Entry& e) {
  const bool is_of_need = e.kind == needs::NeedMoved::kind || e.kind == needs::NeedTaken::kind ||
                          e.kind == needs::NeedChanged::kind;
  return is_of_need ? std::optional(needs::NeedId{e.subject}) : std::nullopt;
}

// --- staff ---------------------------------------------------------------------------------------

// One site up for each level, and the city at most.
std::string risen(std::string path, std::int64_t levels) {
  for (; levels > 0; --levels) {
    const auto slash = path.rfind('/', path.size() - 2);
    if (slash == path.npos) break;
    path.resize(slash + 1);
  }
  return path;
}

void tell_staff(Call& call, const journal::Entry& e, Telling t, const access::Holders& staff) {
  t.to = others(call, staff.people, e);
  spread(call, e, std::move(t));
}

void on_reminded(Call& call, const journal::Entry& e, const needs::NeedReminded& r) {
  const auto need = need_of(call, r.need);
  // It waits for the one served, and not for the station.
  if (r.state == S::awaiting_confirmation) {
    return tell_asking(call, e, {Occasion::service_done, need});
  }
  if (r.state == S::returned || r.state == S::awaiting_rating) return;
  tell_staff(call, e, {told_of(Occasion::need_overdue, need), {}, {}},
             access::nearest_holders(call, access::Right::need_triage, need.site_path));
}

void on_escalated(Call& call, const journal::Entry& e, const needs::NeedEscalated& up) {
  const auto need = need_of(call, up.need);
  const std::string level = risen(need.site_path, up.level);
  Telling t{told_of(Occasion::need_escalated, need), {}, {}};
  t.told.detail.level = level;
  tell_staff(call, e, std::move(t),
             access::nearest_holders(call, access::Right::need_escalate, level));
}

void on_unanswered(Call& call, const journal::Entry& e, const needs::NeedMoved& m) {
  if (m.from != S::offered || m.to != S::awaiting_dispatch) return;
  if (m.reason_code != "no_answer" && m.reason_code != "nobody_claimed" &&
      m.reason_code != "declined") {
    return;
  }
  const auto need = need_of(call, m.need);
  tell_staff(call, e, {told_of(Occasion::nobody_accepted, need), {}, {}},
             access::nearest_holders(call, access::Right::need_dispatch, need.site_path));
}

}  // namespace

void tell_of_needs(Call& call, const journal::Entry& e) {
  const auto id = need_in(e);
  if (!id) return;
  const auto moved = fact<needs::NeedMoved>(e);
  const auto changed = fact<needs::NeedChanged>(e);
  const bool is_old = e.at + told_within < call.now;
  // A visit agreed on long ago may lie ahead still.
  if (is_old && !(moved && moved->to == S::scheduled) && e.kind != needs::NeedTaken::kind) return;
  const auto need = needs::find_need(call, *id);
  if (!need.ok()) return;  // a draft that is gone
  const Retimed retimed = plan_visit(call, *need);
  if (is_old) return;
  if (moved) on_moved(call, e, *moved);
  if (changed) on_changed(call, e, *changed, *need);
  if (e.kind == needs::NeedTaken::kind) {
    tell_asking(call, e, {Occasion::help_coming, *need});
  }
  const bool agreed = moved && moved->to == S::scheduled && moved->reason_code == "agreed";
  if (agreed || (changed && changed->what == "window")) tell_retimed(call, e, *need, retimed);
}

void tell_of_staff_work(Call& call, const journal::Entry& e) {
  if (e.at + told_within < call.now) return;
  if (const auto f = fact<needs::NeedReminded>(e)) return on_reminded(call, e, *f);
  if (const auto f = fact<needs::NeedEscalated>(e)) return on_escalated(call, e, *f);
  if (const auto f = fact<needs::NeedMoved>(e)) return on_unanswered(call, e, *f);
  if (const auto f = fact<needs::NeedSubmitted>(e); f && f->urgency <= needs::Urgency::same_day) {
    const auto need = need_of(call, f->need);
    tell_staff(call, e, {told_of(Occasion::need_urgent, need), {}, {}},
               access::nearest_holders(call, access::Right::need_triage, need.site_path));
  }
}

}  // namespace lastmile::notices
