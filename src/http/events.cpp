#include "http/events.h"

#include <algorithm>

#include "base/encode.h"
#include "journal/log.h"

namespace lastmile::http {
namespace {

using namespace std::chrono_literals;

constexpr auto poll = 200ms;  // commits of other threads and servers are seen within this
constexpr auto recheck_every = 500ms;
constexpr int read_at_once = 500;

/// What a listener is told of a fact.
struct Event {
  std::string kind;
  Uuid subject;
  Instant at;
  std::int64_t seq;
};
BOOST_DESCRIBE_STRUCT(Event, (), (kind, subject, at, seq))

void add_frame(std::string& out, const journal::Entry& entry) {
  fmt::format_to(std::back_inserter(out), "id: {}\ndata: ", entry.seq);
  encode(out, Event{entry.kind, entry.subject, entry.at, entry.seq});
  out += "\n\n";
}

}  // namespace

bool hears(std::string_view topic, std::string_view kind) {
  return kind.starts_with(topic) &&
         (kind.size() == topic.size() || (!topic.empty() && kind[topic.size()] == '_'));
}

std::string Stream::take() {
  std::string out;
  {
    const std::lock_guard lock(mutex_);
    out.swap(held_);
  }
  if (!out.empty()) drained_();
  return out;
}

std::string Stream::ping() const {
  const std::lock_guard lock(mutex_);
  // An id without data moves the client's Last-Event-ID on and shows it nothing.
  return next_ > 0 ? fmt::format(": ping\nid: {}\n\n", next_ - 1) : ": ping\n\n";
}

Events::Events(Source source) : source_(std::move(source)), thread_([this] { loop(); }) {}

Events::~Events() { stop(); }

std::shared_ptr<Stream> Events::join(const Actor& actor, StreamWish wish,
                                     std::function<void()> wake) {
  auto stream = std::make_shared<Stream>();
  stream->actor_ = actor;
  stream->wish_ = std::move(wish);
  stream->wake_ = std::move(wake);
  stream->drained_ = [this] { kick(); };
  stream->next_ = -1;  // the hub sets where it begins
  {
    const std::lock_guard lock(mutex_);
    if (stopping_ || streams_.size() >= streams_max) return nullptr;
    streams_.push_back(stream);
    kicked_ = true;
  }
  wake_.notify_one();
  return stream;
}

void Events::leave(const std::shared_ptr<Stream>& stream) {
  const std::lock_guard lock(mutex_);
  std::erase(streams_, stream);
}

void Events::kick() {
  {
    const std::lock_guard lock(mutex_);
    if (streams_.empty()) return;
    kicked_ = true;
  }
  wake_.notify_one();
}

std::size_t Events::count() const {
  const std::lock_guard lock(mutex_);
  return streams_.size();
}

void Events::stop() {
  Streams all;
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
    all.swap(streams_);
  }
  wake_.notify_one();
  if (thread_.joinable()) thread_.join();
  for (const auto& stream : all) {
    stream->over_ = true;
    stream->wake_();
  }
}

void Events::loop() {
  bool more = false;
  for (;;) {
    Streams streams;
    {
      std::unique_lock lock(mutex_);
      const auto due = [&] { return stopping_ || kicked_; };
      if (streams_.empty())
        wake_.wait(lock, due);
      else if (!more)
        wake_.wait_for(lock, poll, due);
      if (stopping_) return;
      kicked_ = false;
      streams = streams_;
    }
    try {
      recheck(streams);
      more = feed(streams);
    } catch (const storage::Unavailable&) {
      more = false;  // the next round tries again; nothing is lost, for streams keep their place
    }
  }
}

/// Sessions may have ended and roles changed since the stream began.
void Events::recheck(const Streams& streams) {
  if (Steady::now() - rechecked_ < recheck_every) return;
  rechecked_ = Steady::now();
  source_.db.read([&](storage::Tx& tx) {
    for (const auto& stream : streams) {
      auto actor = source_.authenticate(tx, stream->wish_.token, source_.clock());
      if (actor) {
        stream->actor_ = std::move(*actor);
      } else if (!stream->over_.exchange(true)) {
        leave(stream);
        stream->wake_();
      }
    }
  });
}

/// One reading of the journal for each distinct place; streams that keep up share theirs. Says
/// whether some stream has more to come.
bool Events::feed(const Streams& streams) {
  bool more = false;
  source_.db.read([&](storage::Tx& tx) {
    const std::int64_t size = journal::size(tx, source_.region);
    std::vector<journal::Entry> entries;
    std::int64_t read_from = -1;
    for (const auto& stream : streams) {
      if (stream->over_) continue;
      if (stream->next_ < 0 || stream->next_ > size) show(*stream, {}, size);
      if (stream->next_ >= size) continue;
      if (read_from != stream->next_) {
        read_from = stream->next_;
        entries = journal::entries(tx, source_.region, read_from, read_at_once);
      }
      if (entries.empty()) continue;
      const auto before = stream->next_;
      show(*stream, entries, size);
      more = more || (stream->next_ > before && stream->next_ < size);
    }
  });
  return more;
}

void Events::show(Stream& stream, const std::vector<journal::Entry>& entries, std::int64_t size) {
  bool has_text = false;
  {
    const std::lock_guard lock(stream.mutex_);
    if (stream.next_ < 0 || stream.next_ > size) {
      const auto after = stream.wish_.after;
      if (stream.next_ < 0) stream.held_ += "retry: 1000\n\n";  // from here on nothing is missed
      const bool resumes = after && *after < size && size - *after <= resumed_max;
      if (after && !resumes) stream.held_ += "event: reset\ndata: {}\n\n";
      stream.next_ = resumes ? *after + 1 : size;
      if (!resumes && size > 0) {
        fmt::format_to(std::back_inserter(stream.held_), "id: {}\n\n", size - 1);
      }
    }
    for (const auto& entry : entries) {
      if (stream.held_.size() >= Stream::held_max) break;
      if (wants(stream, entry)) add_frame(stream.held_, entry);
      stream.next_ = entry.seq + 1;
    }
    has_text = !stream.held_.empty();
  }
  if (has_text) stream.wake_();
}

bool Events::wants(const Stream& stream, const journal::Entry& entry) const {
  const auto& topics = stream.wish_.topics;
  const bool named =
      topics.empty() || std::any_of(topics.begin(), topics.end(), [&](const auto& t) {
        return hears(t, entry.kind) || (t.size() == 36 && entry.subject.text() == t);
      });
  return named && source_.visible(stream.actor_, entry);
}

}  // namespace lastmile::http
