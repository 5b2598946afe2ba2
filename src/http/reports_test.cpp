#include <gmock/gmock.h>

#include <latch>
#include <thread>

#include "http/server.h"
#include "http/test_client.h"
#include "http/wire_fixture.h"

/// What takes long: how much of it is let in, and that it ends when nobody waits for it.
namespace lastmile::http {
namespace reports {

using namespace std::chrono_literals;

struct Row {
  int n = 0;
};
BOOST_DESCRIBE_STRUCT(Row, (), (n))
struct ListRows {
  std::optional<Cursor> cursor;
  std::optional<PageLimit> limit;
};
BOOST_DESCRIBE_STRUCT(ListRows, (), (cursor, limit))
struct Nothing {};
BOOST_DESCRIBE_STRUCT(Nothing, (), ())

std::atomic<int> pages = 0;      // read so far
std::atomic<bool> held = false;  // every page waits
std::atomic<bool> slow = true;

/// A page takes its time, as a page of a large town does.
void pass(std::chrono::milliseconds time) {
  for (const auto end = Steady::now() + time; Steady::now() < end;) std::this_thread::yield();
}

/// Without an end: a sheet of it is too long after 500 pages.
Result<Page<Row>> list_rows(Call&, const ListRows& q) {
  const int n = ++pages;
  while (held) std::this_thread::yield();
  if (slow) pass(5ms);
  return Page<Row>{std::vector<Row>(items_asked(q.limit), Row{n}), Cursor::of(Row{n}).text};
}
Result<Row> show_figure(Call&, const Nothing&) { return Row{7}; }

void add_routes(Router& r) {
  static constexpr std::array heads{Head{"n", {"number", "数"}}};
  r.table("GET /v1/rows", list_rows, heads).anyone().is_slow().says({"List them.", "列出。"});
  r.table("GET /v1/names", list_rows, heads).granted("read").says({"List names.", "列出姓名。"});
  r.query("GET /v1/figure", show_figure).anyone().is_slow().says({"A figure.", "数据。"});
  r.query("GET /v1/copy", show_figure).anyone().is_export().says({"A copy.", "副本。"});
}

struct Reports : testing::Test {
  void SetUp() override {
    pages = 0;
    held = false;
    slow = true;
  }
  static ServeOptions with_few_sheets() {
    ServeOptions options;
    options.waiting.sheets_max = 1;
    return options;
  }
  static void begins(int page) {
    while (pages < page) std::this_thread::yield();
  }
  void waits(std::size_t n) {
    while (town.serve().workers().waiting() < n) std::this_thread::yield();
  }
  std::unique_ptr<Server> listen() {
    Listen any;
    any.port = 0;
    any.threads = 1;
    return Server::start(town.serve(), any);
  }
  /// What came over any line before has been read: the one I/O thread answers in order.
  static void is_read(const Server& server) {
    Line line(server.port());
    line.send("GET /v1/nowhere HTTP/1.1\r\nHost: t\r\n\r\n");
    EXPECT_EQ(line.response().status, 404);
  }
  static constexpr std::string_view sheet = "GET /v1/rows?format=csv HTTP/1.1\r\nHost: t\r\n\r\n";
  static constexpr std::string_view figure = "GET /v1/figure HTTP/1.1\r\nHost: t\r\n\r\n";

