#pragma once
#include <chrono>

#include "access/access_facts.h"

/// How long a session lives: pure.
namespace lastmile::access {

/// Staff 30 min idle and 12 h at most (NIST SP 800-63B-4 §2.2.3), others 30 d and 90 d.
struct SessionLimits {
  std::chrono::seconds idle;
  std::chrono::seconds whole;
};
SessionLimits limits_of(Method method);

/// A person's sessions beyond this many end, the oldest first.
inline constexpr std::size_t sessions_max = 20;

struct SessionTimes {
  Instant last_seen_at{};
  Instant expires_at{};
  std::optional<Instant> ended_at;
};
bool holds(const SessionTimes& times, Method method, Instant now);

}  // namespace lastmile::access
