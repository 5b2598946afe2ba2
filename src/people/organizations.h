#pragma once
#include "call/call.h"
#include "people/organization.h"

/// The verbs of organizations; organizations are public.
namespace lastmile::people {

Result<Page<OrganizationView>> list_organizations(Call& call, const ListOrganizations& query);
Result<OrganizationView> show_organization(Call& call, const ShowOrganization& query);
/// By the site's staff; a branch also by who leads the organization above.
Result<OrganizationView> make_organization(Call& call, const MakeOrganization& cmd);
Result<OrganizationView> change_organization(Call& call, const ChangeOrganization& cmd);
Result<OrganizationView> move_organization(Call& call, const MoveOrganization& cmd);
Result<OrganizationView> close_organization(Call& call, const CloseOrganization& cmd);
Result<OrganizationView> set_organization_leader(Call& call, const SetOrganizationLeader& cmd);

}  // namespace lastmile::people
