#pragma once
#include <span>

#include "base/page.h"
#include "needs/need.h"

/// Service categories: the ten fields and two cross-cutting groups. The table is data; what stands
/// here is what a new deployment starts with.
namespace lastmile::needs {

/// Enters the categories that are not there yet; run at every start, changes nothing later.
void enter_categories(Call& call);

struct ListCategories {};
BOOST_DESCRIBE_STRUCT(ListCategories, (), ())
/// Anyone may look them up.
Result<Page<Category>> list_categories(Call& call, const ListCategories& query);

}  // namespace lastmile::needs
