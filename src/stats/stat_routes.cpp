#include "stats/stat_routes.h"

#include "access/policy.h"
#include "needs/need_words.h"
#include "records/record_words.h"
#include "stats/sheet_routes.h"

namespace lastmile::stats {
namespace {

static_assert(rows_at_once_max == http::sheet_rows_max + 1);

void add_figures(http::Router& r) {
  constexpr auto read = access::Right::stats_read;
  titled<AskFigures>(r.table("GET /v1/stats", show_figures, list_figures, heads),
                     {{"statistics", "统计"}, read})
      .says({"The figures of a site subtree, period and category, each with the way to its rows.",
             "站点、时段、类别的各项数据及明细入口。"});
  add_table(r, "GET /v1/stats/by-site", figures_by_site, {{"by site", "分站点统计"}, read})
      .says({"The sites one level beneath, compared.", "下级站点对比。"});
  add_table(r, "GET /v1/stats/by-category", figures_by_category,
            {{"by category", "分类别统计"}, read})
      .says({"The categories compared.", "按类别对比。"});
  add_table(r, "GET /v1/stats/by-month", figures_by_month, {{"by month", "分月统计"}, read})
      .says({"The months compared.", "按月对比。"});
}

void add_rows(http::Router& r) {
  constexpr auto rows = access::Right::stats_rows;
  add_table(r, "GET /v1/stats/services", list_service_rows, {{"services", "服务明细"}, rows})
      .says({"The services behind turns, minutes and people.", "人次、时长背后的服务明细。"});
  titled<ListServiceRows>(
      r.table("GET /v1/stats/persons", list_person_rows, all_person_rows, heads),
      {{"persons", "服务人员明细"}, rows})
      .says({"The persons behind the number of persons.", "人数背后的人员明细。"});
  add_table(r, "GET /v1/stats/recipient-turns", list_recipient_turns,
            {{"recipient turns", "受益人次明细"}, rows})
      .says({"Those served, one row a need, behind the recipient turns.",
             "受益人次明细：每件需求每位服务对象一行。"});
  titled<ListServiceRows>(
      r.table("GET /v1/stats/recipients", list_recipient_rows, all_recipient_rows, heads),
      {{"people served", "受益人员明细"}, rows})
      .says({"Those served, behind their number.", "受益人数明细。"});
  add_table(r, "GET /v1/stats/needs", list_need_rows, {{"needs", "需求明细"}, rows})
      .says({"The needs behind the figures of needs.", "需求数据背后的明细。"});
}

}  // namespace

void add_stat_routes(http::Router& r) {
  add_figures(r);
  add_rows(r);
}

}  // namespace lastmile::stats
