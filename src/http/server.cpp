#include "http/server.h"

#include <algorithm>
#include <boost/asio/detached.hpp>
#include <boost/asio/post.hpp>
#include <condition_variable>
#include <mutex>

#include "http/connection.h"
#include "http/wire.h"
#include "storage/tx.h"

namespace lastmile::http {
namespace {

using namespace std::chrono_literals;

constexpr auto tick_every = 100ms;
constexpr std::size_t beyond_limit_max = 256;  // connections kept only to be told "later"

/// Ends what is overdue. Who was in the middle of a request is told so by its own coroutine.
void sweep(Loop& loop, Steady::time_point now) {
  for (const auto& c : loop.connections) {
    if (c->deadline > now) continue;
    if (c->timed_out || c->doing != Connection::Doing::reading) {
      c->close();
    } else {
      c->timed_out = true;
      boost::system::error_code ec;
      c->socket.cancel(ec);
    }
  }
}

void renew_date(Loop& loop) {
  const auto second = std::chrono::duration_cast<std::chrono::seconds>(
                          std::chrono::system_clock::now().time_since_epoch())
                          .count();
  if (second == loop.date_second) return;
  loop.date_second = second;
  loop.date = http_date(second);
}

void tick(Loop& loop, Steady::time_point due) {
  loop.tick.expires_at(due);
  loop.tick.async_wait([&loop, due](const boost::system::error_code& ec) {
    if (ec) return;
    const auto now = Steady::now();
    loop.lag.ticked(now - due);
    renew_date(loop);
    sweep(loop, now);
    tick(loop, now + tick_every);
  });
}

}  // namespace

struct Server::Inside {
  Inside(Serve& s, const Listen& l) : serve(s), listen(l) {}

  Serve& serve;
  const Listen listen;
  std::vector<std::unique_ptr<Loop>> loops;
  std::unique_ptr<tcp::acceptor> acceptor;
  std::unique_ptr<net::steady_timer> retry;
  std::size_t next = 0;
  std::uint16_t port = 0;
  bool stopped = false;

  std::size_t count() const {
    std::size_t n = 0;
    for (const auto& loop : loops) n += loop->count.load(std::memory_order_relaxed);
    return n;
  }

  bool is_held() const {
    return std::any_of(loops.begin(), loops.end(), [](auto& l) { return l->hold.use_count() > 1; });
  }

  void open_port() {
    boost::system::error_code ec;
    const auto address = net::ip::make_address(listen.address, ec);
    if (ec) throw storage::Unavailable("no address to listen on: " + listen.address);
    const tcp::endpoint endpoint(address, listen.port);
    acceptor = std::make_unique<tcp::acceptor>(loops[0]->io);
    acceptor->open(endpoint.protocol(), ec);
    if (!ec) acceptor->set_option(tcp::acceptor::reuse_address(true), ec);
    if (!ec) acceptor->bind(endpoint, ec);
    if (!ec) acceptor->listen(1024, ec);
    if (ec) {
      throw storage::Unavailable("cannot listen on " + listen.address + ":" +
                                 std::to_string(listen.port) + ": " + ec.message());
    }
    port = acceptor->local_endpoint().port();
  }

  void accept() {
    Loop& loop = *loops[next++ % loops.size()];
    auto socket = std::make_shared<tcp::socket>(loop.io);
    acceptor->async_accept(*socket, [this, socket, &loop](const boost::system::error_code& ec) {
      if (ec == net::error::operation_aborted) return;
      if (ec) return accept_later();
      take(loop, std::move(*socket));
      accept();
    });
  }

  /// No descriptors left, most likely: those in use go on, new ones wait in the kernel's queue.
  void accept_later() {
    retry->expires_after(50ms);
    retry->async_wait([this](const boost::system::error_code& ec) {
      if (!ec) accept();
    });
  }

  void take(Loop& loop, tcp::socket socket) {
    const std::size_t open = count();
    if (open >= listen.connections_max + beyond_limit_max) return;  // closed unheard
    boost::system::error_code ec;
    socket.non_blocking(true, ec);
    socket.set_option(tcp::no_delay(true), ec);
    const auto remote = socket.remote_endpoint(ec).address();
    if (ec) return;
    auto c = std::make_shared<Connection>(loop, std::move(socket));
    c->peer = remote.to_string();
    c->is_loopback = remote.is_loopback();
    c->is_over_limit = open >= listen.connections_max;
    loop.count.fetch_add(1, std::memory_order_relaxed);
    net::post(loop.io, [&loop, c] {
      c->place = loop.connections.insert(loop.connections.end(), c);
      c->set_deadline(loop.listen.idle);
      run_connection(c);
    });
  }

  void stop() {
    if (std::exchange(stopped, true)) return;
    net::post(loops[0]->io, [this] {
      boost::system::error_code ec;
      acceptor->close(ec);
      retry->cancel();
    });
    serve.events().stop();
    serve.give_up_reports();
    for (const auto& loop : loops) loop->draining = true;
    for (const auto& loop : loops) {
      net::post(loop->io, [&loop] {
        for (const auto& c : loop->connections) {
          if (c->doing == Connection::Doing::idle) c->close();
        }
      });
    }
    const auto until = Steady::now() + listen.grace;
    while (count() > 0 && Steady::now() < until) std::this_thread::sleep_for(5ms);
    for (const auto& loop : loops) {
      net::post(loop->io, [&loop] {
        loop->tick.cancel();
        for (const auto& c : loop->connections) c->close();
      });
    }
    // What the lane still holds will be answered into the closed line; the loops live until then,
    // and until nobody can call them any more.
    while (count() > 0 || is_held()) std::this_thread::sleep_for(5ms);
    for (const auto& loop : loops) {
      loop->io.stop();
      loop->thread.join();
    }
  }
};

std::unique_ptr<Server> Server::start(Serve& serve, const Listen& listen) {
  auto in = std::make_unique<Inside>(serve, listen);
  const int cores = static_cast<int>(std::max(1u, std::thread::hardware_concurrency()));
  const int threads = listen.threads > 0 ? listen.threads : cores;
  for (int i = 0; i < threads; ++i) in->loops.push_back(std::make_unique<Loop>(serve, in->listen));
  in->open_port();
  in->retry = std::make_unique<net::steady_timer>(in->loops[0]->io);
  in->accept();
  serve.set_connection_count([raw = in.get()] { return raw->count(); });
  for (const auto& loop : in->loops) {
    renew_date(*loop);
    tick(*loop, Steady::now() + tick_every);
    loop->thread = std::thread([l = loop.get()] { l->io.run(); });
  }
  return std::unique_ptr<Server>(new Server(std::move(in)));
}

Server::Server(std::unique_ptr<Inside> in) : in_(std::move(in)) {}
Server::~Server() {
  stop();
  in_->serve.set_connection_count({});
}

std::uint16_t Server::port() const { return in_->port; }
std::size_t Server::connections() const { return in_->count(); }
void Server::stop() { in_->stop(); }

}  // namespace lastmile::http
