#include "places/site_store.h"

#include "places/paths.h"

namespace lastmile::places {
namespace {

using storage::Sql;

const Sql site_by_id{"places.site_by_id", R"(
  select region, id, code, path, parent, kind, state, name, keys, area, lat, lon, address, phone,
         contacts, opening_hours, pilot, demonstration, platforms, created_at
  from site where region = $1 and id = $2)"};

const Sql site_brief_by_id{"places.site_brief_by_id", R"(
  select id, code, path, kind, state, name, lat, lon, phone
  from site where region = $1 and id = $2)"};

const Sql site_by_code{"places.site_by_code", R"(
  select region, id, code, path, parent, kind, state, name, keys, area, lat, lon, address, phone,
         contacts, opening_hours, pilot, demonstration, platforms, created_at
  from site where region = $1 and code = $2)"};

const Sql site_page{"places.site_page", R"(
  select region, id, code, path, parent, kind, state, name, keys, area, lat, lon, address, phone,
         contacts, opening_hours, pilot, demonstration, platforms, created_at
  from site
  where region = $1 and path >= $2 and path < $3 and path > $4
    and (name like $5) and (keys like $6 or keys like $7)
    and ($8 = '' or kind = $8) and ($9 = '' or state = $9)
    and ($10 < 0 or pilot = $10) and ($11 < 0 or demonstration = $11)
  order by path limit $12)"};

const Sql sites_of_area_counted{"places.sites_of_area_counted", R"(
  select count(*) from site where region = $1 and area = $2)"};

const Sql open_children_counted{"places.open_children_counted", R"(
  select count(*) from site where region = $1 and parent = $2 and state = 'active')"};

constexpr std::int64_t no_limit = 1'000'000;

}  // namespace

std::optional<SiteRow> load_site(storage::Tx& tx, int region, SiteId id) {
  return tx.row<SiteRow>(site_by_id, region, id);
}

std::optional<SiteBriefRow> load_site_brief(storage::Tx& tx, int region, SiteId id) {
  return tx.row<SiteBriefRow>(site_brief_by_id, region, id);
}

std::optional<SiteRow> load_site_by_code(storage::Tx& tx, int region, std::string_view code) {
  return tx.row<SiteRow>(site_by_code, region, code);
}

std::vector<SiteRow> load_sites_under(storage::Tx& tx, int region, std::string_view path) {
  SiteFilter all;
  all.under = path;
  all.limit = no_limit;
  return load_site_page(tx, region, all);
}

std::int64_t count_sites_of_area(storage::Tx& tx, int region, std::string_view area) {
  return tx.row<std::int64_t>(sites_of_area_counted, region, area).value_or(0);
}

std::int64_t count_open_children(storage::Tx& tx, int region, SiteId id) {
  return tx.row<std::int64_t>(open_children_counted, region, id).value_or(0);
}

std::vector<SiteRow> load_site_page(storage::Tx& tx, int region, const SiteFilter& f) {
  const auto range = subtree(f.under);
  // keys are "mjsq maojinshequ": a query matches the start of either word.
  return tx.rows<SiteRow>(site_page, region, range.lo, range.hi, f.after_path,
                          "%" + f.name_part + "%", f.key + "%", "% " + f.key + "%", f.kind, f.state,
                          f.pilot, f.demonstration, f.limit);
}

}  // namespace lastmile::places
