#pragma once
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "http/connection.h"

/// The coroutines under a connection. g++ 12 miscompiles aggregate temporaries in co_await
/// expressions, so every argument is named before it (docs/adr: coroutines only in http).
namespace lastmile::http {

inline constexpr auto as_result = net::as_tuple(net::use_awaitable);

/// Bytes that came, in the loop's scratch until the next suspension; empty at the end or at an
/// error.
net::awaitable<std::string_view> read_some(std::shared_ptr<Connection> c);
/// True when all was sent. The texts outlive the call.
net::awaitable<bool> write_all(std::shared_ptr<Connection> c, std::string_view head,
                               std::string_view body);
/// Waits until woken or until the time is over.
net::awaitable<void> wait_for_signal(std::shared_ptr<Connection> c, Steady::time_point until);
/// Turns the connection into the turn's event stream until either side ends it.
net::awaitable<void> run_stream(std::shared_ptr<Connection> c, TurnPtr turn);

}  // namespace lastmile::http
