#include "http/io.h"
#include "http/wire.h"

namespace lastmile::http {
namespace {

/// Notices that the other side went away: a stream's client sends nothing else.
void watch_for_end(const std::shared_ptr<Connection>& c) {
  c->socket.async_wait(tcp::socket::wait_read, [c](const boost::system::error_code& error) {
    if (error) return;
    boost::system::error_code ec;
    c->socket.read_some(net::buffer(c->loop.scratch), ec);
    if (!ec || ec == net::error::would_block) return watch_for_end(c);
    c->is_gone = true;
    c->signal.cancel();
  });
}

net::awaitable<void> send_events(std::shared_ptr<Connection> c, std::shared_ptr<Stream> stream) {
  auto ping_at = Steady::now() + c->loop.listen.ping;
  for (;;) {
    const bool over = stream->is_over();  // asked before taking, so that the last text is sent
    std::string text = stream->take();
    if (text.empty() && Steady::now() >= ping_at) text = stream->ping();
    if (!text.empty()) {
      ping_at = Steady::now() + c->loop.listen.ping;
      const std::string_view all = text;
      const bool sent = co_await write_all(c, all, std::string_view());
      if (!sent) co_return;
      c->no_deadline();
      continue;
    }
    if (over || c->is_gone) co_return;
    c->is_answered = false;
    co_await wait_for_signal(c, ping_at);
  }
}

}  // namespace

net::awaitable<void> run_stream(std::shared_ptr<Connection> c, TurnPtr turn) {
  auto stream = c->loop.serve.open_stream(*turn, c->waker());
  const bool opened = stream != nullptr;
  Reply reply;
  if (opened) {
    reply.content_type = "text/event-stream; charset=utf-8";
    reply.headers.emplace_back("Cache-Control", "no-store");
    reply.headers.emplace_back("X-Accel-Buffering", "no");
  } else {
    reply = c->loop.serve.complete(*turn);
  }
  HeadFacts facts;
  facts.date = c->loop.date;
  facts.keeps_alive = false;
  facts.is_stream = opened;
  facts.is_https = c->loop.serve.is_https();
  const std::string head = head_of(reply, facts);
  const std::string_view first = head;
  const std::string_view body = reply.bytes();
  const bool sent = co_await write_all(c, first, body);
  if (!opened) co_return;
  if (sent) {
    c->doing = Connection::Doing::streaming;
    c->no_deadline();
    watch_for_end(c);
    co_await send_events(c, stream);
  }
  c->loop.serve.events().leave(stream);
}

}  // namespace lastmile::http
