#pragma once
#include "places/divisions.h"
#include "storage/tx.h"

namespace lastmile::places {

/// How many divisions stand at and under one.
struct AreaSizeRow {
  RegionCode code;
  std::int64_t provinces = 0;
  std::int64_t cities = 0;
  std::int64_t counties = 0;
  std::int64_t townships = 0;
  std::int64_t villages = 0;
  friend bool operator==(const AreaSizeRow&, const AreaSizeRow&) = default;
};
BOOST_DESCRIBE_STRUCT(AreaSizeRow, (), (code, provinces, cities, counties, townships, villages))

}  // namespace lastmile::places

template <>
struct lastmile::storage::Table<lastmile::places::Area> {
  static constexpr std::string_view name = "area";
  static constexpr std::size_t key_columns = 1;
};
template <>
struct lastmile::storage::Table<lastmile::places::AreaSizeRow> {
  static constexpr std::string_view name = "area_size";
  static constexpr std::size_t key_columns = 1;
};

namespace lastmile::places {

std::optional<AreaSizeRow> load_area_size(storage::Tx& tx, std::string_view code);
/// Counted anew for each division of a county's level or above within the range: one walk through
/// it a level.
std::vector<AreaSizeRow> count_area_sizes(storage::Tx& tx, const RegionRange& range);

/// Inserts the division, or writes its new name over the old; true when anything changed.
bool save_area(storage::Tx& tx, const Area& area);
std::optional<Area> load_area(storage::Tx& tx, std::string_view code);
std::vector<Area> load_areas_by_parent(storage::Tx& tx, std::string_view parent);
std::vector<Area> load_areas_in(storage::Tx& tx, const RegionRange& range, RegionLevel deepest);

}  // namespace lastmile::places
