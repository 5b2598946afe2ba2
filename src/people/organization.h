#pragma once
#include "base/page.h"
#include "people/team.h"

/// Organizations: associations with branches and daughters, schools, clinics, units that volunteer.
namespace lastmile::people {

enum class OrganizationKind { association, branch, unit, school, clinic, other };
BOOST_DESCRIBE_ENUM(OrganizationKind, association, branch, unit, school, clinic, other)

/// The row of table `organization`; `path` as in teams.
struct OrganizationRow {
  int region = 0;
  OrganizationId id;
  std::string name;
  std::string keys;
  OrganizationKind kind = OrganizationKind::association;
  std::optional<OrganizationId> parent;
  std::string path;
  std::int64_t depth = 1;
  places::SiteId site;
  std::string site_path;
  std::optional<std::string> uscc;
  std::optional<std::string> uscc_override;
  std::optional<std::string> about;
  GroupState state = GroupState::active;
  std::optional<PersonId> created_by;
  Instant created_at{};
};
BOOST_DESCRIBE_STRUCT(OrganizationRow, (),
                      (region, id, name, keys, kind, parent, path, depth, site, site_path, uscc,
                       uscc_override, about, state, created_by, created_at))

/// The row of table `organization_leader`.
struct OrganizationLeaderRow {
  int region = 0;
  OrganizationId organization;
  PersonId person;
  Instant since{};
};
BOOST_DESCRIBE_STRUCT(OrganizationLeaderRow, (), (region, organization, person, since))

struct OrganizationView {
  OrganizationId organization;
  std::string name;
  OrganizationKind kind = OrganizationKind::association;
  std::optional<OrganizationId> parent;
  std::vector<OrganizationId> above;
  places::SiteId site;
  std::optional<std::string> uscc;
  bool uscc_checked = true;
  std::optional<std::string> about;
  GroupState state = GroupState::active;
  std::int64_t teams = 0;
  bool i_lead = false;
};
BOOST_DESCRIBE_STRUCT(OrganizationView, (),
                      (organization, name, kind, parent, above, site, uscc, uscc_checked, about,
                       state, teams, i_lead))

struct ListOrganizations {
  std::optional<Text<1, 60>> search;
  std::optional<Text<1, 120>> under;
  std::optional<OrganizationId> parent;
  std::optional<Cursor> cursor;
  std::optional<PageLimit> limit;
};
BOOST_DESCRIBE_STRUCT(ListOrganizations, (), (search, under, parent, cursor, limit))
struct ShowOrganization {
  OrganizationId organization;
};
BOOST_DESCRIBE_STRUCT(ShowOrganization, (), (organization))

struct MakeOrganization {
  Name name;
  OrganizationKind kind;
  std::optional<OrganizationId> parent;
  places::SiteId site;
  std::optional<Text<18, 18>> uscc;
  std::optional<Line> uscc_override;  // the reason for taking a code that does not check out
  std::optional<Line> about;
};
BOOST_DESCRIBE_STRUCT(MakeOrganization, (), (name, kind, parent, site, uscc, uscc_override, about))
struct ChangeOrganization {
  OrganizationId organization;
  std::optional<Name> name;
  std::optional<std::optional<Line>> about;
};
BOOST_DESCRIBE_STRUCT(ChangeOrganization, (), (organization, name, about))
struct MoveOrganization {
  OrganizationId organization;
  std::optional<OrganizationId> parent;
};
BOOST_DESCRIBE_STRUCT(MoveOrganization, (), (organization, parent))
struct CloseOrganization {
  OrganizationId organization;
};
BOOST_DESCRIBE_STRUCT(CloseOrganization, (), (organization))
struct SetOrganizationLeader {
  OrganizationId organization;
  PersonId person;
  bool leads = true;
};
BOOST_DESCRIBE_STRUCT(SetOrganizationLeader, (), (organization, person, leads))

}  // namespace lastmile::people
