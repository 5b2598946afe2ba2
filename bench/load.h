#pragma once
#include <arpa/inet.h>
#include <strings.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <fstream>
#include <functional>
#include <string>
#include <vector>

/// A client that costs little beside the server it measures: many keep-alive lines on one thread,
/// each sending its next request when it has its answer whole (a closed loop).
namespace lastmile::bench {

using Clock = std::chrono::steady_clock;

class Load {
 public:
  /// Opens `lines` connections to 127.0.0.1:port; `request(line)` writes the next request of a
  /// line.
  Load(std::uint16_t port, std::size_t lines, std::function<std::string(std::size_t)> request)
      : request_(std::move(request)), poll_(::epoll_create1(0)), lines_(lines) {
    for (std::size_t i = 0; i < lines; ++i) {
      lines_[i].fd = connect_to(port);
      epoll_event wish{};
      wish.events = EPOLLIN;
      wish.data.u64 = i;
      if (::epoll_ctl(poll_, EPOLL_CTL_ADD, lines_[i].fd, &wish) != 0) std::abort();
    }
  }
  ~Load() {
    for (const Line& line : lines_) ::close(line.fd);
    ::close(poll_);
  }
  Load(const Load&) = delete;
  Load& operator=(const Load&) = delete;

  void run(std::chrono::milliseconds time) {
    for (std::size_t i = 0; i < lines_.size(); ++i) send(i);
    const auto end = Clock::now() + time;
    std::array<epoll_event, 64> told{};
    while (Clock::now() < end) {
      const int n = ::epoll_wait(poll_, told.data(), told.size(), 100);
      for (int k = 0; k < n; ++k) {
        const std::size_t i = told[static_cast<std::size_t>(k)].data.u64;
        if (receive(i)) send(i);
      }
    }
  }
  std::size_t count() const { return took_.size(); }
  std::size_t failed() const { return failed_; }
  std::uint64_t bytes() const { return bytes_; }
  /// The beginning of the first answer that was no 2xx.
  const std::string& first_failure() const { return first_failure_; }
  double percentile_ms(double p) {
    if (took_.empty()) return 0;
    const auto at =
        took_.begin() + static_cast<std::ptrdiff_t>(p * static_cast<double>(took_.size() - 1));
    std::nth_element(took_.begin(), at, took_.end());
    return *at;
  }

 private:
  struct Line {
    int fd = -1;
    Clock::time_point sent{};
    std::string got;
    std::size_t whole = 0;  // length of the answer; 0: its head is not all there
  };

  static int connect_to(std::uint16_t port) {
    const int fd = ::socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in to{};
    to.sin_family = AF_INET;
    to.sin_port = htons(port);
    to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (::connect(fd, reinterpret_cast<sockaddr*>(&to), sizeof to) != 0) std::abort();
    return fd;
  }
  void send(std::size_t i) {
    Line& line = lines_[i];
    const std::string text = request_(i);
    line.sent = Clock::now();
    line.got.clear();
    line.whole = 0;
    if (::send(line.fd, text.data(), text.size(), MSG_NOSIGNAL) < 0) ++failed_;
  }
  bool receive(std::size_t i) {
    Line& line = lines_[i];
    char buffer[32 * 1024];
    const auto n = ::recv(line.fd, buffer, sizeof buffer, 0);
    if (n <= 0) {  // the server hung up: this line is lost, which the count of failures says
      ++failed_;
      ::epoll_ctl(poll_, EPOLL_CTL_DEL, line.fd, nullptr);
      return false;
    }
    bytes_ += static_cast<std::uint64_t>(n);
    line.got.append(buffer, static_cast<std::size_t>(n));
    if (line.whole == 0 && !measure(line)) return false;
    if (line.got.size() < line.whole) return false;
    if (line.got.size() < 13 || line.got[9] != '2') {
      ++failed_;
      if (first_failure_.empty()) first_failure_ = line.got.substr(0, 600);
    } else {
      took_.push_back(std::chrono::duration<double, std::milli>(Clock::now() - line.sent).count());
    }
    return true;
  }
  static bool measure(Line& line) {
    const auto head = line.got.find("\r\n\r\n");
    if (head == std::string::npos) return false;
    std::size_t body = 0;
    for (auto at = line.got.find("\r\n"); at < head; at = line.got.find("\r\n", at + 2)) {
      if (::strncasecmp(line.got.c_str() + at + 2, "content-length:", 15) == 0) {
        body = std::stoul(line.got.substr(at + 17, 12));
      }
    }
    line.whole = head + 4 + body;
    return true;
  }

  std::function<std::string(std::size_t)> request_;
  int poll_;
  std::vector<Line> lines_;
  std::vector<double> took_;
  std::size_t failed_ = 0;
  std::uint64_t bytes_ = 0;
  std::string first_failure_;
};

/// User and system CPU of a process, all its threads, in seconds: in steps of 10 ms.
inline double cpu_seconds(int pid) {
  std::ifstream in("/proc/" + std::to_string(pid) + "/stat");
  std::string text((std::istreambuf_iterator<char>(in)), {});
  if (text.empty()) return 0;
  std::size_t at = text.rfind(')') + 2;  // the name may hold spaces
  for (int field = 3; field < 14; ++field) at = text.find(' ', at) + 1;
  std::size_t used = 0;
  const double user = std::stod(text.substr(at), &used);
  const double system = std::stod(text.substr(at + used));
  return (user + system) / static_cast<double>(::sysconf(_SC_CLK_TCK));
}

/// Resident memory of a process in MB (10^6 bytes).
inline double resident_mb(int pid) {
  std::ifstream in("/proc/" + std::to_string(pid) + "/statm");
  double pages = 0, resident = 0;
  in >> pages >> resident;
  return resident * static_cast<double>(::sysconf(_SC_PAGESIZE)) / 1e6;
}

/// CPU seconds that all processes of the machine took since it started.
inline double machine_seconds() {
  std::ifstream in("/proc/stat");
  std::string cpu;
  double user = 0, nice = 0, system = 0, idle = 0, wait = 0, irq = 0, soft = 0, steal = 0;
  in >> cpu >> user >> nice >> system >> idle >> wait >> irq >> soft >> steal;
  return (user + nice + system + irq + soft + steal) / static_cast<double>(::sysconf(_SC_CLK_TCK));
}

}  // namespace lastmile::bench
