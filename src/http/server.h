#pragma once
#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "http/serve.h"

namespace lastmile::http {

/// Where and how the server listens.
struct Listen {
  std::string address = "127.0.0.1";
  std::uint16_t port = 8080;                  // 0: any free one
  int threads = 0;                            // 0: one for each core
  std::size_t connections_max = 4096;         // those beyond hear 429
  std::chrono::milliseconds idle{30'000};     // between requests
  std::chrono::milliseconds request{15'000};  // for a whole request, large bodies at ≥ 32 KiB/s
  std::chrono::milliseconds write{30'000};    // without any progress
  std::chrono::milliseconds grace{10'000};    // for what is in flight at the end
  std::chrono::milliseconds lag_max{300};     // late at each of four ticks: then requests hear 429
  std::chrono::milliseconds ping{15'000};     // on event streams
  std::vector<std::string> trusted_proxies = {};  // addresses whose X-Forwarded-For is believed
};

/// The listener: HTTP/1.1 on one event loop per core, connections shared out in turn.
class Server {
 public:
  /// Listens at once; throws storage::Unavailable when the address cannot be had.
  static std::unique_ptr<Server> start(Serve& serve, const Listen& listen);
  ~Server();
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  std::uint16_t port() const;
  std::size_t connections() const;
  /// Takes no more connections, ends event streams, gives up sheets and the reports that wait,
  /// finishes what else is in flight (≤ grace). Idempotent.
  void stop();

 private:
  struct Inside;
  explicit Server(std::unique_ptr<Inside> in);
  std::unique_ptr<Inside> in_;
};

}  // namespace lastmile::http
