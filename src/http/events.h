#pragma once
#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "call/call.h"
#include "http/admission.h"

/// Server-Sent Events from the journal: what happened, to whom it may be known, in order, without
/// gaps, resumable by Last-Event-ID. An event names kind, subject, time and number; no personal
/// data.
namespace lastmile::http {

/// What a client wants to hear.
struct StreamWish {
  std::string token;
  std::vector<std::string> topics;    // "need" hears need_*; a whole kind or a subject's id too
  std::optional<std::int64_t> after;  // Last-Event-ID
};

/// True when a topic can hear of a kind: its first words or the whole.
bool hears(std::string_view topic, std::string_view kind);

/// One listening connection. The hub fills it, the connection's own thread empties it; a reader
/// slower than the journal is not filled further and reads on from the journal later.
class Stream {
 public:
  static constexpr std::size_t held_max = 64 * 1024;  // bytes

  /// Text to send now; empty when there is none.
  std::string take();
  /// "The session is over", or the program stops: send what is left and close.
  bool is_over() const { return over_; }
  /// A comment that keeps the line open, and says how far this stream has come.
  std::string ping() const;

 private:
  friend class Events;
  Actor actor_;
  StreamWish wish_;
  std::function<void()> wake_;
  std::function<void()> drained_;
  mutable std::mutex mutex_;
  std::string held_;
  std::int64_t next_ = 0;  // first entry not yet looked at
  std::atomic<bool> over_ = false;
};

/// The hub: one thread that reads the journal once for all streams. Asleep while nobody listens.
class Events {
 public:
  struct Source {
    storage::Db& db;
    int region;
    std::function<std::optional<Actor>(storage::Tx&, std::string_view, Instant)> authenticate;
    std::function<bool(const Actor&, const journal::Entry&)> visible;
    std::function<Instant()> clock;
  };
  static constexpr std::size_t streams_max = 2000;
  static constexpr std::int64_t resumed_max = 10'000;  // further behind: "reset", read all anew

  explicit Events(Source source);
  ~Events();
  Events(const Events&) = delete;
  Events& operator=(const Events&) = delete;

  /// A new stream, which begins with what followed `wish.after`, or with now. `wake` is called on
  /// the hub's thread when there is something to take. Nothing when there are too many.
  std::shared_ptr<Stream> join(const Actor& actor, StreamWish wish, std::function<void()> wake);
  void leave(const std::shared_ptr<Stream>& stream);
  /// Facts were committed. Cheap; any thread.
  void kick();
  std::size_t count() const;
  /// Ends every stream.
  void stop();

 private:
  using Streams = std::vector<std::shared_ptr<Stream>>;
  void loop();
  void recheck(const Streams& streams);
  bool feed(const Streams& streams);
  void show(Stream& stream, const std::vector<journal::Entry>& entries, std::int64_t size);
  bool wants(const Stream& stream, const journal::Entry& entry) const;

  const Source source_;
  mutable std::mutex mutex_;
  std::condition_variable wake_;
  Streams streams_;
  bool kicked_ = false;
  bool stopping_ = false;
  Steady::time_point rechecked_{};
  std::thread thread_;
};

}  // namespace lastmile::http
