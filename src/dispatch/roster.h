#pragma once
#include <memory>
#include <mutex>
#include <unordered_map>

#include "dispatch/match.h"
#include "geo/nearest.h"

namespace lastmile::dispatch {

/// All volunteers of the region as matching needs them, kept in memory between requests: a cache,
/// brought up to date from the journal at each use. About 1 KB a volunteer.
class Roster {
 public:
  /// One unchanging picture; shared by whoever is matching.
  struct Picture {
    using Profile = std::shared_ptr<const people::VolunteerProfile>;
    std::vector<Profile> volunteers;                     // a left one is null
    std::unordered_map<PersonId, std::size_t> place;     // index into volunteers
    std::shared_ptr<const geo::NearestIndex> nearest;    // over those with a point
    std::vector<std::size_t> with_point;                 // index of each point's volunteer
    std::unordered_map<PersonId, std::int64_t> loads;    // services of the last 30 days
    std::int64_t seen = 0;                               // journal leaves taken in
    Instant loads_at{};
  };
  /// The picture as of the call's transaction. The first use reads everyone (about 1.5 s for
  /// 100,000), later ones only what changed since.
  std::shared_ptr<const Picture> picture(Call& call);

 private:
  std::mutex mutex_;
  std::shared_ptr<const Picture> now_;
};

}  // namespace lastmile::dispatch
