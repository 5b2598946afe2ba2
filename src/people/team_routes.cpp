#include <array>

#include "access/access_errors.h"
#include "people/organizations.h"
#include "people/people_errors.h"
#include "people/people_routes.h"
#include "people/people_words.h"
#include "people/team_errors.h"
#include "people/teams.h"
#include "people/volunteer_errors.h"
#include "places/place_errors.h"

namespace lastmile::people {
namespace {

constexpr std::array team_heads{
    http::Head{"team", {"team", "团队编号"}},
    http::Head{"organization", {"organization", "组织编号"}},
    http::Head{"organization_name", {"organization's name", "组织名称"}},
    http::Head{"parent", {"parent", "上级编号"}},
    http::Head{"above", {"parents", "上级名称"}},
    http::Head{"categories", {"categories", "服务类别"}},
    http::Head{"members", {"members", "人数"}},
    http::Head{"leaders", {"leaders", "负责人数"}},
    http::Head{"mine", {"mine", "我的"}},
    http::Head{"i_lead", {"I lead", "由我负责"}},
    http::Head{"uscc", {"USCC", "统一社会信用代码"}},
    http::Head{"uscc_checked", {"USCC checked", "信用代码已核"}},
    http::Head{"teams", {"teams", "团队数"}},
};
constexpr std::array member_heads{
    http::Head{"team", {"team", "团队编号"}},
    http::Head{"name", {"name", "姓名"}},
    http::Head{"role", {"role", "角色"}},
    http::Head{"since", {"since", "加入时间"}},
};

using access::not_yours;
using places::site_inactive;
using places::site_unknown;

void add_teams(http::Router& r) {
  r.table("GET /v1/teams", list_teams, team_heads)
      .anyone()
      .says({"Teams by name, place or organization.", "按名称、站点或组织列出队伍。"});
  r.query("GET /v1/teams/{team}", show_team)
      .anyone()
      .says({"One team.", "查看队伍。"})
      .refuses({team_unknown});
  r.command("POST /v1/teams/{team}/move", move_team)
      .says({"Put a team under another, or under none.", "调整队伍的上级。"})
      .refuses({team_unknown, not_yours, group_closed, organization_differs, nested_in_itself,
                nested_too_deep, team_known});
  r.command("POST /v1/teams/{team}/close", close_team)
      .says({"Close a team that holds no other.", "停用队伍。"})
      .refuses({team_unknown, not_yours, group_closed, group_holds_others});
}

void add_memberships(http::Router& r) {
  r.query("GET /v1/me/teams", list_my_teams)
      .says({"My teams, requests and invitations.", "我的队伍、申请和邀请。"})
      .refuses({person_unknown});
  r.table("GET /v1/teams/{team}/members", list_members, member_heads)
      .says({"Members now, or those who asked or are invited.", "列出成员、申请或邀请。"})
      .refuses({team_unknown, not_yours});
  r.command("POST /v1/teams/{team}/join", ask_to_join)
      .says({"Ask to join a team.", "申请加入队伍。"})
      .refuses({person_unknown, team_unknown, group_closed, not_a_volunteer, member_already,
                requested_already, invited_already});
  r.command("POST /v1/teams/{team}/invite", invite_to_team)
      .says({"Invite a volunteer, who answers for themself.", "邀请志愿者，由本人答复。"})
      .refuses({team_unknown, not_yours, group_closed, volunteer_unknown, member_already,
                requested_already, invited_already})
      .about("/person", {volunteer_unknown});
  r.command("POST /v1/teams/{team}/requests/{person}", answer_request)
      .says({"A leader's answer to a request.", "队长答复加入申请。"})
      .refuses({team_unknown, not_yours, group_closed, membership_unknown, volunteer_unknown,
                not_requested});
  r.command("POST /v1/teams/{team}/answer", answer_invitation)
      .says({"My own answer to an invitation.", "本人答复邀请。"})
      .refuses({person_unknown, team_unknown, group_closed, membership_unknown, not_a_volunteer,
                not_invited});
  r.command("POST /v1/teams/{team}/leave", leave_team)
      .says({"Leave a team, at any time.", "随时退出队伍。"})
      .refuses({person_unknown, team_unknown, membership_unknown, not_a_member});
  r.command("POST /v1/teams/{team}/members/{person}/remove", remove_member)
      .says({"Remove a member.", "移出成员。"})
      .refuses({team_unknown, not_yours, group_closed, membership_unknown, not_a_member});
  r.command("POST /v1/teams/{team}/members/{person}/lead", set_team_leader)
      .says({"Make a member a leader, or no longer one.", "设置或取消队长。"})
      .refuses({team_unknown, not_yours, group_closed, membership_unknown, not_a_member,
                leader_must_be_adult});
}

void add_organizations(http::Router& r) {
  r.table("GET /v1/organizations", list_organizations, team_heads)
      .anyone()
      .says({"Organizations by name, place or parent.", "按名称、站点或上级列出组织。"});
  r.command("POST /v1/organizations", make_organization)
      .says({"Make an organization, or a branch of one.", "建立组织或其分支。"})
      .refuses({site_unknown, site_inactive, organization_unknown, group_closed, not_yours,
                nested_too_deep, organization_known})
      .about("/site", {site_unknown, site_inactive})
      .about("/uscc", {uscc_wrong});
  r.query("GET /v1/organizations/{organization}", show_organization)
      .anyone()
      .says({"One organization.", "查看组织。"})
      .refuses({organization_unknown});
  r.command("POST /v1/organizations/{organization}", change_organization)
      .says({"Change an organization's name or description.", "修改组织信息。"})
      .refuses({organization_unknown, not_yours, group_closed});
  r.command("POST /v1/organizations/{organization}/move", move_organization)
      .says({"Put an organization under another, or under none.", "调整组织的上级。"})
      .refuses({organization_unknown, not_yours, group_closed, nested_in_itself, nested_too_deep});
  r.command("POST /v1/organizations/{organization}/close", close_organization)
      .says({"Close an organization without branches and teams.", "停用组织。"})
      .refuses({organization_unknown, not_yours, group_closed, group_holds_others});
  r.command("POST /v1/organizations/{organization}/leaders", set_organization_leader)
      .says({"Name a leader of an organization, or no longer.", "设置或取消组织负责人。"})
      .refuses(
          {organization_unknown, not_yours, group_closed, volunteer_unknown, leader_must_be_adult})
      .about("/person", {volunteer_unknown});
}

}  // namespace

void add_team_routes(http::Router& r) {
  add_teams(r);
  add_memberships(r);
  add_organizations(r);
}

}  // namespace lastmile::people
