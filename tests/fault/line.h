#pragma once
#include <boost/json/value.hpp>
#include <cstdint>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>

/// One keep-alive connection to the real server, by hand: what was asked and whether an answer came
/// whole is known to the byte.
namespace lastmile::fault {

/// The line broke before the answer was whole: whether the command was done is not known.
struct Cut : std::runtime_error {
  using std::runtime_error::runtime_error;
};

struct Request {
  std::string method = "POST";
  std::string target;
  std::string token = {};  // of a session; empty: nobody
  std::string key = {};    // Idempotency-Key; needed on every POST
  std::string body = "{}";
  std::string lang = "zh-CN";
};

struct Answer {
  int status = 0;
  std::string body = {};
  std::optional<std::int64_t> leaf = {};
  bool replayed = false;

  bool is_good() const { return status >= 200 && status < 300; }
  boost::json::value json() const;
  /// A member of the body's object: strings bare, the rest as JSON; "" when absent.
  std::string at(std::string_view member) const;
  /// The problem's code, "" when it is none.
  std::string code() const { return is_good() ? std::string() : at("code"); }
};

class Line {
 public:
  /// From an address of one's own (127.0.0.N), for the server counts strangers by address.
  explicit Line(std::uint16_t port, const char* from = "127.0.0.1");
  ~Line();
  Line(const Line&) = delete;
  Line& operator=(const Line&) = delete;

  /// Throws Cut.
  void send(const Request& request);
  /// The next whole answer. Throws Cut, and std::runtime_error when none comes in 20 s.
  Answer receive();
  Answer ask(const Request& request);

 private:
  void more();
  [[noreturn]] void hang_up(const char* why) const;

  int fd_;
  std::string got_;
};

/// Asks once over a line of its own.
Answer ask(std::uint16_t port, const Request& request);
/// A fresh Idempotency-Key.
std::string fresh_key();

}  // namespace lastmile::fault
