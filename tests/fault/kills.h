#pragma once
#include <functional>

#include "audit.h"

/// The kill loop: the real program on fresh data, driven by real clients, killed at random moments
/// of its life, started again and asked for all it had acknowledged.
namespace lastmile::fault {

struct KillOptions {
  std::filesystem::path program;
  int kills = 200;
  std::string postgres = {};  // a server's URL; each town gets a database of its own there
  std::uint64_t seed = 1;
  std::filesystem::path folder;  // towns are made beneath it; a good one is removed again
  int kills_a_town = 200;
};

/// Where the kills fell, and what came of them.
struct KillSummary {
  int kills = 0;
  int setting_up = 0;  // during init (migrations, keys) and the import
  int starting = 0;    // before the port was open
  int working = 0;     // under load
  int folding = 0;     // while the log was folded back into the database file
  std::int64_t answered = 0;
  std::int64_t resent = 0;
  std::int64_t had_acted = 0;
  std::int64_t rechecked = 0;
  std::int64_t services = 0;
  std::vector<std::chrono::microseconds> restarts;
  std::chrono::milliseconds took{};
  std::vector<std::string> findings;

  bool is_good() const { return findings.empty(); }
  /// One line.
  std::string text(const KillOptions& options) const;
};

/// Stops at the first town with a finding, whose data then stays.
KillSummary run_kills(const KillOptions& options, const std::function<void(std::string)>& say);

}  // namespace lastmile::fault
