#pragma once
#include "places/place.h"

namespace lastmile::places {

/// A site by id, active or not; `site_unknown`. O(1) query.
Result<Site> find_site(Call& call, SiteId id);
/// The same, refusing `site_inactive`: nothing new starts at a closed site.
Result<Site> find_active_site(Call& call, SiteId id);
/// The site responsible for an area code: its own, else the nearest above that exists.
Result<Site> site_of_area(Call& call, const RegionCode& area);
/// The site one level up (station → subcenter → center → city); nothing at the top.
std::optional<Site> parent_of(Call& call, const Site& site);
/// Refuses, at the request's `field`, a path at and under which no site stands or ever stood. The
/// region's own path is always right: what is kept there waits for its first site.
Check known_path(Call& call, std::string_view path, std::string_view field);
/// Refuses, at the request's `field`, a point that lies nowhere on the globe; none is right.
Check on_globe(const std::optional<MapPoint>& point, std::string_view field);
/// All sites at and below a path, in path order.
std::vector<Site> sites_under(Call& call, std::string_view path);

}  // namespace lastmile::places
