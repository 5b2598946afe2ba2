#include "dispatch/judge.h"

#include "dispatch/dispatch_errors.h"
#include "dispatch/offer_store.h"

namespace lastmile::dispatch {

std::set<PersonId> who_said_no(Call& call, needs::NeedId need) {
  std::set<PersonId> all;
  for (const auto& offer : load_offers_of_need(call.tx, call.region(), need)) {
    if (offer.state == OfferState::declined) all.insert(people::canonical(call, offer.volunteer));
  }
  return all;
}

KnownOfNeed known_of(Call& call, const needs::NeedBrief& need) {
  KnownOfNeed k;
  k.said_no = who_said_no(call, need.id);
  for (const auto& [a, b] : people::kept_apart(call, {need.recipient, need.asker})) {
    k.apart.insert(a);
    k.apart.insert(b);
  }
  for (const auto& c : needs::continuity_with(call, need.recipient)) k.before[c.volunteer] = c;
  return k;
}

Circumstances KnownOfNeed::of(PersonId who) const {
  Circumstances c;
  if (const auto at = before.find(who); at != before.end()) {
    c.times_with_recipient = at->second.times;
    c.stars_from_recipient = at->second.stars;
  }
  c.said_no = said_no.contains(who);
  c.kept_apart = apart.contains(who);
  return c;
}

Wanted wanted_of(const Call& call, const needs::NeedBrief& need) {
  const Instant begins = need.window ? need.window->start : call.now;
  return {need, call.settings.zone.day_of(begins), call.now};
}

Judge::Judge(Call& call, const needs::NeedBrief& need)
    : call_(call), wanted_(wanted_of(call, need)), known_(known_of(call, need)) {}

Result<Judged> Judge::of(PersonId volunteer, bool asked_again) {
  ASSIGN_OR_RETURN(const people::VolunteerProfile who, people::find_volunteer(call_, volunteer));
  Circumstances c = known_.of(who.person);
  if (asked_again) c.said_no = false;
  constexpr std::chrono::hours load_window{24 * 30};
  c.services_30_days = needs::load_since(call_, who.person, call_.now - load_window);
  if (wanted_.need.window) {
    for (const auto& b : needs::busy_windows(call_, {who.person}, *wanted_.need.window)) {
      c.busy.push_back({b.start, b.end});
    }
  }
  const Zone& zone = call_.settings.zone;
  if (const auto bar = bar_of(wanted_, who, c, zone)) return Judged{who.person, bar, {}};
  return Judged{who.person, std::nullopt, fit_of(wanted_, who, c)};
}

Result<Judged> require_fit(Judge& judge, PersonId volunteer) {
  ASSIGN_OR_RETURN(Judged judged, judge.of(volunteer, true));
  if (!judged.bar) return judged;
  Refused refused{does_not_fit};
  Call& call = judge.call();
  for (const auto& [who, name] : people::names_of(call, {volunteer})) refused.seen = name + ": ";
  // Whoever names themself is not told; claims and answers never come so far.
  const bool is_secret = *judged.bar == Bar::kept_apart && call.actor.person == volunteer;
  const Words why = is_secret ? Words{"is not within what is matched here", "不在此单匹配范围内"}
                              : words_of(*judged.bar);
  refused.seen += why.in(call.actor.lang);
  return refused;
}

}  // namespace lastmile::dispatch