  TestBench bench;
  TestServe town{bench, add_routes, {}, with_few_sheets()};
};

TEST_F(Reports, BeyondTheirQueueAreToldToComeLaterAndFiguresGoOn) {
  held = true;
  slow = false;
  std::vector<std::thread> readers;
  const auto read = [this] { EXPECT_EQ(town.nobody().get("/v1/rows?format=csv").status, 413); };
  readers.emplace_back(read);
  begins(1);
  readers.emplace_back(read);
  waits(1);
  for (const char* more : {"/v1/rows?format=xlsx", "/v1/rows?form%61t=%63sv", "/v1/copy"}) {
    const Answered late = town.nobody().get(more);
    EXPECT_EQ(late.status, 429) << more;
    EXPECT_EQ(late.code(), "overloaded");
    EXPECT_EQ(late.header("Retry-After"), "5");
  }
  EXPECT_EQ(town.nobody().get("/v1/figure").at("n"), "7");
  EXPECT_EQ(pages, 1);
  held = false;
  for (auto& reader : readers) reader.join();
  EXPECT_EQ(town.nobody().get("/v1/rows?format=json").status, 200);
  EXPECT_EQ(town.nobody().get("/v1/rows?format=pdf").status, 400);
}

TEST_F(Reports, OfAClientThatHungUpEndBetweenTwoRows) {
  const auto server = listen();
  {
    Line line(server->port());
    line.send(sheet);
    begins(2);
  }
  Line next(server->port());
  next.send(sheet);  // runs when the one before has ended
  Line other(server->port());
  other.send(figure);
  EXPECT_EQ(other.response().status, 200);
  while (server->connections() > 2) std::this_thread::yield();
  EXPECT_LT(pages, 400);
}

TEST_F(Reports, OfAClientThatHungUpAreNotBegun) {
  const auto server = listen();
  held = true;
  Line first(server->port());
  first.send(sheet);
  begins(1);
  {
    Line second(server->port());
    second.send(sheet);
    waits(1);
    second.send(figure);  // even with more behind it
  }
  is_read(*server);
  first.hang_up();
  is_read(*server);
  held = false;
  while (server->connections() > 0) std::this_thread::yield();
  EXPECT_EQ(pages, 1);
}

TEST_F(Reports, OfAClientThatHungUpHoldNoPlace) {
  const auto server = listen();
  held = true;
  slow = false;
  Line first(server->port());
  first.send(sheet);
  begins(1);
  {
    Line second(server->port());
    second.send(sheet);
    waits(1);
  }
  is_read(*server);
  Line third(server->port());
  third.send(sheet);
  EXPECT_FALSE(third.more(100ms)) << "it waits";
  held = false;
  EXPECT_EQ(third.response().status, 413);
}

TEST_F(Reports, EndWhenAClientEndsItsHalfOfTheLine) {
  const auto server = listen();
  Line line(server->port());
  line.send(sheet);
  begins(2);
  line.end_sending();
  EXPECT_EQ(line.response().status, 503);
  EXPECT_LT(pages, 400);
}

TEST_F(Reports, KeepWhatIsAskedBehindThem) {
  const auto server = listen();
  held = true;
  Line line(server->port());
  line.send(std::string("GET /v1/rows HTTP/1.1\r\nHost: t\r\n\r\n") + std::string(figure));
  begins(1);
  line.send(figure.substr(0, 10));
  is_read(*server);
  line.send(figure.substr(10));
  held = false;
  EXPECT_EQ(line.response().status, 200);
  EXPECT_EQ(line.response().body, "{\"n\":7}");
  EXPECT_EQ(line.response().body, "{\"n\":7}");
}

TEST_F(Reports, AreGivenUpWhenTheServerStops) {
  const auto server = listen();
  Line running(server->port()), waiting(server->port());
  running.send(sheet);
  begins(1);
  waiting.send(sheet);
  waits(1);
  const auto begun = Steady::now();
  server->stop();
  EXPECT_LT(Steady::now() - begun, 1500ms);
  for (Line* line : {&running, &waiting}) {
    const auto r = line->response();
    EXPECT_EQ(r.status, 503);
    EXPECT_NE(r.header("Retry-After"), "");
  }
}

struct ReportsEach : testing::TestWithParam<storage::On> {
  void SetUp() override {
    if (!storage::is_available(GetParam())) GTEST_SKIP() << "LASTMILE_TEST_POSTGRES is not set";
    held = false;
    slow = false;
  }
};
EACH_DATABASE(ReportsEach);

TEST_P(ReportsEach, OfStrangersTakeNoPlace) {
  TestBench bench(GetParam());
  TestServe town(bench, add_routes, {}, Reports::with_few_sheets());
  const std::string names = "/v1/names?format=csv";
  const PersonId li{Uuid{{7}}};
  Client reader = town.as(TestBench::person(li, {{"read", "4112/"}}));
  pages = 0;
  held = true;
  std::vector<std::thread> readers;
  const auto read = [&] { EXPECT_EQ(Client(reader).get(names).status, 413); };
  readers.emplace_back(read);
  Reports::begins(1);
  for (int i = 0; i < 3; ++i) {
    EXPECT_EQ(town.bearing("gone").get(names).code(), "session_over");
    EXPECT_EQ(town.as(TestBench::person(li)).get(names).code(), "right_missing");
  }
  EXPECT_EQ(town.serve().workers().waiting(), 0u);
  readers.emplace_back(read);
  while (town.serve().workers().waiting() < 1) std::this_thread::yield();
  held = false;
  for (auto& each : readers) each.join();
}

using Sort = Workers::Sort;

TEST(Workers, RefuseWhatDoesNotFitAndFinishTheRest) {
  std::latch begun(1), go_on(1);
  std::atomic<int> done = 0;
  Workers workers(1, {2, 1});
  EXPECT_TRUE(workers.offer(Sort::quick, [&] {
    begun.count_down();
    go_on.wait();
    ++done;
  }));
  begun.wait();
  EXPECT_TRUE(workers.offer(Sort::quick, [&] { ++done; }));
  EXPECT_TRUE(workers.offer(Sort::quick, [&] { ++done; }));
  EXPECT_TRUE(workers.is_full(Sort::quick));
  EXPECT_FALSE(workers.offer(Sort::quick, [&] { ++done; }));
  EXPECT_TRUE(workers.offer(Sort::sheet, [&] { ++done; }));
  EXPECT_EQ(workers.waiting(), 3u);
  go_on.count_down();
  workers.stop();
  EXPECT_EQ(done, 4);
  EXPECT_FALSE(workers.offer(Sort::quick, [&] { ++done; }));
}

TEST(Workers, KeepHalfOfTheirThreadsFreeOfSheets) {
  std::latch begun(2), quick(2), go_on(1);
  std::atomic<int> sheets = 0;
  Workers workers(4, {8, 8});
  for (int i = 0; i < 5; ++i) {
    EXPECT_TRUE(workers.offer(Sort::sheet, [&, i] {
      ++sheets;
      if (i < 2) begun.count_down();
      go_on.wait();
    }));
  }
  begun.wait();
  for (int i = 0; i < 2; ++i) EXPECT_TRUE(workers.offer(Sort::quick, [&] { quick.count_down(); }));
  quick.wait();
  EXPECT_EQ(sheets, 2);
  go_on.count_down();
  workers.stop();
  EXPECT_EQ(sheets, 5);
}

TEST(Workers, EndWhatIsWantedNoMoreBeforeTheyRefuse) {
  std::latch begun(1), go_on(1);
  std::atomic<bool> wanted = true;
  std::atomic<int> ended = 0;
  Workers workers(1, {2, 1});
  EXPECT_TRUE(workers.offer(Sort::quick, [&] {
    begun.count_down();
    go_on.wait();
  }));
  begun.wait();
  EXPECT_TRUE(workers.offer(Sort::quick, [&] { ++ended; }, [&] { return wanted.load(); }));
  EXPECT_TRUE(workers.offer(Sort::quick, [] {}));
  EXPECT_TRUE(workers.is_full(Sort::quick));
  EXPECT_EQ(ended, 0);
  wanted = false;
  EXPECT_FALSE(workers.is_full(Sort::quick));
  EXPECT_EQ(ended, 1);
  EXPECT_EQ(workers.waiting(), 1u);
  EXPECT_TRUE(workers.offer(Sort::quick, [] {}));
  EXPECT_FALSE(workers.offer(Sort::quick, [] {}));
  go_on.count_down();
}

TEST(Workers, TakeNoMoreWhileTheFirstWaitsTooLong) {
  std::latch begun(1), go_on(1);
  Workers workers(1, {8, 8, 10ms});
  EXPECT_TRUE(workers.offer(Sort::quick, [&] {
    begun.count_down();
    go_on.wait();
  }));
  begun.wait();
  EXPECT_TRUE(workers.offer(Sort::quick, [] {}));
  pass(20ms);
  EXPECT_TRUE(workers.is_full(Sort::quick));
  EXPECT_FALSE(workers.offer(Sort::quick, [] {}));
  go_on.count_down();
}

}  // namespace reports
}  // namespace lastmile::http
