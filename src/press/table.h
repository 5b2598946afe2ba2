#pragma once
#include <functional>

#include "paper/document.h"
#include "press/sheet.h"

namespace lastmile::press {

/// Where the next thing goes, and where the page ends. `next_page` begins another.
struct Flow {
  Sheet* sheet;
  double y;
  double end;
  std::function<void(Flow&)> next_page;
  double left() const { return end - y; }
};

/// Sets a table at the flow, from page to page: no row is broken, each page repeats the heads.
/// Throws std::runtime_error when a row is higher than a page.
void put_table(Flow& flow, const paper::Table& table, Type& type);

}  // namespace lastmile::press
