#include "access/access_errors.h"
#include "people/people.h"
#include "people/person_access.h"
#include "people/person_facts.h"
#include "people/person_secrets.h"
#include "people/person_view.h"
#include "people/resident_errors.h"
#include "people/residents.h"
#include "people/reveal_store.h"
#include "people/volunteer_store.h"

namespace lastmile::people {
namespace {

/// Different people a day that one may look at in full; a station of 1,000 residents never needs
/// more contacts, and a whole ID number is wanted for a certificate or an insurance now and then.
constexpr std::int64_t cap_of(RevealWhat what) { return what == RevealWhat::identity ? 20 : 200; }

access::FieldClass class_of(RevealWhat what) {
  switch (what) {
    case RevealWhat::contact:
      return access::FieldClass::contact;
    case RevealWhat::identity:
      return access::FieldClass::identity;
    case RevealWhat::minor:
      return access::FieldClass::minor;
  }
  ASSERT(false);
}

Check may_reveal(Call& call, const PersonRow& row, RevealWhat what) {
  using access::FieldClass;
  using access::Right;
  const auto sees = [&](FieldClass field) {
    return access::may_see(call.actor, field, row.site_path);
  };
  if (!access::may(call.actor, Right::people_write, row.site_path)) return reveal_needs_write;
  const bool minor = is_minor_now(call, row.birth_day);
  if (minor && !sees(FieldClass::minor)) return access::not_yours;
  if (what == RevealWhat::contact && !sees(FieldClass::contact)) return access::not_yours;
  if (what == RevealWhat::identity) {
    RETURN_IF_REFUSED(access::require(call, Right::identity_read, row.site_path));
    if (!sees(FieldClass::identity)) return access::not_yours;
  }
  if (row.state == PersonState::erased) return person_erased;
  if (what == RevealWhat::minor && !minor) return not_a_minor;
  return Done{};
}

/// The gravest of what a profile shows; who speaks for somebody sees it as they do.
access::FieldClass class_of(const PersonView& profile, bool own) {
  if (profile.minor) return access::FieldClass::minor;
  if (!own) return access::FieldClass::basic;
  return profile.address || profile.point ? access::FieldClass::address
                                          : access::FieldClass::contact;
}

}  // namespace

PersonView person_view(Call& call, const PersonRow& row) {
  const bool own = is_own(call, row.id) || call.actor.system;
  const bool minor = is_minor_now(call, row.birth_day);
  PersonView v;
  v.person = row.id;
  v.state = row.state;
  v.name = minor && !own ? masked_name(row.name) : row.name;
  v.sex = row.sex;
  if (own || !minor) v.birth_day = row.birth_day;
  if (const auto phone = open_phone(call, row)) v.phone = own ? phone->text() : phone->masked();
  if (const auto card = open_id_number(call, row)) v.id_number = card->masked();
  v.has_address = row.address.has_value();
  if (own) {
    v.address = open_address(call, row);
    v.point = open_point(call, row);
  }
  v.household = row.household;
  v.home_site = row.home_site;
  v.language = row.language;
  v.recipient_groups = row.recipient_groups;
  v.minor = minor;
  const auto volunteer = load_volunteer(call.tx, call.region(), row.id);
  v.volunteers = volunteer && volunteer->state == VolunteerState::active;
  v.entered_how = row.entered_how;
  v.entered_by = row.entered_by;
  v.entered_at = row.entered_at;
  v.merged = load_merged_into(call.tx, call.region(), row.id);
  note_shown(call, row.id, class_of(v, own), "profile");
  return v;
}

Result<RevealedView> reveal_person(Call& call, const RevealPerson& cmd) {
  ASSIGN_OR_RETURN(const PersonId actor, access::require_person(call));
  ASSIGN_OR_RETURN(const PersonRow row, see_person(call, cmd.person));
  RETURN_IF_REFUSED(may_reveal(call, row, cmd.what));
  const Zone& zone = call.settings.zone;
  const Instant midnight = zone.at(zone.day_of(call.now), 0);
  const std::int64_t used = count_reveals(call.tx, call.region(), {actor, cmd.what, midnight});
  if (used >= cap_of(cmd.what)) return reveal_cap_reached;
  const RevealRow note{.region = call.region(),
                       .id = Uuid::make(call.now, call.rng),
                       .actor = actor,
                       .person = row.id,
                       .what = cmd.what,
                       .at = call.now};
  ASSERT(call.tx.insert(note));
  call.journal.append(PersonRevealed{row.id, std::string(to_text(cmd.what))}, about(row));
  access::note_reading(call, row.id, class_of(cmd.what), cmd.reason.str());
  RevealedView v{row.id, row.name, row.birth_day, {}, {}, {}, 0};
  if (cmd.what != RevealWhat::minor) {
    if (const auto phone = open_phone(call, row)) v.phone = phone->text();
    v.address = open_address(call, row);
  }
  if (cmd.what == RevealWhat::identity) {
    if (const auto card = open_id_number(call, row)) v.id_number = card->text();
  }
  v.left_today =
      cap_of(cmd.what) - count_reveals(call.tx, call.region(), {actor, cmd.what, midnight});
  return v;
}

}  // namespace lastmile::people
