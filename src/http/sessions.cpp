#include "http/sessions.h"

namespace lastmile::http {

std::shared_ptr<const Actor> Sessions::find(const std::string& token,
                                            Steady::time_point now) const {
  const std::lock_guard lock(mutex_);
  const auto found = seen_.find(token);
  if (found == seen_.end() || now - found->second.at >= fresh_) return nullptr;
  return is_outdated(found->second) ? nullptr : found->second.actor;
}

void Sessions::put(const std::string& token, const Actor& actor, Steady::time_point now) {
  const std::lock_guard lock(mutex_);
  make_room();
  seen_[token] = {std::make_shared<const Actor>(actor), now};
  if (actor.session && used_.size() < kept_max) used_.insert(*actor.session);
}

void Sessions::drop(const std::string& token) {
  const std::lock_guard lock(mutex_);
  seen_.erase(token);
}

void Sessions::forget(const std::vector<PersonId>& people, Steady::time_point now) {
  const std::lock_guard lock(mutex_);
  make_room();
  for (const PersonId person : people) changed_[person] = now;
}

// Reading may have begun before the change and ended after it: such a reading is not trusted.
bool Sessions::is_outdated(const Seen& seen) const {
  if (!seen.actor->person) return false;
  const auto change = changed_.find(*seen.actor->person);
  return seen.at <= (change == changed_.end() ? cleared_ : change->second);
}

// A full house is cleared rather than sorted: what is lost is read again within the second.
void Sessions::make_room() {
  if (seen_.size() < kept_max && changed_.size() < kept_max) return;
  seen_.clear();
  changed_.clear();
  cleared_ = Steady::now();
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
