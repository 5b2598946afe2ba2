#include "people/residents.h"

#include <algorithm>

#include "access/access_errors.h"
#include "access/accounts.h"
#include "people/consent_book.h"
#include "people/consent_errors.h"
#include "people/consents.h"
#include "people/dictionary.h"
#include "people/entering.h"
#include "people/people.h"
#include "people/person_access.h"
#include "people/person_facts.h"
#include "people/person_secrets.h"
#include "people/person_view.h"
#include "people/resident_errors.h"
#include "people/scoped_list.h"
#include "people/volunteering.h"
#include "places/grounds.h"
#include "places/places.h"

namespace lastmile::people {
namespace {

bool is_sensitive(RecipientGroup group) {
  return group == RecipientGroup::disabled || group == RecipientGroup::hardship;
}

Check household_fits(Call& call, const std::optional<places::HouseholdId>& household,
                     places::SiteId home) {
  if (!household) return Done{};
  const auto site = places::site_of_household(call, *household);
  const bool theirs = site && access::may(call.actor, access::Right::people_read, site->path);
  if (!theirs || site->id != home) return household_elsewhere;
  return Done{};
}

Check language_known(Call& call, const std::optional<Code>& language) {
  if (!language) return Done{};
  return known_code(call, Dictionary::language, *language, "/language");
}

PersonLine line(Call& call, const PersonRow& row) {
  const bool own = call.actor.person == row.id;
  const bool minor = is_minor_now(call, row.birth_day);
  PersonLine l{row.id, row.name, row.sex, row.birth_day, {}, row.home_site, row.recipient_groups,
               minor};
  if (const auto phone = open_phone(call, row)) l.phone = phone->masked();
  if (minor && !own) {
    l.name = masked_name(row.name);
    l.birth_day.reset();
  }
  access::note_reading(call, row.id, minor ? access::FieldClass::minor : access::FieldClass::basic,
                       "list");
  return l;
}

/// The number they sign in by is the one to call, unless it stands in somebody's profile, or their
/// login is a password.
std::optional<Phone> own_phone(Call& call, PersonId me) {
  if (access::is_staff(call, me)) return std::nullopt;
  const auto phone = access::proved_phone(call, me);
  if (!phone) return std::nullopt;
  const auto theirs = load_by_phone(call.tx, call.region(), phone_index(call, *phone));
  return theirs.empty() ? phone : std::nullopt;
}

/// A child's own word is no consent to a profile (PIPL 31); the station hears the guardian's.
Check may_agree_alone(const Call& call, const std::optional<Day>& birth_day) {
  const AgeBand band = age_band(birth_day, call.settings.zone.day_of(call.now));
  if (band == AgeBand::under_8 || band == AgeBand::under_14) return guardian_registers;
  return Done{};
}

bool is_actor(Call& call, const PersonRow& row) {
  return call.actor.person && canonical(call, *call.actor.person) == row.id;
}

/// Whom the refusal names: the first of them that the actor may see.
Check none_known(Call& call, const std::vector<PersonRow>& likes) {
  if (likes.empty()) return Done{};
  Refused known{person_known};
  const auto seen = std::ranges::find_if(
      likes, [&](const PersonRow& row) { return sight_of(call, row) != Sight::masked; });
  if (seen != likes.end()) known.seen = seen->id.text();
  return known;
}

/// Nobody else has this ID number: two people never do, whatever a desk says.
Check none_has(Call& call, const std::optional<IdCard>& card, PersonId but = {}) {
  if (!card) return Done{};
  auto same = load_by_id_number(call.tx, call.region(), id_index(call, *card));
  std::erase_if(same, [&](const PersonRow& row) { return row.id == but; });
  return none_known(call, same);
}

/// Writes the parts of a change into the row; returns the names of the fields that changed.
std::vector<std::string> apply(Call& call, PersonRow& row, const ChangePerson& cmd) {
  std::vector<std::string> fields;
  const auto set = [&](std::string_view name, auto& member, const auto& value) {
    if (!value || member == *value) return;
    member = *value;
    fields.emplace_back(name);
  };
  // Sent as it stands, a name gets the keys of today's tables.
  const std::string keys = cmd.name ? name_keys(cmd.name->str()) : row.name_keys;
  if (cmd.name && (row.name != cmd.name->str() || row.name_keys != keys)) {
    fields.emplace_back(row.name == cmd.name->str() ? "name_keys" : "name");
    row.name = cmd.name->str();
    row.name_keys = keys;
    row.name_sound = name_sound(row.name);
  }
  set("sex", row.sex, cmd.sex);
  set("birth_day", row.birth_day, cmd.birth_day);
  set("household", row.household, cmd.household);
  if (cmd.recipient_groups) {
    set("recipient_groups", row.recipient_groups, std::optional(each_once(*cmd.recipient_groups)));
  }
  if (cmd.language && row.language != cmd.language->str()) {
    row.language = cmd.language->str();
    fields.emplace_back("language");
  }
  if (cmd.phone) set_phone(call, row, *cmd.phone), fields.emplace_back("phone");
  if (cmd.id_number) {
    set_id_number(call, row, *cmd.id_number);
    fields.emplace_back("id_number");
  }
  if (cmd.id_number && *cmd.id_number) {
    if (!row.birth_day) set("birth_day", row.birth_day, std::optional((*cmd.id_number)->birth()));
    if (row.sex == Sex::unsaid) set("sex", row.sex, std::optional(sex_on(**cmd.id_number)));
  }
  if (cmd.address) set_address(call, row, *cmd.address), fields.emplace_back("address");
  if (cmd.point) set_point(call, row, *cmd.point), fields.emplace_back("point");
  return fields;
}

/// The one who mends a number is not the one who signs in by it, so it follows until its owner did.
void follow_phone_change(Call& call, const PersonRow& row, const std::optional<Phone>& phone) {
  if (!is_actor(call, row)) access::move_unused_account(call, row.id, phone);
}

/// The profile as it would stand, checked as a new one is.
Check check_change(Call& call, const PersonRow& row, const ChangePerson& cmd) {
  if (cmd.birth_day) RETURN_IF_REFUSED(may_change_birth_day(call, row, *cmd.birth_day));
  NewPerson after{.name = cmd.name.value_or(Name())};
  after.sex = cmd.sex.value_or(row.sex);
  after.birth_day = cmd.birth_day ? *cmd.birth_day : row.birth_day;
  after.id_number = cmd.id_number ? *cmd.id_number : open_id_number(call, row);
  const bool concerned = cmd.sex || cmd.birth_day || cmd.id_number;
  if (concerned) RETURN_IF_REFUSED(settle_birth(call, after, birth_sent(cmd)));
  // Else who left the birth date out at first would say it here.
  if (is_actor(call, row) && after.birth_day != row.birth_day) {
    RETURN_IF_REFUSED(may_agree_alone(call, after.birth_day));
  }
  if (cmd.birth_day) RETURN_IF_REFUSED(birth_day_fits(call, row, after.birth_day));
  RETURN_IF_REFUSED(language_known(call, cmd.language));
  if (cmd.point) RETURN_IF_REFUSED(places::on_globe(*cmd.point, "/point"));
  if (!cmd.recipient_groups || std::ranges::none_of(*cmd.recipient_groups, is_sensitive)) {
    return Done{};
  }
  if (!cmd.sensitive_consent && !has_consent(call, row.id, ConsentKind::sensitive)) {
    return sensitive_consent_missing;
  }
  return Done{};
}

}  // namespace

Result<PersonView> show_me(Call& call, const ShowMe&) {
  ASSIGN_OR_RETURN(const PersonRow me, own_row(call));
  return person_view(call, me);
}

Result<PersonView> show_person(Call& call, const ShowPerson& query) {
  ASSIGN_OR_RETURN(const PersonRow row, see_person(call, query.person));
  return person_view(call, row);
}

Result<Page<PersonLine>> list_people(Call& call, const ListPeople& query) {
  const std::string under = query.under ? query.under->str() : "";
  ASSIGN_OR_RETURN(const auto scopes, scopes_to_list(call, access::Right::people_read, under));
  const SearchWords words = words_of(query.search);
  const auto fetch = [&](const places::PathRange& range, const Uuid& after, std::int64_t limit) {
    PersonFilter filter{.lo = range.lo, .hi = range.hi};
    filter.name_part = words.name_part;
    filter.key = words.key;
    if (query.group) filter.group = to_text(*query.group);
    filter.after = PersonId{after};
    filter.limit = limit;
    if (finds_nothing(query.search)) return std::vector<PersonRow>();
    return load_person_page(call.tx, call.region(), filter);
  };
  ASSIGN_OR_RETURN(const auto page,
                   scoped_page<PersonRow>(scopes, query.cursor, items_asked(query.limit), fetch,
                                          [](const auto& r) { return r.id.uuid; }));
  return shown<PersonLine>(page, [&](const PersonRow& row) { return line(call, row); });
}

Result<PersonLines> find_person(Call& call, const FindPerson& cmd) {
  if (!call.actor.person && !call.actor.system) return access::not_signed_in;
  if (access::scopes(call.actor, access::Right::people_read).empty() && !call.actor.system) {
    return access::not_yours;
  }
  if (cmd.phone.has_value() == cmd.id_number.has_value()) return search_too_wide;
  auto rows = cmd.phone ? load_by_phone(call.tx, call.region(), phone_index(call, *cmd.phone))
                        : load_by_id_number(call.tx, call.region(), id_index(call, *cmd.id_number));
  PersonLines found;
  for (const PersonRow& row : canonical_rows(call, std::move(rows))) {
    if (sight_of(call, row) != Sight::masked) found.items.push_back(line(call, row));
  }
  return found;
}

Result<PersonView> introduce_myself(Call& call, const IntroduceMyself& cmd) {
  ASSIGN_OR_RETURN(const PersonId me, access::require_person(call));
  if (load_person(call.tx, call.region(), me)) return already_introduced;
  NewPerson who{.name = cmd.name};
  who.sex = cmd.sex.value_or(Sex::unsaid);
  who.birth_day = cmd.birth_day;
  who.phone = cmd.phone ? cmd.phone : own_phone(call, me);
  who.address = cmd.address;
  who.point = cmd.point;
  ASSIGN_OR_RETURN(who.home, places::find_active_site(call, cmd.home_site));
  RETURN_IF_REFUSED(places::on_globe(cmd.point, "/point"));
  RETURN_IF_REFUSED(language_known(call, cmd.language));
  if (cmd.language) who.language = cmd.language->str();
  RETURN_IF_REFUSED(settle_birth(call, who, {.birth_day = true}));
  RETURN_IF_REFUSED(may_agree_alone(call, who.birth_day));
  if (cmd.wording_version != load_wording_version(call.tx, ConsentKind::record)) {
    return consent_wording_old;
  }
  who.consent = "本人在线同意 / given online by the person";
  return person_view(call, save_new_person_as(call, who, me));
}

Result<PersonView> enter_resident(Call& call, const EnterResident& cmd) {
  if (!call.actor.person && !call.actor.system) return access::not_signed_in;
  ASSIGN_OR_RETURN(places::Site home, places::find_active_site(call, cmd.home_site));
  RETURN_IF_REFUSED(access::require(call, access::Right::people_write, home.path));
  if (cmd.how == EnteredHow::self || cmd.how == EnteredHow::import) return entered_how_wrong;
  RETURN_IF_REFUSED(places::on_globe(cmd.point, "/point"));
  RETURN_IF_REFUSED(household_fits(call, cmd.household, cmd.home_site));
  RETURN_IF_REFUSED(language_known(call, cmd.language));
  NewPerson who{.name = cmd.name};
  who.sex = cmd.sex.value_or(Sex::unsaid);
  who.birth_day = cmd.birth_day;
  who.phone = cmd.phone;
  who.id_number = cmd.id_number;
  who.address = cmd.address;
  who.point = cmd.point;
  who.household = cmd.household;
  who.home = std::move(home);
  if (cmd.language) who.language = cmd.language->str();
  who.recipient_groups = cmd.recipient_groups;
  who.how = cmd.how;
  who.consent = cmd.consent.str();
  RETURN_IF_REFUSED(settle_birth(call, who, birth_sent(cmd)));
  const bool sensitive = std::ranges::any_of(cmd.recipient_groups, is_sensitive);
  if (sensitive && !cmd.sensitive_consent) return sensitive_consent_missing;
  RETURN_IF_REFUSED(none_has(call, who.id_number));
  if (!cmd.anyway.value_or(false)) {
    RETURN_IF_REFUSED(none_known(call, known_likes(call, who)));
    RETURN_IF_REFUSED(none_known(call, seen_namesakes(call, who)));
  }
  const PersonRow row = save_new_person(call, who);
  if (cmd.sensitive_consent) {
    record_consent(call, row, ConsentKind::sensitive, cmd.sensitive_consent->str());
  }
  return person_view(call, row);
}

Result<PersonView> change_person(Call& call, const ChangePerson& cmd) {
  ASSIGN_OR_RETURN(PersonRow row, access_person(call, cmd.person, access::Right::people_write));
  RETURN_IF_REFUSED(check_change(call, row, cmd));
  std::vector<std::string> moved;
  if (cmd.home_site && *cmd.home_site != row.home_site) {
    ASSIGN_OR_RETURN(const places::Site home, places::find_active_site(call, *cmd.home_site));
    row.home_site = home.id;
    row.site_path = home.path;
    if (!cmd.household) row.household.reset();
    moved.emplace_back("home_site");
  }
  if (cmd.household) RETURN_IF_REFUSED(household_fits(call, *cmd.household, row.home_site));
  if (cmd.id_number) {
    RETURN_IF_REFUSED(reclaim_identity(call, row, *cmd.id_number));
    RETURN_IF_REFUSED(none_has(call, *cmd.id_number, row.id));
  }
  std::vector<std::string> fields = apply(call, row, cmd);
  fields.insert(fields.end(), moved.begin(), moved.end());
  if (cmd.sensitive_consent) {
    record_consent(call, row, ConsentKind::sensitive, cmd.sensitive_consent->str());
  }
  if (fields.empty()) return person_view(call, row);
  row.changed_at = call.now;
  call.tx.update(row);
  call.journal.append(PersonChanged{row.id, fields}, about(row));
  follow_person_change(call, row, fields);
  if (cmd.phone) follow_phone_change(call, row, *cmd.phone);
  return person_view(call, row);
}

}  // namespace lastmile::people
