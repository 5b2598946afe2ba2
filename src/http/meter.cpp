#include "http/meter.h"

#include <dirent.h>
#include <fmt/format.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <fstream>

namespace lastmile::http {

void RouteMeter::count(int status, std::chrono::steady_clock::duration took) {
  const auto us = std::chrono::duration_cast<std::chrono::microseconds>(took).count();
  const auto place = std::find(statuses.begin(), statuses.end() - 1, status) - statuses.begin();
  const double ms = static_cast<double>(us) / 1000;
  const auto bucket = std::lower_bound(bounds_ms.begin(), bounds_ms.end(), ms) - bounds_ms.begin();
  by_status_[static_cast<std::size_t>(place)].fetch_add(1, std::memory_order_relaxed);
  by_latency_[static_cast<std::size_t>(bucket)].fetch_add(1, std::memory_order_relaxed);
  total_us_.fetch_add(static_cast<std::uint64_t>(us), std::memory_order_relaxed);
}

std::string Meter::text(const std::vector<Gauge>& readings) const {
  std::string out;
  const auto line = [&]<class... A>(fmt::format_string<A...> form, A&&... args) {
    fmt::format_to(std::back_inserter(out), form, std::forward<A>(args)...);
  };
  line(
      "# HELP lastmile_requests_total Requests answered.\n"
      "# TYPE lastmile_requests_total counter\n");
  for (const RouteMeter& r : routes_) {
    for (std::size_t i = 0; i < r.statuses.size(); ++i) {
      if (const auto n = r.by_status_[i].load(std::memory_order_relaxed)) {
        line("lastmile_requests_total{{method=\"{}\",route=\"{}\",status=\"{}\"}} {}\n", r.method_,
             r.route_, r.statuses[i], n);
      }
    }
  }
  line(
      "# HELP lastmile_request_seconds Time from the header read to the answer ready.\n"
      "# TYPE lastmile_request_seconds histogram\n");
  for (const RouteMeter& r : routes_) {
    std::uint64_t sum = 0;
    const std::string labels = fmt::format("method=\"{}\",route=\"{}\"", r.method_, r.route_);
    std::string buckets;
    for (std::size_t i = 0; i < r.by_latency_.size(); ++i) {
      sum += r.by_latency_[i].load(std::memory_order_relaxed);
      const std::string bound =
          i < r.bounds_ms.size() ? fmt::format("{}", r.bounds_ms[i] / 1000) : "+Inf";
      buckets +=
          fmt::format("lastmile_request_seconds_bucket{{{},le=\"{}\"}} {}\n", labels, bound, sum);
    }
    if (sum == 0) continue;
    const double total = static_cast<double>(r.total_us_.load(std::memory_order_relaxed)) / 1e6;
    out += buckets;
    line("lastmile_request_seconds_sum{{{}}} {}\n", labels, total);
    line("lastmile_request_seconds_count{{{}}} {}\n", labels, sum);
  }
  std::string_view last;
  for (const Gauge& g : readings) {
    if (g.name != last) line("# HELP {0} {1}\n# TYPE {0} {2}\n", g.name, g.help, g.type);
    last = g.name;
    line("{}{} {}\n", g.name, g.labels.empty() ? "" : "{" + g.labels + "}", g.value);
  }
  return out;
}

ProcessUse process_use() {
  ProcessUse use;
  std::ifstream statm("/proc/self/statm");
  double pages = 0, resident = 0;
  statm >> pages >> resident;
  use.resident_bytes = resident * static_cast<double>(::sysconf(_SC_PAGESIZE));
  if (DIR* dir = ::opendir("/proc/self/fd")) {
    while (::readdir(dir)) use.open_descriptors += 1;  // NOLINT(concurrency-mt-unsafe): own DIR
    ::closedir(dir);
    use.open_descriptors -= 3;  // ".", ".." and this directory itself
  }
  rusage usage{};
  ::getrusage(RUSAGE_SELF, &usage);
  const auto seconds = [](const timeval& t) {
    return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_usec) / 1e6;
  };
  use.cpu_seconds = seconds(usage.ru_utime) + seconds(usage.ru_stime);
  return use;
}

}  // namespace lastmile::http
