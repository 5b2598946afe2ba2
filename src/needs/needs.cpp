#include "needs/needs.h"

#include <algorithm>

#include "journal/log.h"
#include "needs/need_facts.h"
#include "needs/need_moves.h"
#include "needs/need_talk.h"
#include "places/place_errors.h"
#include "places/places.h"

namespace lastmile::needs {
namespace {

std::int64_t coming(const std::vector<HelperRow>& helpers) {
  return std::count_if(helpers.begin(), helpers.end(), is_coming);
}

Result<NeedRow> load_or_refuse(Call& call, NeedId id) {
  auto need = load_need(call.tx, call.region(), id);
  if (!need) return need_unknown;
  return std::move(*need);
}

NeedBrief brief(Call& call, const NeedRow& need) {
  return brief_of(call, need, load_helpers(call.tx, call.region(), need.id));
}

// Offered and taken is what still lies ahead, or has just begun.
Check still_ahead(const NeedRow& need, Instant now) {
  if (need.window_end && *need.window_end <= now) return window_over;
  if (!need.hold_until || *need.hold_until <= now) return Done{};
  Refused refused{need_on_hold};
  refused.seen = to_text(*need.hold_until);
  return refused;
}

}  // namespace

Result<NeedBrief> find_need(Call& call, NeedId id) {
  ASSIGN_OR_RETURN(const NeedRow need, load_or_refuse(call, id));
  return brief(call, need);
}

Result<NeedBrief> access_need(Call& call, NeedId id, access::Right right) {
  ASSIGN_OR_RETURN(const Held held, access_as_staff(call, id, right));
  return brief_of(call, held.need, held.helpers);
}

Instant round_began(Call& call, NeedId id, std::int64_t leaf) {
  constexpr int steps_max = 1000;
  Instant began{};
  for (const auto& e : journal::entries_about(call.tx, call.region(), id.uuid, 0, steps_max)) {
    if (e.seq >= leaf) break;
    if (e.kind != NeedMoved::kind) continue;
    const auto step = from_json<NeedMoved>(e.body);
    ASSERT(step.ok());
    const bool again =
        step->to == NeedState::awaiting_dispatch &&
        (step->from == NeedState::awaiting_confirmation ||
         step->from == NeedState::awaiting_rating || step->from == NeedState::archived);
    const bool anew = step->to == NeedState::submitted && !is_open(step->from);
    if (again || anew) began = e.at;
  }
  return began;
}

std::vector<NeedBrief> awaiting_dispatch(Call& call, std::string_view site_path, int max) {
  std::vector<NeedBrief> all;
  for (const auto& need : load_waiting(call.tx, call.region(), site_path, max)) {
    if (need.hold_until && *need.hold_until > call.now) continue;
    all.push_back(brief(call, need));
  }
  return all;
}

Result<NeedBrief> mark_offered(Call& call, NeedId id, Instant answer_due) {
  ASSIGN_OR_RETURN(NeedRow need, load_or_refuse(call, id));
  RETURN_IF_REFUSED(places::find_active_site(call, need.site));
  RETURN_IF_REFUSED(still_ahead(need, call.now));
  RETURN_IF_REFUSED(move(call, need, Move::offer));
  set_due(need, answer_due);
  save(call, need);
  return brief(call, need);
}

Result<NeedBrief> mark_unoffered(Call& call, NeedId id, std::string_view reason_code) {
  ASSIGN_OR_RETURN(NeedRow need, load_or_refuse(call, id));
  RETURN_IF_REFUSED(move(call, need, Move::unoffer, reason_code));
  return brief(call, need);
}

Result<NeedBrief> mark_taken(Call& call, NeedId id, PersonId person,
                             std::optional<people::TeamId> team) {
  ASSIGN_OR_RETURN(NeedRow need, load_or_refuse(call, id));
  RETURN_IF_REFUSED(may_move(call, need, Move::take));
  RETURN_IF_REFUSED(places::find_active_site(call, need.site));
  RETURN_IF_REFUSED(still_ahead(need, call.now));
  auto helpers = load_helpers(call.tx, call.region(), id);
  for (const auto& h : helpers) {
    if (h.person == person && is_coming(h)) return helper_already;
  }
  if (coming(helpers) >= need.people_wanted) return need_already_taken;
  call.tx.put(HelperRow{call.region(), id, person, team, HelperState::taken, call.now, {}, {}});
  people::hold(call, person, id.uuid, "service");
  call.journal.append(NeedTaken{id, person}, about(need, {person}));
  if (coming(helpers) + 1 < need.people_wanted) return brief(call, need);
  const bool when_is_fixed = need.window_start && need.window_end;
  RETURN_IF_REFUSED(move(call, need, when_is_fixed ? Move::schedule : Move::take));
  return brief(call, need);
}

Result<NeedBrief> mark_left(Call& call, NeedId id, PersonId person, std::string_view reason_code) {
  ASSIGN_OR_RETURN(NeedRow need, load_or_refuse(call, id));
  auto helpers = load_helpers(call.tx, call.region(), id);
  const auto me = std::find_if(helpers.begin(), helpers.end(), [&](const HelperRow& h) {
    return h.person == person && h.state != HelperState::left;
  });
  if (me == helpers.end()) return not_a_helper;
  // Whoever has checked in has served; what follows is check-out, not a way back.
  if (me->state != HelperState::taken) {
    return refused_in_state(call, need_not_there_yet, need);
  }
  end_help(call, *me, HelperState::left, reason_code);
  call.journal.append(NeedChanged{id, "helper", std::string(reason_code)}, about(need, {person}));
  if (moved(need.state, Move::leave).ok())
    RETURN_IF_REFUSED(move(call, need, Move::leave, reason_code));
  return brief(call, need);
}

void settle_served(Call& call, NeedId id, PersonId person, const TimeWindow& hours) {
  auto need = load_need(call.tx, call.region(), id);
  if (!need || !is_open(need->state)) return;
  // They show some other help than the visit agreed on, whenever they are approved.
  if (need->window_start && hours.end <= *need->window_start) return;
  const auto mine = people::profiles_of(call, person);
  auto helpers = load_helpers(call.tx, call.region(), id);
  // Whoever has checked in checks out, or the clock does it for them: the door tells that stay.
  const auto me = std::find_if(helpers.begin(), helpers.end(), [&](const HelperRow& h) {
    return h.state == HelperState::taken && std::ranges::find(mine, h.person) != mine.end();
  });
  if (me == helpers.end()) return;
  end_help(call, *me, HelperState::served);
  call.journal.append(NeedHoursGiven{id, me->person}, about(*need, {me->person}));
  // While somebody else is there, or after they left, the need has gone on by itself.
  if (!moved(need->state, Move::settle).ok()) return;
  const auto gone_on = move(call, *need, Move::settle, "hours_given_later");
  ASSERT(gone_on.ok());
}

Result<NeedBrief> move_to_site(Call& call, NeedId id, const places::Site& site,
                               std::string_view reason_code) {
  ASSIGN_OR_RETURN(NeedRow need, load_or_refuse(call, id));
  if (!may_change_site(need.state)) {
    const bool open = is_open(need.state);
    return refused_in_state(call, open ? need_not_there_yet : refusal_for(need.state, Move::offer),
                            need);
  }
  if (site.state != places::SiteState::active) return places::site_inactive;
  if (need.site_path != site.path) need.moved_from = need.site_path;
  need.site = site.id;
  need.site_path = site.path;
  need.escalation = 0;
  need.dispatch_due_at.reset();
  set_due(need, next_due(call, need));
  save(call, need);
  call.journal.append(NeedChanged{id, "site", std::string(reason_code)}, about(need));
  return brief(call, need);
}

Instant last_held_until(Call& call, NeedId id) {
  const auto need = load_need(call.tx, call.region(), id);
  return need ? need->hold_until.value_or(Instant{}) : Instant{};
}

void note_to_staff(Call& call, NeedId id, const Line& words) {
  const auto need = load_need(call.tx, call.region(), id);
  ASSERT(need.has_value());
  add_comment(call, *need, words, VisibleTo::staff);
}

Result<NeedBrief> escalate(Call& call, NeedId id, std::string_view reason_code) {
  ASSIGN_OR_RETURN(NeedRow need, load_or_refuse(call, id));
  constexpr std::int64_t city = 3;
  if (need.escalation >= city) return brief(call, need);
  need.escalation += 1;
  save(call, need);
  call.journal.append(NeedEscalated{id, need.escalation, std::string(reason_code)}, about(need));
  return brief(call, need);
}

std::vector<Continuity> continuity_with(Call& call, PersonId recipient) {
  std::vector<Continuity> all;
  for (const auto& before :
       load_served_before(call.tx, call.region(), people::profiles_of(call, recipient))) {
    all.push_back({before.person, before.times, before.stars});
  }
  return all;
}

std::vector<Busy> busy_windows(Call& call, const std::vector<PersonId>& people,
                               const TimeWindow& around) {
  return load_busy(call.tx, call.region(), people, around);
}

std::vector<Agreed> agreed_between(Call& call, PersonId helper, PersonId resident) {
  return load_agreed_between(call.tx, call.region(), people::profiles_of(call, helper),
                             people::profiles_of(call, resident));
}

std::int64_t load_since(Call& call, PersonId person, Instant since) {
  return count_taken(call.tx, call.region(), people::profiles_of(call, person), since);
}

std::vector<Load> loads_since(Call& call, Instant since) {
  return load_loads(call.tx, call.region(), since);
}

}  // namespace lastmile::needs
