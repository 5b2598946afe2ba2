#pragma once
#include "people/person.h"

/// What volunteering appends to the journal. dispatch keeps its index by these: whenever one names
/// a person, that person's VolunteerProfile may have changed (find_volunteer tells how it is now).
/// About: subject = person id, scope = path of the home site, people = the volunteer.
namespace lastmile::people {

struct VolunteerJoined {
  static constexpr std::string_view kind = "volunteer_joined";
  static constexpr int version = 1;
  PersonId person;
  places::SiteId home_site;
  bool active;  // false: entered from a file, the own yes is missing
};
BOOST_DESCRIBE_STRUCT(VolunteerJoined, (), (person, home_site, active))

/// Any field of the profile: skills, hours, licences, teams, insurance, home, own yes, pause.
struct VolunteerChanged {
  static constexpr std::string_view kind = "volunteer_changed";
  static constexpr int version = 1;
  PersonId person;
  std::vector<std::string> fields;
  bool active;
};
BOOST_DESCRIBE_STRUCT(VolunteerChanged, (), (person, fields, active))

struct VolunteerLeft {
  static constexpr std::string_view kind = "volunteer_left";
  static constexpr int version = 1;
  PersonId person;
  std::string why;  // own_wish, guardian, erased, merged, import_undone
};
BOOST_DESCRIBE_STRUCT(VolunteerLeft, (), (person, why))

struct LicenceSet {
  static constexpr std::string_view kind = "licence_set";
  static constexpr int version = 1;
  Uuid licence;
  PersonId person;
  std::string code;
  std::string state;  // entered, verified, rejected, withdrawn
  Day until;
};
BOOST_DESCRIBE_STRUCT(LicenceSet, (), (licence, person, code, state, until))

/// The licence ends in so many days (60, 30, 7, 0) and no verified renewal follows it.
struct LicenceEnding {
  static constexpr std::string_view kind = "licence_ending";
  static constexpr int version = 1;
  Uuid licence;
  PersonId person;
  std::string code;
  std::int64_t days_left;
};
BOOST_DESCRIBE_STRUCT(LicenceEnding, (), (licence, person, code, days_left))

struct TrainingSet {
  static constexpr std::string_view kind = "training_set";
  static constexpr int version = 1;
  Uuid training;
  PersonId person;
  std::int64_t minutes;
  bool voided;
};
BOOST_DESCRIBE_STRUCT(TrainingSet, (), (training, person, minutes, voided))

struct AwardSet {
  static constexpr std::string_view kind = "award_set";
  static constexpr int version = 1;
  Uuid award;
  PersonId person;
  bool verified;
  bool voided;
};
BOOST_DESCRIBE_STRUCT(AwardSet, (), (award, person, verified, voided))

}  // namespace lastmile::people
