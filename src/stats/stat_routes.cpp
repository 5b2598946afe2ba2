#include "stats/stat_routes.h"

#include "access/policy.h"
#include "stats/sheet_routes.h"

namespace lastmile::stats {
namespace {

const auto stats_read = to_text(access::Right::stats_read);
const auto stats_rows = to_text(access::Right::stats_rows);

void add_figures(http::Router& r) {
  constexpr auto read = access::Right::stats_read;
  as_sheet(r.query("GET /v1/stats", show_figures), {"statistics", "统计"}, read, list_figures)
      .granted(stats_read)
      .is_slow()
      .says({"The figures of a site subtree, period and category, each with the way to its rows.",
             "站点、时段、类别的各项数据及明细入口。"});
  as_sheet(r.table("GET /v1/stats/by-site", figures_by_site, heads), {"by site", "分站点统计"},
           read, figures_by_site)
      .granted(stats_read)
      .is_slow()
      .says({"The sites one level beneath, compared.", "下级站点对比。"});
  as_sheet(r.table("GET /v1/stats/by-category", figures_by_category, heads),
           {"by category", "分类别统计"}, read, figures_by_category)
      .granted(stats_read)
      .is_slow()
      .says({"The categories compared.", "按类别对比。"});
  as_sheet(r.table("GET /v1/stats/by-month", figures_by_month, heads), {"by month", "分月统计"},
           read, figures_by_month)
      .granted(stats_read)
      .is_slow()
      .says({"The months compared.", "按月对比。"});
}

void add_rows(http::Router& r) {
  constexpr auto rows = access::Right::stats_rows;
  as_sheet(r.table("GET /v1/stats/services", list_service_rows, heads), {"services", "服务明细"},
           rows, list_service_rows)
      .granted(stats_rows)
      .is_slow()
      .says({"The services behind turns, minutes and people.", "人次、时长背后的服务明细。"})
      .refuses({bad_cursor});
  as_sheet(r.table("GET /v1/stats/persons", list_person_rows, heads), {"persons", "服务人员明细"},
           rows, list_person_rows)
      .granted(stats_rows)
      .is_slow()
      .says({"The persons behind the number of persons.", "人数背后的人员明细。"})
      .refuses({bad_cursor});
  as_sheet(r.table("GET /v1/stats/recipient-turns", list_recipient_turns, heads),
           {"recipient turns", "受益人次明细"}, rows, list_recipient_turns)
      .granted(stats_rows)
      .is_slow()
      .says({"The services behind the turns of those served.", "受益人次明细。"})
      .refuses({bad_cursor});
  as_sheet(r.table("GET /v1/stats/recipients", list_recipient_rows, heads),
           {"people served", "受益人员明细"}, rows, list_recipient_rows)
      .granted(stats_rows)
      .is_slow()
      .says({"Those served, behind their number.", "受益人数明细。"})
      .refuses({bad_cursor});
  as_sheet(r.table("GET /v1/stats/needs", list_need_rows, heads), {"needs", "需求明细"}, rows,
           list_need_rows)
      .granted(stats_rows)
      .is_slow()
      .says({"The needs behind the figures of needs.", "需求数据背后的明细。"})
      .refuses({bad_cursor});
}

}  // namespace

void add_stat_routes(http::Router& r) {
  add_figures(r);
  add_rows(r);
}

}  // namespace lastmile::stats
