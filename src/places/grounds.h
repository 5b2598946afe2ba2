#pragma once
#include "base/page.h"
#include "places/ground.h"

/// The verbs of grids, households and partner units. Changing them asks `site_manage` over the
/// site; reading a household asks `people_read` there and is logged.
namespace lastmile::places {

Result<Page<GridView>> list_grids(Call& call, const ListGrids& query);
Result<GridView> add_grid(Call& call, const AddGrid& cmd);
Result<GridView> change_grid(Call& call, const ChangeGrid& cmd);

/// The reason of a reading whose `whom` is a household: who lives there is known above, where app
/// puts it down to each of them. The households that one call reads lie at one site.
inline constexpr std::string_view household_read = "household";
/// Where it lies, which tells of nobody; the caller has done its access check.
std::optional<Site> site_of_household(Call& call, HouseholdId household);
Result<Page<HouseholdView>> list_households(Call& call, const ListHouseholds& query);
Result<HouseholdView> show_household(Call& call, const ShowHousehold& query);
Result<HouseholdView> add_household(Call& call, const AddHousehold& cmd);
Result<HouseholdView> change_household(Call& call, const ChangeHousehold& cmd);

Result<Page<UnitView>> list_units(Call& call, const ListUnits& query);
Result<UnitView> add_unit(Call& call, const AddUnit& cmd);
Result<UnitView> change_unit(Call& call, const ChangeUnit& cmd);

}  // namespace lastmile::places
