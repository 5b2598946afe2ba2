#include "http/server.h"

#include <gmock/gmock.h>

#include <filesystem>
#include <fstream>
#include <future>
#include <latch>
#include <thread>

#include "http/notes_fixture.h"
#include "http/open_town_fixture.h"
#include "http/wire_fixture.h"

namespace lastmile::http {
namespace {

using namespace notes;
using namespace std::chrono_literals;
using testing::EndsWith;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

TEST(Server, KeepsTheLineForManyRequests) {
  OpenTown open;
  Line line = open.call();
  for (int i = 0; i < 20; ++i) {
    line.send(open.post("/v1/notes", R"({"text":"a"})", "k" + std::to_string(i)));
    const auto r = line.response();
    ASSERT_EQ(r.status, 200) << r.body;
    EXPECT_EQ(r.header("Lastmile-Leaf"), std::to_string(i));
    EXPECT_EQ(r.header("Connection"), "keep-alive");
  }
  line.send(open.get("/v1/notes", "Connection: close\r\n"));
  EXPECT_EQ(line.response().header("Connection"), "close");
  EXPECT_TRUE(line.is_closed());
}

TEST(Server, AnswersPipelinedRequestsInOrder) {
  OpenTown open;
  Line line = open.call();
  std::string all;
  for (int i = 0; i < 10; ++i) {
    all += open.post("/v1/notes", R"({"text":"n)" + std::to_string(i) + "\"}",
                     "p" + std::to_string(i));
    all += open.get("/v1/picture");
  }
  line.send(all);
  for (int i = 0; i < 10; ++i) {
    EXPECT_THAT(line.response().body, HasSubstr("\"n" + std::to_string(i) + "\""));
    EXPECT_EQ(line.response().header("Content-Type"), "image/png");
  }
}

TEST(Server, TakesRequestsInAnyPieces) {
  OpenTown open;
  Line line = open.call();
  const std::string request = open.post("/v1/notes", R"({"text":"piece by piece"})", "pieces");
  for (const char c : request) line.send(std::string_view(&c, 1));
  EXPECT_THAT(line.response().body, HasSubstr("piece by piece"));
  line.send("\r\n" + open.get("/v1/notes"));
  EXPECT_EQ(line.response().status, 200);
}

TEST(Server, TakesChunkedBodies) {
  OpenTown open;
  Line line = open.call();
  const auto head = fmt::format(
      "POST /v1/notes HTTP/1.1\r\nHost: t\r\nAuthorization: Bearer {}\r\nContent-Type: "
      "application/json\r\nIdempotency-Key: c\r\nTransfer-Encoding: chunked\r\n\r\n",
      open.token);
  line.send(head + "8\r\n{\"text\":\r\n8;x=y\r\n\"chunks\"\r\n1\r\n}\r\n0\r\n\r\n");
  EXPECT_THAT(line.response().body, HasSubstr("chunks"));
  // Over the limit, told while it comes.
  line.send(head);
  const std::string chunk = "4000\r\n" + std::string(0x4000, 'x') + "\r\n";
  for (int i = 0; i < 8; ++i) line.send(chunk);
  const auto r = line.response();
  EXPECT_EQ(r.status, 413);
  EXPECT_THAT(r.body, HasSubstr("body_too_large"));
}

TEST(Server, RefusesALargeBodyBeforeReadingIt) {
  OpenTown open;
  Line line = open.call();
  line.send(
      fmt::format("POST /v1/notes HTTP/1.1\r\nHost: t\r\nAuthorization: Bearer {}\r\nContent-Type: "
                  "application/json\r\nIdempotency-Key: c\r\nContent-Length: 1000000000\r\n\r\n",
                  open.token));
  const auto r = line.response();  // not one byte of the body was sent
  EXPECT_EQ(r.status, 413);
  EXPECT_EQ(r.header("Connection"), "close");
  line.end_sending();
  EXPECT_TRUE(line.is_closed());
}

// As many clients do; without its being read the line would break and the answer with it.
TEST(Server, TellsWhoSendsAllOfALargeBodyBeforeReading) {
  OpenTown open;
  Line line = open.call();
  EXPECT_TRUE(line.send(open.post("/v1/notes", std::string(8 * 1024 * 1024, 'x'), "large")));
  const auto r = line.response();
  EXPECT_EQ(r.status, 413);
  EXPECT_EQ(r.header("Content-Type"), "application/problem+json");
  EXPECT_THAT(r.body, HasSubstr("body_too_large"));
  EXPECT_TRUE(line.is_closed());
}

TEST(Server, AsksForTheBodyWhenTheClientWaitsToBeAsked) {
  OpenTown open;
  Line line = open.call();
  const std::string body = R"({"text":"asked for"})";
  const std::string request = open.post("/v1/notes", body, "e", "Expect: 100-continue\r\n");
  line.send(request.substr(0, request.size() - body.size()));
  EXPECT_EQ(line.until("\r\n\r\n"), "HTTP/1.1 100 Continue\r\n\r\n");
  line.send(body);
  EXPECT_THAT(line.response().body, HasSubstr("asked for"));
  // A refused one is not asked for its body.
  line.send(
      fmt::format("POST /v1/notes HTTP/1.1\r\nHost: t\r\nContent-Length: 50\r\nExpect: "
                  "100-continue\r\n\r\n"));
  EXPECT_EQ(line.response().status, 401);
}

TEST(Server, KeepsTheLineAfterARefusalWithASmallBody) {
  OpenTown open;
  Line line = open.call();
  line.send("POST /v1/notes HTTP/1.1\r\nHost: t\r\nContent-Length: 5\r\n\r\nabcde");
  EXPECT_EQ(line.response().status, 401);
  line.send("POST /v1/nowhere HTTP/1.1\r\nHost: t\r\nContent-Length: 5\r\n\r\nabcde");
  EXPECT_EQ(line.response().status, 404);
  line.send(open.get("/v1/notes"));
  EXPECT_EQ(line.response().status, 200);
}

// A line that always has its next request there already must not keep a loop to itself.
TEST(Server, GivesEveryLineItsTurn) {
  std::latch begun(1), go_on(1);
  std::atomic<bool> is_first = true;
  const vault::TestDir folder;
  const std::string log = (folder.path() / "requests.log").string();
  ServeOptions options;
  options.log = json_logger(log);
  options.clock = [&] {
    if (is_first.exchange(false)) {
      begun.count_down();
      go_on.wait();
    }
    return std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
  };
  Listen listen = any_port();
  listen.threads = 1;
  {
    OpenTown open(listen, std::exchange(options, {}));
    Line busy = open.call();
    constexpr int many = 300;
    std::string all;
    for (int i = 0; i < many; ++i) all += open.get("/v1/notes");
    busy.send(all);
    begun.wait();
    Line quiet = open.call();
    quiet.send(open.get("/v1/picture"));
    go_on.count_down();
    EXPECT_EQ(quiet.response().status, 200);
    for (int i = 0; i < many; ++i) ASSERT_EQ(busy.response().status, 200);
  }
  std::ifstream in(log);
  int before = 0;
  for (std::string line; std::getline(in, line) && line.find("/v1/picture") == line.npos;) ++before;
  EXPECT_LT(before, 20);
}

// A browser says where a request began; what it says arrives whatever else it sends.
TEST(Server, RefusesWhatABrowserSendsForAnotherSite) {
  OpenTown open;
  Line line = open.call();
  const auto status = [&](std::string_view from, std::string_view key) {
    line.send(fmt::format("POST /v1/notes HTTP/1.1\r\nHost: t\r\nCookie: lastmile={}\r\n"
                          "Content-Type: application/json\r\nIdempotency-Key: {}\r\n"
                          "Origin: http://t\r\nSec-Fetch-Site: {}\r\nContent-Length: 12\r\n\r\n"
                          R"({{"text":"a"}})",
                          open.token, key, from));
    return line.response().status;
  };
  EXPECT_EQ(status("cross-site", "a"), 403);
  EXPECT_EQ(status("same-site", "b"), 403);
  EXPECT_EQ(status("same-origin", "c"), 200);
}

TEST(Server, AnswersHeadWithoutABody) {
  OpenTown open;
  Line line = open.call();
  line.send("HEAD /v1/picture HTTP/1.1\r\nHost: t\r\n\r\n");
  const auto head = line.response(true);
  EXPECT_EQ(head.status, 200);
  EXPECT_EQ(head.header("Content-Length"), "6");
  line.send("GET /v1/picture HTTP/1.1\r\nHost: t\r\n\r\n");
  const auto get = line.response();
  EXPECT_EQ(get.body.size(), 6u);
  EXPECT_EQ(get.header("Content-Disposition"), "attachment; filename*=UTF-8''%E5%9B%BE%201.png");
  EXPECT_EQ(get.header("X-Content-Type-Options"), "nosniff");
  EXPECT_THAT(get.header("Content-Security-Policy"), HasSubstr("default-src 'none'"));
  EXPECT_THAT(get.header("Date"), EndsWith(" GMT"));
}

TEST(Server, NamesASheetByWhatItHolds) {
  OpenTown open;
  Line line = open.call();
  const auto name = [&](std::string_view target, std::string_view more = "") {
    line.send(open.get(target, more));
    return line.response().header("Content-Disposition");
  };
  const std::string day = to_text(open.town.bench.settings.zone.day_of(open.town.bench.now()));
  EXPECT_EQ(name("/v1/notes?format=csv"),
            "attachment; filename*=UTF-8''%E5%88%97%E5%87%BA-" + day + ".csv");
  EXPECT_EQ(name("/v1/notes?format=xlsx", "Accept-Language: en\r\n"),
            "attachment; filename*=UTF-8''List%20them-" + day + ".xlsx");
  EXPECT_EQ(name("/v1/notes"), "");
}

class Malformed : public testing::TestWithParam<std::string> {};
TEST_P(Malformed, IsRefusedAndTheLineClosed) {
  OpenTown open;
  Line line = open.call();
  line.send(GetParam());
  const auto r = line.response();
  EXPECT_EQ(r.status, 400) << GetParam();
  EXPECT_THAT(r.body, HasSubstr("malformed_request"));
  EXPECT_EQ(r.header("Connection"), "close");
  line.end_sending();
  EXPECT_TRUE(line.is_closed());
}
INSTANTIATE_TEST_SUITE_P(
    Requests, Malformed,
    testing::Values(
        "nonsense\r\n\r\n", "GET / HTTP/2.0\r\nHost: t\r\n\r\n", "GET /\r\n\r\n",
        "GET / HTTP/1.1\r\n\r\n", "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: t\r\nNo colon\r\n\r\n", "GET / HTTP/1.1\r\nHost : t\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: t\r\nX: a\x01z\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: t\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: t\r\nTransfer-Encoding: chunked\r\nContent-Length: 1\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: t\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: t\r\nContent-Length: -1\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: t\r\nContent-Length: 1x\r\n\r\n",
        "POST / HTTP/1.0\r\nHost: t\r\nTransfer-Encoding: chunked\r\n\r\n",
        "POST /v1/notes HTTP/1.1\r\nHost: t\r\nAuthorization: Bearer a\r\nAuthorization: Bearer "
        "b\r\n\r\n"));

TEST(Server, RefusesTransferCodingsItDoesNotKnow) {
  OpenTown open;
  for (const char* coding :
       {"gzip", "gzip, chunked", "gzip\r\nTransfer-Encoding: chunked", "chunked, identity",
        "identity", "", "\r\nTransfer-Encoding: chunked", "\r\nContent-Length: 2"}) {
    Line line = open.call();
    line.send(
        fmt::format("POST /v1/notes HTTP/1.1\r\nHost: t\r\nTransfer-Encoding: {}\r\n\r\n"
                    "2\r\n{{}}\r\n0\r\n\r\n",
                    coding));
    const auto r = line.response();
    EXPECT_EQ(r.status, 501) << coding;
    EXPECT_THAT(r.body, HasSubstr("transfer_coding_unknown")) << coding;
    EXPECT_EQ(r.header("Connection"), "close");
  }
  Line line = open.call();
  line.send(
      fmt::format("POST /v1/notes HTTP/1.1\r\nHost: t\r\nAuthorization: Bearer {}\r\n"
                  "Content-Type: application/json\r\nIdempotency-Key: c\r\n"
                  "Transfer-Encoding: Chunked\r\n\r\nc\r\n{{\"text\":\"a\"}}\r\n0\r\n\r\n",
                  open.token));
  EXPECT_EQ(line.response().status, 200);
}

TEST(Server, RefusesTargetsThatAreNoAddress) {
  OpenTown open;
  Line line = open.call();
  for (const char* target : {"/a\x80z", "nowhere", "/a#b", "*"}) {
    line.send(fmt::format("GET {} HTTP/1.1\r\nHost: t\r\n\r\n", target));
    EXPECT_EQ(line.response().status, 400) << target;
  }
}

TEST(Server, RefusesHugeHeaders) {
  OpenTown open;
  for (const auto& start : {"GET / HTTP/1.1\r\nHost: t\r\nX: ", "GET /"}) {
    Line line = open.call();
    line.send(start + std::string(20'000, 'a'));
    EXPECT_EQ(line.response().status, 431) << start;
  }
  Line line = open.call();
  std::string many = "GET / HTTP/1.1\r\nHost: t\r\n";
  for (int i = 0; i < 1000; ++i) many += "X-" + std::to_string(i) + ": 0123456789\r\n";
  line.send(many + "\r\n");
  EXPECT_EQ(line.response().status, 431);
}

TEST(Server, RefusesBadChunks) {
  OpenTown open;
  for (const auto& bad : {"zz\r\n", "5\r\nabcdeXX\r\n", "ffffffffffffffffff\r\n"}) {
    Line line = open.call();
    line.send(
        fmt::format("POST /v1/notes HTTP/1.1\r\nHost: t\r\nAuthorization: Bearer {}\r\n"
                    "Transfer-Encoding: chunked\r\n\r\n{}",
                    open.token, bad));
    const auto r = line.response();
    EXPECT_TRUE(r.status == 400 || r.status == 413) << bad << " " << r.status;
  }
}

TEST(Server, ForgetsAClientKilledInTheMiddleOfItsBody) {
  OpenTown open;
  const int before = writes;
  {
    Line line = open.call();
    const std::string whole = open.post("/v1/notes", R"({"text":"never whole"})", "killed");
    line.send(std::string_view(whole).substr(0, whole.size() - 1));
    line.hang_up();
  }
  while (open.server->connections() > 0) std::this_thread::yield();
  EXPECT_EQ(writes, before);
  Line line = open.call();
  line.send(open.get("/v1/notes"));
  EXPECT_EQ(line.response().status, 200);
}

TEST(Server, FinishesTheCommandOfAClientThatHungUp) {
  OpenTown open;
  {
    Line line = open.call();
    line.send(open.post("/v1/notes", R"({"text":"sent and gone"})", "gone"));
    line.hang_up();
  }
  Line line = open.call();
  Line::Response again;
  do {  // the lost answer is had by sending it again
    line.send(open.post("/v1/notes", R"({"text":"sent and gone"})", "gone"));
    again = line.response();
  } while (again.status == 429);
  EXPECT_EQ(again.status, 200);
  line.send(open.get("/v1/notes"));
  const std::string body = line.response().body;
  EXPECT_EQ(body.find("sent and gone"), body.rfind("sent and gone"));
}

TEST(Server, DropsTheIdleAndTellsTheSlow) {
  Listen listen = any_port();
  listen.idle = 200ms;
  listen.request = 300ms;
  OpenTown open(listen);
  Line idle = open.call();
  Line slow_header = open.call();
  slow_header.send("GET / HTTP/1.1\r\nHo");
  Line slow_body = open.call();
  const std::string whole = open.post("/v1/notes", R"({"text":"slow"})", "slow");
  slow_body.send(std::string_view(whole).substr(0, whole.size() - 1));
  EXPECT_TRUE(idle.is_closed());
  EXPECT_EQ(slow_header.response().status, 408);
  EXPECT_EQ(slow_body.response().status, 408);
  // Dripping does not help: the whole request has one deadline.
  Line dripping = open.call();
  bool alive = true;
  for (int i = 0; i < 10'000 && alive; ++i) {
    alive = dripping.send("x");
    if (alive) alive = !dripping.more(10ms);
  }
  EXPECT_FALSE(alive);
}

TEST(Server, DropsAReaderThatDoesNotRead) {
  Listen listen = any_port();
  listen.write = 300ms;
  OpenTown open(listen);
  {
    Line line = open.call();
    for (int i = 0; i < 100; ++i) {
      line.send(open.post("/v1/notes", R"({"text":")" + std::string(90, 'x') + "\"}",
                          "w" + std::to_string(i)));
      line.response();
    }
  }
  Line line = open.call();
  line.read_little();
  for (int i = 0; i < 2000; ++i) {
    if (!line.send(open.get("/v1/notes?limit=200"))) break;
  }
  while (open.server->connections() > 0) std::this_thread::yield();
}

TEST(Server, TellsThoseOverTheLimitToComeLater) {
  Listen listen = any_port();
  listen.connections_max = 2;
  OpenTown open(listen);
  Line a = open.call(), b = open.call();
  a.send(open.get("/v1/notes"));
  b.send(open.get("/v1/notes"));
  EXPECT_EQ(a.response().status, 200);
  EXPECT_EQ(b.response().status, 200);
  Line c = open.call();
  c.send(open.get("/v1/notes"));
  const auto r = c.response();
  EXPECT_EQ(r.status, 429);
  EXPECT_EQ(r.header("Retry-After"), "1");
  EXPECT_TRUE(c.is_closed());
  a.hang_up();
  while (open.server->connections() > 1) std::this_thread::yield();
  Line d = open.call();
  d.send(open.get("/v1/notes"));
  EXPECT_EQ(d.response().status, 200);
}

TEST(Server, TurnsRequestsAwayWhileItsLoopIsLate) {
  Listen listen = any_port();
  listen.lag_max = 0ms;
  OpenTown open(listen);
  Line line = open.call();
  Line::Response r;
  do {  // the lag is known after four ticks
    line.send(open.get("/v1/notes"));
    r = line.response();
  } while (r.status == 200);
  EXPECT_EQ(r.status, 429);
  EXPECT_EQ(r.header("Retry-After"), "1");
  EXPECT_THAT(r.body, HasSubstr("overloaded"));
}

TEST(Server, BelievesOnlyTrustedProxies) {
  Listen listen = any_port();
  const auto metrics = [](const Listen& l, std::string_view forwarded) {
    OpenTown open(l);
    Line line = open.call();
    line.send(open.get("/metrics", forwarded));
    return line.response().status;
  };
  EXPECT_EQ(metrics(listen, ""), 200);
  EXPECT_EQ(metrics(listen, "X-Forwarded-For: 127.0.0.1\r\n"), 404);
}

TEST(Server, FinishesWhatIsInFlightWhenItStops) {
  OpenTown open;
  std::promise<void> hold, held;
  auto release = hold.get_future().share();
  open.town.bench.db().write(
      [&](storage::Tx&) {
        held.set_value();
        release.wait();
      },
      [](std::exception_ptr) {});
  held.get_future().wait();
  Line idle = open.call();
  Line busy = open.call();
  busy.send(open.post("/v1/notes", R"({"text":"last"})", "last"));
  while (open.town.bench.db().queued() == 0) std::this_thread::yield();
  std::thread stopper([&] { open.server->stop(); });
  EXPECT_TRUE(idle.is_closed());
  EXPECT_THROW(Line(open.server->port()), std::runtime_error);
  hold.set_value();
  const auto r = busy.response();
  EXPECT_EQ(r.status, 200);
  EXPECT_EQ(r.header("Connection"), "close");
  stopper.join();
}

TEST(Server, CutsWhatOutlastsTheGraceYetWaitsForTheLane) {
  Listen listen = any_port();
  listen.grace = 100ms;
  OpenTown open(listen);
  std::promise<void> hold, held;
  auto release = hold.get_future().share();
  open.town.bench.db().write(
      [&](storage::Tx&) {
        held.set_value();
        release.wait();
      },
      [](std::exception_ptr) {});
  held.get_future().wait();
  Line busy = open.call();
  busy.send(open.post("/v1/notes", R"({"text":"late"})", "late"));
  while (open.town.bench.db().queued() == 0) std::this_thread::yield();
  std::atomic<bool> stopped = false;
  std::thread stopper([&] {
    open.server->stop();
    stopped = true;
  });
  EXPECT_EQ(busy.rest(), "");
  EXPECT_FALSE(stopped);
  hold.set_value();
  stopper.join();
}

/// The lane answers all commands of a batch before it lets go of any of them.
TEST(Server, OutlivesWhoeverMayStillCallIt) {
  std::promise<void> hold, held, hold_batch;  // the lane waits on them to its end
  auto release = hold.get_future().share();
  auto release_batch = hold_batch.get_future().share();
  OpenTown open;
  auto& db = open.town.bench.db();
  db.write(
      [&](storage::Tx&) {
        held.set_value();
        release.wait();
      },
      [](std::exception_ptr) {});
  held.get_future().wait();
  Line line = open.call();
  line.send(open.post("/v1/notes", R"({"text":"a"})", "a"));
  while (db.queued() < 1) std::this_thread::yield();
  db.write([](storage::Tx&) {}, [&](std::exception_ptr) { release_batch.wait(); });
  hold.set_value();
  EXPECT_EQ(line.response().status, 200);
  auto stop = std::async(std::launch::async, [&] { open.server->stop(); });
  EXPECT_TRUE(line.is_closed());
  EXPECT_EQ(stop.wait_for(200ms), std::future_status::timeout);
  hold_batch.set_value();
  stop.get();
}

TEST(Server, SaysWhereItCannotListen) {
  OpenTown open;
  Listen same = any_port();
  same.port = open.server->port();
  EXPECT_THROW(Server::start(open.town.serve.serve(), same), storage::Unavailable);
  same.address = "not an address";
  EXPECT_THROW(Server::start(open.town.serve.serve(), same), storage::Unavailable);
}

// Event streams.

struct Listener {
  Listener(const OpenTown& open, std::string_view target, std::string_view more = "")
      : line(open.server->port()) {
    line.send(open.get(target, more));
    head = line.until("\r\n\r\n");
  }
  std::string event() { return line.until("\n\n"); }
  Line line;
  std::string head;
};

TEST(EventStream, TellsWhatHappensAndResumes) {
  OpenTown open;
  Listener listener(open, "/v1/events?topics=note");
  EXPECT_THAT(listener.head, StartsWith("HTTP/1.1 200 OK"));
  EXPECT_THAT(listener.head, HasSubstr("text/event-stream"));
  EXPECT_EQ(listener.event(), "retry: 1000\n\n");
  Client client = open.town.serve.as(li());
  const std::string note = client.post("/v1/notes", R"({"text":"private words"})").at("id");
  const std::string first = listener.event();
  EXPECT_THAT(first, StartsWith("id: 0\ndata: {\"kind\":\"note_written\",\"subject\":\"" + note));
  EXPECT_THAT(first, HasSubstr("\"seq\":0"));
  EXPECT_THAT(first, Not(HasSubstr("private")));
  listener.line.hang_up();
  client.post("/v1/notes/" + note + "/close");
  client.post("/v1/notes", R"({"text":"b"})");

  Listener again(open, "/v1/events?topics=note&lang=en", "Last-Event-ID: 0\r\n");
  EXPECT_EQ(again.event(), "retry: 1000\n\n");
  EXPECT_THAT(again.event(), StartsWith("id: 1\ndata: {\"kind\":\"note_closed\""));
  EXPECT_THAT(again.event(), StartsWith("id: 2\ndata: {\"kind\":\"note_written\""));

  Listener of_one(open, "/v1/events?last_event_id=0&topics=note_written," + note);
  EXPECT_EQ(of_one.event(), "retry: 1000\n\n");
  EXPECT_THAT(of_one.event(), StartsWith("id: 1\n"));
  EXPECT_THAT(of_one.event(), StartsWith("id: 2\n"));

  Listener ahead(open, "/v1/events", "Last-Event-ID: 99\r\n");
  EXPECT_EQ(ahead.event(), "retry: 1000\n\n");
  EXPECT_THAT(ahead.event(), StartsWith("event: reset\n"));
}

TEST(EventStream, RefusesStrangersAndNonsense) {
  OpenTown open;
  Line line = open.call();
  line.send("GET /v1/events HTTP/1.1\r\nHost: t\r\n\r\n");
  EXPECT_EQ(line.response().status, 401);
  line.send(open.get("/v1/events", "Last-Event-ID: yesterday\r\n"));
  EXPECT_EQ(line.response().status, 400);
  for (const char* field : {"topics=bogus", "topics=note,not", "topics=note_", "topic=note"}) {
    Line another = open.call();
    another.send(open.get("/v1/events?" + std::string(field)));
    const auto refused = another.response();
    EXPECT_EQ(refused.status, 400) << field;
    const auto name = std::string(field).substr(0, std::string(field).find('='));
    EXPECT_THAT(refused.body, HasSubstr(R"("path":"/)" + name + "\"")) << field;
  }
}

TEST(EventStream, EndsWithTheSession) {
  OpenTown open;
  Listener listener(open, "/v1/events");
  EXPECT_EQ(listener.event(), "retry: 1000\n\n");
  const auto begun = Steady::now();
  open.town.serve.sign_out(open.token);
  EXPECT_TRUE(listener.line.is_closed());
  EXPECT_LT(Steady::now() - begun, 3s);
}

TEST(EventStream, PingsAndNoticesWhoLeft) {
  Listen listen = any_port();
  listen.ping = 100ms;
  OpenTown open(listen);
  Listener listener(open, "/v1/events");
  EXPECT_EQ(listener.event(), "retry: 1000\n\n");
  EXPECT_THAT(listener.event(), StartsWith(": ping\n"));
  EXPECT_EQ(open.town.serve.serve().events().count(), 1u);
  listener.line.hang_up();
  while (open.town.serve.serve().events().count() > 0) std::this_thread::yield();
}

TEST(EventStream, ServesTwoHundredListeners) {
  OpenTown open;
  std::vector<std::unique_ptr<Listener>> all;
  for (int i = 0; i < 200; ++i) {
    all.push_back(std::make_unique<Listener>(open, "/v1/events"));
    ASSERT_EQ(all.back()->event(), "retry: 1000\n\n");
  }
  open.town.serve.as(li()).post("/v1/notes", R"({"text":"a"})");
  for (auto& l : all) EXPECT_THAT(l->event(), HasSubstr("note_written"));
  open.server->stop();
  for (auto& l : all) EXPECT_TRUE(l->line.is_closed());
}

}  // namespace
}  // namespace lastmile::http
