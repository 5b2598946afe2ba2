#pragma once
#include "app/town.h"

namespace lastmile::app {

/// What `lastmile verify` tells of a town.
struct TownReport {
  std::int64_t leaves = 0;
  std::vector<journal::Finding> findings;  // what was edited, lost or damaged
  std::vector<std::string> not_checked;    // what could not be looked at, and why
};

/// Proves the file and the schema, and the data against the journal: every sealed row, what is
/// sealed with the keys of people, the places of the followers, and the derived tables. Writes
/// nothing. What cannot be read is a finding like any other and the rest goes on; only what the
/// machine denies (no space, no lock) is not checked. Throws NoTown, WrongDatabase.
TownReport check_town(const TownOptions& options);

}  // namespace lastmile::app
