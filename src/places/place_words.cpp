#include "places/place_words.h"

#include <fmt/format.h>

#include <array>

namespace lastmile::places {

Words words_of(SiteKind value) {
  switch (value) {
    case SiteKind::city:
      return {"city", "市"};
    case SiteKind::center:
      return {"center", "中心"};
    case SiteKind::subcenter:
      return {"subcenter", "所"};
    case SiteKind::station:
      return {"station", "站"};
  }
  return {};
}

Words words_of(SiteState value) {
  switch (value) {
    case SiteState::active:
      return {"active", "启用"};
    case SiteState::inactive:
      return {"inactive", "停用"};
  }
  return {};
}

Words words_of(GroundState value) {
  switch (value) {
    case GroundState::active:
      return {"active", "启用"};
    case GroundState::inactive:
      return {"inactive", "停用"};
  }
  return {};
}

Words words_of(UnitKind value) {
  switch (value) {
    case UnitKind::agency:
      return {"public agency", "机关单位"};
    case UnitKind::enterprise:
      return {"enterprise", "企业"};
    case UnitKind::school:
      return {"school", "学校"};
    case UnitKind::clinic:
      return {"clinic", "医疗机构"};
    case UnitKind::association:
      return {"association", "社会组织"};
    case UnitKind::troops:
      return {"troops", "部队"};
    case UnitKind::other:
      return {"other", "其他"};
  }
  return {};
}

std::string spoken(const OpeningHours& hours, Lang lang) {
  constexpr std::array weekdays{Words{"Mon", "周一"}, Words{"Tue", "周二"}, Words{"Wed", "周三"},
                                Words{"Thu", "周四"}, Words{"Fri", "周五"}, Words{"Sat", "周六"},
                                Words{"Sun", "周日"}};
  const auto from = hours.from_minute.value, to = hours.to_minute.value;
  return fmt::format("{} {:02}:{:02}-{:02}:{:02}",
                     weekdays.at(static_cast<std::size_t>(hours.weekday.value)).in(lang), from / 60,
                     from % 60, to / 60, to % 60);
}

}  // namespace lastmile::places
