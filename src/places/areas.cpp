#include "places/areas.h"

#include "places/area_store.h"

namespace lastmile::places {

Result<Page<Area>> search_areas(Call& call, const FindAreas& q) {
  const std::string under = q.under ? q.under->text() : std::to_string(call.region());
  Page<Area> page;
  page.items = find_areas(call.tx, q.search, under, static_cast<int>(items_asked(q.limit)));
  return page;
}

Result<AreaView> show_area(Call& call, const ShowArea& q) {
  AreaView view;
  ASSIGN_OR_RETURN(view.area, find_area(call.tx, q.area));
  view.above = ancestors(call.tx, q.area);
  if (!view.above.empty()) view.above.pop_back();
  view.children = children(call.tx, q.area);
  view.counts = count_under(call.tx, q.area);
  return view;
}

}  // namespace lastmile::places
