#pragma once
#include "people/person.h"

/// What teams and organizations append to the journal.
/// About: subject = team or organization, scope = its site path, people = the member concerned.
namespace lastmile::people {

struct TeamSet {
  static constexpr std::string_view kind = "team_set";
  static constexpr int version = 1;
  TeamId team;
  std::string what;  // made, mended, moved, closed, reopened
};
BOOST_DESCRIBE_STRUCT(TeamSet, (), (team, what))

struct OrganizationSet {
  static constexpr std::string_view kind = "organization_set";
  static constexpr int version = 1;
  OrganizationId organization;
  std::string what;  // made, mended, moved, closed, reopened, leaders
};
BOOST_DESCRIBE_STRUCT(OrganizationSet, (), (organization, what))

/// Someone asked to join, was invited, joined, left, leads.
struct MembershipSet {
  static constexpr std::string_view kind = "membership_set";
  static constexpr int version = 1;
  TeamId team;
  PersonId person;
  std::string state;  // requested, invited, member, declined, left, removed
  std::string role;   // member, leader
};
BOOST_DESCRIBE_STRUCT(MembershipSet, (), (team, person, state, role))

}  // namespace lastmile::people
