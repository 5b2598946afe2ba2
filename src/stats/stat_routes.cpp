#include "stats/stat_routes.h"

#include "access/policy.h"
#include "stats/stats.h"

namespace lastmile::stats {

void add_stat_routes(http::Router& r) {
  const auto stats_read = to_text(access::Right::stats_read);
  const auto stats_rows = to_text(access::Right::stats_rows);
  r.query("GET /v1/stats", show_figures)
      .granted(stats_read)
      .is_slow()
      .says({"The figures of a site subtree, period and category, each with the way to its rows.",
             "站点、时段、类别的各项数据及明细入口。"});
  r.table("GET /v1/stats/by-site", figures_by_site)
      .granted(stats_read)
      .is_slow()
      .says({"The sites one level beneath, compared.", "下级站点对比。"});
  r.table("GET /v1/stats/by-category", figures_by_category)
      .granted(stats_read)
      .is_slow()
      .says({"The categories compared.", "按类别对比。"});
  r.table("GET /v1/stats/by-month", figures_by_month)
      .granted(stats_read)
      .is_slow()
      .says({"The months compared.", "按月对比。"});
  r.table("GET /v1/stats/services", list_service_rows)
      .granted(stats_rows)
      .is_slow()
      .says({"The services behind turns, minutes and people.", "人次、时长背后的服务明细。"})
      .refuses({bad_cursor});
  r.table("GET /v1/stats/persons", list_person_rows)
      .granted(stats_rows)
      .is_slow()
      .says({"The persons behind the number of persons.", "人数背后的人员明细。"})
      .refuses({bad_cursor});
  r.table("GET /v1/stats/recipient-turns", list_recipient_turns)
      .granted(stats_rows)
      .is_slow()
      .says({"The services behind the turns of those served.", "受益人次明细。"})
      .refuses({bad_cursor});
  r.table("GET /v1/stats/recipients", list_recipient_rows)
      .granted(stats_rows)
      .is_slow()
      .says({"Those served, behind their number.", "受益人数明细。"})
      .refuses({bad_cursor});
  r.table("GET /v1/stats/needs", list_need_rows)
      .granted(stats_rows)
      .is_slow()
      .says({"The needs behind the figures of needs.", "需求数据背后的明细。"})
      .refuses({bad_cursor});
}

}  // namespace lastmile::stats
