#pragma once
#include "base/page.h"
#include "people/volunteer_store.h"

/// A volunteer's own profile (R67 5) and its changes.
namespace lastmile::people {

using LicenceId = Id<struct LicenceTag>;

enum class LicenceState { entered, verified, rejected, withdrawn };
BOOST_DESCRIBE_ENUM(LicenceState, entered, verified, rejected, withdrawn)

using LicencePhotoId = Id<struct LicencePhotoTag>;

struct LicenceView {
  LicenceId licence;
  PersonId person;
  std::string code;
  std::optional<std::string> number;  // masked; whole to the volunteer
  Day from;
  Day until;
  LicenceState state = LicenceState::entered;
  std::optional<LicenceId> renews;
  std::optional<std::string> reason;
  bool holds_now = false;  // verified and within its days
  bool may_renew = false;  // within the renewal window
  std::vector<LicencePhotoId> photos;
};
BOOST_DESCRIBE_STRUCT(LicenceView, (),
                      (licence, person, code, number, from, until, state, renews, reason, holds_now,
                       may_renew, photos))

struct VolunteerView {
  PersonId person;
  std::string name;
  VolunteerState state = VolunteerState::active;
  places::SiteId home_site;
  std::optional<RegionCode> area;
  std::vector<std::string> skills;
  std::vector<std::string> categories;
  std::vector<std::string> languages;
  std::vector<FreeHours> free_hours;
  std::vector<FreeException> exceptions;
  Transport transport = Transport::walk;
  std::vector<LicenceView> licences;
  std::optional<Day> insured_until;
  bool trained_for_risk = false;
  std::optional<Day> paused_until;
  std::vector<TeamId> teams;
  bool minor = false;
  Instant joined_at;
};
BOOST_DESCRIBE_STRUCT(VolunteerView, (),
                      (person, name, state, home_site, area, skills, categories, languages,
                       free_hours, exceptions, transport, licences, insured_until, trained_for_risk,
                       paused_until, teams, minor, joined_at))

struct VolunteerLine {
  PersonId person;
  std::string name;
  Sex sex = Sex::unsaid;
  VolunteerState state = VolunteerState::active;
  places::SiteId home_site;
  std::vector<std::string> skills;
  std::vector<std::string> languages;
  Transport transport = Transport::walk;
  bool trained_for_risk = false;
  std::optional<Day> insured_until;
  bool minor = false;
  Instant joined_at;
};
BOOST_DESCRIBE_STRUCT(VolunteerLine, (),
                      (person, name, sex, state, home_site, skills, languages, transport,
                       trained_for_risk, insured_until, minor, joined_at))

struct ListVolunteers {
  std::optional<Text<1, 60>> search;
  std::optional<Text<1, 120>> under;
  std::optional<VolunteerState> state;
  std::optional<Text<1, 40>> skill;
  std::optional<Text<1, 40>> licence;
  std::optional<Text<1, 40>> language;
  std::optional<Cursor> cursor;
  std::optional<PageLimit> limit;
};
BOOST_DESCRIBE_STRUCT(ListVolunteers, (),
                      (search, under, state, skill, licence, language, cursor, limit))
struct ShowVolunteer {
  PersonId person;
};
BOOST_DESCRIBE_STRUCT(ShowVolunteer, (), (person))

/// Joins oneself; the station joins someone who says so in person, one by one.
struct JoinAsVolunteer {
  std::optional<PersonId> person;  // empty: myself
  std::optional<Day> birth_day;    // asked for when the profile has none
  std::optional<Sex> sex;
  std::optional<IdCard> id_number;
  std::optional<places::SiteId> home_site;
  std::optional<RegionCode> area;  // of residence
  std::vector<std::string> skills;
  std::vector<std::string> categories;
  std::vector<std::string> languages;
  std::vector<FreeHours> free_hours;
  std::vector<FreeException> exceptions;
  std::optional<Transport> transport;
};
BOOST_DESCRIBE_STRUCT(JoinAsVolunteer, (),
                      (person, birth_day, sex, id_number, home_site, area, skills, categories,
                       languages, free_hours, exceptions, transport))

/// What is given is changed; what is left out stays.
struct ChangeVolunteer {
  PersonId person;
  std::optional<places::SiteId> home_site;
  std::optional<std::optional<RegionCode>> area;
  std::optional<std::vector<std::string>> skills;
  std::optional<std::vector<std::string>> categories;
  std::optional<std::vector<std::string>> languages;
  std::optional<Transport> transport;
};
BOOST_DESCRIBE_STRUCT(ChangeVolunteer, (),
                      (person, home_site, area, skills, categories, languages, transport))
struct SetAvailability {
  PersonId person;
  std::optional<std::vector<FreeHours>> free_hours;  // empty: free whenever asked; none: as before
  std::optional<std::vector<FreeException>> exceptions;
};
BOOST_DESCRIBE_STRUCT(SetAvailability, (), (person, free_hours, exceptions))
struct PauseVolunteering {
  PersonId person;
  std::optional<Day> until;  // the last day of the pause
};
BOOST_DESCRIBE_STRUCT(PauseVolunteering, (), (person, until))
struct ResumeVolunteering {
  PersonId person;
};
BOOST_DESCRIBE_STRUCT(ResumeVolunteering, (), (person))
struct LeaveVolunteering {
  PersonId person;
};
BOOST_DESCRIBE_STRUCT(LeaveVolunteering, (), (person))
/// The own yes of one who was entered from a file; the station may write down what it was told.
struct ConfirmVolunteering {
  PersonId person;
  std::optional<Line> how;  // asked of the station
};
BOOST_DESCRIBE_STRUCT(ConfirmVolunteering, (), (person, how))
/// Insurance and training for risky work, attested by staff.
struct AttestVolunteer {
  PersonId person;
  std::optional<std::optional<Day>> insured_until;
  std::optional<bool> trained_for_risk;
};
BOOST_DESCRIBE_STRUCT(AttestVolunteer, (), (person, insured_until, trained_for_risk))

}  // namespace lastmile::people
