#pragma once
#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <chrono>
#include <stdexcept>
#include <string>
#include <string_view>

namespace lastmile::http {

/// One TCP connection of a test, by hand: what is sent is exactly what is written here.
class Line {
 public:
  explicit Line(std::uint16_t port) : fd_(::socket(AF_INET, SOCK_STREAM, 0)) {
    sockaddr_in to{};
    to.sin_family = AF_INET;
    to.sin_port = htons(port);
    to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (::connect(fd_, reinterpret_cast<sockaddr*>(&to), sizeof to) != 0) {
      ::close(fd_);
      throw std::runtime_error("cannot connect");
    }
  }
  ~Line() { hang_up(); }
  Line(const Line&) = delete;
  Line& operator=(const Line&) = delete;

  void hang_up() {
    if (fd_ >= 0) ::close(fd_);
    fd_ = -1;
  }
  void end_sending() { ::shutdown(fd_, SHUT_WR); }
  /// A small window, so that the other side meets a slow reader soon.
  void read_little() {
    const int size = 2048;
    ::setsockopt(fd_, SOL_SOCKET, SO_RCVBUF, &size, sizeof size);
  }

  /// False when the other side no longer takes it.
  bool send(std::string_view bytes) {
    while (!bytes.empty()) {
      const auto n = ::send(fd_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
      if (n <= 0) return false;
      bytes.remove_prefix(static_cast<std::size_t>(n));
    }
    return true;
  }

  /// More bytes into what was received; false at the end of the line or when none come in time.
  bool more(std::chrono::milliseconds wait = std::chrono::seconds(10)) {
    pollfd p{fd_, POLLIN, 0};
    if (::poll(&p, 1, static_cast<int>(wait.count())) <= 0) return timed_out_ = true, false;
    char buffer[16 * 1024];
    const auto n = ::recv(fd_, buffer, sizeof buffer, 0);
    if (n <= 0) return false;
    got_.append(buffer, static_cast<std::size_t>(n));
    return true;
  }
  /// Everything up to and with `mark`; all there was when the line ends first.
  std::string until(std::string_view mark) {
    for (;;) {
      const auto at = got_.find(mark);
      if (at != got_.npos) return take(at + mark.size());
      if (!more()) return take(got_.size());
    }
  }
  /// Everything until the other side closes.
  std::string rest() {
    while (more()) {
    }
    return take(got_.size());
  }
  bool is_closed() {
    while (more()) {
    }
    return !timed_out_;
  }

  struct Response {
    int status = 0;
    std::string head;
    std::string body;
    std::string header(std::string_view name) const {
      const auto at = head.find("\r\n" + std::string(name) + ": ");
      if (at == head.npos) return {};
      const auto from = at + name.size() + 4;
      return head.substr(from, head.find("\r\n", from) - from);
    }
  };
  /// The next response; of a HEAD request only the head.
  Response response(bool is_head = false) {
    Response r;
    r.head = until("\r\n\r\n");
    if (r.head.size() < 12) return r;
    r.status = std::stoi(r.head.substr(9, 3));
    const std::string length = r.header("Content-Length");
    const std::size_t n = length.empty() || is_head ? 0 : std::stoul(length);
    while (got_.size() < n && more()) {
    }
    r.body = take(std::min(n, got_.size()));
    return r;
  }

 private:
  std::string take(std::size_t n) {
    std::string out = got_.substr(0, n);
    got_.erase(0, n);
    return out;
  }

  int fd_;
  std::string got_;
  bool timed_out_ = false;
};

}  // namespace lastmile::http
