#include "stats/sheet_routes.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "places/places.h"

namespace lastmile::stats {
namespace {

struct Head {
  std::string_view member;
  Words words;
};
constexpr std::array heads{
    Head{"key", {"key", "编号"}},
    Head{"name", {"name", "名称"}},
    Head{"value", {"value", "数值"}},
    Head{"unit", {"unit", "单位"}},
    Head{"rows", {"rows behind it", "明细"}},
    Head{"persons", {"persons", "服务人数"}},
    Head{"turns", {"turns", "服务人次"}},
    Head{"minutes", {"minutes", "服务时长(分钟)"}},
    Head{"recipient_turns", {"recipient turns", "受益人次"}},
    Head{"needs", {"needs", "需求数"}},
    Head{"needs_closed", {"needs closed", "已办结"}},
    Head{"rated", {"rated", "已评价"}},
    Head{"rating_mean_100", {"mean stars × 100", "平均星级×100"}},
    Head{"record", {"record", "记录编号"}},
    Head{"volunteer", {"volunteer", "志愿者编号"}},
    Head{"recipient", {"recipient", "服务对象编号"}},
    Head{"category", {"category", "类别"}},
    Head{"site_path", {"site", "站点"}},
    Head{"from_at", {"from", "开始时间"}},
    Head{"grade", {"grade", "等级"}},
    Head{"need", {"need", "需求编号"}},
    Head{"source", {"source", "来源"}},
    Head{"state", {"state", "状态"}},
    Head{"submitted_at", {"submitted at", "提交时间"}},
    Head{"responded_at", {"responded at", "响应时间"}},
    Head{"served_at", {"served at", "服务时间"}},
    Head{"closed_at", {"closed at", "办结时间"}},
    Head{"stars", {"stars", "星级"}},
    Head{"escalated", {"escalated", "督办"}},
};

}  // namespace

std::vector<std::string> heads_of(const std::vector<std::string>& members, Lang lang) {
  std::vector<std::string> all;
  for (const auto& member : members) {
    const auto head =
        std::find_if(heads.begin(), heads.end(), [&](const Head& h) { return h.member == member; });
    ASSERT(head != heads.end());
    all.emplace_back(head->words.in(lang));
  }
  return all;
}

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
