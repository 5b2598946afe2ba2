#include "places/place_routes.h"

#include <array>

#include "access/access_errors.h"
#include "access/policy.h"
#include "places/areas.h"
#include "places/grounds.h"
#include "places/place_errors.h"
#include "places/place_words.h"
#include "places/sites.h"

namespace lastmile::places {
namespace {

constexpr std::array site_heads{
    http::Head{"path", {"path", "路径"}},
    http::Head{"parent", {"parent site", "上级站点"}},
    http::Head{"area", {"area code", "区划代码"}},
    http::Head{"contacts", {"contacts", "联系人"}},
    http::Head{"opening_hours", {"opening hours", "开放时间"}},
    http::Head{"pilot", {"pilot", "试点"}},
    http::Head{"demonstration", {"demonstration", "示范"}},
    http::Head{"platforms", {"platforms", "平台"}},
    http::Head{"open_now", {"open now", "正在开放"}},
};
constexpr std::array household_heads{
    http::Head{"grid", {"grid", "网格编号"}},
};
constexpr std::array unit_heads{
    http::Head{"uscc", {"USCC", "统一社会信用代码"}},
    http::Head{"uscc_checked", {"USCC checked", "信用代码已核"}},
    http::Head{"contact", {"contact", "联系人"}},
    http::Head{"offers", {"offers", "可提供"}},
};

using access::not_yours;

const auto site_manage = to_text(access::Right::site_manage);
const auto people_read = to_text(access::Right::people_read);
const auto people_write = to_text(access::Right::people_write);

void add_site_routes(http::Router& r) {
  r.query("GET /v1/areas", search_areas)
      .anyone()
      .says({"Find divisions by Chinese, pinyin or initials.", "按汉字、拼音或首字母查找区划。"});
  r.query("GET /v1/areas/{area}", show_area)
      .anyone()
      .says({"One division: what it lies in, what lies in it.", "查看区划及其上下级。"})
      .refuses({area_unknown});
  r.table("GET /v1/sites", list_sites, site_heads)
      .anyone()
      .says(
          {"List sites, by tree path, kind, marks or name.", "按层级、类型、标记或名称列出站点。"});
  r.query("GET /v1/sites/{site}", show_site)
      .anyone()
      .says({"The card of a site.", "查看站点信息。"})
      .refuses({site_unknown});
  r.command("POST /v1/sites", open_site)
      .granted(site_manage)
      .says({"Open a further site for an area.", "为区划增设站点。"})
      .refuses({site_unknown, site_inactive, area_unknown, not_yours})
      .about("/parent", {site_parent_wrong, site_parent_elsewhere});
  r.command("POST /v1/sites/{site}", change_site)
      .granted(site_manage)
      .says({"Change a site's name, marks, hours, contacts or point.", "修改站点信息。"})
      .refuses({site_unknown, mark_from_above, not_yours});
  r.command("POST /v1/sites/{site}/reopen", reopen_site)
      .granted(site_manage)
      .says({"Open a closed site again.", "重新启用站点。"})
      .refuses({site_unknown, site_inactive, not_yours});
}

void add_ground_routes(http::Router& r) {
  r.query("GET /v1/sites/{site}/grids", list_grids)
      .says({"The grids of a site.", "列出站点的网格。"})
      .refuses({site_unknown});
  r.command("POST /v1/grids", add_grid)
      .granted(site_manage)
      .says({"Add a grid to a site.", "为站点增加网格。"})
      .refuses({site_unknown, site_inactive, grid_name_taken, not_yours})
      .about("/worker", {grid_worker_unknown});
  r.command("POST /v1/grids/{grid}", change_grid)
      .granted(site_manage)
      .says({"Change a grid's name, worker or state.", "修改网格。"})
      .refuses({grid_unknown, grid_name_taken, not_yours})
      .about("/worker", {grid_worker_unknown});
  r.table("GET /v1/sites/{site}/households", list_households, household_heads)
      .granted(people_read)
      .says({"The households of a site; the reading is logged.", "列出站点的住户（查阅留痕）。"})
      .refuses({site_unknown, not_yours});
  r.query("GET /v1/households/{household}", show_household)
      .granted(people_read)
      .says({"One household; the reading is logged.", "查看住户（查阅留痕）。"})
      .refuses({household_unknown});
  r.command("POST /v1/households", add_household)
      .granted(people_write)
      .says({"Enter a household with its address.", "登记住户地址。"})
      .refuses(
          {site_unknown, site_inactive, grid_unknown, grid_inactive, household_known, not_yours});
  r.command("POST /v1/households/{household}", change_household)
      .granted(people_write)
      .says({"Change a household.", "修改住户信息。"})
      .refuses({household_unknown, grid_unknown, grid_inactive, household_known, not_yours});
  r.table("GET /v1/units", list_units, unit_heads)
      .says({"Partner units of a site and beneath it.", "列出共建单位。"});
  r.command("POST /v1/units", add_unit)
      .granted(site_manage)
      .says({"Enter a partner unit.", "登记共建单位。"})
      .refuses({site_unknown, site_inactive, unit_known, not_yours})
      .about("/uscc", {uscc_suspicious});
  r.command("POST /v1/units/{unit}", change_unit)
      .granted(site_manage)
      .says({"Change a partner unit.", "修改共建单位。"})
      .refuses({unit_unknown, not_yours});
}

}  // namespace

void add_place_routes(http::Router& router) {
  add_site_routes(router);
  add_ground_routes(router);
}

}  // namespace lastmile::places
