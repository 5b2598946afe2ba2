#pragma once
#include <fmt/format.h>

#include "http/notes_fixture.h"
#include "http/server.h"
#include "http/wire_fixture.h"

namespace lastmile::http {

inline Listen any_port() {
  Listen listen;
  listen.port = 0;
  listen.threads = 2;
  return listen;
}

/// The notes behind a real socket.
struct OpenTown {
  explicit OpenTown(Listen listen = any_port(), ServeOptions options = {})
      : town(storage::On::sqlite, {}, std::move(options)),
        server(Server::start(town.serve.serve(), listen)),
        token(town.serve.sign_in(notes::li())) {}

  std::string get(std::string_view target, std::string_view more = "") const {
    return fmt::format("GET {} HTTP/1.1\r\nHost: t\r\nAuthorization: Bearer {}\r\n{}\r\n", target,
                       token, more);
  }
  std::string post(std::string_view target, std::string_view body, std::string_view key,
                   std::string_view more = "") const {
    return fmt::format(
        "POST {} HTTP/1.1\r\nHost: t\r\nAuthorization: Bearer {}\r\nContent-Type: "
        "application/json\r\nIdempotency-Key: {}\r\nContent-Length: {}\r\n{}\r\n{}",
        target, token, key, body.size(), more, body);
  }
  Line call() const { return Line(server->port()); }

  notes::NotesTown town;
  std::unique_ptr<Server> server;
  std::string token;
};

}  // namespace lastmile::http
