#pragma once
#include "app/town.h"

namespace lastmile::app {

/// What `lastmile verify` tells of a town.
struct TownReport {
  std::int64_t leaves = 0;
  std::vector<journal::Finding> findings;  // what was edited, lost or damaged
  std::vector<std::string> not_checked;    // what could not be looked at, and why
};

/// Hears which part of a check is under way, and how much of it is done; 0 of 0 where that is not
/// known. What it throws breaks the check off, unless it is a std::exception.
using CheckProgress =
    std::function<void(std::string_view part, std::int64_t done, std::int64_t all)>;

/// Proves the file and the schema, and the data against the journal: every sealed row, what is
/// sealed with the keys of people, the places of the followers, and the derived tables. Writes
/// nothing. What cannot be read is a finding like any other and the rest goes on; only what the
/// machine denies (no space, no lock) is not checked. Throws NoTown, WrongDatabase.
TownReport check_town(const TownOptions& options);
/// The same of a town that is open, as it goes on serving: what was committed while a part is
/// looked at does not count in it.
TownReport check_open_town(Town& town, const CheckProgress& progress);

}  // namespace lastmile::app
