#pragma once
#include "places/divisions.h"
#include "storage/tx.h"

template <>
struct lastmile::storage::Table<lastmile::places::Area> {
  static constexpr std::string_view name = "area";
  static constexpr std::size_t key_columns = 1;
};

namespace lastmile::places {

/// Inserts the division, or writes its new name over the old; true when anything changed.
bool save_area(storage::Tx& tx, const Area& area);
std::optional<Area> load_area(storage::Tx& tx, std::string_view code);
std::vector<Area> load_areas_by_parent(storage::Tx& tx, std::string_view parent);
std::vector<Area> load_areas_in(storage::Tx& tx, const RegionRange& range, RegionLevel deepest);

}  // namespace lastmile::places
