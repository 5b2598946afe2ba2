#include "needs/need_words.h"

namespace lastmile::needs {

Words words_of(NeedState value) {
  switch (value) {
    case NeedState::draft:
      return {"draft", "草稿"};
    case NeedState::submitted:
      return {"waiting for triage", "待审核"};
    case NeedState::returned:
      return {"returned for detail", "退回补充"};
    case NeedState::refused:
      return {"refused", "不予受理"};
    case NeedState::referred:
      return {"referred elsewhere", "已转介"};
    case NeedState::accepted:
      return {"accepted for later", "已受理待安排"};
    case NeedState::awaiting_dispatch:
      return {"waiting for dispatch", "待派单"};
    case NeedState::offered:
      return {"offered", "已派待接单"};
    case NeedState::taken:
      return {"taken", "已接单"};
    case NeedState::scheduled:
      return {"scheduled", "已约定"};
    case NeedState::in_service:
      return {"in service", "服务中"};
    case NeedState::awaiting_confirmation:
      return {"waiting for confirmation", "待确认"};
    case NeedState::awaiting_rating:
      return {"waiting for rating", "待评价"};
    case NeedState::archived:
      return {"closed", "已办结"};
    case NeedState::withdrawn:
      return {"withdrawn", "已撤回"};
    case NeedState::merged:
      return {"merged", "已并案"};
  }
  return {};
}

Words words_of(Urgency value) {
  switch (value) {
    case Urgency::now:
      return {"emergency", "紧急"};
    case Urgency::same_day:
      return {"same day", "当天"};
    case Urgency::three_days:
      return {"within three days", "三天内"};
    case Urgency::appointment:
      return {"by appointment", "预约"};
  }
  return {};
}

Words words_of(Source value) {
  switch (value) {
    case Source::self:
      return {"asked by themselves", "本人"};
    case Source::family:
      return {"family", "家人代报"};
    case Source::grid_worker:
      return {"grid worker", "网格员"};
    case Source::hotline:
      return {"hotline", "热线"};
    case Source::counter:
      return {"counter", "柜台"};
    case Source::team:
      return {"team", "团队"};
    case Source::home_visit:
      return {"home visit", "入户走访"};
    case Source::inspection:
      return {"inspection", "巡查"};
    case Source::device:
      return {"device", "设备"};
  }
  return {};
}

}  // namespace lastmile::needs
