#include "needs/need_ask.h"

#include <algorithm>

#include "geo/point.h"
#include "needs/need_facts.h"
#include "needs/need_number.h"
#include "needs/need_talk.h"
#include "needs/needs.h"
#include "people/dictionary.h"
#include "places/place_errors.h"
#include "places/places.h"

namespace lastmile::needs {
namespace {

struct Who {
  PersonId recipient;
  PersonId asker;
  std::optional<PersonId> entered_by;
  Source source = Source::self;
};

// As it is to be saved, and what it seals, for the answer.
struct NewNeed {
  NeedRow row;
  Plain plain;
};
Result<NewNeed> new_need(Call& call, const Wanted& wanted, const Who& who,
                         const places::Site& site);
Result<places::Site> active_site(Call& call, places::SiteId id, std::string_view field);
Result<places::Site> site_asked(Call& call, const std::optional<places::SiteId>& said,
                                PersonId recipient);
Check check_wanted(Call& call, const Wanted& wanted);
Check check_often(Call& call, PersonId asker);
Check check_place(const places::MapPoint& point, const places::Site& site, std::string_view field);
void enter(Call& call, NeedRow& need);
void tell_submitted(Call& call, const NeedRow& need);
Result<NeedView> shown(Call& call, const NeedRow& need);
NeedView shown_new(Call& call, const NewNeed& need);
Check settle_places(Call& call, NeedRow& need, const std::vector<HelperRow>& helpers);
void set_window(NeedRow& need, const std::optional<TimeWindow>& window);
void set_address(Call& call, NeedRow& need, const std::optional<std::string>& address,
                 std::optional<PointFrom> from);
Check set_place(Call& call, NeedRow& need, const std::optional<Line>& address,
                const std::optional<places::MapPoint>& point);

}  // namespace

Result<NeedView> ask_for_help(Call& call, const AskForHelp& cmd) {
  ASSIGN_OR_RETURN(const PersonId me, access::require_person(call));
  const PersonId recipient = cmd.recipient ? people::canonical(call, *cmd.recipient) : me;
  if (recipient != me && !people::speaks_for(call, me, recipient)) return not_for_this_person;
  RETURN_IF_REFUSED(check_wanted(call, cmd.wanted));
  RETURN_IF_REFUSED(check_often(call, me));
  ASSIGN_OR_RETURN(const places::Site site, site_asked(call, cmd.site, recipient));
  const Source source = recipient == me ? Source::self : Source::family;
  ASSIGN_OR_RETURN(NewNeed need, new_need(call, cmd.wanted, {recipient, me, {}, source}, site));
  if (!cmd.draft.value_or(false)) need.row.submitted_at = call.now;
  enter(call, need.row);
  return shown_new(call, need);
}

Result<NeedView> ask_on_behalf(Call& call, const AskOnBehalf& cmd) {
  ASSIGN_OR_RETURN(const PersonId me, access::require_person(call));
  ASSIGN_OR_RETURN(const places::Site site, active_site(call, cmd.site, "/site"));
  RETURN_IF_REFUSED(access::require(call, access::Right::need_assist, site.path));
  RETURN_IF_REFUSED(check_wanted(call, cmd.wanted));
  if (cmd.source == Source::self) {
    return bad_field("/source", "choice",
                     {"must say how it came to the station, such as counter or hotline; a "
                      "resident's own is asked for by the resident",
                      "请填写来源（如柜台、热线）；居民本人求助由居民自己提交"});
  }
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
    recipient = people::canonical(call, *cmd.recipient);
  } else {
    RETURN_IF_REFUSED(active_site(call, cmd.resident->home_site, "/resident/home_site"));
    ASSIGN_OR_RETURN(recipient, people::find_or_enter_resident(call, *cmd.resident));
  }
  call.on_behalf = recipient;
  ASSIGN_OR_RETURN(NewNeed need,
                   new_need(call, cmd.wanted, {recipient, recipient, me, cmd.source}, site));
  need.row.submitted_at = call.now;
  enter(call, need.row);
  return shown_new(call, need);
}

