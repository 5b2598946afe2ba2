#include "notices/default_texts.h"

#include "base/assert.h"

namespace lastmile::notices {
namespace {

using O = Occasion;

// One row an occasion, in the order of the enum. Texts name no person: the page behind the link
// does, to whom it may.
constexpr DefaultText all[] = {
    {O::need_accepted,
     {"Your request {number} was taken up", "您的求助 {number} 已受理"},
     {"{site} has taken up your request ({category}, {when}) and is looking for a volunteer. You "
      "will be told who comes.",
      "{site}已受理您的求助（{category}，{when}），正在为您安排志愿者，有人接单会马上告诉您。"},
     {"Lastmile: your request {number} was taken up by {site}.",
      "【满天星】您的求助{number}已由{site}受理，正在安排志愿者。"}},
    {O::need_returned,
     {"Your request {number} needs more detail", "您的求助 {number} 需要补充"},
     {"{site} needs more detail to help: {reason}. Please add it and send the request again.",
      "{site}需要您补充情况：{reason}。请补充后重新提交。"},
     {"Lastmile: request {number} needs more detail: {reason}. Sign in, or ring {site}.",
      "【满天星】您的求助{number}需要补充：{reason}。请登录补充，或致电{site}。"}},
    {O::need_refused,
     {"Your request {number} cannot be taken up", "您的求助 {number} 未能受理"},
     {"{site} cannot take up your request: {reason}. You may ring the station, or ask anew.",
      "{site}未能受理您的求助：{reason}。如有疑问可联系站点，也可以重新提出。"},
     {"Lastmile: request {number} cannot be taken up: {reason}. Questions: {site}.",
      "【满天星】您的求助{number}未能受理：{reason}。有疑问请联系{site}。"}},
    {O::need_referred,
     {"Your request {number} was passed on", "您的求助 {number} 已转介"},
     {"Others are responsible for your request: {reason}. {site} has passed it on; the page says "
      "to whom.",
      "您的求助由其他部门负责：{reason}。{site}已为您转介，去向见详情页。"},
     {"Lastmile: request {number} was passed on: {reason}. Questions: {site}.",
      "【满天星】您的求助{number}已转介：{reason}。有疑问请联系{site}。"}},
    {O::help_coming,
     {"Somebody will come: {when}", "有志愿者接单了：{when}"},
     {"A volunteer said yes to {number} ({category}), {when}. The page shows who comes. Tell "
      "nobody the PIN before they stand at the door.",
      "{number}（{category}）已有志愿者接单，时间：{when}。来的是谁见详情页；见到本人前请勿把"
      "口令告诉任何人。"},
     {"Lastmile: a volunteer will come for {number}, {when}. {site}",
      "【满天星】您的求助{number}已有志愿者接单，时间：{when}。{site}"}},
    {O::helper_left,
     {"The volunteer cannot come: {number}", "志愿者来不了：{number}"},
     {"A volunteer who was to come ({category}, {when}) had to step back. {site} is looking for "
      "somebody else.",
      "原定的志愿者（{category}，{when}）临时来不了，{site}正在另外安排人。"},
     {"Lastmile: the volunteer for {number} cannot come. {site} is looking for another.",
      "【满天星】{number}原定的志愿者来不了，{site}正在另外安排。"}},
    {O::time_changed,
     {"Another time: {when}", "时间改为 {when}"},
     {"The time of {number} ({category}) was changed from {was} to {when}.",
      "{number}（{category}）的时间由{was}改为{when}。"},
     {"Lastmile: {number} is now {when}, no longer {was}.",
      "【满天星】{number}的时间改为{when}，原定{was}作废。"}},
    {O::visit_off,
     {"No need to come: {number}", "不用去了：{number}"},
     {"{number} ({category}, {when}) does not take place. Thank you for having said yes.",
      "{number}（{category}，{when}）已取消，您不用去了。谢谢您答应帮忙。"},
     {"Lastmile: {number}, {when}, is off. No need to come; thank you.",
      "【满天星】{number}（{when}）已取消，您不用去了，谢谢。"}},
    {O::service_done,
     {"Did it go well? {number}", "请确认并评价：{number}"},
     {"The visit for {number} ({category}) is over. Please say whether it took place, and how it "
      "was: it takes a moment, and only you can.",
      "{number}（{category}）的服务已结束，请确认服务是否完成，并给个评价，只需一点时间。"},
     {"Lastmile: {number} is over. Please confirm and rate it when you sign in.",
      "【满天星】{number}的服务已结束，请登录确认并评价。"}},
    {O::thanked,
     {"Thanks to you: {number}", "有人谢谢您：{number}"},
     {"The one you served in {number} ({category}) says thanks. Their words are on the task's "
      "page.",
      "您服务过的{number}（{category}）向您道谢，原话在任务页上。"},
     {"Lastmile: somebody thanks you for {number}; read it when you sign in.",
      "【满天星】{number}向您道谢，登录可以看到。"}},
    {O::visit_day,
     {"Coming up: {when}", "提醒：{when}"},
     {"{number} ({category}) is at {when}. Whoever cannot make it says so now: it is free, and "
      "there is time to find somebody else.",
      "{number}（{category}）的时间是{when}。临时有事请现在就说，不算过错，还来得及另外安排。"},
     {"Lastmile reminder: {number}, {when}. Cannot make it? Say so now. {site}",
      "【满天星】提醒：{number}，{when}。来不了请尽早告知。{site}"}},
    {O::visit_soon,
     {"Soon: {when}", "就快到了：{when}"},
     {"{number} ({category}) begins soon: {when}.", "{number}（{category}）就快开始了：{when}。"},
     {"Lastmile: {number} begins soon, {when}. {site}",
      "【满天星】{number}就快开始了：{when}。{site}"}},
    {O::offer_received,
     {"Can you help? {category}", "想请您帮个忙：{category}"},
     {"{site} asks whether you can help: {category}, {when}. Please answer before {due}. To say "
      "no is free and counts for nothing.",
      "{site}想请您帮忙：{category}，{when}。请在{due}前答复，谢绝不影响任何记录。"},
     {"Lastmile: can you help? {category}, {when}. Answer before {due}; no is fine. {site}",
      "【满天星】{site}想请您帮忙：{category}，{when}。请在{due}前答复，可谢绝。"}},
    {O::offer_ending,
     {"An invitation ends soon: {category}", "邀请即将到期：{category}"},
     {"{site} still waits for your answer: {category}, {when}, until {due}. No is an answer too.",
      "{site}还在等您的答复：{category}，{when}，{due}截止。谢绝也可以。"},
     {"Lastmile: please answer before {due}: {category}, {when}. {site}",
      "【满天星】请在{due}前答复：{category}，{when}。{site}"}},
    {O::offer_over,
     {"You are not needed any more: {category}", "已不需要：{category}"},
     {"The invitation for {category}, {when}, is over: somebody was found, or it is no longer "
      "needed. Thank you.",
      "{category}（{when}）的邀请已结束：已有人接单，或不再需要。谢谢您。"},
     {"Lastmile: the invitation for {category}, {when}, is over. Thank you.",
      "【满天星】{category}（{when}）的邀请已结束，谢谢您。"}},
    {O::record_made,
     {"{minutes} minutes of service on record", "已记录服务 {minutes} 分钟"},
     {"Your service ({category}, {when}) is on record with {minutes} minutes. Is anything wrong? "
      "Say so on its page.",
      "您的服务（{category}，{when}）已记录，时长{minutes}分钟。如有不对，请在详情页提出异议。"},
     {"Lastmile: {minutes} minutes of service ({category}, {when}) are on record.",
      "【满天星】您的服务已记录：{category}，{when}，{minutes}分钟。"}},
    {O::first_record,
     {"Your first service is on record. Was it you?", "您有了第一条服务记录，是您本人吗？"},
     {"For the first time a service stands in your name: {category}, {when}, {minutes} minutes. If "
      "you were not there, say “not me” with one tap: the record is frozen at once and looked "
      "into.",
      "第一条以您名义的志愿服务已记录：{category}，{when}，{minutes}分钟。如果不是您本人参加，"
      "请点“不是我”，记录会立即冻结并核查。"},
     {"Lastmile: a service of {minutes} min ({category}, {when}) is on record in your name. Not "
      "you? Sign in and say 'not me', or ring {site}.",
      "【满天星】以您名义记录了一次服务：{category}，{when}，{minutes}分钟。不是您？请登录点"
      "“不是我”，或致电{site}。"}},
    {O::record_disputed,
     {"A record is disputed", "有记录被提出异议"},
     {"A service record at {site} ({category}, {when}) is disputed. It counts for nobody until "
      "somebody decides, within ten working days.",
      "{site}有一条服务记录（{category}，{when}"
      "）被提出异议，处理前不计时长，请在十个工作日内处理。"},
     {"Lastmile: a record at {site} is disputed ({category}, {when}).",
      "【满天星】{site}有服务记录被提出异议：{category}，{when}。"}},
    {O::record_decided,
     {"Your objection was decided: {outcome}", "您的异议已处理：{outcome}"},
     {"The case about your record ({category}, {when}) was decided: {outcome}. It stands with "
      "{minutes} minutes now; the answer is on its page.",
      "您对服务记录（{category}，{when}）的异议已处理：{outcome}，现记{minutes}"
      "分钟，答复见详情页。"},
     {"Lastmile: your objection ({category}, {when}) was decided: {outcome}.",
      "【满天星】您的异议（{category}，{when}）已处理：{outcome}。"}},
    {O::petition_decided,
     {"{number}: {outcome}", "{number}：{outcome}"},
     {"What you asked for about {number} ({category}) was decided: {outcome}. The answer is on its "
      "page.",
      "您就{number}（{category}）提出的申请已有结果：{outcome}，答复见详情页。"},
     {"Lastmile: your request about {number} was decided: {outcome}.",
      "【满天星】您就{number}提出的申请已有结果：{outcome}。"}},
    {O::need_urgent,
     {"Wanted today: {number}", "当天急需：{number}"},
     {"{number} ({category}) came in at {site}, is wanted today and waits for triage.",
      "{site}收到当天急需的求助{number}（{category}），请尽快审核。"},
     {"Lastmile: {number} ({category}) at {site} is wanted today.",
      "【满天星】{site}收到当天急需的求助{number}（{category}），请尽快处理。"}},
    {O::need_overdue,
     {"Overdue: {number}", "已到期：{number}"},
     {"{number} ({category}) at {site} was due at {due} and waits. If nothing happens it goes up "
      "to the next site.",
      "{site}的{number}（{category}）已于{due}到期，请尽快处理，否则将升级督办。"},
     {"Lastmile: {number} at {site} is overdue since {due}.",
      "【满天星】{site}的{number}已于{due}到期，请尽快处理。"}},
    {O::need_escalated,
     {"Escalated to {level}: {number}", "督办至{level}：{number}"},
     {"{number} ({category}) of {site} was not dealt with in time and went up to {level}.",
      "{site}的{number}（{category}）未按时处理，已督办至{level}。"},
     {"Lastmile: {number} of {site} was escalated to {level}.",
      "【满天星】{site}的{number}未按时处理，已督办至{level}。"}},
    {O::nobody_accepted,
     {"Nobody said yes: {number}", "无人接单：{number}"},
     {"Nobody who was asked about {number} ({category}) at {site} said yes. It waits for "
      "dispatch again.",
      "{site}的{number}（{category}）暂时无人接单，已回到待派单。"},
     {"Lastmile: nobody said yes to {number} at {site}.",
      "【满天星】{site}的{number}暂时无人接单。"}},
    {O::consent_waiting,
     {"Your word as guardian is asked for", "需要您作为监护人确认"},
     {"A child in your care would like to take part in volunteer service at {site}. Nothing "
      "happens without your yes ({paper}).",
      "您监护的孩子想参加{site}的志愿服务，未经您同意（{paper}）不会安排任何服务。"},
     {"Lastmile: a child in your care would like to volunteer at {site}. Please sign in and "
      "decide.",
      "【满天星】您监护的孩子想参加{site}的志愿服务，请登录确认是否同意。"}},
    {O::licence_ending,
     {"{paper}: {days} days left", "{paper}还有 {days} 天到期"},
     {"Your licence ({paper}) ends in {days} days. Enter the renewed one and {site} will verify "
      "it, so that nothing changes for you.",
      "您的{paper}还有{days}天到期，请登记续期后的证件，由{site}核验，不影响您继续服务。"},
     {"Lastmile: your licence ({paper}) ends in {days} days.",
      "【满天星】您的{paper}还有{days}天到期，请及时登记续期证件。"}},
    {O::team_invited,
     {"{team} would like to have you", "{team}邀请您加入"},
     {"The team {team} invites you to join. You decide; to say no is free.",
      "{team}邀请您加入，由您自己决定，谢绝也可以。"},
     {"Lastmile: the team {team} invites you to join.",
      "【满天星】{team}邀请您加入，请登录答复。"}},
    {O::family_asked,
     {"A family link waits", "有家属关系待确认"},
     {"Somebody was named as a relative who may speak for a resident. {site} looks into it before "
      "anything is shared. If you know nothing of it, end it.",
      "有人申请登记家属关系，{site}核实前不会共享任何信息。如果您不知情，请解除。"},
     {"Lastmile: a family link waits for {site}. Not known to you? Sign in and end it.",
      "【满天星】有家属关系待{site}核实，如不知情请登录解除。"}},
    {O::family_linked,
     {"A family link is in force", "家属关系已确认"},
     {"A relative may now ask for help on a resident's behalf and follow it. Either side, and "
      "{site}, can end that at any time.",
      "家属现在可以代为求助并查看进展，双方和{site}都可以随时解除。"},
     {"Lastmile: a relative may now act on a resident's behalf. Not right? Ring {site}.",
      "【满天星】家属关系已确认，可代为求助。如有不对请联系{site}。"}},
    {O::device_new,
     {"Signed in on a new device", "您的账号在新设备上登录"},
     {"Somebody signed in to your account on a device that was not used before. If it was not "
      "you, sign out all other devices on the page behind the link.",
      "您的账号刚在一台新设备上登录。如果不是您本人，请打开下面的页面退出其他设备。"},
     {"Lastmile: your account was used on a new device. Not you? Sign out all devices.",
      "【满天星】您的账号在新设备上登录。如非本人，请立即退出其他设备。"}},
    {O::phone_changed,
     {"Another phone signs you in now", "登录手机号已更换"},
     {"Your account is opened by another phone number from now on, and all other devices were "
      "signed out. If it was not you, go to the station.",
      "您的登录手机号已更换，其他设备已退出。如果不是您本人操作，请尽快联系站点。"},
     {"Lastmile: another phone signs you in now. Not you? Go to the station.",
      "【满天星】您的登录手机号已更换。如非本人操作，请联系站点。"}},
    {O::email_changed,
     {"Your e-mail address was changed", "通知邮箱已更改"},
     {"Notices go to another e-mail address from now on, or to none. If it was not you, look at "
      "your account.",
      "您的通知邮箱已更改或取消。如果不是您本人操作，请检查您的账号。"},
     {"Lastmile: the e-mail address of your account was changed.",
      "【满天星】您的通知邮箱已更改，如非本人操作请检查账号。"}},
    {O::email_code,
     {"Your code: {code}", "验证码：{code}"},
     {"{code} confirms this address for notices of Lastmile. It is valid for 30 minutes. If you "
      "did not ask for it, do nothing.",
      "{code} 是满天星的邮箱验证码，30 分钟内有效。如果不是您本人操作，请忽略。"},
     {"Lastmile code {code}.", "【满天星】验证码 {code}。"}},
    {O::email_bounced,
     {"An e-mail to you could not be delivered", "有一封邮件未能送达"},
     {"The mail server of your address refused a message, so no more are sent there. Give the "
      "address once more, or another one. Everything stands here in the inbox.",
      "您的邮箱拒收了通知，已暂停发送。请重新填写邮箱或换一个；所有通知都在消息中心里。"},
     {"Lastmile: e-mail to you is refused. Please mend your address.",
      "【满天星】您的邮箱拒收通知，请修改邮箱。"}},
    {O::undelivered,
     {"Messages were not delivered", "有消息未送达"},
     {"Today messages of {site} could not be delivered, or nobody knows whether they were. The "
      "outbox names each of them, and why.",
      "{site}今天有消息未送达或无法确认是否送达，发件箱中逐条列明了原因。"},
     {"Lastmile: messages of {site} were not delivered; the outbox says which.",
      "【满天星】{site}有消息未送达，详见发件箱。"}},
    {O::webhook_disabled,
     {"A webhook was switched off", "有推送地址已停用"},
     {"A webhook of {site} failed too often and was switched off. What it missed is listed in the "
      "outbox; switch it on again once the other side is mended.",
      "{site}的一个推送地址多次失败，已自动停用，未送达的内容列在发件箱中；对方修复后可重新启用。"},
     {"Lastmile: a webhook of {site} was switched off.", "【满天星】{site}的一个推送地址已停用。"}},
    {O::test,
     {"A test message", "测试消息"},
     {"This message was sent to try the way from {site} to you. It needs no answer.",
      "这是一条测试消息，用来检查从{site}到您的发送是否正常，无需回复。"},
     {"Lastmile test message.", "【满天星】测试消息，无需回复。"}},
};

}  // namespace

const DefaultText& default_text(Occasion occasion) {
  const auto at = static_cast<std::size_t>(occasion);
  ASSERT(at < std::size(all) && all[at].occasion == occasion);
  return all[at];
}

}  // namespace lastmile::notices
