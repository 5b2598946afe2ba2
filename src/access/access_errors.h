#pragma once
#include "base/result.h"

/// Every refusal of access, in the order checked.
namespace lastmile::access {

// Who calls.
inline constexpr Refusal not_signed_in{Kind::unauthenticated, "not_signed_in", "Sign in first.",
                                       "请先登录。"};
inline constexpr Refusal not_yours{
    Kind::forbidden, "not_yours",
    "This is not yours to do here. Ask the site responsible, or sign in with the role it needs.",
    "您没有这里的操作权限，请联系负责的站点或换用有权限的账号。"};

// One-time codes.
inline constexpr Refusal phone_not_mobile{
    Kind::invalid, "phone_not_mobile",
    "A landline cannot receive a text message: give a mobile number.",
    "固定电话收不到短信，请填写手机号码。"};
inline constexpr Refusal code_too_soon{
    Kind::too_many, "code_too_soon",
    "A code was sent a moment ago; wait as long as `retry_after_seconds` says.",
    "验证码刚刚发送过，请稍候再获取。"};
inline constexpr Refusal code_daily_limit{
    Kind::too_many, "code_daily_limit",
    "No more codes today for this number on this device. Use one that signed in before, or wait.",
    "该号码今天在本设备上获取验证码的次数已用完，请用以前登录过的设备，或稍后再试。"};
inline constexpr Refusal code_not_asked{
    Kind::invalid, "code_not_asked",
    "No code was asked for with this number on this device: ask for one and use its `request`.",
    "本设备没有为该号码获取过验证码，请先获取验证码。"};
inline constexpr Refusal code_used{Kind::conflict, "code_used",
                                   "This code was used already: ask for a new one.",
                                   "验证码已使用，请重新获取。"};
inline constexpr Refusal code_expired{Kind::invalid, "code_expired",
                                      "This code is older than five minutes: ask for a new one.",
                                      "验证码已超过五分钟，请重新获取。"};
inline constexpr Refusal code_tries_over{Kind::invalid, "code_tries_over",
                                         "Five tries were wrong: ask for a new code.",
                                         "已输错五次，请重新获取验证码。"};
inline constexpr Refusal code_try_too_soon{
    Kind::too_many, "code_try_too_soon",
    "The last try was wrong; wait as long as `retry_after_seconds` says.",
    "刚才输入有误，请稍候再试。"};
inline constexpr Refusal code_wrong{Kind::invalid, "code_wrong",
                                    "The code is wrong; look at the last message again.",
                                    "验证码不正确，请核对最近一条短信。"};

// Staff sign-in.
inline constexpr Refusal sign_in_too_soon{
    Kind::too_many, "sign_in_too_soon",
    "Several tries were wrong; wait as long as `retry_after_seconds` says.",
    "多次输入有误，请稍候再试。"};
inline constexpr Refusal sign_in_wrong{
    Kind::unauthenticated, "sign_in_wrong",
    "Login name, password and second factor do not fit together; a code works only once.",
    "用户名、密码或动态码不正确；每个动态码只能用一次。"};
inline constexpr Refusal staff_suspended{
    Kind::forbidden, "staff_suspended",
    "This account is suspended; ask the security administrator.",
    "该账号已停用，请联系安全管理员。"};
inline constexpr Refusal password_expired{
    Kind::forbidden, "password_expired",
    "The password is older than the rules allow: give `new_password` as well.",
    "密码已超过有效期，请同时填写 new_password。"};
inline constexpr Refusal invitation_unknown{
    Kind::missing, "invitation_unknown",
    "This invitation is not valid (any more): ask the security administrator for a new one.",
    "邀请码无效或已过期，请向安全管理员重新获取。"};
inline constexpr Refusal invitation_not_yours{
    Kind::forbidden, "invitation_not_yours",
    "This invitation is for a person who signs in by phone: sign in as that person first.",
    "该邀请属于已用手机登录的本人，请先以本人手机登录。"};
inline constexpr Refusal password_wrong{Kind::invalid, "password_wrong",
                                        "The present password is wrong.", "当前密码不正确。"};
inline constexpr Refusal totp_wrong{
    Kind::invalid, "totp_wrong",
    "The six digits do not fit the new secret; check the clock of the phone.",
    "动态码与新密钥不符，请检查手机时间。"};
inline constexpr Refusal not_staff{Kind::conflict, "not_staff",
                                   "This account has no staff sign-in.",
                                   "该账号没有工作人员登录方式。"};
inline constexpr Refusal totp_not_started{Kind::conflict, "totp_not_started",
                                          "Ask for a new secret first (POST /v1/me/totp).",
                                          "请先获取新的密钥。"};

// Accounts.
inline constexpr Refusal login_taken{Kind::conflict, "login_taken",
                                     "This login name is taken: choose another.",
                                     "该用户名已被使用，请换一个。"};
inline constexpr Refusal phone_taken{
    Kind::conflict, "phone_taken",
    "Another account signs in by this phone; its owner can sign in with it.",
    "该手机号已属于另一个账号，请直接用它登录。"};
inline constexpr Refusal staff_exists{Kind::conflict, "staff_exists",
                                      "This person has a staff sign-in already.",
                                      "此人已有工作人员登录方式。"};
inline constexpr Refusal staff_unknown{Kind::missing, "staff_unknown",
                                       "There is no such staff account here.",
                                       "没有这个工作人员账号。"};
inline constexpr Refusal second_person_needed{
    Kind::forbidden, "second_person_needed",
    "This account oversees others or works over the whole city: end those roles before inviting it "
    "again, and let two people give them anew.",
    "该账号负有监督职责或管辖全市：请先撤销这些角色再重新邀请，然后由两人重新授予。"};
inline constexpr Refusal suspend_self{Kind::forbidden, "suspend_self",
                                      "Nobody suspends their own account: ask a colleague.",
                                      "不能停用自己的账号，请由另一位安全管理员办理。"};
inline constexpr Refusal last_security_admin{
    Kind::conflict, "last_security_admin",
    "Nobody else could grant roles there any more: give a colleague the role security_admin first.",
    "此后该范围将无人能够授权，请先授予另一位同事安全管理员角色。"};
inline constexpr Refusal staff_state_wrong{Kind::conflict, "staff_state_wrong",
                                           "The account is in that state already; see `seen`.",
                                           "账号已处于该状态，见 seen。"};
inline constexpr Refusal staff_not_enrolled{
    Kind::conflict, "staff_not_enrolled",
    "This person never enrolled, so there is nothing to resume: send a new invitation "
    "(POST /v1/staff/{person}/invite).",
    "此人尚未登记启用，没有可恢复的登录方式，请重新发送邀请。"};

// Sessions.
inline constexpr Refusal session_not_found{Kind::missing, "session_not_found",
                                           "You have no such session.", "您没有这个登录会话。"};

// Grants.
inline constexpr Refusal grant_unknown{Kind::missing, "grant_unknown",
                                       "There is no such grant here.", "没有这条授权。"};
inline constexpr Refusal grant_to_self{Kind::forbidden, "grant_to_self",
                                       "Nobody grants a role to themselves: ask a colleague.",
                                       "不能给自己授权，请由另一位安全管理员办理。"};
inline constexpr Refusal account_unknown{Kind::missing, "account_unknown",
                                         "This person has no open account: create it first.",
                                         "此人没有可用的账号，请先创建。"};
inline constexpr Refusal grant_window_empty{Kind::invalid, "grant_window_empty",
                                            "`until` must come after `from` and after now.",
                                            "结束时间必须晚于开始时间和现在。"};
inline constexpr Refusal role_not_for_place{
    Kind::invalid, "role_not_for_place",
    "This role is for places higher up: city_office for the city, center_staff for a center or the "
    "city, subcenter_staff for a subcenter or above. Give a role of this place, such as "
    "station_worker, or choose a higher place.",
    "该角色只能用于更高一级：文明办用于全市，中心工作人员用于中心或全市，所工作人员用于所及以上。"
    "请改授本级角色（如社区工作者），或选择更高一级的站点。"};
inline constexpr Refusal role_exclusive{
    Kind::conflict, "role_exclusive",
    "Administrator and auditor roles exclude each other; `seen` names the one held.",
    "系统管理员、安全管理员与审计员不能由同一人担任，见 seen。"};
inline constexpr Refusal grant_exists{Kind::conflict, "grant_exists",
                                      "The person holds this role over this scope already.",
                                      "此人已有该范围的这个角色。"};
inline constexpr Refusal grant_not_proposed{Kind::conflict, "grant_not_proposed",
                                            "This grant waits for no approval; see `seen`.",
                                            "这条授权不在待批准状态，见 seen。"};
inline constexpr Refusal second_must_differ{
    Kind::forbidden, "second_must_differ",
    "The one who proposed it cannot approve it: a second person must.",
    "提出人不能自己批准，须由另一人批准。"};
inline constexpr Refusal grantee_not_enrolled{
    Kind::conflict, "grantee_not_enrolled",
    "This person has not enrolled yet, and until then whoever invited them could: approve it once "
    "they have.",
    "此人尚未登记启用，此前邀请人可能代为登记：请待本人登记后再批准。"};
inline constexpr Refusal grant_over{Kind::conflict, "grant_over", "This grant has ended already.",
                                    "这条授权已经结束。"};

// Demo.
inline constexpr Refusal only_in_demo{Kind::missing, "only_in_demo",
                                      "There is nothing here outside the demo.",
                                      "只有演示环境才有此内容。"};
inline constexpr Refusal demo_person_unknown{
    Kind::missing, "demo_person_unknown",
    "No demo person signs in that way; see GET /v1/demo/logins.",
    "没有这位演示人员，请查看演示登录列表。"};

}  // namespace lastmile::access
