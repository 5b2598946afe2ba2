#include "http/connection.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/post.hpp>

#include "http/http_errors.h"
#include "http/io.h"
#include "http/wire.h"

namespace lastmile::http {
namespace {

using Doing = Connection::Doing;
using namespace std::chrono_literals;

constexpr std::size_t pending_max = 64 * 1024;  // of the requests behind a report
constexpr std::size_t drained_max = 64 * 1024;  // an unwanted body up to this is read and dropped

// What a refused upload still sends. Many clients send all of a file before they read: a file that
// somebody chose by mistake, a phone's video say, is to get its answer.
constexpr std::size_t lingered_max = 64 * 1024 * 1024;
// A line that lingers counts as a connection and keeps no bytes. It holds its place for less time
// than one that does nothing at all may.
constexpr auto linger_max = 10s;
constexpr auto linger_quiet = 2s;                 // who sends nothing for this long has sent all
constexpr std::size_t linger_turn = 1024 * 1024;  // then the loop's other lines have their turn

/// Who really asks: the connection's address, or what a trusted proxy says of it.
void set_peer(Connection& c) {
  Asked& asked = c.reader.asked();
  asked.peer = c.peer;
  const std::string& forwarded = c.reader.forwarded_for();
  asked.is_local = c.is_loopback && forwarded.empty();
  const auto& trusted = c.loop.listen.trusted_proxies;
  if (forwarded.empty() || std::find(trusted.begin(), trusted.end(), c.peer) == trusted.end()) {
    return;
  }
  const auto comma = forwarded.rfind(',');
  const auto last =
      trimmed(comma == forwarded.npos ? std::string_view(forwarded)
                                      : std::string_view(forwarded).substr(comma + 1));
  if (last.size() <= 64) asked.peer = last;
}

/// Feeds what was read, keeps what is left for the next request.
void feed(Connection& c, std::string_view fresh) {
  if (c.pending.empty()) {
    const std::size_t used = c.reader.put(fresh);
    c.pending = fresh.substr(used);
  } else {
    c.pending += fresh;
    const std::size_t used = c.reader.put(c.pending);
    c.pending.erase(0, used);
  }
}

/// Reads until `enough` says so; false when the connection ended or the request is hopeless.
template <class Enough>
net::awaitable<bool> read_until(std::shared_ptr<Connection> c, Enough enough) {
  if (!c->pending.empty()) feed(*c, {});
  while (!enough(c->reader)) {
    if (c->reader.trouble()) co_return false;
    const std::string_view fresh = co_await read_some(c);
    if (fresh.empty()) co_return false;
    if (c->doing == Doing::idle) {
      c->doing = Doing::reading;
      c->set_deadline(c->loop.listen.request);
    }
    feed(*c, fresh);
  }
  co_return c->reader.trouble() == nullptr;
}

bool has_header(const RequestReader& r) { return r.is_header_done(); }
bool has_all(const RequestReader& r) { return r.is_done(); }

net::awaitable<bool> send(std::shared_ptr<Connection> c, Reply reply, bool keeps_alive,
                          bool is_head) {
  c->doing = Doing::writing;
  HeadFacts facts;
  facts.date = c->loop.date;
  facts.keeps_alive = keeps_alive;
  facts.is_https = c->loop.serve.is_https();
  const std::string head = head_of(reply, facts);
  const std::string_view first = head;
  const std::string_view body = is_head ? std::string_view() : reply.bytes();
  const bool sent = co_await write_all(c, first, body);
  co_return sent;
}

/// Closing at once would make the kernel reset the line and the answer might never be read; so what
/// still comes is read and dropped for a while (RFC 9112 §9.6).
net::awaitable<void> linger(std::shared_ptr<Connection> c) {
  boost::system::error_code ec;
  c->socket.shutdown(tcp::socket::shutdown_send, ec);
  const auto until = Steady::now() + linger_max;
  std::size_t in_turn = 0;
  for (std::size_t read = 0; read < lingered_max;) {
    c->deadline = std::min<Steady::time_point>(until, Steady::now() + linger_quiet);
    const std::string_view more = co_await read_some(c);
    if (more.empty()) co_return;
    read += more.size();
    in_turn += more.size();
    if (in_turn < linger_turn) continue;
    in_turn = 0;
    co_await net::post(c->loop.io, net::use_awaitable);
  }
}

net::awaitable<void> refuse_and_close(std::shared_ptr<Connection> c, const Refusal* refusal) {
  Reply reply = c->loop.serve.refuse(*refusal, c->reader.asked());
  const bool sent = co_await send(c, std::move(reply), false, false);
  if (sent) co_await linger(c);
}

/// The body, within its limit. False when the connection cannot go on after the answer.
net::awaitable<bool> read_body(std::shared_ptr<Connection> c, TurnPtr turn) {
  if (turn->is_decided()) {
    const auto length = c->reader.content_length();
    if (c->reader.expects_continue() || !length || *length > drained_max) co_return false;
    c->reader.limit_body(drained_max);
  } else {
    c->reader.limit_body(turn->body_max);
    if (const auto length = c->reader.content_length()) {
      c->deadline += std::chrono::seconds(*length / (32 * 1024));
    }
    if (c->reader.expects_continue() && !c->reader.trouble()) {
      constexpr std::string_view go_on = "HTTP/1.1 100 Continue\r\n\r\n";
      const auto until = c->deadline;
      const bool sent = co_await write_all(c, go_on, std::string_view());
      c->deadline = until;
      if (!sent) co_return false;
    }
  }
  const bool whole = co_await read_until(c, has_all);
  if (c->reader.trouble() && !turn->is_decided()) turn->refused = Refused{*c->reader.trouble()};
  co_return whole;
}

/// Nobody waits for a report whose client ended the line: it is given up. What else comes meanwhile
/// is the next request's; who sends too much of it is no longer watched.
void watch_for_end(const std::shared_ptr<Connection>& c, const TurnPtr& report) {
  c->socket.async_wait(tcp::socket::wait_read, [c, report](const boost::system::error_code& error) {
    if (error || c->is_answered) return;
    boost::system::error_code ec;
    const std::size_t n = c->socket.read_some(net::buffer(c->loop.scratch), ec);
    if (ec && ec != net::error::would_block) {
      report->is_abandoned = true;
      return;
    }
    c->pending.append(c->loop.scratch.data(), n);
    if (c->pending.size() <= pending_max) watch_for_end(c, report);
  });
}

/// Hands the turn to serve() and waits for its answer, which another thread may bring.
net::awaitable<void> work(std::shared_ptr<Connection> c, TurnPtr turn) {
  c->doing = Doing::working;
  c->no_deadline();
  c->is_answered = false;
  c->is_answering = true;
  std::string body = c->reader.take_body();
  c->loop.serve.answer(turn, std::move(body), c->waker());
  c->is_answering = false;
  const bool is_watched = turn->is_report && !c->is_answered;
  if (is_watched) watch_for_end(c, turn);
  while (!c->is_answered) {
    co_await wait_for_signal(c, Steady::time_point::max());
  }
  boost::system::error_code ec;
  if (is_watched) c->socket.cancel(ec);
}

TurnPtr open_turn(Connection& c) {
  set_peer(c);
  auto turn = c.loop.serve.open(std::move(c.reader.asked()));
  const bool overloaded_now = c.is_over_limit || c.loop.lag.least() > c.loop.listen.lag_max;
  if (overloaded_now && !turn->is_decided()) turn->refused = Refused{overloaded, {}, {}, 1};
  return turn;
}

/// One request and its answer. False when the connection ends here.
net::awaitable<bool> one_request(std::shared_ptr<Connection> c) {
  c->doing = c->pending.empty() ? Doing::idle : Doing::reading;
  c->set_deadline(c->pending.empty() ? c->loop.listen.idle : c->loop.listen.request);
  const bool has = co_await read_until(c, has_header);
  if (!has) {
    const Refusal* refusal = c->reader.trouble();
    if (!refusal && c->timed_out && c->doing == Doing::reading) refusal = &timed_out;
    if (refusal) co_await refuse_and_close(c, refusal);
    co_return false;
  }
  const bool wants_alive = c->reader.keeps_alive();
  const TurnPtr turn = open_turn(*c);
  bool goes_on = true;
  if (!c->reader.is_done()) goes_on = co_await read_body(c, turn);
  if (!goes_on && !turn->is_decided()) {
    if (c->timed_out) co_await refuse_and_close(c, &timed_out);
    co_return false;
  }
  co_await work(c, turn);
  if (turn->wants_stream && !turn->is_decided()) {
    co_await run_stream(c, turn);
    co_return false;
  }
  Reply reply = c->loop.serve.complete(*turn);
  const bool keeps_alive = wants_alive && goes_on && !c->loop.draining && !c->is_over_limit;
  const bool is_head = turn->is_head();
  const bool sent = co_await send(c, std::move(reply), keeps_alive, is_head);
  if (!sent) co_return false;
  if (!goes_on) co_await linger(c);
  c->reader.reset();
  co_return keeps_alive;
}

net::awaitable<void> session(std::shared_ptr<Connection> c) {
  for (bool goes_on = true; goes_on;) {
    goes_on = co_await one_request(c);
    // To the end of the queue: a line that always has its next request there already would keep the
    // loop from all the others.
    if (goes_on) co_await net::post(c->loop.io, net::use_awaitable);
    // Whoever stopped the server meanwhile took this line for a busy one.
    if (c->loop.draining && c->pending.empty()) goes_on = false;
  }
}

}  // namespace

void Connection::close() {
  boost::system::error_code ec;
  socket.close(ec);
  signal.cancel();
}

std::function<void()> Connection::waker() {
  return [&loop = loop, hold = loop.hold, weak = weak_from_this()] {
    // The flags are the loop's own: another thread must not even look at them.
    if (loop.io.get_executor().running_in_this_thread()) {
      if (const auto c = weak.lock(); c && c->is_answering) {
        c->is_answered = true;  // before anyone waits
        return;
      }
    }
    net::post(loop.io, [weak] {
      const auto c = weak.lock();
      if (!c) return;
      c->is_answered = true;
      c->signal.cancel();
    });
  };
}

void run_connection(const std::shared_ptr<Connection>& c) {
  net::co_spawn(c->loop.io, session(c), [c](std::exception_ptr) {
    c->close();
    c->loop.connections.erase(c->place);
    c->loop.count.fetch_sub(1, std::memory_order_relaxed);
  });
}

}  // namespace lastmile::http
