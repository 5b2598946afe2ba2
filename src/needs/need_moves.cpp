#include "needs/need_moves.h"

#include <fmt/format.h>

#include <algorithm>

#include "journal/log.h"
#include "needs/due_times.h"
#include "needs/need_facts.h"
#include "needs/need_words.h"
#include "people/people_errors.h"
#include "people/person_rules.h"

namespace lastmile::needs {
namespace {

// Licence and, where the work is dangerous, insurance on each day of it.
bool papers_cover(const NeedRow& need, const people::VolunteerProfile& who,
                  const TimeWindow& window, const Zone& zone) {
  if (need.licence && !people::holds_licence(who, *need.licence, window, zone)) return false;
  return need.risk != Risk::high || people::is_insured(who, window, zone);
}

Result<Held> held(Call& call, NeedId id) {
  RETURN_IF_REFUSED(access::require_person(call));
  auto need = load_need(call.tx, call.region(), id);
  if (!need) return need_unknown;
  Held h{std::move(*need), load_helpers(call.tx, call.region(), id), {}};
  h.standing = standing_of(call, h.need, h.helpers);
  if (!h.standing.any()) return need_unknown;
  return h;
}

std::string clock_text(const Zone& zone, Instant at) {
  const int minute = zone.minute_of_day(at);
  return fmt::format("{} {:02}:{:02}", to_text(zone.day_of(at)), minute / 60, minute % 60);
}

// Who made the last move of a need; nobody when it was the program.
std::optional<PersonId> last_mover(Call& call, const NeedRow& need) {
  constexpr int steps_max = 1000;
  std::optional<PersonId> mover;
  for (const auto& e : journal::entries_about(call.tx, call.region(), need.id.uuid, 0, steps_max)) {
    if (e.kind == NeedMoved::kind) mover = e.actor;
  }
  return mover;
}

// Whoever comes second is told in their language what was done, when and, to staff, by whom: the
// one given, else who moved it last, which is looked up for staff only.
std::string who_was_first(Call& call, const NeedRow& need, std::optional<PersonId> mover) {
  const bool zh = call.actor.lang == Lang::zh;
  std::string seen(words_of(need.state).in(call.actor.lang));
  if (need.merged_into) {
    const auto into = load_need(call.tx, call.region(), *need.merged_into);
    if (into) seen += (zh ? "：" : ": ") + into->number;
  }
  seen += (zh ? "，" : ", ") + clock_text(call.settings.zone, need.state_since);
  const bool staff = access::may(call.actor, access::Right::need_read, need.site_path);
  if (!staff) return seen;
  if (!mover) mover = last_mover(call, need);
  if (!mover) return seen;
  for (const auto& [who, name] : people::names_of(call, {*mover}))
    seen += (zh ? "，" : ", ") + name;
  return seen;
}

void set_state(Call& call, NeedRow& need, NeedState to, std::string_view reason_code) {
  need.state = to;
  need.state_since = call.now;
  need.state_reason.reset();
  if (!reason_code.empty()) need.state_reason = std::string(reason_code);
  // Somebody came, or it is over; a merge may still be undone.
  if (!may_be_held(to) && to != NeedState::merged) need.hold_until.reset();
  if (!is_open(to) && !need.closed_at) need.closed_at = call.now;
  if (is_open(to)) need.closed_at.reset();
}

// When the step of the need's state is due; what comes before the visit, before it is to begin.
std::optional<Instant> due_before(Call& call, const NeedRow& need, std::optional<Instant> visit) {
  const auto step = due_step(need.state);
  if (!step) return std::nullopt;
  if (need.state == NeedState::awaiting_dispatch && need.dispatch_due_at) {
    return need.dispatch_due_at;  // nobody who was asked has said yes
  }
  // Who comes and when is fixed: late is after the agreed end, not after a number of minutes.
  if (*step == DueStep::arrive && need.window_end) return need.window_end;
  // While on hold no clock runs.
  const Instant from = need.hold_until ? std::max(*need.hold_until, call.now) : call.now;
  const auto allowed = due_minutes(call, need.site_path, need.category, need.urgency, *step);
  return due_by(from, allowed, is_before_visit(*step) ? visit : std::nullopt);
}

// By when somebody has to be found: before the visit begins; who asked when it had begun, while it
// lasts.
std::optional<Instant> to_be_found_by(const NeedRow& need, Instant now) {
  const bool has_begun = need.window_start && *need.window_start <= now;
  return has_begun ? need.window_end : need.window_start;
}

// Done again or opened anew, a need has had its time, and waits for another.
std::optional<Instant> visit_ahead(const NeedRow& need, Move m, Instant now) {
  const bool anew = m == Move::redo || m == Move::reopen;
  const bool had = need.window_start && *need.window_start <= now;
  return anew && had ? std::nullopt : to_be_found_by(need, now);
}

void record_move(Call& call, NeedRow& need, NeedState from, std::string_view reason_code) {
  ASSERT(call.tx.update(need));
  const bool was_waited_for = from != NeedState::draft && is_open(from);
  if (was_waited_for != is_open(need.state)) hold_people(call, need);
  call.journal.append(NeedMoved{need.id, from, need.state, std::string(reason_code), need.due_at,
                                need.category, need.responded_at},
                      about(need));
}

}  // namespace

Check unmerge(Call& call, NeedRow& need) {
  RETURN_IF_REFUSED(recipient_stands(call, need));
  NeedRow then = need;
  then.state = need.state_before_merge.value_or(NeedState::submitted);
  need.merged_into.reset();
  need.state_before_merge.reset();
  if (need.responded_at == need.state_since) need.responded_at.reset();  // the merge was no answer
  return take_back(call, need, Move::unmerge, {then.state, next_due(call, then), {}});
}

Standing standing_of(Call& call, const NeedRow& need, const std::vector<HelperRow>& helpers) {
  Standing s;
  if (!call.actor.person) return s;
  const PersonId me = *call.actor.person;
  s.recipient = need.recipient == me || people::speaks_for(call, me, need.recipient);
  // Who spoke for them once does so no more.
  s.asker = s.recipient && people::same_person(call, need.asker, me);
  const auto mine = helpers.empty() ? people::Profiles{} : people::profiles_of(call, me);
  for (const auto& h : helpers) {
    if (std::ranges::find(mine, h.person) == mine.end() || h.state == HelperState::left) continue;
    s.helper = h.person;
    s.coming = is_coming(h);
  }
  s.staff = need.submitted_at && access::may(call.actor, access::Right::need_read, need.site_path);
  return s;
}

Result<Held> access_held(Call& call, NeedId id) { return held(call, id); }

Result<Held> access_as_staff(Call& call, NeedId id, access::Right right) {
  ASSIGN_OR_RETURN(Held h, held(call, id));
  RETURN_IF_REFUSED(access::require(call, right, h.need.site_path));
  return h;
}

Result<Held> access_as_asker(Call& call, NeedId id) {
  ASSIGN_OR_RETURN(Held h, held(call, id));
  if (h.standing.asking()) return h;
  const bool assisted =
      h.need.entered_by && access::may(call.actor, access::Right::need_assist, h.need.site_path);
  if (!assisted) return not_for_this_person;
  call.on_behalf = h.need.recipient;
  return h;
}

Result<Held> access_as_party(Call& call, NeedId id) {
  ASSIGN_OR_RETURN(Held h, held(call, id));
  if (h.standing.asking() || h.standing.helper) return h;
  for (const auto right : {access::Right::need_assist, access::Right::need_triage,
                           access::Right::need_dispatch, access::Right::need_escalate}) {
    if (access::may(call.actor, right, h.need.site_path)) return h;
  }
  return access::require(call, access::Right::need_assist, h.need.site_path).refused();
}

Result<Held> access_as_helper(Call& call, NeedId id) {
  ASSIGN_OR_RETURN(Held h, held(call, id));
  if (!h.standing.helper) return not_a_helper;
  return h;
}

std::string stands_at(Call& call, const NeedRow& need) { return who_was_first(call, need, {}); }

Result<NeedState> may_move(Call& call, const NeedRow& need, Move m) {
  auto to = moved(need.state, m);
  if (to.ok()) return to;
  Refused refused = std::move(to).refused();
  const bool late_triage = refused.refusal.code == need_already_triaged.code;
  refused.seen = who_was_first(call, need, late_triage ? need.triaged_by : std::nullopt);
  return refused;
}

Refused refused_in_state(const Call& call, const Refusal& refusal, const NeedRow& need) {
  return {refusal, {}, std::string(words_of(need.state).in(call.actor.lang))};
}

Check still_open(const Call& call, const NeedRow& need) {
  if (is_open(need.state)) return Done{};
  return refused_in_state(call, refusal_for(need.state, Move::accept), need);
}

Check recipient_stands(Call& call, const NeedRow& need) {
  if (people::is_erased(call, need.recipient)) return people::person_erased;
  return Done{};
}

Check move(Call& call, NeedRow& need, Move m, std::string_view reason_code) {
  ASSIGN_OR_RETURN(const NeedState to, may_move(call, need, m));
  const NeedState from = need.state;
  // By the site, not by the asker.
  const bool answered = from == NeedState::submitted && to != NeedState::withdrawn;
  if (answered && !need.responded_at) need.responded_at = call.now;
  if (!is_triage(m)) need.before_triage.reset();
  if (from == NeedState::awaiting_dispatch) need.dispatch_due_at = need.due_at;
  set_state(call, need, to, reason_code);
  const auto due = due_before(call, need, visit_ahead(need, m, call.now));
  set_due(need, due);
  if (to != NeedState::offered) need.dispatch_due_at.reset();
  // Whoever asked in vain knows that it is late: it rises at once.
  const bool in_vain = from == NeedState::offered && to == NeedState::awaiting_dispatch;
  if (in_vain && due && *due <= call.now) need.reminded_at = call.now;
  record_move(call, need, from, reason_code);
  return Done{};
}

Check take_back(Call& call, NeedRow& need, Move m, const Stood& before) {
  ASSIGN_OR_RETURN(const NeedState to, may_move(call, need, m));
  need.before_triage.reset();
  NeedState from = need.state;
  for (const NeedState step : {to, before.state}) {
    if (step == need.state) continue;
    set_state(call, need, step, "undo");
    set_due(need, before.due_at);
    if (step == before.state) need.state_reason = before.reason;
    record_move(call, need, from, "undo");
    from = step;
  }
  return Done{};
}

void hold_people(Call& call, const NeedRow& need) {
  if (is_open(need.state)) return people::hold(call, need.recipient, need.id.uuid, "need");
  people::release(call, need.recipient, need.id.uuid);
  for (const auto& helper : load_helpers(call.tx, call.region(), need.id)) {
    if (is_coming(helper)) people::release(call, helper.person, need.id.uuid);
  }
}

Check all_free(Call& call, const NeedRow& need, const std::vector<HelperRow>& helpers,
               const TimeWindow& window) {
  const Zone& zone = call.settings.zone;
  // A station has asked them; whoever comes speaks for themself.
  const bool staff = access::may(call.actor, access::Right::need_assist, need.site_path);
  std::vector<PersonId> coming;
  for (const auto& helper : helpers) {
    if (!is_coming(helper)) continue;
    coming.push_back(helper.person);
    const auto who = people::find_volunteer(call, helper.person);
    if (!who.ok()) continue;  // stepped back as a volunteer: said yes before that, and may come
    if (!people::age_allows(*who, window, zone) || !papers_cover(need, *who, window, zone)) {
      return helper_may_not;
    }
    const bool has_agreed = staff || call.actor.person == helper.person;
    if (!has_agreed && !people::is_free(*who, window, zone)) return helper_busy;
  }
  if (load_busy(call.tx, call.region(), coming, window, need.id).empty()) return Done{};
  return helper_busy;
}

Check papers_stand(Call& call, const NeedRow& need, PersonId helper) {
  if (!need.licence && need.risk != Risk::high) return Done{};
  const auto who = people::find_volunteer(call, helper);
  const TimeWindow now{call.now, call.now + std::chrono::minutes{1}};
  const bool stand = who.ok() && papers_cover(need, *who, now, call.settings.zone);
  return stand ? Check{Done{}} : Check{helper_may_not};
}

void end_help(Call& call, HelperRow helper, HelperState how, std::string_view reason_code) {
  helper.state = how;
  helper.ended_at = call.now;
  if (!reason_code.empty()) helper.reason_code = std::string(reason_code);
  ASSERT(call.tx.update(helper));
  people::release(call, helper.person, helper.need.uuid);
}

void end_all_help(Call& call, const NeedRow& need, std::string_view reason_code) {
  for (const auto& helper : load_helpers(call.tx, call.region(), need.id)) {
    if (is_coming(helper)) end_help(call, helper, HelperState::left, reason_code);
  }
}

void save(Call& call, NeedRow& need) {
  need.before_triage.reset();
  ASSERT(call.tx.update(need));
}

journal::About about(const NeedRow& need, std::vector<PersonId> more) {
  more.push_back(need.recipient);
  if (need.asker != need.recipient) more.push_back(need.asker);
  // A draft is its writer's own: no site hears of it.
  return {need.id.uuid, need.submitted_at ? need.site_path : "", std::move(more)};
}

void set_due(NeedRow& need, std::optional<Instant> at) {
  need.due_at = at;
  need.reminded_at.reset();
  need.ring_at.reset();
}

std::optional<Instant> next_due(Call& call, const NeedRow& need) {
  return due_before(call, need, to_be_found_by(need, call.now));
}

void retime(Call& call, NeedRow& need, std::optional<Instant> former_start) {
  const auto step = due_step(need.state);
  if (step == DueStep::arrive) return set_due(need, next_due(call, need));
  // While somebody is asked, the time for finding somebody runs on beside that for the answer.
  NeedRow waiting = need;
  if (need.state == NeedState::offered) {
    waiting.state = NeedState::awaiting_dispatch;
    waiting.due_at = need.dispatch_due_at;
    waiting.dispatch_due_at.reset();
  }
  const auto waits_for = due_step(waiting.state);
  if (!waiting.due_at || !is_before_visit(*waits_for)) return;
  const Instant from = need.hold_until ? std::max(*need.hold_until, call.now) : call.now;
  const bool was_due_then = former_start && waiting.due_at == former_start;
  auto due = was_due_then ? next_due(call, waiting) : waiting.due_at;
  if (!was_due_then && need.window_start) due = std::min(*due, std::max(from, *need.window_start));
  if (due == waiting.due_at) return;
  if (need.state == NeedState::offered) {
    need.dispatch_due_at = due;
  } else {
    set_due(need, due);
  }
}

std::chrono::minutes again_after(Call& call, const NeedRow& need, DueStep step) {
  return std::max(std::chrono::minutes{10},
                  due_minutes(call, need.site_path, need.category, need.urgency, step));
}

NeedBrief brief_of(Call& call, const NeedRow& n, const std::vector<HelperRow>& helpers) {
  NeedBrief b{n.id,
              n.number,
              n.site,
              n.site_path,
              n.state,
              n.category,
              n.urgency,
              n.risk,
              people::canonical(call, n.recipient),
              {},
              n.source,
              {},
              n.effort_minutes,
              n.people_wanted,
              n.skills,
              n.licence,
              n.languages,
              {},
              {},
              n.submitted_at.value_or(n.created_at),
              n.due_at};
  b.asker = n.asker == n.recipient ? b.recipient : people::canonical(call, n.asker);
  if (n.window_start && n.window_end) b.window = TimeWindow{*n.window_start, *n.window_end};
  if (n.lat && n.lon) b.point = blurred({*n.lat, *n.lon});
  for (const auto& h : helpers) {
    b.helpers.push_back({people::canonical(call, h.person), h.team, h.state});
  }
  return b;
}

vault::Sealed seal_text(Call& call, const NeedRow& need, std::string_view column,
                        std::string_view plain) {
  const std::string row = need.id.text();
  return call.vault.seal(call.tx, call.region(), need.recipient, {"need", row, column}, plain);
}

std::string open_text(Call& call, const NeedRow& need, std::string_view column,
                      const vault::Sealed& sealed) {
  const std::string row = need.id.text();
  return call.vault.open(call.tx, call.region(), need.recipient, {"need", row, column}, sealed)
      .value_or(std::string());
}

std::optional<places::MapPoint> open_point(Call& call, const NeedRow& need) {
  if (!need.lat || !need.lon) return std::nullopt;
  if (!need.exact_point) return places::MapPoint{*need.lat, *need.lon};
  auto exact = from_json<places::MapPoint>(open_text(call, need, "exact_point", *need.exact_point));
  return exact ? std::optional(*exact) : std::nullopt;
}

}  // namespace lastmile::needs
