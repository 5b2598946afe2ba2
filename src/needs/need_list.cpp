#include "needs/need_list.h"

#include <algorithm>
#include <set>

#include "journal/log.h"
#include "needs/need_facts.h"
#include "needs/need_number.h"
#include "needs/needs.h"
#include "places/places.h"

namespace lastmile::needs {
namespace {

struct BeforeNeed {
  NeedId id;
};
BOOST_DESCRIBE_STRUCT(BeforeNeed, (), (id))

Result<NeedId> before_of(const std::optional<Cursor>& cursor) {
  if (!cursor) return NeedId{};
  ASSIGN_OR_RETURN(const BeforeNeed at, cursor->place<BeforeNeed>());
  return at.id;
}

Page<NeedLine> page_of(Call& call, std::vector<NeedListRow> rows,
                       const std::optional<PageLimit>& limit) {
  auto page = to_page(std::move(rows), items_asked(limit),
                      [](const NeedListRow& n) { return BeforeNeed{n.id}; });
  return {lines(call, std::move(page.items)), std::move(page.next)};
}

/// Whoever decides what goes first sees for whom it is.
void add_groups(Call& call, std::vector<NeedLine>& lines) {
  std::vector<PersonId> recipients;
  for (const auto& line : lines) recipients.push_back(line.recipient);
  const people::Groups groups = people::groups_of(call, std::move(recipients));
  for (auto& line : lines) {
    const auto found = groups.find(line.recipient);
    if (found != groups.end()) line.recipient_groups = found->second;
  }
}

std::int64_t one_more(const std::optional<PageLimit>& limit) {
  return static_cast<std::int64_t>(items_asked(limit)) + 1;
}

bool holds(const people::Profiles& all, PersonId one) {
  return std::ranges::find(all, one) != all.end();
}

// Those whose steps of a need a reader may follow: their own, under whichever profile, and those of
// the one they may speak for.
people::Profiles heard_by(const Held& held, const people::Profiles& own) {
  people::Profiles all = own;
  if (held.standing.asking()) all.insert(all.end(), {held.need.recipient, held.need.asker});
  return all;
}

std::vector<PersonId> actors_of(const std::vector<journal::Entry>& entries) {
  std::vector<PersonId> actors;
  for (const auto& e : entries) {
    if (e.actor) actors.push_back(*e.actor);
  }
  std::ranges::sort(actors);
  actors.erase(std::unique(actors.begin(), actors.end()), actors.end());
  return actors;
}

// Who confirmed or rated did so as the one served, or in their name.
std::set<PersonId> who_spoke(const std::vector<journal::Entry>& entries) {
  std::set<PersonId> all;
  for (const auto& e : entries) {
    if (e.actor && (e.kind == NeedConfirmed::kind || e.kind == NeedRated::kind)) {
      all.insert(*e.actor);
    }
  }
  return all;
}

bool comes(const Held& held, PersonId who) {
  return std::ranges::any_of(held.helpers, [&](const HelperRow& h) {
    return h.person == who && h.state != HelperState::left;
  });
}

// To the recipient's side the station is named, those who come are shown as on its page, and
// whoever spoke in its name. Who was asked and said no, or stepped back, is nobody's news.
people::Names shown_to_asker(Call& call, const Held& held, const people::Profiles& own,
                             const std::vector<journal::Entry>& entries) {
  const auto actors = actors_of(entries);
  const people::Names names = people::names_of(call, actors);
  const people::Names station = access::staff_names(call, actors);
  const auto spoke = who_spoke(entries);
  people::Names shown;
  for (const PersonId who : actors) {
    const auto staff = station.find(who);
    const auto name = names.find(who);
    if (staff != station.end() && !comes(held, who)) {
      shown[who] = staff->second;
    } else if (comes(held, who) || spoke.contains(who) || holds(own, who) ||
               who == held.need.asker || people::speaks_for(call, who, held.need.recipient)) {
      shown[who] = name == names.end() ? "" : name->second;
    }
  }
  return shown;
}

// Those whose steps a reader sees with who took them, and their names. Who helps sees their own.
people::Names actors_shown(Call& call, const Held& held, const people::Profiles& own,
                           const std::vector<journal::Entry>& entries) {
  if (!held.standing.staff && held.standing.asking()) {
    return shown_to_asker(call, held, own, entries);
  }
  auto actors = actors_of(entries);
  if (!held.standing.staff) std::erase_if(actors, [&](PersonId who) { return !holds(own, who); });
  people::Names shown = people::names_of(call, actors);
  for (const PersonId who : actors) shown.try_emplace(who);
  return shown;
}

StepView step_of(const journal::Entry& e) {
  StepView step{e.seq, e.at, e.kind};
  if (e.kind == NeedMoved::kind) {
    if (auto fact = from_json<NeedMoved>(e.body); fact.ok()) {
      step.from = fact->from;
      step.to = fact->to;
      step.reason_code = fact->reason_code;
      step.due_at = fact->due_at;
    }
  } else if (e.kind == NeedChanged::kind) {
    if (auto fact = from_json<NeedChanged>(e.body); fact.ok()) {
      step.what += ":" + fact->what;
      step.reason_code = fact->reason_code;
    }
  }
  return step;
}

}  // namespace

Result<NeedView> show_need(Call& call, const ShowNeed& q) {
  ASSIGN_OR_RETURN(const Held held, access_held(call, q.need));
  return view(call, held);
}

Result<NeedView> find_by_number(Call& call, const FindNeedByNumber& q) {
  const auto number = read_number(q.number);
  if (!number) {
    return bad_field("/number", "format",
                     {"must be nine digits such as 274-819-356; one is wrong",
                      "应为九位数字，例如 274-819-356，请核对"});
  }
  const auto need = load_need_by_number(call.tx, call.region(), *number);
  if (!need) return need_unknown;
  ASSIGN_OR_RETURN(const Held held, access_held(call, need->id));
  return view(call, held);
}

Result<Page<NeedLine>> list_needs(Call& call, const ListNeeds& q) {
  RETURN_IF_REFUSED(access::require_person(call));
  auto scopes = access::scopes(call.actor, access::Right::need_read);
  if (q.under) scopes = {q.under->str()};
  if (scopes.empty()) return access::require(call, access::Right::need_read, "").refused();
  if (q.under) RETURN_IF_REFUSED(places::known_path(call, *q.under, "/under"));
  if (q.category) RETURN_IF_REFUSED(known_category(call, *q.category));
  NeedFilter filter;
  for (const auto state : q.state) filter.states.emplace_back(to_text(state));
  if (q.category) filter.category = q.category->str();
  if (q.urgency) filter.urgency = to_text(*q.urgency);
  filter.overdue = q.overdue.value_or(false);
  if (q.recipient) filter.recipient = people::profiles_of(call, *q.recipient);
  filter.now = call.now;
  ASSIGN_OR_RETURN(filter.before, before_of(q.cursor));
  filter.limit = one_more(q.limit);
  std::vector<NeedListRow> newest;
  for (const auto& scope : scopes) {
    RETURN_IF_REFUSED(access::require(call, access::Right::need_read, scope));
    filter.site_path = scope;
    for (auto& row : load_page(call.tx, call.region(), filter)) newest.push_back(std::move(row));
  }
  if (scopes.size() > 1) {
    std::sort(newest.begin(), newest.end(),
              [](const auto& a, const auto& b) { return b.id < a.id; });
    if (newest.size() > static_cast<std::size_t>(filter.limit))
      newest.resize(static_cast<std::size_t>(filter.limit));
  }
  if (q.recipient && !newest.empty()) {
    people::note_reading(call, *q.recipient, access::FieldClass::basic, "needs");
  }
  auto page = page_of(call, std::move(newest), q.limit);
  add_groups(call, page.items);
  return page;
}

Result<Page<NeedLine>> list_my_needs(Call& call, const ListMyNeeds& q) {
  ASSIGN_OR_RETURN(const PersonId me, access::require_person(call));
  ASSIGN_OR_RETURN(const NeedId before, before_of(q.cursor));
  const WhoseNeeds whose{people::profiles_of(call, me), people::spoken_for(call, me)};
  return page_of(call, load_of_person(call.tx, call.region(), whose, before, one_more(q.limit)),
                 q.limit);
}

Result<Page<NeedLine>> list_my_tasks(Call& call, const ListMyTasks& q) {
  ASSIGN_OR_RETURN(const PersonId me, access::require_person(call));
  ASSIGN_OR_RETURN(const NeedId before, before_of(q.cursor));
  const auto mine = people::profiles_of(call, me);
  return page_of(call, load_helped_by(call.tx, call.region(), mine, before, one_more(q.limit)),
                 q.limit);
}

Result<Page<StateCount>> count_needs(Call& call, const CountNeeds& q) {
  RETURN_IF_REFUSED(access::require(call, access::Right::need_read, q.under));
  RETURN_IF_REFUSED(places::known_path(call, q.under, "/under"));
  Page<StateCount> page;
  page.items = count_states(call.tx, call.region(), q.under, call.now);
  return page;
}

Result<Page<StepView>> show_timeline(Call& call, const ShowTimeline& q) {
  ASSIGN_OR_RETURN(const Held held, access_held(call, q.need));
  const people::Profiles own = people::profiles_of(call, *call.actor.person);
  const people::Profiles heard = heard_by(held, own);
  constexpr int steps_max = 1000;
  auto entries = journal::entries_about(call.tx, call.region(), q.need.uuid, 0, steps_max);
  if (!held.standing.staff) {
    std::erase_if(entries, [&](const journal::Entry& e) {
      return std::ranges::none_of(e.people, [&](PersonId who) { return holds(heard, who); });
    });
  }
  const people::Names named = actors_shown(call, held, own, entries);
  Page<StepView> page;
  for (const auto& e : entries) {
    StepView step = step_of(e);
    const auto actor = e.actor ? named.find(*e.actor) : named.end();
    if (actor != named.end()) {
      step.actor = e.actor;
      step.on_behalf = e.on_behalf;
      step.actor_name = actor->second;
    }
    page.items.push_back(std::move(step));
  }
  return page;
}

}  // namespace lastmile::needs
