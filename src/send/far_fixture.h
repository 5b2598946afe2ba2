#pragma once
#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <sys/socket.h>
#include <unistd.h>

#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace lastmile::send {

inline std::string http_answer(int status, const std::string& body) {
  return "HTTP/1.1 " + std::to_string(status) +
         " X\r\nContent-Length: " + std::to_string(body.size()) + "\r\nConnection: close\r\n\r\n" +
         body;
}

/// A web server on the loopback that remembers what it was asked, one request a line: an SMS
/// provider, or whoever listens to a webhook. "silence" reads the request and says nothing.
class FarWeb {
 public:
  using Answer = std::function<std::string(const std::string& request)>;
  explicit FarWeb(Answer answer) : answer_(std::move(answer)) {
    listener_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t length = sizeof address;
    EXPECT_EQ(::bind(listener_, reinterpret_cast<sockaddr*>(&address), length), 0);
    EXPECT_EQ(::getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &length), 0);
    EXPECT_EQ(::listen(listener_, 64), 0);
    port_ = ntohs(address.sin_port);
    thread_ = std::thread([this] { serve(); });
  }
  explicit FarWeb(std::string always) : FarWeb([always](const std::string&) { return always; }) {}
  ~FarWeb() {
    ::shutdown(listener_, SHUT_RDWR);
    thread_.join();
    ::close(listener_);
  }
  FarWeb(const FarWeb&) = delete;

  std::string url() const { return "http://127.0.0.1:" + std::to_string(port_); }
  std::vector<std::string> asked() const {
    const std::lock_guard lock(mutex_);
    return asked_;
  }

 private:
  void serve() {
    for (;;) {
      const int client = ::accept(listener_, nullptr, nullptr);
      if (client < 0) return;
      hear(client);
      ::close(client);
    }
  }
  void hear(int client) {
    std::string request;
    char buffer[4096];
    while (!is_complete(request)) {
      const auto n = ::recv(client, buffer, sizeof buffer, 0);
      if (n <= 0) return;
      request.append(buffer, static_cast<std::size_t>(n));
    }
    {
      const std::lock_guard lock(mutex_);
      asked_.push_back(request);
    }
    const std::string answer = answer_(request);
    if (answer == "silence") {
      ::recv(client, buffer, sizeof buffer, 0);  // until the other gives up
    } else {
      ::send(client, answer.data(), answer.size(), MSG_NOSIGNAL);
    }
  }
  static bool is_complete(const std::string& request) {
    const auto end = request.find("\r\n\r\n");
    if (end == std::string::npos) return false;
    const auto at = request.find("Content-Length: ");
    const std::size_t body = at == std::string::npos ? 0 : std::stoul(request.substr(at + 16));
    return request.size() >= end + 4 + body;
  }

  const Answer answer_;
  mutable std::mutex mutex_;
  std::vector<std::string> asked_;
  int listener_ = -1;
  int port_ = 0;
  std::thread thread_;
};

}  // namespace lastmile::send
