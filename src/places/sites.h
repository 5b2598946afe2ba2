#pragma once
#include "base/page.h"
#include "places/site.h"

/// The verbs of sites. Anyone may look them up; `site_manage` over the site changes them.
namespace lastmile::places {

Result<Page<SiteView>> list_sites(Call& call, const ListSites& query);
Result<SiteView> show_site(Call& call, const ShowSite& query);
Result<SiteView> open_site(Call& call, const OpenSite& cmd);
Result<SiteView> change_site(Call& call, const ChangeSite& cmd);
/// Served by app, which knows what else stands at a site.
Result<SiteView> close_site(Call& call, const CloseSite& cmd);
Result<SiteView> reopen_site(Call& call, const ReopenSite& cmd);

}  // namespace lastmile::places
