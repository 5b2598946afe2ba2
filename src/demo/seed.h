#pragma once
#include <filesystem>
#include <functional>
#include <string>

#include "app/town.h"

namespace lastmile::demo {

/// The demo town: 湖滨区 in full, 3,000 invented volunteers in 60 teams, residents, a month of
/// history, today's open inbox in every state. The same seed gives the same town for the same
/// `now`.
struct SeedOptions {
  app::TownOptions town;
  std::uint64_t seed = 1;
  int volunteers = 3000;
  int teams = 60;
  int days = 30;
  std::optional<Instant> now = {};  // default: the hour that has begun
};
/// Fills an imported, otherwise empty town. Throws std::runtime_error when it is none, and
/// app::WrongTown when it is no demo's.
void seed(const SeedOptions& options, const std::function<void(const std::string&)>& say);

}  // namespace lastmile::demo
