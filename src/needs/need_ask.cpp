#include "needs/need_ask.h"

#include <algorithm>

#include "needs/need_facts.h"
#include "needs/need_number.h"
#include "needs/needs.h"
#include "places/places.h"

namespace lastmile::needs {
namespace {

struct Who {
  PersonId recipient;
  PersonId asker;
  std::optional<PersonId> entered_by;
  Source source = Source::self;
};

Result<NeedRow> new_need(Call& call, const Wanted& wanted, const Who& who,
                         const places::Site& site);
Check check_wanted(const Wanted& wanted, Instant now);
void enter(Call& call, NeedRow& need);
void tell_submitted(Call& call, const NeedRow& need);
Result<NeedView> shown(Call& call, const NeedRow& need);
NeedView shown_new(Call& call, const NeedRow& need);
Check settle_places(Call& call, NeedRow& need, const std::vector<HelperRow>& helpers);
void set_window(NeedRow& need, const std::optional<TimeWindow>& window);
void set_address(Call& call, NeedRow& need, const std::optional<Line>& address);

}  // namespace

Result<NeedView> ask_for_help(Call& call, const AskForHelp& cmd) {
  ASSIGN_OR_RETURN(const PersonId me, access::require_person(call));
  const PersonId recipient = cmd.recipient.value_or(me);
  if (recipient != me && !people::speaks_for(call, me, recipient)) return not_for_this_person;
  RETURN_IF_REFUSED(check_wanted(cmd.wanted, call.now));
  const auto home = cmd.site ? std::nullopt : people::home_of(call, recipient);
  if (!cmd.site && !home) return site_missing;
  ASSIGN_OR_RETURN(const places::Site site,
                   places::find_active_site(call, cmd.site ? *cmd.site : home->id));
  const Source source = recipient == me ? Source::self : Source::family;
  ASSIGN_OR_RETURN(NeedRow need, new_need(call, cmd.wanted, {recipient, me, {}, source}, site));
  if (!cmd.draft.value_or(false)) need.submitted_at = call.now;
  enter(call, need);
  return shown_new(call, need);
}

Result<NeedView> ask_on_behalf(Call& call, const AskOnBehalf& cmd) {
  ASSIGN_OR_RETURN(const PersonId me, access::require_person(call));
  ASSIGN_OR_RETURN(const places::Site site, places::find_active_site(call, cmd.site));
  RETURN_IF_REFUSED(access::require(call, access::Right::need_assist, site.path));
  RETURN_IF_REFUSED(check_wanted(cmd.wanted, call.now));
  if (cmd.recipient.has_value() == cmd.resident.has_value()) {
    return bad_field("/recipient", "choice",
                     {"give either recipient or resident", "recipient 与 resident 二选一"});
  }
  PersonId recipient{};
  if (cmd.recipient) {
    // Known, and of this site's people: a worker cannot ask in the name of another city's resident.
    const auto home = people::home_of(call, *cmd.recipient);
    if (!home || !access::may(call.actor, access::Right::need_assist, home->path)) {
      return not_for_this_person;
    }
    recipient = *cmd.recipient;
  } else {
    ASSIGN_OR_RETURN(recipient, people::find_or_enter_resident(call, *cmd.resident));
  }
  call.on_behalf = recipient;
  ASSIGN_OR_RETURN(NeedRow need,
                   new_need(call, cmd.wanted, {recipient, recipient, me, cmd.source}, site));
  need.submitted_at = call.now;
  enter(call, need);
  return shown_new(call, need);
}

Result<NeedView> submit_need(Call& call, const SubmitNeed& cmd) {
  ASSIGN_OR_RETURN(Held held, access_as_asker(call, cmd.need));
  NeedRow& need = held.need;
  if (cmd.window) RETURN_IF_REFUSED(check_window(*cmd.window, call.now));
  if (cmd.details) need.details = seal_text(call, need, "details", cmd.details->str());
  if (cmd.window) set_window(need, cmd.window);
  if (cmd.address) set_address(call, need, cmd.address);
  const bool first = !need.submitted_at;
  if (first) need.submitted_at = call.now;
  RETURN_IF_REFUSED(move(call, need, Move::submit));
  if (first) tell_submitted(call, need);
  return shown(call, need);
}

Result<NeedView> change_need(Call& call, const ChangeNeed& cmd) {
  ASSIGN_OR_RETURN(Held held, access_as_asker(call, cmd.need));
  NeedRow& need = held.need;
  const bool too_late = need.state == NeedState::in_service ||
                        need.state == NeedState::awaiting_confirmation ||
                        need.state == NeedState::awaiting_rating || !is_open(need.state);
  if (too_late) {
    Refused refused{refusal_for(need.state, Move::submit)};
    refused.seen = to_text(need.state);
    return refused;
  }
  if (cmd.window && *cmd.window) RETURN_IF_REFUSED(check_window(**cmd.window, call.now));
  if (cmd.window && !*cmd.window && need.state == NeedState::scheduled) {
    return bad_field(
        "/window", "required",
        {"someone is coming: agree on another time instead", "已约定上门时间,请改约而不是清空"});
  }
  if (cmd.details) need.details = seal_text(call, need, "details", cmd.details->str());
  if (cmd.window) set_window(need, *cmd.window);
  if (cmd.address) set_address(call, need, *cmd.address);
  if (cmd.people_wanted) need.people_wanted = *cmd.people_wanted;
  // A new word does not put the answer off; a new time moves what is due at that time.
  if (cmd.window && due_step(need.state) == DueStep::arrive) need.due_at = next_due(call, need);
  save(call, need);
  std::vector<PersonId> helpers;
  for (const auto& h : held.helpers) helpers.push_back(h.person);
  call.journal.append(NeedChanged{need.id, cmd.window ? "window" : "details", ""},
                      about(need, std::move(helpers)));
  if (cmd.people_wanted) RETURN_IF_REFUSED(settle_places(call, need, held.helpers));
  return shown(call, need);
}

Result<NeedView> withdraw_need(Call& call, const WithdrawNeed& cmd) {
  ASSIGN_OR_RETURN(Held held, access_as_asker(call, cmd.need));
  RETURN_IF_REFUSED(move(call, held.need, Move::withdraw, cmd.reason_code));
  return shown(call, held.need);
}

namespace {

Check check_wanted(const Wanted& wanted, Instant now) {
  if (wanted.urgency == Urgency::now) return emergency_elsewhere;
  if (wanted.window) RETURN_IF_REFUSED(check_window(*wanted.window, now));
  if (wanted.point && (std::abs(wanted.point->lat) > 90 || std::abs(wanted.point->lon) > 180)) {
    return bad_field("/wanted/point", "range", {"must be a point on the globe", "应为地图上的点"});
  }
  return Done{};
}

Result<NeedRow> new_need(Call& call, const Wanted& wanted, const Who& who,
                         const places::Site& site) {
  ASSIGN_OR_RETURN(const Category category, find_category(call, wanted.category));
  NeedRow need;
  need.region = call.region();
  need.id = call.make_id<NeedTag>();
  need.site = site.id;
  need.site_path = site.path;
  need.category = category.code;
  need.urgency = wanted.urgency.value_or(Urgency::three_days);
  need.risk = std::max(category.risk, wanted.risk.value_or(Risk::ordinary));
  need.source = who.source;
  need.recipient = who.recipient;
  need.asker = who.asker;
  need.entered_by = who.entered_by;
  need.details = seal_text(call, need, "details", wanted.details.str());
  set_address(call, need, wanted.address);
  set_window(need, wanted.window);
  need.effort_minutes = wanted.effort_minutes ? wanted.effort_minutes->value : 60;
  need.people_wanted = wanted.people_wanted ? wanted.people_wanted->value : 1;
  need.skills = category.skills;
  for (const auto& skill : wanted.skills) {
    if (std::find(need.skills.begin(), need.skills.end(), skill.str()) == need.skills.end()) {
      need.skills.push_back(skill.str());
    }
  }
  need.licence = category.licence;
  for (const auto& language : wanted.languages) need.languages.push_back(language.str());
  const auto point = wanted.point ? wanted.point : site.point;
  if (point) need.lat = point->lat, need.lon = point->lon;
  need.created_at = need.state_since = call.now;
  return need;
}

// The number is random; a taken one is met at the unique index and another is drawn.
bool insert_numbered(Call& call, NeedRow& need) {
  constexpr int draws_max = 20;
  for (int i = 0; i < draws_max; ++i) {
    need.number = make_number(call.rng);
    if (call.tx.insert(need)) return true;
  }
  return false;
}

// A draft, or with its time of submission at once what waits for triage: one row written.
void enter(Call& call, NeedRow& need) {
  if (need.submitted_at) {
    need.state = NeedState::submitted;
    need.due_at = next_due(call, need);
  }
  if (!insert_numbered(call, need)) throw Broken("no free reference number in 20 draws");
  if (!need.submitted_at) {
    call.journal.append(NeedChanged{need.id, "draft", ""}, about(need));
    return;
  }
  hold_people(call, need);
  call.journal.append(
      NeedMoved{need.id, NeedState::draft, need.state, "", need.due_at, need.category},
      about(need));
  tell_submitted(call, need);
}

// More places than people who come: dispatch looks on. No more places than that: they suffice.
Check settle_places(Call& call, NeedRow& need, const std::vector<HelperRow>& helpers) {
  const auto coming = std::count_if(helpers.begin(), helpers.end(), is_coming);
  const bool looking =
      need.state == NeedState::awaiting_dispatch || need.state == NeedState::offered;
  const bool found = need.state == NeedState::taken || need.state == NeedState::scheduled;
  if (looking && coming > 0 && coming >= need.people_wanted) {
    return move(call, need, need.window_start ? Move::schedule : Move::take, "fewer_wanted");
  }
  if (found && coming < need.people_wanted) return move(call, need, Move::leave, "more_wanted");
  return Done{};
}

void tell_submitted(Call& call, const NeedRow& need) {
  call.journal.append(NeedSubmitted{need.id, need.number, need.category, need.urgency, need.source,
                                    need.recipient, need.asker, need.site_path},
                      about(need));
}

NeedView shown_new(Call& call, const NeedRow& need) {
  return view(call, {need, {}, standing_of(call, need, {})});
}

Result<NeedView> shown(Call& call, const NeedRow& need) {
  ASSIGN_OR_RETURN(const Held held, access_held(call, need.id));
  return view(call, held);
}

void set_window(NeedRow& need, const std::optional<TimeWindow>& window) {
  need.window_start = window ? std::optional(window->start) : std::nullopt;
  need.window_end = window ? std::optional(window->end) : std::nullopt;
}

void set_address(Call& call, NeedRow& need, const std::optional<Line>& address) {
  if (address)
    need.address = seal_text(call, need, "address", address->str());
  else
    need.address.reset();
}

}  // namespace
}  // namespace lastmile::needs