Result<NeedView> submit_need(Call& call, const SubmitNeed& cmd) {
  ASSIGN_OR_RETURN(Held held, access_as_asker(call, cmd.need));
  NeedRow& need = held.need;
  RETURN_IF_REFUSED(places::find_active_site(call, need.site));
  // A draft may have lain until its time was over.
  const auto kept = need.window_start && need.window_end
                        ? std::optional(TimeWindow{*need.window_start, *need.window_end})
                        : std::nullopt;
  if (const auto window = cmd.window ? cmd.window : kept) {
    RETURN_IF_REFUSED(check_window(*window, call.now));
  }
  if (cmd.details) need.details = seal_text(call, need, "details", cmd.details->str());
  if (cmd.window) set_window(need, cmd.window);
  if (cmd.address || cmd.point) {
    RETURN_IF_REFUSED(set_place(call, need, cmd.address, cmd.point));
  }
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
  if (too_late) return refused_in_state(call, refusal_for(need.state, Move::submit), need);
  if (cmd.window && *cmd.window) RETURN_IF_REFUSED(check_window(**cmd.window, call.now));
  if (cmd.window && *cmd.window) {
    RETURN_IF_REFUSED(all_free(call, need, held.helpers, **cmd.window));
  }
  if (cmd.window && !*cmd.window && need.state == NeedState::scheduled) {
    return bad_field(
        "/window", "required",
        {"someone is coming: agree on another time instead", "已约定上门时间，请改约而不是清空"});
  }
  const auto coming = std::ranges::count_if(held.helpers, is_coming);
  if (cmd.people_wanted && cmd.people_wanted->value < coming) {
    return bad_field("/people_wanted", "range",
                     {"more have agreed to come: one of them steps back first, or the station "
                      "dispatches anew",
                      "已接单人数多于此数：请先由其中的人退出，或由站点重新派单"});
  }
  if (cmd.details) need.details = seal_text(call, need, "details", cmd.details->str());
  const auto former_start = need.window_start;
  if (cmd.window) set_window(need, *cmd.window);
  if (cmd.address && !*cmd.address) set_address(call, need, {}, {});
  if ((cmd.address && *cmd.address) || cmd.point) {
    RETURN_IF_REFUSED(set_place(call, need, cmd.address.value_or(std::nullopt), cmd.point));
  }
  if (cmd.people_wanted) need.people_wanted = *cmd.people_wanted;
  // A new word does not put the answer off; a new time moves what is due at that time.
  if (cmd.window) retime(call, need, former_start);
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
  RETURN_IF_REFUSED(move(call, held.need, Move::withdraw, to_text(cmd.reason_code)));
  if (cmd.note) add_comment(call, held.need, *cmd.note, VisibleTo::everyone);
  return shown(call, held.need);
}

