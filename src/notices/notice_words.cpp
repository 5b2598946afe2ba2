#include "notices/notice_words.h"

#include "base/assert.h"

namespace lastmile::notices {
namespace {

using O = Occasion;

struct OccasionWords {
  Occasion occasion;
  Words words;
};
constexpr OccasionWords occasions[] = {
    {O::need_accepted, {"request taken up", "求助已受理"}},
    {O::need_returned, {"request returned for detail", "求助退回补充"}},
    {O::need_refused, {"request refused", "求助未受理"}},
    {O::need_referred, {"request passed on", "求助已转介"}},
    {O::help_coming, {"somebody will come", "有人接单"}},
    {O::helper_left, {"volunteer dropped out", "志愿者来不了"}},
    {O::time_changed, {"another time", "时间变更"}},
    {O::visit_off, {"visit called off", "服务取消"}},
    {O::service_done, {"please confirm and rate", "请确认并评价"}},
    {O::thanked, {"somebody says thanks", "收到谢意"}},
    {O::visit_day, {"reminder, the day before", "提前一天提醒"}},
    {O::visit_soon, {"reminder, the hours before", "提前数小时提醒"}},
    {O::offer_received, {"asked to help", "收到邀请"}},
    {O::offer_ending, {"invitation ends soon", "邀请即将到期"}},
    {O::offer_over, {"invitation over", "邀请已结束"}},
    {O::record_made, {"service on record", "服务已记录"}},
    {O::first_record, {"first service on record", "首条服务记录"}},
    {O::record_disputed, {"record disputed", "记录有异议"}},
    {O::record_decided, {"objection decided", "异议已处理"}},
    {O::petition_decided, {"extension or objection decided", "延期或异议已批复"}},
    {O::need_urgent, {"wanted today", "当天急需的求助"}},
    {O::need_overdue, {"overdue", "到期催办"}},
    {O::need_escalated, {"escalated", "督办"}},
    {O::nobody_accepted, {"nobody said yes", "无人接单"}},
    {O::consent_waiting, {"guardian's consent waits", "待监护人同意"}},
    {O::licence_ending, {"licence ends", "证件即将到期"}},
    {O::team_invited, {"invited to a team", "队伍邀请"}},
    {O::family_asked, {"family link waits", "家属关系待确认"}},
    {O::family_linked, {"family link in force", "家属关系已确认"}},
    {O::device_new, {"new device", "新设备登录"}},
    {O::phone_changed, {"another phone", "手机号更换"}},
    {O::email_changed, {"another e-mail address", "邮箱更改"}},
    {O::email_code, {"code for an e-mail address", "邮箱验证码"}},
    {O::email_bounced, {"e-mail refused", "邮件被拒收"}},
    {O::undelivered, {"messages not delivered", "消息未送达"}},
    {O::webhook_disabled, {"webhook switched off", "推送已停用"}},
    {O::test, {"test message", "测试消息"}}};

}  // namespace

Words words_of(Topic value) {
  switch (value) {
    case Topic::needs:
      return {"my requests", "我的求助"};
    case Topic::visits:
      return {"visits and reminders", "上门与提醒"};
    case Topic::offers:
      return {"being asked to help", "帮忙邀请"};
    case Topic::records:
      return {"my service records", "我的服务记录"};
    case Topic::papers:
      return {"licences and consents", "证件与同意"};
    case Topic::groups:
      return {"teams and family", "队伍与家属"};
    case Topic::work:
      return {"station work", "站点工作"};
    case Topic::security:
      return {"account and security", "账号与安全"};
  }
  return {};
}

Words words_of(Channel value) {
  switch (value) {
    case Channel::inbox:
      return {"inbox", "站内消息"};
    case Channel::email:
      return {"e-mail", "邮件"};
    case Channel::sms:
      return {"text message", "短信"};
    case Channel::webhook:
      return {"webhook", "推送"};
  }
  return {};
}

Words words_of(SendingState value) {
  switch (value) {
    case SendingState::waiting:
      return {"waiting", "等待发送"};
    case SendingState::sending:
      return {"being sent", "发送中"};
    case SendingState::sent:
      return {"taken by the other side", "对方已接收"};
    case SendingState::refused:
      return {"refused", "被拒收"};
    case SendingState::unknown:
      return {"nobody knows whether it arrived", "无法确认是否送达"};
    case SendingState::expired:
      return {"too late", "已过期"};
    case SendingState::given_up:
      return {"given up", "已放弃"};
  }
  return {};
}

Words words_of(Occasion value) {
  const auto at = static_cast<std::size_t>(value);
  ASSERT(at < std::size(occasions) && occasions[at].occasion == value);
  return occasions[at].words;
}

}  // namespace lastmile::notices
