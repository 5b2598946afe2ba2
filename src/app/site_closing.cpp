#include "app/site_closing.h"

#include "access/policy.h"
#include "needs/need_list.h"
#include "needs/need_rules.h"
#include "places/place_errors.h"
#include "places/sites.h"

namespace lastmile::app {

// Nobody would look after them: due times run against a site, and it is its workers who are told.
Result<places::SiteView> close_site(Call& call, const places::CloseSite& cmd) {
  ASSIGN_OR_RETURN(places::SiteView site, places::close_site(call, cmd));
  ASSIGN_OR_RETURN(const auto standing,
                   needs::count_needs(call, {*Text<1, 100>::parse(site.path)}));
  std::int64_t open = 0;
  for (const auto& count : standing.items) {
    if (needs::is_open(count.state)) open += count.needs;
  }
  if (open > 0) return Refused{site_has_open_needs, {}, std::to_string(open)};
  return site;
}

void add_site_closing(http::Router& r) {
  r.command("POST /v1/sites/{site}/close", close_site)
      .granted(to_text(access::Right::site_manage))
      .says({"Close a site; nothing new starts there.", "停用站点。"})
      .refuses({places::site_unknown, places::site_inactive, places::site_has_open_sites,
                site_has_open_needs});
}

}  // namespace lastmile::app
