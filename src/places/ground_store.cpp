#include "places/ground_store.h"

#include "base/pinyin.h"
#include "places/paths.h"

namespace lastmile::places {
namespace {

using storage::Sql;

const Sql grid_by_id{"places.grid_by_id", R"(
  select region, id, site, site_path, name, keys, worker, state, created_at
  from grid where region = $1 and id = $2)"};
const Sql grids_of_site{"places.grids_of_site", R"(
  select region, id, site, site_path, name, keys, worker, state, created_at
  from grid where region = $1 and site = $2 order by name)"};
const Sql grid_namesakes{"places.grid_namesakes", R"(
  select count(*) from grid where region = $1 and site = $2 and name = $3 and id <> $4)"};

const Sql household_by_id{"places.household_by_id", R"(
  select region, id, site, site_path, grid, address, address_index, lat, lon, note, created_at,
         point
  from household where region = $1 and id = $2)"};
const Sql household_by_address{"places.household_by_address", R"(
  select region, id, site, site_path, grid, address, address_index, lat, lon, note, created_at,
         point
  from household where region = $1 and site = $2 and address_index = $3)"};
const Sql households_of_site{"places.households_of_site", R"(
  select region, id, site, site_path, grid, address, address_index, lat, lon, note, created_at,
         point
  from household
  where region = $1 and site = $2 and id > $3 order by id limit $4)"};
const Sql households_of_grid{"places.households_of_grid", R"(
  select region, id, site, site_path, grid, address, address_index, lat, lon, note, created_at,
         point
  from household
  where region = $1 and site = $2 and grid = $3 and id > $4 order by id limit $5)"};

const Sql unit_by_id{"places.unit_by_id", R"(
  select region, id, site, site_path, name, keys, kind, uscc, uscc_override, phone, contact, offers,
         state, created_at
  from unit where region = $1 and id = $2)"};
const Sql unit_page{"places.unit_page", R"(
  select region, id, site, site_path, name, keys, kind, uscc, uscc_override, phone, contact, offers,
         state, created_at
  from unit
  where region = $1 and site_path >= $2 and site_path < $3 and id > $4
    and (name like $5 or keys like $6 or keys like $7)
  order by id limit $8)"};

std::int64_t one_more(const std::optional<PageLimit>& limit) {
  return static_cast<std::int64_t>(items_asked(limit)) + 1;
}

}  // namespace

std::optional<GridRow> load_grid(storage::Tx& tx, int region, GridId id) {
  return tx.row<GridRow>(grid_by_id, region, id);
}

std::vector<GridRow> load_grids(storage::Tx& tx, int region, SiteId site) {
  return tx.rows<GridRow>(grids_of_site, region, site);
}

bool grid_name_used(storage::Tx& tx, int region, const GridRow& grid) {
  return tx.row<std::int64_t>(grid_namesakes, region, grid.site, grid.name, grid.id).value_or(0) >
         0;
}

std::optional<HouseholdRow> load_household(storage::Tx& tx, int region, HouseholdId id) {
  return tx.row<HouseholdRow>(household_by_id, region, id);
}

std::optional<HouseholdRow> load_household_at(storage::Tx& tx, int region, SiteId site,
                                              std::string_view address_index) {
  return tx.row<HouseholdRow>(household_by_address, region, site, address_index);
}

std::vector<HouseholdRow> load_households(storage::Tx& tx, int region, const ListHouseholds& q,
                                          HouseholdId after) {
  const auto limit = one_more(q.limit);
  if (q.grid)
    return tx.rows<HouseholdRow>(households_of_grid, region, q.site, *q.grid, after, limit);
  return tx.rows<HouseholdRow>(households_of_site, region, q.site, after, limit);
}

std::optional<UnitRow> load_unit(storage::Tx& tx, int region, UnitId id) {
  return tx.row<UnitRow>(unit_by_id, region, id);
}

std::vector<UnitRow> load_units(storage::Tx& tx, int region, const ListUnits& q, UnitId after) {
  const auto range = subtree(q.under ? q.under->str() : std::string());
  const std::string key = q.search ? search_key(*q.search) : "";
  return tx.rows<UnitRow>(unit_page, region, range.lo, range.hi, after, "%" + key + "%", key + "%",
                          "% " + key + "%", one_more(q.limit));
}

}  // namespace lastmile::places
