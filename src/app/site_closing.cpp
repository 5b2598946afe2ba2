#include "app/site_closing.h"

#include "access/access_errors.h"
#include "access/policy.h"
#include "needs/need_list.h"
#include "needs/need_rules.h"
#include "places/place_errors.h"
#include "places/sites.h"

namespace lastmile::app {

// A site may have to close today; whoever closes it is told what still hangs on it.
Result<ClosedSite> close_site(Call& call, const places::CloseSite& cmd) {
  ASSIGN_OR_RETURN(const places::SiteView site, places::close_site(call, cmd));
  ASSIGN_OR_RETURN(const auto standing,
                   needs::count_needs(call, {*access::SitePath::parse(site.path)}));
  ClosedSite closed{site};
  for (const auto& count : standing.items) {
    if (needs::is_open(count.state)) closed.open_needs += count.needs;
  }
  return closed;
}

void add_site_closing(http::Router& r) {
  r.command("POST /v1/sites/{site}/close", close_site)
      .granted(to_text(access::Right::site_manage))
      .says({"Close a site; nothing new starts there, and the answer tells what is still open.",
             "停用站点，并告知尚未办结的需求数。"})
      .refuses({places::site_unknown, places::site_inactive, places::site_has_open_sites,
                access::not_yours});
}

}  // namespace lastmile::app
