#pragma once
#include "base/result.h"

/// Every refusal of notices, in the order checked.
namespace lastmile::notices {

inline constexpr Refusal notice_unknown{Kind::missing, "notice_unknown",
                                        "There is no such notice in your inbox.",
                                        "您的消息中没有这一条。"};
inline constexpr Refusal choice_locked{
    Kind::conflict, "choice_locked",
    "This cannot be switched off: it tells you of your account, or of records in your name.",
    "这一项不能关闭：它关系到您的账号安全和以您名义的记录。"};
inline constexpr Refusal channel_not_for_people{
    Kind::invalid, "channel_not_for_people", "Webhooks reach programs: choose inbox, email or sms.",
    "webhook 只用于程序之间，请选择 inbox、email 或 sms。"};
inline constexpr Refusal email_off{
    Kind::unavailable, "email_off",
    "This town sends no e-mail yet: its operator has to set up a mail server.",
    "本地尚未开通邮件发送，请联系管理员配置邮件服务器。"};
inline constexpr Refusal sms_off{
    Kind::unavailable, "sms_off",
    "This town sends no text messages yet: its operator has to set up a provider.",
    "本地尚未开通短信发送，请联系管理员配置短信服务商。"};
inline constexpr Refusal email_code_too_soon{
    Kind::too_many, "email_code_too_soon",
    "Codes were sent a moment ago, or too often today: wait as long as Retry-After says.",
    "验证码发送过于频繁，请按提示的时间稍后再试。"};
inline constexpr Refusal email_code_wrong{Kind::invalid, "email_code_wrong",
                                          "This is not the code: look at the newest e-mail.",
                                          "验证码不对，请查看最新一封邮件。"};
inline constexpr Refusal email_code_over{
    Kind::invalid, "email_code_over",
    "This code is over, used, or was guessed at too often: ask for a new one.",
    "验证码已过期、已使用或错误次数过多，请重新获取。"};
inline constexpr Refusal no_email{Kind::missing, "no_email", "No e-mail address is kept of you.",
                                  "您没有登记邮箱。"};
inline constexpr Refusal unsubscribe_wrong{
    Kind::invalid, "unsubscribe_wrong",
    "This link is not whole: open it from the e-mail, or sign in and choose there.",
    "退订链接不完整，请从邮件中重新打开，或登录后设置。"};

inline constexpr Refusal template_not_worded{
    Kind::invalid, "template_not_worded",
    "The words of this occasion are the program's own: choose another one.",
    "这类消息的文字由系统固定，不能修改。"};
inline constexpr Refusal placeholder_unknown{
    Kind::invalid, "placeholder_unknown",
    "A placeholder is not one of this occasion; `seen` names it and those allowed.",
    "有占位符不适用于该场景，seen 中列出了它和可用的占位符。"};
inline constexpr Refusal brace_open{
    Kind::invalid, "brace_open",
    "A brace is opened and not closed: write placeholders as {site}, and no other braces.",
    "有花括号没有配对：占位符请写成 {site}，不要使用其他花括号。"};
inline constexpr Refusal text_holds_number{
    Kind::invalid, "text_holds_number",
    "A notice holds no ID number and no mobile number: take it out.",
    "通知中不能出现身份证号或手机号，请删除。"};
inline constexpr Refusal text_too_long{
    Kind::invalid, "text_too_long",
    "A text message of these words would need more parts than are paid for; `seen` says how many.",
    "短信超出允许的条数，seen 中给出了条数，请缩短。"};
inline constexpr Refusal template_unset{Kind::conflict, "template_unset",
                                        "This place has no words of its own here.",
                                        "该站点没有自定义这条文字。"};

inline constexpr Refusal reminders_wrong{
    Kind::invalid, "reminders_wrong",
    "Reminders are up to four different times before the visit, of 15 minutes to 7 days.",
    "提醒最多四个，互不相同，提前量在 15 分钟到 7 天之间。"};

inline constexpr Refusal sending_unknown{Kind::missing, "sending_unknown",
                                         "There is no such message in the outbox.",
                                         "发件箱中没有这条消息。"};
inline constexpr Refusal sending_under_way{Kind::conflict, "sending_under_way",
                                           "It waits or is being sent: nothing was done.",
                                           "该消息正在等待或发送中，未做改动。"};
inline constexpr Refusal sending_done{Kind::conflict, "sending_done",
                                      "It was delivered, or given up before: nothing was done.",
                                      "该消息已送达或已放弃，未做改动。"};
inline constexpr Refusal sending_nameless{
    Kind::conflict, "sending_nameless",
    "Whom it was for has no address here any more: it can only be given up.",
    "收件人已没有可用的地址，只能放弃发送。"};

inline constexpr Refusal webhook_unknown{Kind::missing, "webhook_unknown",
                                         "There is no such webhook, or it is not yours to see.",
                                         "没有这个推送地址，或您无权查看。"};
inline constexpr Refusal webhook_url_wrong{
    Kind::invalid, "webhook_url_wrong",
    "Give a whole address that starts with https://, without user and password.",
    "请填写以 https:// 开头的完整地址，不要带用户名和密码。"};
inline constexpr Refusal webhook_url_private{
    Kind::invalid, "webhook_url_private",
    "This address belongs to a private network, which is not reached from here.",
    "该地址属于内部网络，不允许推送。"};
inline constexpr Refusal occasion_not_heard{
    Kind::invalid, "occasion_not_heard",
    "Webhooks hear of needs, records and groups only; `seen` names those that can be chosen.",
    "推送只支持与求助、记录、队伍有关的事件，seen 中列出了可选项。"};
inline constexpr Refusal webhooks_full{Kind::conflict, "webhooks_full",
                                       "There are 20 webhooks here already: remove one first.",
                                       "该站点已有 20 个推送地址，请先删除不用的。"};
inline constexpr Refusal webhook_removed{Kind::conflict, "webhook_removed",
                                         "This webhook was removed.", "该推送地址已删除。"};
inline constexpr Refusal test_address_wrong{
    Kind::invalid, "test_address_wrong",
    "Give an e-mail address for email, a mobile number for sms.",
    "邮件请填写邮箱地址，短信请填写手机号。"};

}  // namespace lastmile::notices
