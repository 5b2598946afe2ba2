#include "people/volunteer_store.h"

#include "people/compact_json.h"
#include "places/paths.h"

namespace lastmile::people {
namespace {

using storage::Sql;

#define VOLUNTEER_COLUMNS                                                                        \
  "region, person, state, home_site, site_path, area, lat, lon, skills, categories, languages, " \
  "free_hours, exceptions, transport, insured_until, trained_for_risk, paused_until, "           \
  "joined_at, entered_by, changed_at from volunteer "

const Sql volunteer_by_person{"volunteer_by_person",
                              "select " VOLUNTEER_COLUMNS "where region = $1 and person = $2"};

const Sql volunteer_pauses_over{
    "volunteer_pauses_over",
    "select " VOLUNTEER_COLUMNS
    "where region = $1 and state = 'paused' and paused_until < $2 order by person limit 200"};

const Sql volunteer_insurance_over{
    "volunteer_insurance_over",
    "select " VOLUNTEER_COLUMNS
    "where region = $1 and state = 'active' and insured_until < $2 order by person limit 200"};

const Sql identity_by_index{"identity_by_index", R"(
  select person from volunteer_identity where region = $1 and id_index = $2)"};

#define PROFILE_COLUMNS                                                                 \
  "v.person, v.state, v.home_site, v.site_path, v.lat, v.lon, v.skills, v.categories, " \
  "v.languages, v.free_hours, v.exceptions, v.transport, v.insured_until, "             \
  "v.trained_for_risk, p.birth_day from volunteer v "                                   \
  "join person p on p.region = v.region and p.id = v.person "

const Sql profile_by_person{"profile_by_person",
                            "select " PROFILE_COLUMNS
                            "where v.region = $1 and v.person = $2 and v.state <> 'merged'"};

const Sql profiles_under_path{
    "profiles_under_path",
    "select " PROFILE_COLUMNS
    "where v.region = $1 and v.state = 'active' and v.site_path >= $2 and v.site_path < $3 "
    "order by v.site_path, v.person"};

const Sql licences_under_path{"licences_under_path", R"(
  select l.person, l.code, l.from_day, l.until_day, l.state
  from volunteer v join licence l on l.region = v.region and l.person = v.person
  where v.region = $1 and v.state = 'active' and v.site_path >= $2 and v.site_path < $3
    and l.state in ('entered', 'verified')
  order by v.site_path, v.person, l.id)"};

const Sql licences_of_profile{"licences_of_profile", R"(
  select person, code, from_day, until_day, state from licence
  where region = $1 and person = $2 and state in ('entered', 'verified') order by id)"};

const Sql teams_under_path{"teams_under_path", R"(
  select m.person, m.team
  from volunteer v join membership m on m.region = v.region and m.person = v.person
  where v.region = $1 and v.state = 'active' and v.site_path >= $2 and v.site_path < $3
    and m.state = 'member'
  order by v.site_path, v.person, m.team)"};

const Sql teams_of_profile{"teams_of_profile", R"(
  select person, team from membership
  where region = $1 and person = $2 and state = 'member' order by team)"};

const Sql volunteer_page{"volunteer_page", R"(
  select v.person, p.name, p.birth_day, p.sex, v.state, v.home_site, v.site_path, v.skills,
         v.languages, v.transport, v.trained_for_risk, v.insured_until, v.joined_at
  from volunteer v join person p on p.region = v.region and p.id = v.person
  where v.region = $1 and v.site_path >= $2 and v.site_path < $3 and v.person > $4
    and v.state <> 'merged' and p.state <> 'erased' and ($5 = '' or v.state = $5)
    and ($6 = '' or p.name like '%' || $6 || '%' or p.name_keys like $7 || '%'
         or p.name_keys like '% ' || $7 || '%')
    and ($8 = '' or v.skills like '%"' || $8 || '"%')
    and ($9 = '' or exists (select 1 from licence l where l.region = v.region
         and l.person = v.person and l.code = $9 and l.state = 'verified'))
    and ($10 = '' or v.languages like '%"' || $10 || '"%')
  order by v.person limit $11)"};

struct ProfileRow {
  PersonId person;
  VolunteerState state = VolunteerState::active;
  places::SiteId home_site;
  std::string site_path;
  std::optional<double> lat;
  std::optional<double> lon;
  std::string skills;
  std::string categories;
  std::string languages;
  std::string free_hours;
  std::string exceptions;
  Transport transport = Transport::walk;
  std::optional<Day> insured_until;
  bool trained_for_risk = false;
  std::optional<Day> birth_day;
};
BOOST_DESCRIBE_STRUCT(ProfileRow, (),
                      (person, state, home_site, site_path, lat, lon, skills, categories, languages,
                       free_hours, exceptions, transport, insured_until, trained_for_risk,
                       birth_day))

struct LicenceLine {
  PersonId person;
  std::string code;
  Day from_day;
  Day until_day;
  std::string state;
};
BOOST_DESCRIBE_STRUCT(LicenceLine, (), (person, code, from_day, until_day, state))

struct TeamLine {
  PersonId person;
  TeamId team;
};
BOOST_DESCRIBE_STRUCT(TeamLine, (), (person, team))

VolunteerProfile to_profile(ProfileRow&& row) {
  VolunteerProfile who;
  who.person = row.person;
  who.home_site = row.home_site;
  who.home_path = std::move(row.site_path);
  if (row.lat && row.lon) who.point = places::MapPoint{*row.lat, *row.lon};
  who.skills = read_compact<std::string>(row.skills);
  who.categories = read_compact<std::string>(row.categories);
  who.languages = read_compact<std::string>(row.languages);
  who.free_hours = read_compact<FreeHours>(row.free_hours);
  who.exceptions = read_compact<FreeException>(row.exceptions);
  who.transport = row.transport;
  who.birth_day = row.birth_day;
  who.insured_until = row.insured_until;
  who.trained_for_risk = row.trained_for_risk;
  who.active = row.state == VolunteerState::active;
  return who;
}

Licence to_licence(LicenceLine&& line) {
  return {std::move(line.code), {}, line.from_day, line.until_day, line.state == "verified"};
}

}  // namespace

std::optional<VolunteerRow> load_volunteer(storage::Tx& tx, int region, PersonId person) {
  return tx.row<VolunteerRow>(volunteer_by_person, region, person);
}

std::optional<PersonId> load_identity(storage::Tx& tx, int region, std::string_view id_index) {
  return tx.row<PersonId>(identity_by_index, region, id_index);
}

std::vector<VolunteerRow> load_pauses_over(storage::Tx& tx, int region, Day day) {
  return tx.rows<VolunteerRow>(volunteer_pauses_over, region, day);
}

std::vector<VolunteerRow> load_insurance_over(storage::Tx& tx, int region, Day day) {
  return tx.rows<VolunteerRow>(volunteer_insurance_over, region, day);
}

std::optional<VolunteerProfile> load_profile(storage::Tx& tx, int region, PersonId person) {
  auto row = tx.row<ProfileRow>(profile_by_person, region, person);
  if (!row) return std::nullopt;
  VolunteerProfile who = to_profile(std::move(*row));
  for (auto& line : tx.rows<LicenceLine>(licences_of_profile, region, person)) {
    who.licences.push_back(to_licence(std::move(line)));
  }
  for (const auto& line : tx.rows<TeamLine>(teams_of_profile, region, person)) {
    who.teams.push_back(line.team);
  }
  return who;
}

void each_active_profile(storage::Tx& tx, int region, std::string_view path,
                         const std::function<void(const VolunteerProfile&)>& f) {
  const auto range = places::subtree(path);
  auto licences = tx.rows<LicenceLine>(licences_under_path, region, range.lo, range.hi);
  const auto teams = tx.rows<TeamLine>(teams_under_path, region, range.lo, range.hi);
  std::size_t next_licence = 0, next_team = 0;  // all three come in the same order
  tx.each<ProfileRow>(
      profiles_under_path,
      [&](ProfileRow&& row) {
        VolunteerProfile who = to_profile(std::move(row));
        for (; next_licence < licences.size() && licences[next_licence].person == who.person;) {
          who.licences.push_back(to_licence(std::move(licences[next_licence++])));
        }
        for (; next_team < teams.size() && teams[next_team].person == who.person;) {
          who.teams.push_back(teams[next_team++].team);
        }
        f(who);
      },
      region, range.lo, range.hi);
}

std::vector<VolunteerLineRow> load_volunteer_page(storage::Tx& tx, int region,
                                                  const VolunteerFilter& f) {
  return tx.rows<VolunteerLineRow>(volunteer_page, region, f.lo, f.hi, f.after, f.state,
                                   f.name_part, f.key, f.skill, f.licence, f.language, f.limit);
}

}  // namespace lastmile::people
