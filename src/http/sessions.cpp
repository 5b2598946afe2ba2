#include "http/sessions.h"

namespace lastmile::http {

std::shared_ptr<const Actor> Sessions::find(const std::string& token,
                                            Steady::time_point now) const {
  const std::lock_guard lock(mutex_);
  const auto found = seen_.find(token);
  if (found == seen_.end() || now - found->second.at >= fresh_) return nullptr;
  return found->second.actor;
}

void Sessions::put(const std::string& token, const Actor& actor, Steady::time_point now) {
  const std::lock_guard lock(mutex_);
  // A full house is cleared rather than sorted: what is lost is read again within the second.
  if (seen_.size() >= kept_max) seen_.clear();
  seen_[token] = {std::make_shared<const Actor>(actor), now};
  if (actor.session && used_.size() < kept_max) used_.insert(*actor.session);
}

void Sessions::drop(const std::string& token) {
  const std::lock_guard lock(mutex_);
  seen_.erase(token);
}

std::vector<Uuid> Sessions::take_used(Steady::time_point now) {
  const std::lock_guard lock(mutex_);
  if (used_.empty() || now - told_ < std::chrono::minutes(1)) return {};
  told_ = now;
  std::vector<Uuid> all(used_.begin(), used_.end());
  used_.clear();
  return all;
}

}  // namespace lastmile::http
