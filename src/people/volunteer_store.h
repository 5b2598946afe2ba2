#pragma once
#include <functional>

#include "people/person.h"
#include "storage/tx.h"
#include "vault/vault.h"

namespace lastmile::people {

enum class VolunteerState {
  awaiting_yes,  // entered from a file: the own yes is missing, never matched
  active,
  paused,
  left,
  merged,  // the profile of someone merged into another
};
BOOST_DESCRIBE_ENUM(VolunteerState, awaiting_yes, active, paused, left, merged)

/// The row of table `volunteer`.
struct VolunteerRow {
  int region = 0;
  PersonId person;
  VolunteerState state = VolunteerState::active;
  places::SiteId home_site;
  std::string site_path;
  std::optional<RegionCode> area;
  std::optional<double> lat;
  std::optional<double> lon;
  std::vector<std::string> skills;
  std::vector<std::string> categories;
  std::vector<std::string> languages;
  std::vector<FreeHours> free_hours;
  std::vector<FreeException> exceptions;
  Transport transport = Transport::walk;
  std::optional<Day> insured_until;
  bool trained_for_risk = false;
  std::optional<Day> paused_until;
  Instant joined_at{};
  std::optional<PersonId> entered_by;
  Instant changed_at{};
};
BOOST_DESCRIBE_STRUCT(VolunteerRow, (),
                      (region, person, state, home_site, site_path, area, lat, lon, skills,
                       categories, languages, free_hours, exceptions, transport, insured_until,
                       trained_for_risk, paused_until, joined_at, entered_by, changed_at))

/// One ID number, one volunteer: claimed before the profile is written.
struct VolunteerIdentityRow {
  int region = 0;
  std::string id_index;
  PersonId person;
};
BOOST_DESCRIBE_STRUCT(VolunteerIdentityRow, (), (region, id_index, person))

}  // namespace lastmile::people

template <>
struct lastmile::storage::Table<lastmile::people::VolunteerRow> {
  static constexpr std::string_view name = "volunteer";
  static constexpr std::size_t key_columns = 2;
};
template <>
struct lastmile::storage::Table<lastmile::people::VolunteerIdentityRow> {
  static constexpr std::string_view name = "volunteer_identity";
  static constexpr std::size_t key_columns = 2;
};

namespace lastmile::people {

std::optional<VolunteerRow> load_volunteer(storage::Tx& tx, int region, PersonId person);
std::optional<PersonId> load_identity(storage::Tx& tx, int region, std::string_view id_index);
/// Volunteers whose pause, or whose insurance, ended before the day: at most 200.
std::vector<VolunteerRow> load_pauses_over(storage::Tx& tx, int region, Day day);
std::vector<VolunteerRow> load_insurance_over(storage::Tx& tx, int region, Day day);

/// One volunteer as matching sees them, licences and teams included.
std::optional<VolunteerProfile> load_profile(storage::Tx& tx, int region, PersonId person);
/// The same of all that are active under a path, streamed: three statements in all.
void each_active_profile(storage::Tx& tx, int region, std::string_view path,
                         const std::function<void(const VolunteerProfile&)>& f);

/// What a list of volunteers is narrowed by; empty members do not narrow.
struct VolunteerFilter {
  std::string_view lo = {};
  std::string_view hi = {};
  std::string state = {};
  std::string name_part = {};
  std::string key = {};
  std::string skill = {};
  std::string licence = {};
  std::string language = {};
  PersonId after = {};
  std::int64_t limit = 50;
};
/// One line of the list: the profile's state beside the person's name.
struct VolunteerLineRow {
  PersonId person;
  std::string name;
  std::optional<Day> birth_day;
  Sex sex = Sex::unsaid;
  VolunteerState state = VolunteerState::active;
  places::SiteId home_site;
  std::string site_path;
  std::vector<std::string> skills;
  std::vector<std::string> languages;
  Transport transport = Transport::walk;
  bool trained_for_risk = false;
  std::optional<Day> insured_until;
  Instant joined_at{};
};
BOOST_DESCRIBE_STRUCT(VolunteerLineRow, (),
                      (person, name, birth_day, sex, state, home_site, site_path, skills, languages,
                       transport, trained_for_risk, insured_until, joined_at))
std::vector<VolunteerLineRow> load_volunteer_page(storage::Tx& tx, int region,
                                                  const VolunteerFilter& filter);

}  // namespace lastmile::people
