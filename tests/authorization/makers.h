#pragma once
#include "people/team.h"
#include "people/volunteer.h"
#include "world.h"

/// People for the objects of all modules, each with everything there is to hide.
namespace lastmile::authorization {

struct Somebody {
  PersonId id;
  std::string name;
  std::string phone;
  std::string address;
  std::string id_number;
};

// Each in the command of a set-up that goes on, and as a command of its own.

/// A resident of the place, born in 1950, known to the station.
Somebody add_somebody(World& world, Call& call, Where where);
Somebody make_somebody(World& world, Where where);
/// The same, and `Who::proxy` speaks for them, the station's word for it.
Somebody add_resident(World& world, Call& call, Where where);
Somebody make_resident(World& world, Where where);
/// A child of thirteen, for whom the same relative speaks.
Somebody make_minor(World& world, Where where);
/// A volunteer of the place who is never called "resident".
Somebody add_volunteer(World& world, Call& call, Where where,
                       people::VolunteerState state = people::VolunteerState::active);
Somebody make_volunteer(World& world, Where where,
                        people::VolunteerState state = people::VolunteerState::active);

struct MadeTeam {
  people::TeamId team;
  Somebody member;
};
/// A team led by `Who::leader`, with one fresh volunteer who stands to it like this.
MadeTeam make_team(World& world, Where where,
                   people::MembershipState state = people::MembershipState::member);

/// Their data as marks: name, phone, address, id_number.
std::map<std::string, std::string> marks_of(const Somebody& who);
/// A request about a resident, played by this one.
Try about_resident(const Somebody& who, std::string target, std::string body = "{}");
/// A request about a volunteer, played by this one.
Try about_volunteer(const Somebody& who, std::string target, std::string body = "{}");

}  // namespace lastmile::authorization
