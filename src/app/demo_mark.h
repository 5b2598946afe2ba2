#pragma once
#include "jobs/jobs.h"

/// Whether data is a demo's is told by the data itself, not by a line of town.conf alone: a demo
/// tells sign-in codes to anyone. The mark is a fact of the journal, so that nobody puts it in
/// unseen; demos filled before there was one are known by the people they offer.
namespace lastmile::app {

/// The fact that this data was begun as a demo.
struct DemoBegun {
  static constexpr std::string_view kind = "demo_begun";
  static constexpr int version = 1;
  int region = 0;
};
BOOST_DESCRIBE_STRUCT(DemoBegun, (), (region))

/// Whether this region's data was begun as a demo.
bool is_demo(storage::Tx& tx, int region);
/// Marks it as one, if nothing ever happened in it; false when something did.
bool mark_as_demo(jobs::Commands& commands);

}  // namespace lastmile::app
