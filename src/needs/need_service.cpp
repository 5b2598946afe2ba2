#include "needs/need_service.h"

#include <algorithm>

#include "needs/need_facts.h"
#include "needs/need_talk.h"
#include "needs/needs.h"
#include "needs/service_end.h"
#include "places/places.h"

namespace lastmile::needs {
namespace {

Result<attendance::Subject> subject_of(const NeedRow& need) {
  if (!need.window_start || !need.window_end) return window_not_set;
  return attendance::Subject{need.id.uuid, need.site_path, {*need.window_start, *need.window_end}};
}

SittingView shown(Call& call, const NeedRow& need, const attendance::Sitting& sitting) {
  const auto helpers = load_helpers(call.tx, call.region(), need.id);
  const Held held{need, helpers, standing_of(call, need, helpers)};
  const Instant until = sitting.to.value_or(call.now);
  return {view(call, held), sitting, TimeWindow{sitting.from, until}.length().count()};
}

// Who agreed does not wait at the door for the rest of a team; where somebody is looked for, nobody
// else starts, such as one who served before it was to be done again.
Check may_start(Call& call, const Held& held) {
  RETURN_IF_REFUSED(may_move(call, held.need, Move::start));
  if (!is_looking(held.need.state) || held.standing.coming) return Done{};
  return Refused{need_not_there_yet, {}, stands_at(call, held.need)};
}

// Those who stand at the door with the code: the recipient's side, or the worker in charge.
Result<Held> access_the_door(Call& call, NeedId id) {
  ASSIGN_OR_RETURN(Held held, access_held(call, id));
  const bool staff = access::may(call.actor, access::Right::need_dispatch, held.need.site_path);
  // Whoever comes shows no code to themself, be they neighbour, proxy or worker of the site.
  if (held.standing.helper || (!held.standing.asking() && !staff)) return not_at_the_door;
  return held;
}

// Those who ring up: whoever is on the way, or the worker in charge.
Result<Held> access_to_ring(Call& call, NeedId id) {
  ASSIGN_OR_RETURN(Held held, access_held(call, id));
  const bool staff = held.standing.staff &&
                     access::may_see(call.actor, access::FieldClass::contact, held.need.site_path);
  if (!held.standing.coming && !staff) return not_on_the_way;
  return held;
}

// Their own station, which knows their phone; the need may have been handed to another.
ThroughStation through_station(Call& call, const NeedRow& need) {
  auto site = people::home_of(call, need.recipient);
  if (!site) site = places::find_site(call, need.site).value();
  const Words says{"Their phone is not told here: ring the station, which reaches them.",
                   "此处不提供对方电话，请致电站点，由站点转告。"};
  return {site->name, site->phone, std::string(says.in(call.actor.lang))};
}

struct SlotsFrom {
  Instant from;
};
BOOST_DESCRIBE_STRUCT(SlotsFrom, (), (from))

}  // namespace

Result<NeedView> schedule_need(Call& call, const ScheduleNeed& cmd) {
  ASSIGN_OR_RETURN(Held held, access_as_party(call, cmd.need));
  RETURN_IF_REFUSED(check_window(cmd.window, call.now));
  NeedRow& need = held.need;
  const bool anyone_coming = std::any_of(held.helpers.begin(), held.helpers.end(), is_coming);
  // While places are free, only those who asked and the station may settle for fewer.
  const bool full = need.state == NeedState::taken || need.state == NeedState::scheduled;
  const bool settles =
      full || !held.standing.helper || held.standing.asking() || held.standing.staff;
  if (moved(need.state, Move::schedule).ok() && !(anyone_coming && settles)) {
    return refused_in_state(call, need_not_there_yet, need);
  }
  RETURN_IF_REFUSED(all_free(call, need, held.helpers, cmd.window));
  need.window_start = cmd.window.start;
  need.window_end = cmd.window.end;
  RETURN_IF_REFUSED(move(call, need, Move::schedule, "agreed"));
  return view(call, held);
}

Result<NeedView> leave_need(Call& call, const LeaveNeed& cmd) {
  ASSIGN_OR_RETURN(const Held held, access_as_helper(call, cmd.need));
  RETURN_IF_REFUSED(mark_left(call, held.need.id, *held.standing.helper, to_text(cmd.reason_code)));
  if (cmd.note) add_comment(call, held.need, *cmd.note, VisibleTo::staff);
  // Who left has no standing any more; the answer is the need as they last could see it.
  const auto need = load_need(call.tx, call.region(), cmd.need);
  return view(call, {*need, load_helpers(call.tx, call.region(), cmd.need), {}});
}

Result<SittingView> check_in(Call& call, const CheckIn& cmd) {
  ASSIGN_OR_RETURN(Held held, access_as_helper(call, cmd.need));
  NeedRow& need = held.need;
  RETURN_IF_REFUSED(may_start(call, held));
  // At a closed site nothing starts; who is there already may still check out.
  RETURN_IF_REFUSED(places::find_active_site(call, need.site));
  ASSIGN_OR_RETURN(attendance::Subject subject, subject_of(need));
  const PersonId me = *held.standing.helper;
  // What a ticket tells has happened already.
  if (!cmd.evidence.ticket) RETURN_IF_REFUSED(papers_stand(call, need, me));
  for (const auto& helper : held.helpers) {
    if (helper.person == me) subject.agreed = helper.taken_at;
  }
  ASSIGN_OR_RETURN(const attendance::Sitting sitting,
                   attendance::check_in(call, subject, me, cmd.evidence));
  set_helper_state(call, need, me, HelperState::in_service);
  if (need.state != NeedState::in_service) RETURN_IF_REFUSED(move(call, need, Move::start));
  return shown(call, need, sitting);
}

Result<SittingView> check_out(Call& call, const CheckOut& cmd) {
  ASSIGN_OR_RETURN(Held held, access_as_helper(call, cmd.need));
  ASSIGN_OR_RETURN(const attendance::Subject subject, subject_of(held.need));
  const PersonId me = *held.standing.helper;
  const auto before = attendance::sittings_of(call, cmd.need.uuid);
  ASSIGN_OR_RETURN(const attendance::Sitting sitting,
                   attendance::check_out(call, subject, me, cmd.evidence));
  const auto was = std::ranges::find(before, sitting.id, &attendance::Sitting::id);
  if (was->to) {
    tell_served(call, held.need, sitting, was->to);
  } else {
    RETURN_IF_REFUSED(end_service(call, held.need, me, sitting));
  }
  return shown(call, held.need, sitting);
}

Result<CodeView> show_code(Call& call, const ShowCode& q) {
  ASSIGN_OR_RETURN(const Held held, access_the_door(call, q.need));
  if (!is_open(held.need.state)) return need_closed;
  return CodeView{attendance::code_for(call, q.need.uuid), attendance::pin_for(call, q.need.uuid)};
}

Result<Page<attendance::CodeOfSlot>> list_codes(Call& call, const ListCodes& q) {
  ASSIGN_OR_RETURN(const Held held, access_the_door(call, q.need));
  if (!is_open(held.need.state)) return need_closed;
  ASSIGN_OR_RETURN(const attendance::Subject subject, subject_of(held.need));
  TimeWindow ahead{std::max(subject.planned.start - std::chrono::minutes{30}, call.now),
                   subject.planned.end + std::chrono::minutes{30}};
  if (q.cursor) {
    ASSIGN_OR_RETURN(const SlotsFrom place, q.cursor->place<SlotsFrom>());
    ahead.start = std::max(ahead.start, place.from);
  }
  Page<attendance::CodeOfSlot> page{attendance::codes_for(call, q.need.uuid, ahead), {}};
  if (!page.items.empty()) {
    const Instant next = page.items.back().from + attendance::slot_length;
    if (next < ahead.end) page.next = Cursor::of(SlotsFrom{next}).text;
  }
  return page;
}

Result<ContactView> show_contact(Call& call, const ShowContact& q) {
  ASSIGN_OR_RETURN(const Held held, access_to_ring(call, q.need));
  if (!is_open(held.need.state)) return need_closed;
  ASSIGN_OR_RETURN(const people::Contact whom,
                   people::contact_of(call, held.need.recipient, held.need.number));
  ContactView contact{whom.name, whom.phone, whom.of_guardian, {}};
  if (!contact.phone) contact.station = through_station(call, held.need);
  return contact;
}

Result<DeviceKeyView> show_device_key(Call& call, const ShowDeviceKey&) {
  ASSIGN_OR_RETURN(const PersonId me, access::require_person(call));
  return DeviceKeyView{attendance::device_key_for(call, me)};
}

}  // namespace lastmile::needs