namespace {

template <class Codes>
std::vector<std::string> texts_of(const Codes& codes) {
  std::vector<std::string> all;
  for (const auto& code : codes) {
    if (std::find(all.begin(), all.end(), code.str()) == all.end()) all.push_back(code.str());
  }
  return all;
}

// A body may name more than one site, and none: only here it is known which one stands in the way.
Result<places::Site> active_site(Call& call, places::SiteId id, std::string_view field) {
  auto site = places::find_active_site(call, id);
  if (!site.ok()) return at_field(std::string(field), site.refused().refusal);
  return site;
}

Result<places::Site> site_asked(Call& call, const std::optional<places::SiteId>& said,
                                PersonId recipient) {
  if (said) return active_site(call, *said, "/site");
  auto home = people::home_of(call, recipient);
  if (!home) return site_missing;
  if (home->state != places::SiteState::active) return places::site_inactive;
  return std::move(*home);
}

Check check_wanted(Call& call, const Wanted& wanted) {
  if (wanted.urgency == Urgency::now) return emergency_elsewhere;
  if (wanted.window) RETURN_IF_REFUSED(check_window(*wanted.window, call.now));
  using people::Dictionary;
  RETURN_IF_REFUSED(
      people::known_codes(call, Dictionary::skill, texts_of(wanted.skills), "/wanted/skills"));
  return people::known_codes(call, Dictionary::language, texts_of(wanted.languages),
                             "/wanted/languages");
}

// One session could bury a station's inbox, and every reminder and figure with it.
Check check_often(Call& call, PersonId asker) {
  const std::int64_t a_day = call.settings.needs_a_day;
  if (a_day == 0) return Done{};
  const Asker since_yesterday{asker, call.now - std::chrono::hours{24}};
  return may_ask_again(load_asked(call.tx, call.region(), since_yesterday, a_day), a_day, call.now);
}

// A slip of the finger on the map sends a helper to another province.
Check check_place(const places::MapPoint& point, const places::Site& site, std::string_view field) {
  constexpr double reach_metres = 200'000;
  RETURN_IF_REFUSED(places::on_globe(point, field));
  const bool near =
      !site.point || geo::distance_metres({point.lat, point.lon},
                                          {site.point->lat, site.point->lon}) <= reach_metres;
  if (near) return Done{};
  return bad_field(std::string(field), "range",
                   {"must lie within 200 km of the station", "应在站点 200 公里以内"});
}

void set_address(Call& call, NeedRow& need, const std::optional<std::string>& address,
                 std::optional<PointFrom> from) {
  need.address.reset();
  if (address) need.address = seal_text(call, need, "address", *address);
  need.address_from = address ? from : std::nullopt;
}

// A station stands on every map; where somebody lives is theirs: the row shows the neighbourhood.
void set_point(Call& call, NeedRow& need, const std::optional<places::MapPoint>& point,
               PointFrom from) {
  const bool exact = point && from != PointFrom::station;
  const auto shown = exact ? std::optional(blurred(*point)) : point;
  need.lat = shown ? std::optional(shown->lat) : std::nullopt;
  need.lon = shown ? std::optional(shown->lon) : std::nullopt;
  need.exact_point.reset();
  if (exact) need.exact_point = seal_text(call, need, "exact_point", to_json(*point));
  need.point_from = from;
}

// Where it is to happen: what was said; else the recipient's home as their profile knows it; a
// point at least, that of the station, so that somebody near is found.
void set_first_place(Call& call, NewNeed& n, const Wanted& wanted, const places::Site& site) {
  const people::Home home = people::home_place(call, n.row.recipient);
  n.row.household = home.household;
  if (wanted.address) n.plain.address = wanted.address->str();
  if (!wanted.address && !wanted.point) n.plain.address = home.address;
  set_address(call, n.row, n.plain.address, wanted.address ? PointFrom::asked : PointFrom::home);
  PointFrom from = PointFrom::station;
  n.plain.point = site.point;
  if (wanted.point) {
    n.plain.point = wanted.point;
    from = PointFrom::asked;
  } else if (!wanted.address && home.point) {
    n.plain.point = home.point;
    from = PointFrom::home;
  }
  set_point(call, n.row, n.plain.point, from);
}

// Another place. Without a point of its own only the station's is certain to be near.
Check set_place(Call& call, NeedRow& need, const std::optional<Line>& address,
                const std::optional<places::MapPoint>& point) {
  ASSIGN_OR_RETURN(const places::Site site, places::find_active_site(call, need.site));
  if (point) RETURN_IF_REFUSED(check_place(*point, site, "/point"));
  if (address) set_address(call, need, address->str(), PointFrom::asked);
  if (point) {
    set_point(call, need, point, PointFrom::asked);
  } else {
    set_point(call, need, site.point, PointFrom::station);
  }
  return Done{};
}

Result<NewNeed> new_need(Call& call, const Wanted& wanted, const Who& who,
                         const places::Site& site) {
  ASSIGN_OR_RETURN(const Category category, find_category(call, wanted.category));
  if (!category.counts_hours) return category_not_asked_for;
  if (wanted.point) RETURN_IF_REFUSED(check_place(*wanted.point, site, "/wanted/point"));
  NewNeed made{{}, {wanted.details.str(), {}, {}}};
  NeedRow& need = made.row;
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
  need.details = seal_text(call, need, "details", made.plain.details);
  set_first_place(call, made, wanted, site);
  set_window(need, wanted.window);
  need.effort_minutes = wanted.effort_minutes ? wanted.effort_minutes->value : 60;
  need.people_wanted = wanted.people_wanted ? wanted.people_wanted->value : 1;
  need.skills = category.skills;
  for (auto& skill : texts_of(wanted.skills)) {
    if (std::find(need.skills.begin(), need.skills.end(), skill) == need.skills.end()) {
      need.skills.push_back(std::move(skill));
    }
  }
  need.licence = category.licence;
  need.languages = texts_of(wanted.languages);
  need.created_at = need.state_since = call.now;
  return made;
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
    set_due(need, next_due(call, need));
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
  const bool found = need.state == NeedState::taken || need.state == NeedState::scheduled;
  if (is_looking(need.state) && coming > 0 && coming >= need.people_wanted) {
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

NeedView shown_new(Call& call, const NewNeed& need) {
  return view(call, {need.row, {}, standing_of(call, need.row, {})}, need.plain);
}

Result<NeedView> shown(Call& call, const NeedRow& need) {
  ASSIGN_OR_RETURN(const Held held, access_held(call, need.id));
  return view(call, held);
}

void set_window(NeedRow& need, const std::optional<TimeWindow>& window) {
  need.window_start = window ? std::optional(window->start) : std::nullopt;
  need.window_end = window ? std::optional(window->end) : std::nullopt;
}

}  // namespace
}  // namespace lastmile::needs
