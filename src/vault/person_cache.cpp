#include "vault/person_cache.h"

#include <algorithm>

namespace lastmile::vault {

std::optional<Key> PersonCache::find(const PersonKeyName& name, Clock::time_point now) {
  const std::lock_guard lock(mutex_);
  const auto at = by_name_.find(name);
  if (at == by_name_.end()) return std::nullopt;
  if (at->second->until > now) return at->second->key;
  kept_.erase(at->second);
  by_name_.erase(at);
  return std::nullopt;
}

void PersonCache::keep(const PersonKeyName& name, const Key& key, Clock::time_point now) {
  const std::lock_guard lock(mutex_);
  if (std::ranges::find(forgotten_, Person{name.region, name.person}) != forgotten_.end()) return;
  if (by_name_.contains(name)) return;
  kept_.push_front({name, key, now + life});
  by_name_[name] = kept_.begin();
  if (kept_.size() <= keys_max) return;
  by_name_.erase(kept_.back().name);
  kept_.pop_back();
}

void PersonCache::forget(int region, PersonId person) {
  const std::lock_guard lock(mutex_);
  for (auto at = kept_.begin(); at != kept_.end();) {
    const bool theirs = at->name.region == region && at->name.person == person;
    if (theirs) by_name_.erase(at->name);
    at = theirs ? kept_.erase(at) : std::next(at);
  }
  forgotten_.push_back({region, person});
  if (forgotten_.size() > forgotten_max) forgotten_.pop_front();
}

void PersonCache::clear() {
  const std::lock_guard lock(mutex_);
  by_name_.clear();
  kept_.clear();
}

std::size_t PersonCache::size() const {
  const std::lock_guard lock(mutex_);
  return kept_.size();
}

}  // namespace lastmile::vault
