#include "needs/need_view.h"

#include <map>

#include "people/consents.h"

namespace lastmile::needs {
namespace {

std::optional<TimeWindow> window_of(const auto& need) {
  if (!need.window_start || !need.window_end) return std::nullopt;
  return TimeWindow{*need.window_start, *need.window_end};
}

bool is_overdue(const auto& need, Instant now) { return need.due_at && *need.due_at < now; }

// What a reader sees of where it is to happen, exactly.
struct Door {
  bool address = false;
  bool point = false;
};

// The door is for the one served, the responsible staff, and whoever is on the way there now. The
// home these see while its owner's contact_sharing is in force, as they do the phone; without it
// they ring the station. What was said for the visit itself was said to whoever comes.
Door door_for_reader(Call& call, const Held& h) {
  const NeedRow& n = h.need;
  const bool staff =
      h.standing.staff && access::may_see(call.actor, access::FieldClass::address, n.site_path);
  if (h.standing.asking() || staff) return {true, true};
  if (!h.standing.coming || !is_open(n.state)) return {};
  const bool shares = people::has_consent(call, people::canonical(call, n.recipient),
                                          people::ConsentKind::contact_sharing);
  return {shares || n.address_from == PointFrom::asked, shares || n.point_from != PointFrom::home};
}

// The words are between the one served and the station.
std::optional<Rating> rating_of(Call& call, const Held& h) {
  const NeedRow& n = h.need;
  if (!n.rating_stars) return std::nullopt;
  Rating r{*n.rating_stars, n.rating_tags, {}, n.rated_how.value_or("")};
  const bool reads = h.standing.asking() || h.standing.staff;
  if (reads && n.rating_words) r.words = open_text(call, n, "rating_words", *n.rating_words);
  return r;
}

Plain open_all(Call& call, const Held& h) {
  const NeedRow& n = h.need;
  const Door door = door_for_reader(call, h);
  Plain plain{open_text(call, n, "details", n.details), {}, {}};
  if (door.address && n.address) plain.address = open_text(call, n, "address", *n.address);
  if (door.point) plain.point = open_point(call, n);
  return plain;
}

// The plain texts are those the reader may see.
void add_place(Call& call, const Held& h, const Plain& plain, NeedView& v) {
  const NeedRow& n = h.need;
  if (n.lat && n.lon) {
    v.point = blurred({*n.lat, *n.lon});  // all that is left of who was erased
    if (plain.point) v.point = plain.point;
    v.point_from = n.point_from;
  }
  v.address = plain.address;
  if (plain.address || (plain.point && n.exact_point)) {
    people::note_reading(call, n.recipient, access::FieldClass::address, n.number);
  }
  // The recipient says the PIN at the door, so only their side sees it, and nobody who helps.
  if (h.standing.asking() && !h.standing.helper && is_open(n.state)) {
    v.pin = attendance::pin_for(call, n.id.uuid);
  }
}

NeedView page(Call& call, const Held& h, const Plain& plain) {
  const NeedRow& n = h.need;
  std::vector<PersonId> people{n.recipient};
  for (const auto& helper : h.helpers) people.push_back(helper.person);
  people::Names names = people::names_of(call, std::move(people));
  NeedView v{n.id,
             n.number,
             n.state,
             n.category,
             n.urgency,
             n.risk,
             n.source,
             n.site,
             n.site_path,
             plain.details,
             {n.recipient, names[n.recipient]},
             n.asker != n.recipient || n.entered_by,
             window_of(n),
             n.effort_minutes,
             n.people_wanted,
             n.skills,
             n.licence,
             n.languages};
  people::note_reading(call, n.recipient, access::FieldClass::basic, n.number);
  add_place(call, h, plain, v);
  for (const auto& helper : h.helpers) {
    if (helper.state == HelperState::left && !h.standing.staff) continue;
    v.helpers.push_back({helper.person, names[helper.person], helper.state});
  }
  v.created_at = n.created_at;
  v.submitted_at = n.submitted_at;
  v.state_since = n.state_since;
  v.state_reason = n.state_reason;
  v.due_at = n.due_at;
  v.overdue = is_overdue(n, call.now);
  v.escalation = n.escalation;
  if (n.hold_until && *n.hold_until > call.now) v.hold_until = n.hold_until;
  v.merged_into = n.merged_into;
  v.rating = rating_of(call, h);
  return v;
}

}  // namespace

NeedView view(Call& call, const Held& h) { return page(call, h, open_all(call, h)); }

NeedView view(Call& call, const Held& h, const Plain& plain) {
  const Door door = door_for_reader(call, h);
  Plain seen{plain.details, {}, {}};
  if (door.address) seen.address = plain.address;
  if (door.point) seen.point = plain.point;
  return page(call, h, seen);
}

std::vector<NeedLine> lines(Call& call, std::vector<NeedListRow> needs) {
  std::vector<PersonId> people;
  std::vector<NeedId> ids;
  for (const auto& n : needs) {
    people.push_back(n.recipient);
    if (n.responded_at) ids.push_back(n.id);
  }
  people::Names names = people::names_of(call, std::move(people));
  std::multimap<NeedId, PersonId> helpers;
  for (const auto& h : load_helping(call.tx, call.region(), ids)) helpers.emplace(h.need, h.person);
  std::vector<NeedLine> all;
  all.reserve(needs.size());
  for (auto& n : needs) {
    NeedLine line{n.id,         std::move(n.number),
                  n.state,      std::move(n.category),
                  n.urgency,    n.source,
                  n.site,       std::move(n.site_path),
                  n.recipient,  names[n.recipient],
                  window_of(n), n.people_wanted,
                  {},           n.created_at,
                  n.due_at,     is_overdue(n, call.now),
                  n.escalation};
    const auto [first, last] = helpers.equal_range(n.id);
    for (auto it = first; it != last; ++it) line.helpers.push_back(it->second);
    all.push_back(std::move(line));
  }
  return all;
}

}  // namespace lastmile::needs
