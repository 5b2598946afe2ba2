#pragma once
#include "access/grants.h"
#include "access/staff_accounts.h"
#include "http/router.h"

/// Who is staff, and over what: asked of access, which knows no sites, and of places.
namespace lastmile::app {

/// access::grant_role, over a path where a site stands.
Result<access::GrantView> grant_role(Call& call, const access::GrantRole& cmd);
/// access::create_staff_account, answered for by a site that stands.
Result<access::StaffInvited> create_staff_account(Call& call, const access::CreateStaff& cmd);

void add_staff_scopes(http::Router& r);

}  // namespace lastmile::app
