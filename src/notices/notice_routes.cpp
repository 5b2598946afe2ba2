#include "notices/notice_routes.h"

#include <array>

#include "access/access_errors.h"
#include "access/policy.h"
#include "needs/need_errors.h"
#include "notices/notice_errors.h"
#include "notices/notice_words.h"
#include "notices/notices.h"
#include "notices/outbox.h"
#include "notices/place_rules.h"
#include "notices/templates.h"
#include "notices/unsubscribe.h"
#include "notices/webhooks.h"
#include "notices/wishes.h"
#include "people/team_errors.h"

namespace lastmile::notices {
namespace {

using access::not_yours;

const auto people_read = to_text(access::Right::people_read);
const auto people_write = to_text(access::Right::people_write);
const auto need_read = to_text(access::Right::need_read);
const auto settings_manage = to_text(access::Right::settings_manage);

constexpr std::array outbox_heads{
    http::Head{"channel", {"way", "方式"}},
    http::Head{"occasion", {"occasion", "事由"}},
    http::Head{"shown", {"address, masked", "收件地址（脱敏）"}},
    http::Head{"person", {"person", "收件人编号"}},
    http::Head{"webhook", {"webhook", "推送地址编号"}},
    http::Head{"subject", {"about", "相关编号"}},
    http::Head{"urgent", {"urgent", "紧急"}},
    http::Head{"tries", {"tries", "尝试次数"}},
    http::Head{"segments", {"parts of a text message", "短信条数"}},
    http::Head{"said", {"what the other side said", "对方答复"}},
    http::Head{"queued_at", {"since", "入队时间"}},
    http::Head{"due_at", {"next try", "下次尝试时间"}},
    http::Head{"until_at", {"of no use after", "失效时间"}},
    http::Head{"handed_at", {"handed over", "交付时间"}},
    http::Head{"done_at", {"ended", "结束时间"}},
};

void add_inbox(http::Router& r) {
  r.query("GET /v1/me/notices", list_notices)
      .says({"One's inbox, newest first, in one's language; `unread` counts all of it.",
             "我的消息，最新的在前；unread 为全部未读数。"});
  r.query("GET /v1/me/notices/count", count_notices)
      .says({"How many are unread. The event stream says when to ask again: topic `notice`.",
             "未读消息数；事件流中的 notice 主题会提示何时刷新。"});
  r.command("POST /v1/me/notices/read", read_notices)
      .says({"Mark these as read, or all up to one, or all. `undo` of the answer takes it back.",
             "批量标为已读：指定若干条、某条及更早的，或全部；用答复中的 undo 可撤销。"});
  r.command("POST /v1/me/notices/unread", unread_notices)
      .says({"Mark as unread again, one by one or as `undo` says.",
             "恢复为未读：指定若干条，或按 undo 撤销。"});
  r.command("POST /v1/me/notices/{notice}/read", read_notice)
      .says({"Mark one as read.", "标为已读。"})
      .refuses({notice_unknown});
  r.command("POST /v1/me/notices/{notice}/unread", unread_notice)
      .says({"Mark one as unread again.", "恢复为未读。"})
      .refuses({notice_unknown});
}

void add_wishes(http::Router& r) {
  r.query("GET /v1/me/notice-choices", show_wishes)
      .says({"How one is told of what, quiet hours, and where messages go.",
             "我的通知设置：各类消息的接收方式、免打扰时段和接收地址。"});
  r.command("POST /v1/me/notice-choices", choose)
      .says({"Be told of a topic by a way, or not; without `on`, as the program has it.",
             "设置某类消息的某种接收方式；不填 on 则恢复默认。"})
      .refuses({choice_locked})
      .about("/channel", {channel_not_for_people});
  r.command("POST /v1/me/notice-choices/quiet", set_quiet)
      .says({"One's quiet hours; without, those of one's place. Equal minutes: none.",
             "设置免打扰时段；不填则按站点设置，起止相同表示不设。"});
  r.command("POST /v1/me/email", ask_email)
      .is_secret()
      .says({"Send a code to an e-mail address that is to be one's own.", "向邮箱发送验证码。"})
      .refuses({email_off, email_code_too_soon});
  r.command("POST /v1/me/email/confirm", confirm_email)
      .keeps_writes_of_refusals()
      .says({"Notices go to that address from now on.", "用验证码确认邮箱。"})
      .about("/code", {email_code_over, email_code_wrong});
  r.command("POST /v1/me/email/remove", remove_email)
      .says({"Keep no e-mail address.", "删除邮箱。"})
      .refuses({no_email});
  r.command("POST /v1/unsubscribe", unsubscribe)
      .anyone()
      .says({"No more e-mails of one topic, by the link in any of them; no sign-in.",
             "通过邮件中的链接退订某类邮件，无需登录。"})
      .about("/token", {unsubscribe_wrong});
}

void add_outbox(http::Router& r) {
  r.table("GET /v1/notices/outbox", list_outbox, outbox_heads)
      .granted(people_read)
      .says({"What went out from a site and beneath it, and what did not and why.",
             "站点及下级的发件箱：已送达和未送达的消息及原因。"})
      .refuses({not_yours});
  r.query("GET /v1/notices/outbox/counts", count_outbox_under)
      .granted(people_read)
      .says({"How many messages stand where, by way.", "各种方式、各种状态的消息数量。"})
      .refuses({not_yours});
  r.command("POST /v1/notices/outbox/{sending}/retry", retry_sending)
      .granted(people_write)
      .says({"Send one again that did not arrive. One of which nobody knows may arrive twice.",
             "重新发送未送达的消息；无法确认是否送达的，重发可能重复。"})
      .refuses({sending_unknown, not_yours, sending_under_way, sending_done, sending_nameless});
  r.command("POST /v1/notices/outbox/{sending}/give-up", give_up_sending)
      .granted(people_write)
      .says({"Send one no more.", "放弃发送。"})
      .refuses({sending_unknown, not_yours, sending_under_way, sending_done});
  r.command("POST /v1/notices/test", send_test)
      .granted(settings_manage)
      .says({"Send a test message by e-mail or SMS; the outbox tells how it ended.",
             "发送测试邮件或短信，结果见发件箱。"})
      .refuses({not_yours, email_off, sms_off})
      .about("/channel", {channel_not_for_people})
      .about("/to", {test_address_wrong});
}

void add_templates(http::Router& r) {
  r.query("GET /v1/notice-templates", list_templates)
      .granted(need_read)
      .says({"The words of each occasion by each way and language, as they hold at a site.",
             "站点生效的各类消息文字（按场景、方式、语言）。"})
      .refuses({not_yours});
  r.query("GET /v1/notice-templates/versions", list_template_versions)
      .granted(need_read)
      .says({"Every version that a site had of a text, newest first.", "某条文字的历次版本。"})
      .refuses({not_yours});
  r.command("POST /v1/notice-templates", set_template)
      .granted(settings_manage)
      .says({"Word an occasion for a site and beneath it.", "自定义站点及下级的消息文字。"})
      .refuses({not_yours})
      .about("/channel", {channel_not_for_people})
      .about("/occasion", {template_not_worded})
      .about("/words", {text_too_long})
      .about(http::field_by_verb, {placeholder_unknown, brace_open, text_holds_number});
  r.command("POST /v1/notice-templates/reset", reset_template)
      .granted(settings_manage)
      .says({"Take the words of the place above again, or the program's.",
             "恢复为上级站点或系统默认的文字。"})
      .refuses({not_yours, template_unset});
  r.command("POST /v1/notice-templates/preview", preview_template)
      .granted(need_read)
      .says({"How words would read, with a sample or a need one may see; nothing is kept.",
             "预览消息文字（示例或指定求助），不保存。"})
      .refuses({not_yours, needs::need_unknown})
      .about("/channel", {channel_not_for_people})
      .about("/occasion", {template_not_worded})
      .about(http::field_by_verb, {placeholder_unknown, brace_open, text_holds_number});
}

void add_rules(http::Router& r) {
  r.query("GET /v1/notice-rules", list_notice_rules)
      .granted(need_read)
      .says({"When people of a site are reminded of visits, and when it is quiet there.",
             "站点的提醒时间和免打扰时段。"})
      .refuses({not_yours});
  r.command("POST /v1/notice-rules", set_notice_rule)
      .granted(settings_manage)
      .says({"Set reminders and quiet hours for a site and beneath it.",
             "设置站点及下级的提醒时间和免打扰时段。"})
      .refuses({not_yours})
      .about("/reminders", {reminders_wrong});
}

void add_webhooks(http::Router& r) {
  r.query("GET /v1/webhooks", list_webhooks)
      .says({"The webhooks at a site and beneath it, or of an organization.",
             "站点及下级或某组织的推送地址。"})
      .refuses({not_yours})
      .about("/organization", {people::organization_unknown});
  r.command("POST /v1/webhooks", make_webhook)
      .is_secret()
      .says({"Have a program elsewhere hear what happens; its secret is told once.",
             "新增推送地址；密钥只显示一次。"})
      .refuses({not_yours, webhooks_full})
      .about("/organization", {people::organization_unknown})
      .about("/url", {webhook_url_wrong, webhook_url_private})
      .about("/occasions", {occasion_not_heard});
  r.command("POST /v1/webhooks/{webhook}/change", change_webhook)
      .says({"Mend name, address or occasions.", "修改名称、地址或事件。"})
      .refuses({webhook_unknown, webhook_removed})
      .about("/url", {webhook_url_wrong, webhook_url_private})
      .about("/occasions", {occasion_not_heard});
  r.command("POST /v1/webhooks/{webhook}/secret", renew_secret)
      .is_secret()
      .says({"A new secret; the old one signs nothing more.", "更换密钥，旧密钥立即失效。"})
      .refuses({webhook_unknown, webhook_removed});
  r.command("POST /v1/webhooks/{webhook}/pause", pause_webhook)
      .says({"Tell it nothing for a while.", "暂停推送。"})
      .refuses({webhook_unknown, webhook_removed});
  r.command("POST /v1/webhooks/{webhook}/enable", enable_webhook)
      .says({"Switch it on again.", "重新启用。"})
      .refuses({webhook_unknown, webhook_removed});
  r.command("POST /v1/webhooks/{webhook}/test", test_webhook)
      .says({"Switch it on and send a test event; the outbox tells how it ended.",
             "启用并发送测试事件，结果见发件箱。"})
      .refuses({webhook_unknown, webhook_removed});
  r.command("POST /v1/webhooks/{webhook}/remove", remove_webhook)
      .says({"Remove it for good.", "删除推送地址。"})
      .refuses({webhook_unknown, webhook_removed});
}

}  // namespace

void add_notice_routes(http::Router& r) {
  add_inbox(r);
  add_wishes(r);
  add_outbox(r);
  add_templates(r);
  add_rules(r);
  add_webhooks(r);
}

}  // namespace lastmile::notices
