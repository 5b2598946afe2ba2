#pragma once
#include "places/ground.h"
#include "storage/tx.h"

template <>
struct lastmile::storage::Table<lastmile::places::GridRow> {
  static constexpr std::string_view name = "grid";
  static constexpr std::size_t key_columns = 2;
};
template <>
struct lastmile::storage::Table<lastmile::places::HouseholdRow> {
  static constexpr std::string_view name = "household";
  static constexpr std::size_t key_columns = 2;
};
template <>
struct lastmile::storage::Table<lastmile::places::UnitRow> {
  static constexpr std::string_view name = "unit";
  static constexpr std::size_t key_columns = 2;
};

namespace lastmile::places {

std::optional<GridRow> load_grid(storage::Tx& tx, int region, GridId id);
std::vector<GridRow> load_grids(storage::Tx& tx, int region, SiteId site);
bool grid_name_used(storage::Tx& tx, int region, const GridRow& grid);

std::optional<HouseholdRow> load_household(storage::Tx& tx, int region, HouseholdId id);
std::optional<HouseholdRow> load_household_at(storage::Tx& tx, int region, SiteId site,
                                              std::string_view address_index);
/// A page in id order after `after` (nil: from the first), of one grid when given.
std::vector<HouseholdRow> load_households(storage::Tx& tx, int region, const ListHouseholds& query,
                                          HouseholdId after);

std::optional<UnitRow> load_unit(storage::Tx& tx, int region, UnitId id);
std::vector<UnitRow> load_units(storage::Tx& tx, int region, const ListUnits& query, UnitId after);

}  // namespace lastmile::places
