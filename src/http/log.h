#pragma once
#include <memory>
#include <string>
#include <string_view>

namespace spdlog {
class logger;
}

namespace lastmile::http {

struct Turn;

/// One JSON line for each request: method, route pattern, status, time, actor's id. Never a query
/// string, body, token, phone or address of a person.
class RequestLog {
 public:
  explicit RequestLog(std::shared_ptr<spdlog::logger> logger) : logger_(std::move(logger)) {}

  void answered(const Turn& turn, std::string_view route, int status);
  /// A fault, once, under its incident; `loud` for a broken invariant.
  void fault(const Turn& turn, std::string_view incident, std::string_view what, bool loud);
  void note(std::string_view event, std::string_view text);

  /// The live level: trace, debug, info, warn, error, off. False when unknown.
  bool set_level(std::string_view level);
  std::string level() const;

 private:
  std::shared_ptr<spdlog::logger> logger_;
};

/// A logger of JSON lines to standard error, each at once, or to a file: warnings at once, the rest
/// within a second.
std::shared_ptr<spdlog::logger> json_logger(const std::string& file);

}  // namespace lastmile::http
