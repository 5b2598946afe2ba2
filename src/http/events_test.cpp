#include "http/events.h"

#include <gmock/gmock.h>

#include <latch>

#include "http/notes_fixture.h"

namespace lastmile::http {
namespace {

using namespace notes;
using namespace std::chrono_literals;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

/// The hub over a bench whose journal the test writes; `wait` is for what it will say.
struct Hub {
  explicit Hub(std::function<bool(const Actor&, const journal::Entry&)> visible =
                   [](const Actor&, const journal::Entry&) { return true; })
      : events({bench.db(), bench.settings.region,
                [this](storage::Tx&, std::string_view, Instant) {
                  return ended ? std::nullopt : std::optional<Actor>(li());
                },
                std::move(visible), [this] { return bench.now(); }}) {
    token = bench.log().on_growth([this](std::int64_t) { events.kick(); });
  }
  ~Hub() { bench.log().stop_on_growth(token); }

  std::shared_ptr<Stream> join(std::optional<std::int64_t> after = {},
                               std::vector<std::string> topics = {}) {
    return events.join(li(), {"t", std::move(topics), after}, [this] {
      const std::lock_guard lock(mutex);
      woken = true;
      wake.notify_all();
    });
  }
  void happen(int facts, std::string scope = "4112/") {
    const auto done = bench.run(TestBench::system(), [&](Call& call) -> Check {
      for (int i = 0; i < facts; ++i) {
        const auto note = call.make_id<NoteTag>();
        call.journal.append(NoteWritten{note}, {.subject = note.uuid, .scope = scope});
      }
      return Done{};
    });
    ASSERT_TRUE(done.ok());
  }
  /// What the stream says until `mark` is in it, or nothing more comes for ten seconds.
  std::string until(Stream& stream, std::string_view mark) {
    std::string all;
    for (;;) {
      all += stream.take();
      if (all.find(mark) != all.npos || stream.is_over()) return all;
      std::unique_lock lock(mutex);
      if (!wake.wait_for(lock, 10s, [&] { return woken; })) return all;
      woken = false;
    }
  }

  TestBench bench;
  std::atomic<bool> ended = false;
  std::mutex mutex;
  std::condition_variable wake;
  bool woken = false;
  int token = 0;
  Events events;
};

TEST(Events, AReaderThatFallsBehindMissesNothingAndHoldsLittle) {
  Hub hub;
  const auto stream = hub.join();
  hub.until(*stream, "retry");
  hub.happen(1500);
  hub.happen(1);
  std::string all;
  std::size_t largest = 0;
  while (all.find("id: 1500\n") == all.npos) {
    const std::string part = hub.until(*stream, "id: ");
    ASSERT_FALSE(part.empty());
    largest = std::max(largest, part.size());
    all += part;
  }
  EXPECT_LT(largest, Stream::held_max + 1000);
  std::size_t at = 0;
  for (int i = 0; i <= 1500; ++i) {
    at = all.find("id: " + std::to_string(i) + "\n", at);
    ASSERT_NE(at, all.npos) << i;
  }
}

TEST(Events, ShowsOnlyWhatTheReaderMaySee) {
  Hub hub([](const Actor&, const journal::Entry& e) { return e.scope == "4112/mine/"; });
  const auto stream = hub.join();
  hub.until(*stream, "retry");
  hub.happen(3, "4112/theirs/");
  hub.happen(1, "4112/mine/");
  const std::string said = hub.until(*stream, "id: 3\n");
  EXPECT_THAT(said, Not(HasSubstr("\"seq\":2")));
  EXPECT_THAT(said, HasSubstr("\"seq\":3"));
  hub.happen(2, "4112/theirs/");
  const auto end = Steady::now() + 10s;  // what was passed over need not be looked at again
  while (stream->ping() != ": ping\nid: 5\n\n" && Steady::now() < end) std::this_thread::yield();
  EXPECT_EQ(stream->ping(), ": ping\nid: 5\n\n");
}

TEST(Events, ResumesWithinReasonAndElseSaysSo) {
  Hub hub;
  for (int i = 0; i < 11; ++i) hub.happen(1000);
  const auto near = hub.join(10'995);
  EXPECT_THAT(hub.until(*near, "\"seq\":10999"), HasSubstr("id: 10996\ndata"));
  const auto far = hub.join(5);
  const std::string said = hub.until(*far, "reset");
  EXPECT_THAT(said, HasSubstr("event: reset\ndata: {}\n\nid: 10999\n\n"));
  EXPECT_THAT(said, Not(HasSubstr("\"seq\"")));
}

TEST(Events, EndTheStreamsOfAnEndedSession) {
  Hub hub;
  const auto stream = hub.join();
  hub.until(*stream, "retry");
  hub.ended = true;
  hub.until(*stream, "never said");
  EXPECT_TRUE(stream->is_over());
  EXPECT_EQ(hub.events.count(), 0u);
}

TEST(Events, TakeABoundedNumberOfStreamsAndNoneAfterTheEnd) {
  Hub hub;
  std::vector<std::shared_ptr<Stream>> all;
  for (std::size_t i = 0; i < Events::streams_max; ++i) {
    all.push_back(hub.join());
    ASSERT_TRUE(all.back());
  }
  EXPECT_FALSE(hub.join());
  hub.events.leave(all.back());
  EXPECT_TRUE(hub.join());
  hub.events.stop();
  EXPECT_TRUE(all.front()->is_over());
  EXPECT_FALSE(hub.join());
}

}  // namespace
}  // namespace lastmile::http
