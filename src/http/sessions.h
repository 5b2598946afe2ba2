#pragma once
#include <mutex>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "call/call.h"
#include "http/admission.h"

namespace lastmile::http {

/// What was last read about session tokens, trusted for less than a second and not beyond a fact
/// about its person: what this process revokes is over at once, what another revokes within that
/// second. Commands ask the database again in their own transaction. Bounded.
class Sessions {
 public:
  explicit Sessions(std::chrono::milliseconds fresh) : fresh_(fresh) {}

  /// The actor read lately for this token, if any.
  std::shared_ptr<const Actor> find(const std::string& token, Steady::time_point now) const;
  void put(const std::string& token, const Actor& actor, Steady::time_point now);
  void drop(const std::string& token);
  /// Something happened to these people: what was read of them before now counts no more.
  void forget(const std::vector<PersonId>& people, Steady::time_point now);
  /// The sessions used since it last said so, at most once a minute; else empty.
  std::vector<Uuid> take_used(Steady::time_point now);

 private:
  static constexpr std::size_t kept_max = 8192;
  struct Seen {
    std::shared_ptr<const Actor> actor;
    Steady::time_point at;
  };
  bool is_outdated(const Seen& seen) const;
  void make_room();

  const std::chrono::milliseconds fresh_;
  mutable std::mutex mutex_;
  std::unordered_map<std::string, Seen> seen_;
  std::unordered_map<PersonId, Steady::time_point> changed_;  // the last fact about each
  Steady::time_point cleared_{};
  std::unordered_set<Uuid> used_;
  Steady::time_point told_ = Steady::now();
};

}  // namespace lastmile::http
