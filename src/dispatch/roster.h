#pragma once
#include <memory>
#include <mutex>
#include <unordered_map>

#include "dispatch/glance.h"

namespace lastmile::dispatch {

/// All active volunteers of the region as matching needs them, kept in memory between requests: a
/// cache, brought up to date from the journal at each use. About 1 KB a volunteer.
class Roster {
 public:
  /// One unchanging picture; shared by whoever is matching.
  struct Picture {
    using Profile = std::shared_ptr<const people::VolunteerProfile>;
    std::vector<Profile> volunteers;                  // one who left or pauses is null
    std::unordered_map<PersonId, std::size_t> place;  // index into volunteers
    std::vector<Glance> glances;                      // beside volunteers
    GlanceBook book;
    std::int64_t active = 0;
    Instant loads_at{};

    /// Enters, replaces or (with null) takes out the volunteer at a place.
    void set(std::size_t at, Profile profile);
    std::int64_t load(std::size_t at) const { return glances[at].load; }
  };
  /// The picture as of the call's snapshot, or a little later. The first use reads everyone (about
  /// 1.5 s for 100,000), later ones only what changed since. From a writing transaction it is made
  /// for this call alone and not kept: what is not committed may never have been.
  std::shared_ptr<const Picture> picture(Call& call);

 private:
  std::mutex mutex_;
  std::shared_ptr<Picture> now_;
  std::int64_t seen_ = 0;  // journal leaves taken into now_
};

}  // namespace lastmile::dispatch
