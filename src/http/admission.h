#pragma once
#include <array>
#include <atomic>
#include <chrono>
#include <cstddef>
#include <list>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

/// Who is let in when more is asked than can be done: the rest hear "later" at once and cheaply, so
/// that those admitted are still answered in time.
namespace lastmile::http {

using Steady = std::chrono::steady_clock;

/// The gate before the writer lane: closed when the queue is long, or when commands lately waited
/// too long in it. A short queue is always let in, so that the gate opens again by itself.
class LaneGate {
 public:
  struct Limits {
    std::size_t waiting_max = 1024;
    std::size_t waiting_free = 64;  // below this no look at the wait
    std::chrono::milliseconds wait_max{250};
  };
  explicit LaneGate(Limits limits) : limits_(limits) {}

  bool is_open(std::size_t waiting) const;
  /// Told how long one command stood in the queue.
  void waited(Steady::duration wait);
  double lately_seconds() const {
    return static_cast<double>(lately_us_.load(std::memory_order_relaxed)) / 1e6;
  }

 private:
  const Limits limits_;
  std::atomic<std::int64_t> lately_us_{0};
};

/// How late the event loop is. Only the least of its last ticks counts: one long read is no
/// overload, nor is a machine that for a moment has no time for us.
class LoopLag {
 public:
  void ticked(Steady::duration late);
  Steady::duration least() const;

 private:
  std::array<Steady::duration, 4> late_{};
  std::size_t next_ = 0;
};

/// A token bucket for each peer, at most `peers_max` of them; the one longest unseen goes first.
class PeerBuckets {
 public:
  struct Limits {
    double per_minute = 120;
    double burst = 60;
    std::size_t peers_max = 16'384;
  };
  explicit PeerBuckets(Limits limits) : limits_(limits) {}

  /// Takes a token; or the seconds after which there is one.
  std::optional<int> seconds_to_wait(std::string_view peer, Steady::time_point now);

 private:
  struct Bucket {
    std::string peer;
    double tokens;
    Steady::time_point at;
  };
  const Limits limits_;
  std::mutex mutex_;
  std::list<Bucket> by_use_;  // the latest in front
  std::unordered_map<std::string_view, std::list<Bucket>::iterator> by_peer_;
};

}  // namespace lastmile::http
