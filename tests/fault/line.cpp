#include "line.h"

#include <arpa/inet.h>
#include <fmt/format.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include <boost/json/serialize.hpp>
#include <cerrno>
#include <charconv>
#include <cstring>

#include "base/decode.h"
#include "base/id.h"
#include "base/rng.h"

namespace lastmile::fault {
namespace {

constexpr timeval patience{20, 0};

/// The value of a header of our own server, which writes each as "Name: value".
std::string_view header(std::string_view head, std::string_view name) {
  const auto at = head.find(fmt::format("\r\n{}: ", name));
  if (at == head.npos) return {};
  const auto from = at + name.size() + 4;
  return head.substr(from, head.find("\r\n", from) - from);
}

std::optional<std::int64_t> number(std::string_view text) {
  std::int64_t n = 0;
  const auto [end, bad] = std::from_chars(text.data(), text.data() + text.size(), n);
  if (text.empty() || bad != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return n;
}

}  // namespace

Line::Line(std::uint16_t port, const char* from) : fd_(::socket(AF_INET, SOCK_STREAM, 0)) {
  sockaddr_in own{};
  own.sin_family = AF_INET;
  ::inet_pton(AF_INET, from, &own.sin_addr);
  const int on = 1;
  // The port is chosen at connect(), so that each pair of addresses has the whole range.
  ::setsockopt(fd_, IPPROTO_IP, IP_BIND_ADDRESS_NO_PORT, &on, sizeof on);
  ::setsockopt(fd_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  ::setsockopt(fd_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
  sockaddr_in to{};
  to.sin_family = AF_INET;
  to.sin_port = htons(port);
  to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (::bind(fd_, reinterpret_cast<sockaddr*>(&own), sizeof own) != 0 ||
      ::connect(fd_, reinterpret_cast<sockaddr*>(&to), sizeof to) != 0) {
    const int why = errno;
    ::close(fd_);
    throw Cut(std::strerror(why));
  }
}

Line::~Line() { ::close(fd_); }

void Line::hang_up(const char* why) const { throw Cut(why); }

void Line::send(const Request& r) {
  std::string text = fmt::format("{} {} HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept-Language: {}\r\n",
                                 r.method, r.target, r.lang);
  if (!r.token.empty()) text += "Authorization: Bearer " + r.token + "\r\n";
  if (r.method == "POST") {
    text += fmt::format("Idempotency-Key: {}\r\nContent-Type: application/json\r\n", r.key);
    text += fmt::format("Content-Length: {}\r\n\r\n{}", r.body.size(), r.body);
  } else {
    text += "\r\n";
  }
  for (std::string_view left = text; !left.empty();) {
    const auto n = ::send(fd_, left.data(), left.size(), MSG_NOSIGNAL);
    if (n <= 0) hang_up("the line broke while sending");
    left.remove_prefix(static_cast<std::size_t>(n));
  }
}

void Line::more() {
  char buffer[16 * 1024];
  const auto n = ::recv(fd_, buffer, sizeof buffer, 0);
  if (n < 0 && (errno == EAGAIN || errno == EWOULDBLOCK)) {
    throw std::runtime_error("the server gave no answer in 20 s");
  }
  if (n <= 0) hang_up("the line broke before the answer was whole");
  got_.append(buffer, static_cast<std::size_t>(n));
}

Answer Line::receive() {
  std::size_t end = 0;
  while ((end = got_.find("\r\n\r\n")) == got_.npos) more();
  const std::string head = got_.substr(0, end + 2);
  const auto status = number(std::string_view(head).substr(9, 3));
  const bool is_bare = status == 204 || status == 304;
  const auto length = is_bare ? std::int64_t{0} : number(header(head, "Content-Length"));
  if (!status || !length) throw std::runtime_error("no answer of ours: " + head);
  const std::size_t whole = end + 4 + static_cast<std::size_t>(*length);
  while (got_.size() < whole) more();
  Answer answer{static_cast<int>(*status), got_.substr(end + 4, whole - end - 4)};
  answer.leaf = number(header(head, "Lastmile-Leaf"));
  answer.replayed = header(head, "Idempotency-Replayed") == "true";
  got_.erase(0, whole);
  return answer;
}

Answer Line::ask(const Request& request) {
  send(request);
  return receive();
}

boost::json::value Answer::json() const {
  auto value = parse_json(body);
  return value.ok() ? std::move(value).value() : boost::json::value();
}

std::string Answer::at(std::string_view member) const {
  const auto value = json();
  const auto* object = value.if_object();
  const auto* found = object ? object->if_contains(member) : nullptr;
  if (!found) return {};
  return found->is_string() ? std::string(found->get_string()) : boost::json::serialize(*found);
}

Answer ask(std::uint16_t port, const Request& request) { return Line(port).ask(request); }

std::string fresh_key() {
  static thread_local Rng rng = Rng::from_system();
  const auto now = std::chrono::system_clock::now();
  return Uuid::make(std::chrono::floor<std::chrono::milliseconds>(now), rng).text();
}

}  // namespace lastmile::fault
