#pragma once
#include <array>
#include <atomic>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <functional>
#include <list>
#include <memory>
#include <string>
#include <thread>

#include "http/admission.h"
#include "http/request_reader.h"
#include "http/server.h"

/// One connection and the loop it lives on; seen by connection.cpp, stream.cpp and server.cpp only.
namespace lastmile::http {

namespace net = boost::asio;
using tcp = net::ip::tcp;

struct Connection;

/// One thread, one io_context, its connections. Everything here is touched by that thread only,
/// but for what is atomic.
struct Loop {
  explicit Loop(Serve& s, const Listen& l) : serve(s), listen(l), tick(io) {}

  Serve& serve;
  const Listen& listen;
  net::io_context io{1};
  net::steady_timer tick;  // sweeps deadlines, measures the lag, renews the date
  std::list<std::shared_ptr<Connection>> connections;
  std::array<char, 64 * 1024> scratch{};  // what was just read; used up before the next suspension
  std::string date;
  std::int64_t date_second = 0;
  LoopLag lag;
  std::atomic<std::size_t> count = 0;
  std::atomic<bool> draining = false;  // set on all loops before any line is closed
  std::thread thread;
  /// Held by whatever another thread may still call this loop with, see Connection::waker(); the
  /// loop outlives all of it. The last member, so the first to go: letting go of it is what makes
  /// the other threads' last steps visible before the rest is destroyed.
  std::shared_ptr<const bool> hold = std::make_shared<const bool>(true);
};

struct Connection : std::enable_shared_from_this<Connection> {
  enum class Doing { idle, reading, working, writing, streaming };

  Connection(Loop& l, tcp::socket s) : loop(l), socket(std::move(s)), signal(loop.io) {}

  Loop& loop;
  tcp::socket socket;
  net::steady_timer signal;  // its cancelling wakes who waits for an answer or for events
  std::string peer;
  bool is_loopback = false;
  bool is_over_limit = false;

  std::list<std::shared_ptr<Connection>>::iterator place;  // in the loop's list
  Doing doing = Doing::idle;
  Steady::time_point deadline{};
  bool timed_out = false;

  RequestReader reader;
  std::string pending;  // read, but not yet used
  bool is_answering = false;
  bool is_answered = false;
  bool is_gone = false;  // the other side closed while it was streaming

  void set_deadline(std::chrono::milliseconds from_now) { deadline = Steady::now() + from_now; }
  void no_deadline() { deadline = Steady::time_point::max(); }
  /// Closes; whoever is suspended on the socket resumes with an error.
  void close();
  /// For any thread: says that what the connection waits for is there. It keeps the loop alive, yet
  /// not the connection: whose last owner must be its own loop.
  std::function<void()> waker();
};

/// Runs a connection until it ends. The caller has put it into the loop's list.
void run_connection(const std::shared_ptr<Connection>& connection);

}  // namespace lastmile::http
