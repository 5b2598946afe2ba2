#pragma once
#include <optional>
#include <string>
#include <vector>

#include "base/idcard.h"
#include "base/phone.h"
#include "places/place.h"

/// Residents, volunteers, teams, organizations.
namespace lastmile::people {

using TeamId = Id<struct TeamTag>;
using OrganizationId = Id<struct OrganizationTag>;

enum class Sex { female, male, unsaid };
BOOST_DESCRIBE_ENUM(Sex, female, male, unsaid)
/// Whom the service is for (MZ/T 061); names in both languages stand in the dictionary.
enum class RecipientGroup {
  child,
  woman,
  elder,
  disabled,
  hardship,
  veteran,
  public_,
  special,
  other
};
BOOST_DESCRIBE_ENUM(RecipientGroup, child, woman, elder, disabled, hardship, veteran, public_,
                    special, other)
enum class Transport { walk, cycle, drive };
BOOST_DESCRIBE_ENUM(Transport, walk, cycle, drive)

/// Weekly hours a volunteer is usually free: weekday 0 = Monday, local minutes, half-open.
struct FreeHours {
  Bounded<0, 6> weekday;
  Bounded<0, 1440> from_minute;
  Bounded<0, 1440> to_minute;
  friend bool operator==(const FreeHours&, const FreeHours&) = default;
};
BOOST_DESCRIBE_STRUCT(FreeHours, (), (weekday, from_minute, to_minute))

/// A date on which the pattern does not hold: free (or not) all day or between minutes.
struct FreeException {
  Day day;
  bool free = false;
  Bounded<0, 1440> from_minute{0};
  Bounded<0, 1440> to_minute{1440};
  friend bool operator==(const FreeException&, const FreeException&) = default;
};
BOOST_DESCRIBE_STRUCT(FreeException, (), (day, free, from_minute, to_minute))

/// A licensed qualification: valid from the first day to the last; only verified ones count.
struct Licence {
  std::string code;  // dictionary: doctor, nurse, lawyer, counsellor, first_aid, electrician…
  std::string number_masked;
  Day from;
  Day until;
  bool verified = false;
};
BOOST_DESCRIBE_STRUCT(Licence, (), (code, number_masked, from, until, verified))

/// What matching needs to know of a volunteer, and nothing that identifies them.
struct VolunteerProfile {
  PersonId person;
  places::SiteId home_site;
  std::string home_path;                  // path of the home site
  std::optional<places::MapPoint> point;  // of the home community, never of the door
  std::vector<std::string> skills;        // dictionary codes
  std::vector<Licence> licences;
  std::vector<FreeHours> free_hours;  // empty: free whenever asked
  std::vector<FreeException> exceptions;
  std::vector<std::string> languages;  // zh, en, dialects by code
  Transport transport = Transport::walk;
  std::optional<Day> birth_day;      // for the rule of minors
  std::optional<Day> insured_until;  // that day included
  bool trained_for_risk = false;
  bool active = true;
  std::vector<TeamId> teams;
  std::vector<std::string> categories;  // service categories they like, codes of needs
};
BOOST_DESCRIBE_STRUCT(VolunteerProfile, (),
                      (person, home_site, home_path, point, skills, licences, free_hours,
                       exceptions, languages, transport, birth_day, insured_until, trained_for_risk,
                       active, teams, categories))

/// How to reach a person, decrypted: only for those who need it now; the reading is logged.
struct Contact {
  PersonId person;
  std::string name;
  std::optional<std::string> phone;
  std::optional<std::string> address;
  std::optional<places::MapPoint> point;  // of the door
  bool of_guardian = false;               // a minor's: name and phone are the guardian's
};
BOOST_DESCRIBE_STRUCT(Contact, (), (person, name, phone, address, point, of_guardian))

}  // namespace lastmile::people
