#include "access/access_routes.h"

#include <algorithm>
#include <array>

#include "access/access_errors.h"
#include "access/access_words.h"
#include "access/demo_logins.h"
#include "access/grants.h"
#include "access/preferences.h"
#include "access/readings.h"
#include "access/staff_secrets.h"

namespace lastmile::access {
namespace {

constexpr std::array staff_heads{
    http::Head{"login", {"login name", "登录名"}},
    http::Head{"name", {"name", "姓名"}},
    http::Head{"role", {"role", "角色"}},
    http::Head{"scope", {"site", "管辖站点"}},
    http::Head{"granted_by", {"granted by", "授予人编号"}},
    http::Head{"approved_by", {"approved by", "批准人编号"}},
    http::Head{"revoked_by", {"revoked by", "撤销人编号"}},
};

void add_sign_in(http::Router& r) {
  r.command("POST /v1/sign-in/codes", ask_for_code)
      .anyone()
      .is_secret()
      .says({"Send a one-time code to a phone; known and unknown numbers get the same answer. Each "
             "`device` (a random text of its own before its first sign-in) gets one a minute and "
             "ten a day, the new devices of a number together one in 15 seconds and thirty a day.",
             "向手机发送一次性验证码；号码是否已注册，回答都一样。每台设备（首次登录前，device "
             "为自备的随机文本）每分钟一次、每天十次；同一号码的新设备合计每 15 "
             "秒一次、每天三十次。"})
      .refuses({code_too_soon, code_daily_limit})
      .about("/phone", {phone_not_mobile});
  r.command("POST /v1/sign-in", sign_in)
      .anyone()
      .opens_session()
      .keeps_writes_of_refusals()
      .says({"Sign in with the code, on the device that asked; a new number gets an account.",
             "在获取验证码的设备上用验证码登录；新号码自动开通账号。"})
      .refuses({code_used, code_try_too_soon})
      .about("/request", {code_not_asked})
      .about("/code", {code_expired, code_tries_over, code_wrong});
  r.command("POST /v1/sign-in/staff", prepare_sign_in_staff, sign_in_staff)
      .anyone()
      .opens_session()
      .keeps_writes_of_refusals()
      .says({"Sign in as staff with password and second factor; each code works once.",
             "工作人员用密码和动态码登录；每个动态码只能用一次。"})
      .refuses({sign_in_too_soon, sign_in_wrong, staff_suspended, password_expired});
  r.command("POST /v1/sign-in/staff/invitation", see_invitation)
      .anyone()
      .is_secret()
      .says({"What the holder of an invitation puts into an authenticator app.",
             "查看邀请：用于在验证器应用中登记的密钥。"})
      .refuses({invitation_unknown, invitation_not_yours});
  r.command("POST /v1/sign-in/staff/enrol", prepare_enrol, enrol)
      .anyone()
      .opens_session()
      .says({"Choose a password, prove the second factor, and be signed in.",
             "设置密码、验证动态码，完成登记并登录。"})
      .refuses({invitation_unknown, invitation_not_yours, staff_suspended})
      .about("/totp", {totp_wrong});
  r.command("POST /v1/sign-out", sign_out)
      .ends_session()
      .says({"Sign out on this device.", "在本设备上退出登录。"})
      .refuses({not_signed_in});
}

void add_me(http::Router& r) {
  r.query("GET /v1/me", show_me)
      .says({"Who is signed in, with which roles.", "当前登录的人及其角色。"})
      .refuses({not_signed_in});
  r.command("POST /v1/me/language", choose_language)
      .says({"Choose the language of pages and messages.", "选择页面和短信的语言。"})
      .refuses({not_signed_in});
  r.query("GET /v1/me/preferences", show_preferences)
      .says({"How I read and press, on every device I sign in on; what is left out I never chose.",
             "我的阅读和操作习惯，在我登录的每台设备上都一样；没有的项表示从未选过。"})
      .refuses({not_signed_in});
  r.command("POST /v1/me/preferences", choose_preferences)
      .says({"Choose language, letter size (0 standard to 3 largest), light or single keys; what "
             "is left out stays.",
             "选择语言、字号（0 为标准，3 为最大）、明暗或单键操作；未填的项保持不变。"})
      .refuses({not_signed_in});
  r.query("GET /v1/me/sessions", list_sessions)
      .says({"The devices signed in.", "已登录的设备。"})
      .refuses({not_signed_in});
  r.command("POST /v1/me/sessions/{session}/revoke", revoke_session)
      .says({"Sign one of my devices out, from here.", "远程退出我的一个设备。"})
      .refuses({not_signed_in, session_not_found});
  r.command("POST /v1/me/sessions/revoke-others", revoke_other_sessions)
      .says({"Sign all my other devices out.", "退出我的其他全部设备。"})
      .refuses({not_signed_in});
  r.command("POST /v1/me/password", prepare_change_password, change_password)
      .keeps_writes_of_refusals()
      .says({"Change my password; my other devices are signed out.",
             "修改密码，其他设备将退出登录。"})
      .refuses({not_signed_in, not_staff, sign_in_too_soon})
      .about("/old_password", {password_wrong});
  r.command("POST /v1/me/totp", prepare_prove_password, start_totp)
      .is_secret()
      .keeps_writes_of_refusals()
      .says({"A new secret for a new authenticator; the old one holds until it is confirmed.",
             "为新的验证器获取密钥；确认之前旧的仍然有效。"})
      .refuses({not_signed_in, not_staff, sign_in_too_soon})
      .about("/password", {password_wrong});
  r.command("POST /v1/me/totp/confirm", confirm_totp)
      .is_secret()
      .says({"Confirm the new authenticator by one of its codes.", "用新验证器的动态码确认。"})
      .refuses({not_signed_in, not_staff, totp_not_started})
      .about("/totp", {totp_wrong});
  r.command("POST /v1/me/recovery-codes", prepare_prove_password, renew_recovery)
      .is_secret()
      .keeps_writes_of_refusals()
      .says({"Ten new recovery codes in place of the old.", "重新生成十个恢复码，旧的作废。"})
      .refuses({not_signed_in, not_staff, sign_in_too_soon})
      .about("/password", {password_wrong});
}

void add_staff(http::Router& r) {
  const auto right = to_text(Right::role_grant);
  r.table("GET /v1/staff", list_staff, staff_heads)
      .granted(right)
      .says({"Staff accounts of my scope.", "本范围的工作人员账号。"})
      .refuses({not_signed_in, not_yours});
  r.command("POST /v1/staff/{person}/invite", invite_again)
      .granted(right)
      .is_secret()
      .says({"Invite staff again who lost password or phone; never opens a volunteer's account.",
             "为遗失密码或手机的工作人员重新发邀请；不能借此进入志愿者的账号。"})
      .refuses({not_signed_in, staff_unknown, second_person_needed});
  r.command("POST /v1/staff/{person}/suspend", suspend_staff)
      .granted(right)
      .says({"Suspend a staff account, end its sessions and take back its invitation.",
             "停用工作人员账号，结束其登录并撤回邀请。"})
      .refuses(
          {not_signed_in, staff_unknown, staff_state_wrong, suspend_self, last_security_admin});
  r.command("POST /v1/staff/{person}/resume", resume_staff)
      .granted(right)
      .says({"Let a suspended staff account sign in again.", "恢复已停用的工作人员账号。"})
      .refuses({not_signed_in, staff_unknown, staff_state_wrong, staff_not_enrolled});
}

void add_grants(http::Router& r) {
  const auto right = to_text(Right::role_grant);
  r.table("GET /v1/grants", list_grants, staff_heads)
      .says({"Roles granted in my scope.", "本范围内的角色授权。"})
      .refuses({not_signed_in, not_yours});
  r.command("POST /v1/grants/{grant}/approve", approve_grant)
      .granted(right)
      .says(
          {"Approve a proposed grant as the second person; an open invitation of its holder ends.",
           "作为第二人批准待定的授权；其持有人未使用的邀请随之失效。"})
      .refuses({not_signed_in, grant_unknown, grant_not_proposed, grant_to_self, second_must_differ,
                role_exclusive, grantee_not_enrolled});
  r.command("POST /v1/grants/{grant}/revoke", revoke_grant)
      .says({"End a grant now; one may give up one's own.",
             "立即结束一条授权；本人可放弃自己的角色。"})
      .refuses({not_signed_in, grant_unknown, grant_over, last_security_admin});
  r.table("GET /v1/reads", list_reads, read_heads)
      .granted(to_text(Right::audit_read))
      .says({"Who was shown whose personal data, when and why.",
             "谁在何时、因何查看了谁的个人信息。"})
      .refuses({not_signed_in, not_yours});
}

void add_demo(http::Router& r) {
  r.query("GET /v1/demo/logins", list_demo_logins)
      .anyone()
      .is_secret()
      .says({"The demo's people and how they sign in; nowhere else.", "演示人员及其登录方式。"})
      .refuses({only_in_demo});
  r.query("GET /v1/demo/codes", see_demo_code)
      .anyone()
      .is_secret()
      .says({"The newest code sent to a phone, in place of the message; only in the demo.",
             "代替短信查看最近的验证码，仅限演示。"})
      .refuses({only_in_demo})
      .about("/phone", {code_not_asked});
  r.command("POST /v1/demo/sign-in", enter_demo)
      .anyone()
      .opens_session()
      .says({"Sign in as one of the demo's people at one press.", "一键以演示人员身份登录。"})
      .refuses({only_in_demo, demo_person_unknown});
}

bool holds_somewhere(const Actor& actor, std::string_view right) {
  const auto named = parse_enum<Right>(right);
  return named && (actor.system || !scopes(actor, *named).empty());
}

// What stations work with all day; facts about people are heard by those whom they concern only.
bool is_of_work(std::string_view kind) {
  constexpr std::array work{"need_",  "offer_",       "claim_", "checked_", "record_",
                            "award_", "certificate_", "site_",  "ground_",  "dispatch_run_"};
  return std::ranges::any_of(work, [&](const char* of) { return kind.starts_with(of); });
}

// Those it concerns, and those who may read needs where it happened.
bool may_know(const Actor& actor, const journal::Entry& entry) {
  if (actor.person && std::ranges::find(entry.people, *actor.person) != entry.people.end()) {
    return true;
  }
  return is_of_work(entry.kind) && !entry.scope.empty() &&
         may(actor, Right::need_read, entry.scope);
}

}  // namespace

void add_access_routes(http::Router& r) {
  add_sign_in(r);
  add_me(r);
  add_staff(r);
  add_grants(r);
  add_demo(r);
}

http::Hooks http_hooks(int region) {
  http::Hooks hooks;
  hooks.authenticate = [region](storage::Tx& tx, std::string_view token, Instant now) {
    return authenticate(tx, region, token, now);
  };
  hooks.may = holds_somewhere;
  hooks.record_reads = [](storage::Tx&, Call& call) { record_readings(call); };
  hooks.visible = may_know;
  hooks.touch = [region](storage::Tx& tx, const std::vector<Uuid>& sessions, Instant now) {
    touch_sessions(tx, region, sessions, now);
  };
  return hooks;
}

}  // namespace lastmile::access
