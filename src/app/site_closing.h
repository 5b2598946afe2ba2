#pragma once
#include "http/router.h"
#include "places/site.h"

/// Closing a site, asked of both who know something of it: places, and the needs that stand there.
namespace lastmile::app {

inline constexpr Refusal site_has_open_needs{
    Kind::conflict, "site_has_open_needs",
    "Needs are still open at this site; `seen` says how many. Hand them over first "
    "(POST /v1/needs/{need}/transfer) or bring them to an end.",
    "该站点还有未办结的需求,数量见 seen。请先逐条移交其他站点,或办结后再停用。"};

/// What places::close_site refuses, then `site_has_open_needs`.
Result<places::SiteView> close_site(Call& call, const places::CloseSite& cmd);

void add_site_closing(http::Router& r);

}  // namespace lastmile::app
