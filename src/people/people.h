#pragma once
#include <functional>
#include <map>

#include "access/access.h"
#include "people/person.h"
#include "people/person_rules.h"

namespace lastmile::people {

/// The signed-in person's volunteer profile; `not_signed_in`, `not_a_volunteer`,
/// `volunteer_inactive`.
Result<VolunteerProfile> access_self(Call& call);
/// Any volunteer's profile; `volunteer_unknown`. The caller has done its access check.
Result<VolunteerProfile> find_volunteer(Call& call, PersonId person);
/// Every active volunteer whose home site is at or under the path, streamed; for dispatch's index.
void each_volunteer(storage::Tx& tx, int region, std::string_view path,
                    const std::function<void(const VolunteerProfile&)>& f);
/// Profiles changed since a journal leaf come as facts: see person_facts.h.

/// The person an id means now: itself, or the one it was merged into (PersonsMerged tells when).
PersonId canonical(Call& call, PersonId person);
/// True when both ids mean one human now.
bool same_person(Call& call, PersonId a, PersonId b);
/// The ids of one human: the one that stands, then those of every profile merged into it, over
/// however many merges. What was written under any of them is theirs.
using Profiles = std::vector<PersonId>;
inline constexpr std::size_t profiles_max = 16;
Profiles profiles_of(Call& call, PersonId person);

/// The home site of a person, resident or volunteer, if they have one.
std::optional<places::Site> home_of(Call& call, PersonId person);
/// Where a person lives, for a record sealed for that same person: no reader sees it here, so none
/// is noted; whoever shows it later asks for contact_sharing then.
struct Home {
  std::optional<places::HouseholdId> household = {};
  std::optional<std::string> address = {};
  std::optional<places::MapPoint> point = {};
};
Home home_place(Call& call, PersonId person);
using Names = access::Names;
/// Display names for lists: of persons by what the actor may see of them, else "王**"; of staff who
/// are no person here by the name they act under; who is neither has none. Ids may repeat. One
/// query, a second when somebody is left.
Names names_of(Call& call, std::vector<PersonId> people);
using Groups = std::map<PersonId, std::vector<RecipientGroup>>;
/// The groups that people were entered under, and `elder` for whoever is 60 (老年人权益保障法 2):
/// of those whose profile the actor reads, minors left out. Nobody without a group is named. Ids
/// may repeat. One query.
Groups groups_of(Call& call, std::vector<PersonId> people);
/// Name, phone and exact address; notes the reading with its reason. The caller has checked that
/// the actor needs it now (the assigned volunteer, the responsible worker). For a minor the phone
/// is the guardian's, or none. Who has not given contact_sharing is reached through the station,
/// which still sees it: others get a name of stars and nothing is noted. `person_unknown`,
/// `person_erased`.
Result<Contact> contact_of(Call& call, PersonId person, std::string_view reason);

/// Who lives in any of these households of one site. One query.
std::vector<PersonId> living_in(Call& call, const places::Site& site,
                                const std::vector<places::HouseholdId>& households);
/// access::note_reading about the human an id means now, whom the log tells.
void note_reading(Call& call, PersonId whom, access::FieldClass field, std::string_view reason);
/// True once their data was erased: nothing new is written about them.
bool is_erased(Call& call, PersonId person);
/// True when `actor` may speak for `person`: themself, a verified family proxy or guardian.
bool speaks_for(Call& call, PersonId actor, PersonId person);
/// Everybody the actor speaks for now besides themself, with all their profiles.
Profiles spoken_for(Call& call, PersonId actor);
/// True when one asked never to be matched with the other, either way.
bool keep_apart(Call& call, PersonId a, PersonId b);
/// All pairs to keep apart that involve any of these people.
std::vector<std::pair<PersonId, PersonId>> kept_apart(Call& call,
                                                      const std::vector<PersonId>& people);

/// Something under way needs this person (an open need, a service): erasing and merging them wait
/// until it is released. Repeating either changes nothing. `what` is a code: need, service…
/// The caller's own fact tells of it: holding says nothing by itself.
void hold(Call& call, PersonId person, const Uuid& subject, std::string_view what);
void release(Call& call, PersonId person, const Uuid& subject);

/// Teams: leaders and members now. A leader of the team above, or of the organization it stands in,
/// leads it too.
bool leads(Call& call, PersonId person, TeamId team);
bool leads_organization(Call& call, PersonId person, OrganizationId organization);
/// `team_unknown`, `group_closed`.
Check team_is_open(Call& call, TeamId team);
std::vector<PersonId> members_of_team(Call& call, TeamId team);
std::vector<TeamId> teams_of(Call& call, PersonId person);
/// The name of a team; empty when there is none such.
std::string team_name(Call& call, TeamId team);

/// A resident known to the station, made when asking on behalf of one without an account:
/// found by phone (blind index) or entered anew. Needs the consent kind given.
struct FindOrEnter {
  Name name;
  std::optional<Phone> phone;
  std::optional<Line> address;
  std::optional<places::MapPoint> point;
  places::SiteId home_site;
  Line consent;  // how consent was given: spoken at the counter, on the phone, in writing
};
BOOST_DESCRIBE_STRUCT(FindOrEnter, (), (name, phone, address, point, home_site, consent))
Result<PersonId> find_or_enter_resident(Call& call, const FindOrEnter& who);

}  // namespace lastmile::people
