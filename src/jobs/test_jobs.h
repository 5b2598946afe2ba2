#pragma once
#include "call/test_call.h"
#include "jobs/jobs.h"

namespace lastmile::jobs {

/// The bench's town as background work sees it: its clock, its settings, chance from its own seed.
///   const auto commands = commands_of(bench);
///   Registry registry;
///   needs::add_need_jobs(registry);
///   drain(*commands, registry);
inline std::unique_ptr<Commands> commands_of(TestBench& bench, std::uint64_t seed = 2) {
  return make_commands(
      bench.db(), bench.log(), bench.vault(), bench.settings, [&bench] { return bench.now(); },
      seed);
}

}  // namespace lastmile::jobs
