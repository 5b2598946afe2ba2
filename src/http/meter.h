#pragma once
#include <array>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

/// Counters of this server in the Prometheus text format (0.0.4). Our own 100 lines: what is
/// counted is known when the server starts, so a request costs three relaxed additions and no
/// look-up by label.
namespace lastmile::http {

/// The count of requests and their latencies of one route.
class RouteMeter {
 public:
  RouteMeter(std::string method, std::string route)
      : method_(std::move(method)), route_(std::move(route)) {}
  void count(int status, std::chrono::steady_clock::duration took);

 private:
  friend class Meter;
  // Statuses this program sends; the last place takes any other.
  static constexpr std::array<int, 21> statuses{200, 204, 206, 302, 304, 400, 401,
                                                403, 404, 405, 408, 409, 413, 415,
                                                422, 429, 431, 500, 503, 507, 0};
  static constexpr std::array<double, 12> bounds_ms{0.1, 0.25, 0.5, 1,   2.5, 5,
                                                    10,  25,   50,  100, 250, 1000};
  std::string method_;
  std::string route_;
  std::array<std::atomic<std::uint64_t>, statuses.size()> by_status_{};
  std::array<std::atomic<std::uint64_t>, bounds_ms.size() + 1> by_latency_{};
  std::atomic<std::uint64_t> total_us_{0};
};

/// A gauge or counter read when asked.
struct Gauge {
  std::string_view name;
  std::string_view help;
  std::string_view type;    // gauge, counter
  std::string labels = {};  // `follower="stats"`
  double value = 0;
};

class Meter {
 public:
  RouteMeter& add(std::string method, std::string route) {
    return routes_.emplace_back(std::move(method), std::move(route));
  }
  /// Everything counted, and the readings, as text.
  std::string text(const std::vector<Gauge>& readings) const;

 private:
  std::deque<RouteMeter> routes_;
};

/// This process: resident memory in bytes, open descriptors, CPU seconds.
struct ProcessUse {
  double resident_bytes = 0;
  double open_descriptors = 0;
  double cpu_seconds = 0;
};
ProcessUse process_use();

}  // namespace lastmile::http
