#include "people/entering.h"

#include <algorithm>

#include "access/access.h"
#include "access/access_errors.h"
#include "access/accounts.h"
#include "people/consent_book.h"
#include "people/people.h"
#include "people/person_access.h"
#include "people/person_facts.h"
#include "people/person_secrets.h"
#include "people/volunteer_errors.h"
#include "places/places.h"

namespace lastmile::people {
namespace {

void add_likes(std::vector<PersonRow>& likes, std::vector<PersonRow> found,
               std::string_view sound) {
  for (PersonRow& row : found) {
    if (sound.empty() || row.name_sound == sound) likes.push_back(std::move(row));
  }
}

/// Whose id the new profile takes: that of an account that signed in by this phone and has none
/// yet.
PersonId id_for(Call& call, const std::optional<Phone>& phone) {
  if (phone) {
    const auto owner = access::account_of(call, *phone);
    if (owner && !load_person(call.tx, call.region(), *owner)) return *owner;
  }
  return call.make_id<PersonTag>();
}

std::string field_that_differs(const BirthSent& sent) {
  if (sent.id_number) return "/id_number";
  return sent.birth_day ? "/birth_day" : "/sex";
}

}  // namespace

Sex sex_on(const IdCard& card) {
  return card.sex() == lastmile::Sex::female ? Sex::female : Sex::male;
}

Check may_change_birth_day(Call& call, const PersonRow& row, const std::optional<Day>& birth_day) {
  if (birth_day == row.birth_day || !is_minor_alone(call, row)) return Done{};
  return birth_day_of_minor;
}

Check settle_birth(Call& call, NewPerson& who, const BirthSent& sent) {
  if (who.id_number) {
    if (!who.birth_day) who.birth_day = who.id_number->birth();
    if (who.sex == Sex::unsaid) who.sex = sex_on(*who.id_number);
    const bool fits = who.birth_day == who.id_number->birth() && who.sex == sex_on(*who.id_number);
    if (!fits) return at_field(field_that_differs(sent), id_number_differs);
  }
  const Day today = call.settings.zone.day_of(call.now);
  if (who.birth_day && !is_birth_day(*who.birth_day, today)) {
    return at_field(sent.birth_day ? "/birth_day" : "/id_number", birth_day_not_past);
  }
  return Done{};
}

PersonRow save_new_person(Call& call, const NewPerson& who) {
  return save_new_person_as(call, who, id_for(call, who.phone));
}

PersonRow save_new_person_as(Call& call, const NewPerson& who, PersonId id) {
  PersonRow row{.region = call.region(),
                .id = id,
                .merged_into = {},
                .name = who.name.str(),
                .name_keys = name_keys(who.name),
                .name_sound = name_sound(who.name),
                .sex = who.sex,
                .birth_day = who.birth_day,
                .phone = {},
                .phone_index = {},
                .id_number = {},
                .id_index = {},
                .address = {},
                .address_index = {},
                .point = {},
                .household = who.household,
                .home_site = who.home.id,
                .site_path = who.home.path,
                .language = who.language,
                .recipient_groups = each_once(who.recipient_groups),
                .entered_by = call.actor.person,
                .entered_how = who.how,
                .entered_at = call.now,
                .changed_at = call.now};
  set_phone(call, row, who.phone);
  set_id_number(call, row, who.id_number);
  set_address(call, row, who.address);
  set_point(call, row, who.point);
  ASSERT(call.tx.insert(row));
  call.journal.append(PersonEntered{row.id, row.home_site, std::string(to_text(who.how))},
                      about(row));
  record_consent(call, row, ConsentKind::record, who.consent);
  // Whoever signs in already goes on doing so by the number they proved.
  const bool takes_phone = who.phone && who.phone->is_mobile() && !access::has_account(call, id);
  if (takes_phone && !access::account_of(call, *who.phone)) {
    const Check opened = access::open_account(call, row.id, *who.phone);
    ASSERT(opened.ok());
  }
  access::forget_proved_phone(call, row.id);
  return row;
}

std::vector<PersonRow> known_likes(Call& call, const NewPerson& who) {
  std::vector<PersonRow> likes;
  const std::string sound = name_sound(who.name);
  if (who.id_number) {
    const std::string index = id_index(call, *who.id_number);
    add_likes(likes, load_by_id_number(call.tx, call.region(), index), {});
  }
  if (who.phone) {
    const std::string index = phone_index(call, *who.phone);
    add_likes(likes, load_by_phone(call.tx, call.region(), index), sound);
  }
  if (who.address) {
    const std::string index = address_index(call, *who.address);
    add_likes(likes, load_by_address(call.tx, call.region(), index), sound);
  }
  return canonical_rows(call, std::move(likes));
}

std::vector<PersonRow> seen_namesakes(Call& call, const NewPerson& who) {
  if (!who.birth_day) return {};
  auto rows = canonical_rows(
      call, load_by_name_and_birth(call.tx, call.region(), name_sound(who.name), *who.birth_day));
  std::erase_if(rows, [&](const PersonRow& row) { return sight_of(call, row) == Sight::masked; });
  return rows;
}

Result<PersonId> find_or_enter_resident(Call& call, const FindOrEnter& who) {
  if (!call.actor.person && !call.actor.system) return access::not_signed_in;
  ASSIGN_OR_RETURN(const places::Site home, places::find_active_site(call, who.home_site));
  if (!access::may(call.actor, access::Right::need_assist, home.path)) {
    RETURN_IF_REFUSED(access::require(call, access::Right::people_write, home.path));
  }
  RETURN_IF_REFUSED(places::on_globe(who.point, "/resident/point"));
  NewPerson person{.name = who.name};
  person.phone = who.phone;
  person.address = who.address;
  person.point = who.point;
  person.home = home;
  person.how = EnteredHow::counter;  // whatever the way in, a desk wrote it down
  person.consent = who.consent.str();
  const auto likes = known_likes(call, person);
  if (!likes.empty()) return likes.front().id;
  return save_new_person(call, person).id;
}

}  // namespace lastmile::people
