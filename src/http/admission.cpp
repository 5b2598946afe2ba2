#include "http/admission.h"

#include <algorithm>
#include <cmath>

namespace lastmile::http {

bool LaneGate::is_open(std::size_t waiting) const {
  if (waiting < limits_.waiting_free) return true;
  if (waiting >= limits_.waiting_max) return false;
  return std::chrono::microseconds(lately_us_.load(std::memory_order_relaxed)) < limits_.wait_max;
}

// A moving mean over about eight commands. One thread tells, so a plain load and store will do.
void LaneGate::waited(Steady::duration wait) {
  const auto us = std::chrono::duration_cast<std::chrono::microseconds>(wait).count();
  const auto before = lately_us_.load(std::memory_order_relaxed);
  lately_us_.store(before + (us - before) / 8, std::memory_order_relaxed);
}

void LoopLag::ticked(Steady::duration late) {
  late_[next_] = late;
  next_ = (next_ + 1) % late_.size();
}

Steady::duration LoopLag::least() const { return std::ranges::min(late_); }

std::optional<int> PeerBuckets::seconds_to_wait(std::string_view peer, Steady::time_point now) {
  const std::lock_guard lock(mutex_);
  const auto found = by_peer_.find(peer);
  if (found != by_peer_.end()) {
    by_use_.splice(by_use_.begin(), by_use_, found->second);
  } else {
    if (by_use_.size() >= limits_.peers_max) {
      by_peer_.erase(by_use_.back().peer);
      by_use_.pop_back();
    }
    by_use_.push_front({std::string(peer), limits_.burst, now});
    by_peer_.emplace(by_use_.front().peer, by_use_.begin());
  }
  Bucket& bucket = by_use_.front();
  const double per_second = limits_.per_minute / 60;
  const double passed = std::chrono::duration<double>(now - bucket.at).count();
  bucket.tokens = std::min(limits_.burst, bucket.tokens + passed * per_second);
  bucket.at = now;
  if (bucket.tokens >= 1) {
    bucket.tokens -= 1;
    return std::nullopt;
  }
  return std::max(1, static_cast<int>(std::ceil((1 - bucket.tokens) / per_second)));
}

}  // namespace lastmile::http
