#include "stats/sheet_routes.h"

#include <fmt/format.h>

#include <array>

#include "places/places.h"

namespace lastmile::stats {
namespace {

constexpr std::array words{
    http::Head{"key", {"key", "编号"}},
    http::Head{"name", {"name", "名称"}},
    http::Head{"value", {"value", "数值"}},
    http::Head{"unit", {"unit", "单位"}},
    http::Head{"rows", {"rows behind it", "明细"}},
    http::Head{"persons", {"persons", "服务人数"}},
    http::Head{"turns", {"turns", "服务人次"}},
    http::Head{"minutes", {"minutes", "服务时长（分钟）"}},
    http::Head{"recipient_turns", {"recipient turns", "受益人次"}},
    http::Head{"needs", {"needs", "需求数"}},
    http::Head{"needs_closed", {"needs closed", "办结需求数"}},
    http::Head{"rated", {"rated", "已评价"}},
    http::Head{"rating_mean_100", {"mean stars × 100", "平均星级×100"}},
    http::Head{"record", {"record", "记录编号"}},
    http::Head{"volunteer", {"volunteer", "志愿者编号"}},
    http::Head{"recipient", {"recipient", "服务对象编号"}},
    http::Head{"category", {"category", "类别"}},
    http::Head{"site_path", {"site", "站点"}},
    http::Head{"from_at", {"from", "开始时间"}},
    http::Head{"grade", {"grade", "等级"}},
    http::Head{"volunteers", {"volunteers", "服务人数"}},
    http::Head{"need", {"need", "需求编号"}},
    http::Head{"source", {"source", "来源"}},
    http::Head{"state", {"state", "状态"}},
    http::Head{"submitted_at", {"submitted at", "提交时间"}},
    http::Head{"responded_at", {"responded at", "响应时间"}},
    http::Head{"served_at", {"served at", "服务时间"}},
    http::Head{"closed_at", {"closed at", "办结时间"}},
    http::Head{"stars", {"stars", "星级"}},
    http::Head{"escalated", {"escalated", "督办"}},
    http::Head{"round", {"round", "服务轮次"}},
};

}  // namespace

const std::span<const http::Head> heads = words;

namespace {

// The name of the site at a path; nothing for all sites.
std::string name_at(Call& call, std::string_view path) {
  if (path.empty()) return "";
  path.remove_suffix(1);
  const auto area = RegionCode::parse(path.substr(path.rfind('/') + 1));
  if (!area) return "";
  const auto site = places::site_of_area(call, *area);
  return site.ok() && site->code == area->text() ? site->name : "";
}

}  // namespace

std::string sheet_name(Call& call, const Words& what, const Asked& a, http::Form form) {
  std::string name(Words{"Lastmile", "满天星"}.in(call.actor.lang));
  for (const std::string& part :
       {std::string(what.in(call.actor.lang)), name_at(call, a.slice.under), a.slice.category,
        to_text(a.from), to_text(a.to)}) {
    if (!part.empty()) name += "-" + part;
  }
  return name + (form == http::Form::csv ? ".csv" : ".xlsx");
}

}  // namespace lastmile::stats
