#include "app/staff_scopes.h"

#include "access/access_errors.h"
#include "access/policy.h"
#include "places/places.h"

namespace lastmile::app {

Result<access::GrantView> grant_role(Call& call, const access::GrantRole& cmd) {
  ASSIGN_OR_RETURN(auto granted, access::grant_role(call, cmd));
  RETURN_IF_REFUSED(places::known_path(call, cmd.scope, "/scope"));
  return granted;
}

Result<access::StaffInvited> create_staff_account(Call& call, const access::CreateStaff& cmd) {
  ASSIGN_OR_RETURN(auto invited, access::create_staff_account(call, cmd));
  RETURN_IF_REFUSED(places::known_path(call, cmd.scope, "/scope"));
  return invited;
}

void add_staff_scopes(http::Router& r) {
  const auto right = to_text(access::Right::role_grant);
  r.command("POST /v1/staff", create_staff_account)
      .granted(right)
      .is_secret()
      .says({"Make a staff account; the invitation is told once.",
             "创建工作人员账号；邀请码只显示一次。"})
      .refuses({access::not_signed_in, access::not_yours, access::login_taken,
                access::account_unknown, access::staff_exists});
  r.command("POST /v1/grants", grant_role)
      .granted(right)
      .says(
          {"Grant a role over a site and all beneath; overseers' roles and all over the whole city "
           "wait for a second person.",
           "授予某站点及其下级范围的角色；监督类角色和管辖全市的角色须第二人批准。"})
      .refuses({access::not_signed_in, access::not_yours, access::account_unknown,
                access::grant_to_self, access::role_exclusive, access::grant_exists})
      .about("/until", {access::grant_window_empty})
      .about("/scope", {access::role_not_for_place});
}

}  // namespace lastmile::app
