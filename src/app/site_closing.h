#pragma once
#include "http/router.h"
#include "places/site.h"

/// Closing a site, asked of both who know something of it: places, and the needs that stand there.
namespace lastmile::app {

/// A closed site, and how many needs are still open there: what has come so far is served to its
/// end or handed over (POST /v1/needs/{need}/transfer), but nothing new starts.
struct ClosedSite {
  places::SiteView site;
  std::int64_t open_needs = 0;
};
BOOST_DESCRIBE_STRUCT(ClosedSite, (), (site, open_needs))
/// Refuses what places::close_site refuses.
Result<ClosedSite> close_site(Call& call, const places::CloseSite& cmd);

void add_site_closing(http::Router& r);

}  // namespace lastmile::app
