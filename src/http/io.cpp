#include "http/io.h"

#include <boost/asio/buffer.hpp>

namespace lastmile::http {

net::awaitable<std::string_view> read_some(std::shared_ptr<Connection> c) {
  for (;;) {
    boost::system::error_code ec;
    const auto scratch = net::buffer(c->loop.scratch);
    const std::size_t n = c->socket.read_some(scratch, ec);
    if (!ec) co_return std::string_view(c->loop.scratch.data(), n);
    if (ec != net::error::would_block) co_return std::string_view();
    const auto [wait_error] = co_await c->socket.async_wait(tcp::socket::wait_read, as_result);
    if (wait_error) co_return std::string_view();
  }
}

net::awaitable<bool> write_all(std::shared_ptr<Connection> c, std::string_view head,
                               std::string_view body) {
  c->set_deadline(c->loop.listen.write);
  while (!head.empty() || !body.empty()) {
    boost::system::error_code ec;
    const std::array<net::const_buffer, 2> both{net::const_buffer(head.data(), head.size()),
                                                net::const_buffer(body.data(), body.size())};
    const std::size_t n = c->socket.write_some(both, ec);
    if (!ec) {
      const std::size_t of_head = std::min(n, head.size());
      head.remove_prefix(of_head);
      body.remove_prefix(n - of_head);
      continue;
    }
    if (ec != net::error::would_block) co_return false;
    const auto [wait_error] = co_await c->socket.async_wait(tcp::socket::wait_write, as_result);
    if (wait_error) co_return false;
    c->set_deadline(c->loop.listen.write);
  }
  co_return true;
}

net::awaitable<void> wait_for_signal(std::shared_ptr<Connection> c, Steady::time_point until) {
  c->signal.expires_at(until);
  co_await c->signal.async_wait(as_result);
}

}  // namespace lastmile::http
