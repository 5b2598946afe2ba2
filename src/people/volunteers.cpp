#include "people/volunteers.h"

#include <algorithm>

#include "access/access_errors.h"
#include "people/consents.h"
#include "people/dictionary.h"
#include "people/entering.h"
#include "people/families.h"
#include "people/hold_store.h"
#include "people/licences.h"
#include "people/own_data_errors.h"
#include "people/people.h"
#include "people/person_access.h"
#include "people/person_facts.h"
#include "people/person_secrets.h"
#include "people/team_store.h"
#include "people/volunteer_entry.h"
#include "people/volunteer_errors.h"
#include "people/volunteer_facts.h"
#include "people/volunteer_rules.h"
#include "people/volunteering.h"
#include "places/places.h"

namespace lastmile::people {
namespace {

Day today_of(const Call& call) { return call.settings.zone.day_of(call.now); }

VolunteerView view(Call& call, const PersonRow& person, const VolunteerRow& row) {
  const bool own = is_own(call, person.id);
  const bool minor = is_minor_now(call, person.birth_day);
  note_shown(call, person.id, minor ? access::FieldClass::minor : access::FieldClass::basic,
             "volunteer");
  return {row.person,
          own || !minor ? person.name : masked_name(person.name),
          row.state,
          row.home_site,
          row.area,
          row.skills,
          row.categories,
          row.languages,
          row.free_hours,
          row.exceptions,
          row.transport,
          licences_of(call, row.person),
          row.insured_until,
          row.trained_for_risk,
          row.paused_until,
          load_teams_of(call.tx, call.region(), row.person),
          minor,
          row.joined_at};
}

/// A volunteer's profile with the person it belongs to.
struct Volunteering {
  PersonRow person;
  VolunteerRow row;
};
Result<Volunteering> with_profile(Call& call, PersonRow person) {
  auto row = load_volunteer(call.tx, call.region(), person.id);
  if (!row) return volunteer_unknown;
  return Volunteering{std::move(person), std::move(*row)};
}
Result<Volunteering> access_volunteer(Call& call, PersonId id) {
  ASSIGN_OR_RETURN(PersonRow person, access_person(call, id, access::Right::people_write));
  return with_profile(call, std::move(person));
}

Result<VolunteerView> save_step(Call& call, const PersonRow& person, Result<VolunteerRow> step,
                                std::vector<std::string> fields) {
  ASSIGN_OR_RETURN(const VolunteerRow row, std::move(step));
  save_volunteer(call, row, std::move(fields));
  return view(call, person, row);
}

/// Joins, changes and imports alike: codes that exist, hours that end after they begin.
Check check_profile(Call& call, const NewVolunteer& profile) {
  RETURN_IF_REFUSED(known_codes(call, Dictionary::skill, profile.skills, "/skills"));
  RETURN_IF_REFUSED(category_codes(profile.categories, "/categories"));
  RETURN_IF_REFUSED(known_codes(call, Dictionary::language, profile.languages, "/languages"));
  RETURN_IF_REFUSED(hours_in_order(profile.free_hours, profile.exceptions));
  return exceptions_ahead(profile.exceptions, {}, today_of(call));
}

/// What joining adds to the person's own profile; nothing is taken away.
Result<PersonRow> with_details(Call& call, PersonRow row, const JoinAsVolunteer& cmd) {
  if (cmd.birth_day) RETURN_IF_REFUSED(may_change_birth_day(call, row, cmd.birth_day));
  NewPerson who{.name = *Name::parse(row.name)};
  who.sex = cmd.sex.value_or(row.sex);
  who.birth_day = cmd.birth_day ? cmd.birth_day : row.birth_day;
  who.id_number = cmd.id_number ? cmd.id_number : open_id_number(call, row);
  RETURN_IF_REFUSED(settle_birth(call, who, birth_sent(cmd)));
  row.sex = who.sex;
  row.birth_day = who.birth_day;
  if (cmd.id_number) set_id_number(call, row, cmd.id_number);
  return row;
}

bool same_details(const PersonRow& a, const PersonRow& b) {
  return a.sex == b.sex && a.birth_day == b.birth_day && a.id_index == b.id_index;
}

}  // namespace

VolunteerRow save_new_volunteer(Call& call, const PersonRow& person, const NewVolunteer& p) {
  const auto& point = p.home.point;
  VolunteerRow row{.region = call.region(),
                   .person = person.id,
                   .state = p.state,
                   .home_site = p.home.id,
                   .site_path = p.home.path,
                   .area = p.area,
                   .lat = point ? std::optional(point->lat) : std::nullopt,
                   .lon = point ? std::optional(point->lon) : std::nullopt,
                   .skills = tidy_codes(p.skills),
                   .categories = tidy_codes(p.categories),
                   .languages = tidy_codes(p.languages),
                   .free_hours = each_once(p.free_hours),
                   .exceptions = each_once(p.exceptions),
                   .transport = p.transport,
                   .insured_until = {},
                   .paused_until = {},
                   .joined_at = call.now,
                   .entered_by = call.actor.person,
                   .changed_at = call.now};
  if (row.languages.empty()) row.languages = {person.language};
  drop_past_exceptions(row, today_of(call));
  call.tx.put(row);
  call.journal.append(
      VolunteerJoined{person.id, row.home_site, row.state == VolunteerState::active},
      {.subject = person.id.uuid, .scope = row.site_path, .people = {person.id}});
  return row;
}

Result<VolunteerView> join_as_volunteer(Call& call, const JoinAsVolunteer& cmd) {
  ASSIGN_OR_RETURN(const PersonId me, access::require_person(call));
  auto whom = access_person(call, cmd.person.value_or(me), access::Right::people_write);
  if (cmd.person) whom = named_in("/person", std::move(whom));
  ASSIGN_OR_RETURN(const PersonRow before, std::move(whom));
  ASSIGN_OR_RETURN(PersonRow person, with_details(call, before, cmd));
  const auto earlier = load_volunteer(call.tx, call.region(), person.id);
  RETURN_IF_REFUSED(
      may_join({earlier ? std::optional(earlier->state) : std::nullopt, person.birth_day,
                has_consent(call, person.id, ConsentKind::guardian_joining), today_of(call)}));
  NewVolunteer profile;
  ASSIGN_OR_RETURN(profile.home,
                   places::find_active_site(call, cmd.home_site.value_or(person.home_site)));
  profile.area = cmd.area;
  profile.skills = cmd.skills;
  profile.categories = cmd.categories;
  profile.languages = cmd.languages;
  profile.free_hours = cmd.free_hours;
  profile.exceptions = cmd.exceptions;
  profile.transport = cmd.transport.value_or(Transport::walk);
  RETURN_IF_REFUSED(check_profile(call, profile));
  RETURN_IF_REFUSED(claim_identity(call, person));
  if (!same_details(before, person)) {
    person.changed_at = call.now;
    call.tx.update(person);
    call.journal.append(PersonChanged{person.id, {"joining"}}, about(person));
  }
  return view(call, person, save_new_volunteer(call, person, profile));
}

Result<VolunteerView> show_volunteer(Call& call, const ShowVolunteer& query) {
  auto person = see_person(call, query.person);
  if (!person && person.refused().refusal == person_unknown) return volunteer_unknown;
  RETURN_IF_REFUSED(person);
  ASSIGN_OR_RETURN(const Volunteering v, with_profile(call, std::move(*person)));
  return view(call, v.person, v.row);
}

Result<VolunteerView> change_volunteer(Call& call, const ChangeVolunteer& cmd) {
  ASSIGN_OR_RETURN(Volunteering v, access_volunteer(call, cmd.person));
  NewVolunteer wanted;
  wanted.skills = cmd.skills.value_or(v.row.skills);
  wanted.categories = cmd.categories.value_or(v.row.categories);
  wanted.languages = cmd.languages.value_or(v.row.languages);
  RETURN_IF_REFUSED(check_profile(call, wanted));
  std::vector<std::string> fields;
  const auto set = [&](std::string_view name, auto& member, auto value) {
    if (member == value) return;
    member = std::move(value);
    fields.emplace_back(name);
  };
  if (cmd.home_site && *cmd.home_site != v.row.home_site) {
    ASSIGN_OR_RETURN(const places::Site home, places::find_active_site(call, *cmd.home_site));
    set("home_site", v.row.home_site, home.id);
    v.row.site_path = home.path;
    v.row.lat = home.point ? std::optional(home.point->lat) : std::nullopt;
    v.row.lon = home.point ? std::optional(home.point->lon) : std::nullopt;
  }
  if (cmd.area) set("area", v.row.area, *cmd.area);
  set("skills", v.row.skills, tidy_codes(wanted.skills));
  set("categories", v.row.categories, tidy_codes(wanted.categories));
  set("languages", v.row.languages, tidy_codes(wanted.languages));
  if (cmd.transport) set("transport", v.row.transport, *cmd.transport);
  if (fields.empty()) return view(call, v.person, v.row);
  return save_step(call, v.person, v.row, std::move(fields));
}

Result<VolunteerView> set_availability(Call& call, const SetAvailability& cmd) {
  ASSIGN_OR_RETURN(Volunteering v, access_volunteer(call, cmd.person));
  const auto hours = cmd.free_hours.value_or(std::vector<FreeHours>{});
  const auto exceptions = cmd.exceptions.value_or(std::vector<FreeException>{});
  RETURN_IF_REFUSED(hours_in_order(hours, exceptions));
  RETURN_IF_REFUSED(exceptions_ahead(exceptions, v.row.exceptions, today_of(call)));
  if (cmd.free_hours) v.row.free_hours = each_once(hours);
  if (cmd.exceptions) v.row.exceptions = each_once(exceptions);
  return save_step(call, v.person, v.row, {"availability"});
}

Result<VolunteerView> pause_volunteering(Call& call, const PauseVolunteering& cmd) {
  ASSIGN_OR_RETURN(const Volunteering v, access_volunteer(call, cmd.person));
  return save_step(call, v.person, paused_by(v.row, cmd.until, today_of(call)), {"state"});
}

Result<VolunteerView> resume_volunteering(Call& call, const ResumeVolunteering& cmd) {
  ASSIGN_OR_RETURN(const Volunteering v, access_volunteer(call, cmd.person));
  return save_step(call, v.person, resumed_by(v.row), {"state"});
}

Result<VolunteerView> leave_volunteering(Call& call, const LeaveVolunteering& cmd) {
  ASSIGN_OR_RETURN(const Volunteering v, access_volunteer(call, cmd.person));
  RETURN_IF_REFUSED(left_by(v.row));
  // Somebody waits for them: what was taken is given back or finished first.
  for (const PersonHoldRow& hold : load_holds(call.tx, call.region(), v.person.id)) {
    if (hold.what == "service") return Refused{person_held, {}, told(hold, call.actor.lang)};
  }
  stop_volunteering(call, v.person, "own_wish");
  return view(call, v.person, *load_volunteer(call.tx, call.region(), v.person.id));
}

Result<VolunteerView> confirm_volunteering(Call& call, const ConfirmVolunteering& cmd) {
  ASSIGN_OR_RETURN(const Volunteering v, access_volunteer(call, cmd.person));
  const bool self = call.actor.person && canonical(call, *call.actor.person) == v.person.id;
  if (!self && !cmd.how) return yes_is_own;
  RETURN_IF_REFUSED(
      may_join({std::nullopt, v.person.birth_day,
                has_consent(call, v.person.id, ConsentKind::guardian_joining), today_of(call)}));
  return save_step(call, v.person, confirmed_by(v.row), {"state"});
}

Result<VolunteerView> attest_volunteer(Call& call, const AttestVolunteer& cmd) {
  ASSIGN_OR_RETURN(PersonRow person, see_person(call, cmd.person));
  if (call.actor.person && canonical(call, *call.actor.person) == person.id) {
    return attested_by_staff;
  }
  RETURN_IF_REFUSED(access::require(call, access::Right::people_write, person.site_path));
  ASSIGN_OR_RETURN(Volunteering v, with_profile(call, std::move(person)));
  if (cmd.insured_until) {
    RETURN_IF_REFUSED(may_attest_insurance(*cmd.insured_until, today_of(call)));
    v.row.insured_until = *cmd.insured_until;
  }
  if (v.row.insured_until && *v.row.insured_until < today_of(call)) v.row.insured_until.reset();
  if (cmd.trained_for_risk) v.row.trained_for_risk = *cmd.trained_for_risk;
  return save_step(call, v.person, v.row, {"attested"});
}

bool end_what_is_over(Call& call) {
  const Day today = today_of(call);
  auto pauses = load_pauses_over(call.tx, call.region(), today);
  for (const VolunteerRow& row : pauses) {
    auto resumed = resumed_by(row);
    ASSERT(resumed.ok());
    save_volunteer(call, *resumed, {"state"});
  }
  auto insurances = load_insurance_over(call.tx, call.region(), today);
  for (VolunteerRow& row : insurances) {
    // The pause above may have written the row meanwhile.
    auto fresh = load_volunteer(call.tx, call.region(), row.person);
    ASSERT(fresh.has_value());
    fresh->insured_until.reset();
    save_volunteer(call, *fresh, {"attested"});
  }
  return pauses.size() == 200 || insurances.size() == 200;
}

Check category_codes(const std::vector<std::string>& codes, std::string_view path) {
  std::vector<BadField> bad;
  for (std::size_t i = 0; i < codes.size(); ++i) {
    const bool form = (codes[i].size() == 2 || codes[i].size() == 4) &&
                      std::ranges::all_of(codes[i], [](char c) { return c >= '0' && c <= '9'; });
    if (form) continue;
    bad.push_back({fmt::format("{}/{}", path, i), "code_unknown", std::string(code_unknown.en),
                   std::string(code_unknown.zh)});
  }
  if (!bad.empty()) return Refused{code_unknown, std::move(bad)};
  return Done{};
}

}  // namespace lastmile::people
