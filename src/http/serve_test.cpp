#include <gmock/gmock.h>

#include <fstream>
#include <future>
#include <thread>

#include "http/http_errors.h"
#include "http/notes_fixture.h"

namespace lastmile::http {
namespace {

using namespace notes;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

struct ServeEach : testing::TestWithParam<storage::On> {
  void SetUp() override {
    if (!storage::is_available(GetParam())) GTEST_SKIP() << "LASTMILE_TEST_POSTGRES is not set";
    town = std::make_unique<NotesTown>(GetParam());
  }
  std::unique_ptr<NotesTown> town;
};
EACH_DATABASE(ServeEach);

TEST_P(ServeEach, RunsACommandOnceAndSaysItsLeaf) {
  Client client = town->serve.as(li());
  const Answered first = client.post("/v1/notes", R"({"text":"门锁坏了"})");
  ASSERT_EQ(first.status, 200) << first.body;
  EXPECT_EQ(first.at("text"), "门锁坏了");
  EXPECT_EQ(first.leaf(), 0);
  EXPECT_EQ(client.post("/v1/notes", R"({"text":"b"})").leaf(), 1);
  EXPECT_EQ(client.get("/v1/notes/" + first.at("id")).at("text"), "门锁坏了");
  EXPECT_TRUE(town->bench.verify().empty());
}

TEST_P(ServeEach, GivesTheSameAnswerToTheSameKey) {
  Client client = town->serve.as(li());
  const int before = writes;
  const Answered first = client.key("k1").post("/v1/notes", R"({"text":"a"})");
  const Answered again = client.key("k1").post("/v1/notes", R"({"text":"a"})");
  EXPECT_EQ(writes - before, 1);
  EXPECT_EQ(again.status, first.status);
  EXPECT_EQ(again.body, first.body);
  EXPECT_EQ(again.leaf(), first.leaf());
  EXPECT_EQ(first.header("Idempotency-Replayed"), "");
  EXPECT_EQ(again.header("Idempotency-Replayed"), "true");

  const Answered other = client.key("k1").post("/v1/notes", R"({"text":"b"})");
  EXPECT_EQ(other.status, 422);
  EXPECT_EQ(other.code(), "idempotency_key_reused");
  // The key is the sender's own: another person and another route are other commands.
  EXPECT_EQ(town->serve.as(wang()).key("k1").post("/v1/notes", R"({"text":"b"})").status, 200);
  EXPECT_EQ(client.key("k1").post("/v1/notes/" + first.at("id") + "/close").status, 204);
  EXPECT_EQ(client.key("k1")
                .post("/v1/notes/" + first.at("id") + "/close")
                .header("Idempotency-Replayed"),
            "true");
}

TEST_P(ServeEach, FinishesWhatWasReadWhenTheSnapshotIsOver) {
  Client client = town->serve.as(li());
  const auto printed = [&](const std::string& text) {
    const auto note = client.post("/v1/notes", R"({"text":")" + text + R"("})").at("id");
    return client.get("/v1/notes/" + note + "/print");
  };
  const Answered page = printed("a");
  EXPECT_EQ(page.status, 200);
  EXPECT_EQ(page.content_type, "text/plain");
  EXPECT_EQ(page.body, "printed: a");
  EXPECT_EQ(printed("unprintable").code(), "note_closed");
  const Answered jammed = printed("jam");
  EXPECT_EQ(jammed.status, 500);
  EXPECT_THAT(jammed.body, Not(HasSubstr("jams")));
  EXPECT_EQ(client.get("/v1/notes/" + NoteId{}.text() + "/print").code(), "note_unknown");
}

TEST_P(ServeEach, RunsConcurrentTwinsOnce) {
  Client client = town->serve.as(li());
  const int before = writes;
  std::vector<std::thread> senders;
  std::vector<Answered> answers(8);
  for (std::size_t i = 0; i < answers.size(); ++i) {
    senders.emplace_back([&, i] {
      Client mine = client;
      answers[i] = mine.key("twin").post("/v1/notes", R"({"text":"once"})");
    });
  }
  for (auto& t : senders) t.join();
  EXPECT_EQ(writes - before, 1);
  for (const auto& a : answers) EXPECT_EQ(a.body, answers[0].body);
}

TEST_P(ServeEach, UndoesWhatARefusalLeftHalfDoneAndKeepsTheRefusal) {
  Client client = town->serve.as(li());
  const std::string note = client.post("/v1/notes", R"({"text":"a"})").at("id");
  ASSERT_EQ(client.post("/v1/notes/" + note + "/close").status, 204);
  const Answered refused = client.key("c2").post("/v1/notes/" + note + "/close");
  EXPECT_EQ(refused.status, 409);
  EXPECT_EQ(refused.code(), "note_closed");
  EXPECT_EQ(refused.at("seen"), "closed");
  EXPECT_EQ(refused.at("title"), "已经关闭。");
  EXPECT_EQ(refused.at("type"), "/docs/errors#note_closed");
  EXPECT_EQ(refused.at("instance"), "/v1/notes/" + note + "/close");
  EXPECT_EQ(client.get("/v1/notes/" + note).at("text"), "a!");
  const Answered again = client.key("c2").post("/v1/notes/" + note + "/close");
  EXPECT_EQ(again.body, refused.body);
  EXPECT_EQ(again.content_type, "application/problem+json");
  EXPECT_EQ(again.header("Idempotency-Replayed"), "true");
  EXPECT_TRUE(town->bench.verify().empty());
}

TEST_P(ServeEach, DoesNotKeepAnswersThatMendingChanges) {
  Client client = town->serve.as(li());
  EXPECT_EQ(client.key("m").post("/v1/notes", R"({"text":""})").status, 400);
  EXPECT_EQ(client.key("m").post("/v1/notes", R"({"text":"mended"})").status, 200);
  EXPECT_EQ(client.key("f").post("/v1/notes", R"({"text":"fault"})").status, 500);
  const int before = writes;
  EXPECT_EQ(client.key("f").post("/v1/notes", R"({"text":"fault"})").status, 500);
  EXPECT_EQ(writes - before, 1);
}

TEST_P(ServeEach, KeepsTheWritesOfARefusalThatAsksForIt) {
  Client client = town->serve.as(li());
  const std::string note = client.post("/v1/notes", R"({"text":"a"})").at("id");
  const std::string path = "/v1/notes/" + note + "/unlock";
  const auto with = [&](const std::string& code) {
    return client.post(path, R"({"code":")" + code + R"("})");
  };
  EXPECT_EQ(with("wrong").at("seen"), "1");
  EXPECT_EQ(with("wrong").at("seen"), "2");
  EXPECT_EQ(with("forgotten").at("seen"), "3");
  EXPECT_EQ(with("wrong").at("seen"), "3");
}

TEST_P(ServeEach, ForgetsAnswersAfterTwoDays) {
  Client client = town->serve.as(li());
  const int before = writes;
  client.key("old").post("/v1/notes", R"({"text":"a"})");
  const auto purge = [&] {
    jobs::Clocked work = purge_of_answers();
    const auto purged = town->bench.run(TestBench::system(), [&](Call& call) -> Check {
      work.step(call);
      return Done{};
    });
    EXPECT_TRUE(purged.ok());
  };
  town->bench.tick(std::chrono::hours(47));
  purge();
  client.key("old").post("/v1/notes", R"({"text":"a"})");
  EXPECT_EQ(writes - before, 1);
  town->bench.tick(std::chrono::hours(2));
  purge();
  client.key("old").post("/v1/notes", R"({"text":"a"})");
  EXPECT_EQ(writes - before, 2);
}

TEST_P(ServeEach, UploadsInTwoHalves) {
  Client client = town->serve.as(li());
  const std::string note = client.post("/v1/notes", R"({"text":"a"})").at("id");
  const std::string path = "/v1/notes/" + note + "/picture";
  const Answered first = client.key("p").upload(path, "image/jpeg", std::string(5000, 'x'));
  ASSERT_EQ(first.status, 200) << first.body;
  EXPECT_EQ(first.at("bytes"), "5000");
  EXPECT_EQ(first.at("content_type"), "image/jpeg");
  EXPECT_EQ(client.key("p").upload(path, "image/jpeg", std::string(5000, 'x')).body, first.body);
  EXPECT_EQ(client.key("p").upload(path, "image/jpeg", std::string(5001, 'x')).status, 422);
  EXPECT_EQ(client.upload(path, "Image/JPEG; q=1", "x").at("content_type"), "image/jpeg");
  EXPECT_EQ(client.upload(path, "", "x").code(), "content_type_wrong");
  const Answered json = client.upload(path, "application/json", "{}");
  EXPECT_EQ(json.status, 415);
  EXPECT_THAT(json.body, HasSubstr(R"("path":"Content-Type","code":"choice")"));
  EXPECT_THAT(json.body, HasSubstr("image/jpeg, image/png"));
  EXPECT_THAT(json.body, Not(HasSubstr("只能是：application/json")));
  EXPECT_EQ(client.upload(path, "image/jpeg", std::string(100'001, 'x')).code(), "body_too_large");
  EXPECT_EQ(client.get("/v1/notes/" + note).at("text"), "a +5000 +1");
  const std::string nowhere = "/v1/notes/01900000-0000-7000-8000-000000000009/picture";
  EXPECT_EQ(client.upload(nowhere, "image/jpeg", "x").code(), "note_unknown");
}

TEST_P(ServeEach, ExportsTablesWhole) {
  Client client = town->serve.as(li());
  for (int i = 0; i < 7; ++i)
    client.post("/v1/notes", R"({"text":"=n)" + std::to_string(i) + "\"}");
  const Answered page = client.get("/v1/notes?limit=3");
  EXPECT_THAT(page.body, HasSubstr("\"next\":"));
  const Answered csv = client.get("/v1/notes?limit=3&format=csv");
  EXPECT_EQ(csv.content_type, "text/csv; charset=utf-8");
  EXPECT_EQ(std::count(csv.body.begin(), csv.body.end(), '\n'), 8);
  EXPECT_THAT(csv.body, StartsWith("\xEF\xBB\xBF编号,内容,状态\r\n"));
  EXPECT_THAT(csv.body, HasSubstr(",'=n3,未结"));
  EXPECT_THAT(client.get("/v1/notes?format=xlsx").body, StartsWith("PK"));
  EXPECT_EQ(client.get("/v1/notes?format=pdf").code(), "bad_request");
}

// The lane logs who read what before the answer leaves; when it cannot, nothing leaves.
TEST_P(ServeEach, LogsReadingsBeforeTheAnswerLeaves) {
  bool fails = false;
  std::vector<std::string> logged;
  Hooks hooks;
  hooks.record_reads = [&](storage::Tx& tx, Call& call) {
    ASSERT_TRUE(tx.writable());
    for (const auto& r : call.readings) logged.push_back(r.field_class);
    if (fails) throw storage::Unavailable("no lane");
  };
  NotesTown watched(GetParam(), hooks);
  Client client = watched.serve.as(li());
  const std::string note = client.post("/v1/notes", R"({"text":"a"})").at("id");
  EXPECT_TRUE(logged.empty());
  EXPECT_EQ(client.get("/v1/notes/" + note).status, 200);
  EXPECT_EQ(logged, std::vector<std::string>{"contact"});
  fails = true;
  const Answered refused = client.get("/v1/notes/" + note);
  EXPECT_EQ(refused.status, 503);
  EXPECT_THAT(refused.body, Not(HasSubstr("\"text\"")));
}

struct ServeOne : testing::Test {
  NotesTown town;
  Client client = town.serve.as(li());
};

TEST_F(ServeOne, ChecksInTheOrderOfTheErrorsFile) {
  Asked post{"POST", "/v1/notes"};
  post.host = "lastmile.test";
  const auto code = [&](const std::string& body) { return client.send(post, body).code(); };
  EXPECT_EQ(code("{"), "not_signed_in");
  post.authorization = "Bearer nobody";
  EXPECT_EQ(code("{"), "session_over");
  post.authorization = "Bearer " + client.token();
  EXPECT_EQ(code("{"), "content_type_wrong");
  post.content_type = "text/plain";
  EXPECT_EQ(code("{"), "content_type_wrong");
  post.content_type = "application/json; charset=utf-8";
  EXPECT_EQ(code("{"), "idempotency_key_missing");
  post.has_key = true;
  EXPECT_EQ(code("{"), "idempotency_key_malformed");
  post.idempotency_key = "a b";
  EXPECT_EQ(code("{"), "idempotency_key_malformed");
  post.idempotency_key = std::string(129, 'k');
  EXPECT_EQ(code("{"), "idempotency_key_malformed");
  post.idempotency_key = std::string(128, 'k');
  EXPECT_EQ(code("{"), "bad_request");
  EXPECT_EQ(client.send(post, R"({"text":"fine"})").status, 200);
}

TEST_F(ServeOne, TakesJsonInUtf8AndNoOtherCharacters) {
  Asked post{"POST", "/v1/notes"};
  post.authorization = "Bearer " + client.token();
  post.has_key = true;
  int key = 0;
  const auto status = [&](const std::string& type) {
    post.content_type = type;
    post.idempotency_key = "k" + std::to_string(++key);
    return client.send(post, R"({"text":"fine"})").status;
  };
  for (const char* type :
       {"application/json", "APPLICATION/JSON", "Application/Json ; Charset=UTF-8",
        "application/json;charset=UTF-8", "application/json; charset=\"utf-8\"",
        "application/json; profile=x; charset=utf8", "application/json; charset=us-ascii"}) {
    EXPECT_EQ(status(type), 200) << type;
  }
  for (const char* type : {"application/json; charset=gbk", "application/json;Charset=\"GB18030\"",
                           "application/json; charset=utf-8; charset=utf-16",
                           "application/json; charset=", "application/merge-patch+json",
                           "application/problem+json", "text/json", "json"}) {
    EXPECT_EQ(status(type), 415) << type;
  }
  post.content_type = "application/json; charset=gbk";
  const Answered a = client.send(post, R"({"text":"fine"})");
  EXPECT_EQ(a.at("seen"), "gbk");
  EXPECT_THAT(a.body, HasSubstr("UTF-8"));
}

TEST_F(ServeOne, TakesNoCompressedBody) {
  Asked post{"POST", "/v1/notes"};
  post.authorization = "Bearer " + client.token();
  post.content_type = "application/json";
  post.has_key = true;
  post.idempotency_key = "k";
  for (const char* encoding : {"gzip", "br", "identity, gzip"}) {
    post.content_encoding = encoding;
    const Answered a = client.send(post, "\x1f\x8b");
    EXPECT_EQ(a.status, 415) << encoding;
    EXPECT_THAT(a.body, HasSubstr("Content-Encoding"));
  }
  post.content_encoding = "Identity";
  EXPECT_EQ(client.send(post, R"({"text":"fine"})").status, 200);
}

TEST_F(ServeOne, TakesNoMemberTwice) {
  const Answered a = client.post("/v1/notes", R"({"text":"one","text":"two"})");
  EXPECT_EQ(a.status, 400);
  EXPECT_EQ(a.code(), "bad_request");
  EXPECT_THAT(a.body, HasSubstr(R"("path":"/text","code":"double")"));
}

TEST_F(ServeOne, SaysWhereABodyGoesWrong) {
  const Answered half = client.post("/v1/notes", R"({"text":"\ud800"})");
  EXPECT_EQ(half.status, 400);
  EXPECT_THAT(half.body, HasSubstr(R"("path":"/text","code":"json")"));
  EXPECT_THAT(half.body, HasSubstr("字节偏移 15 "));
  EXPECT_THAT(client.post("/v1/notes", "\xef\xbb\xbf{}").body, HasSubstr("BOM"));
  const Answered turned = client.post("/v1/notes", R"({"text":"a\u202e"})");
  EXPECT_THAT(turned.body, HasSubstr(R"("path":"/text","code":"character")"));
  EXPECT_THAT(turned.body, HasSubstr("U+202E"));
}

TEST_F(ServeOne, NamesHeaderAndRemedyInTheReadersLanguage) {
  Asked post{"POST", "/v1/notes"};
  post.authorization = "Bearer " + client.token();
  post.content_type = "application/json";
  post.accept_language = "en-GB,zh;q=0.5";
  Answered a = client.send(post, R"({"text":"x"})");
  EXPECT_EQ(a.status, 400);
  EXPECT_THAT(a.at("title"), HasSubstr("Idempotency-Key"));
  EXPECT_THAT(a.at("title"), HasSubstr("Send"));
  EXPECT_EQ(a.header("Content-Language"), "en");
  post.accept_language = "zh-CN";
  EXPECT_THAT(client.send(post, R"({"text":"x"})").at("title"), HasSubstr("请带上"));
  post.target = "/v1/notes?lang=en";
  EXPECT_THAT(client.send(post, R"({"text":"x"})").at("title"), HasSubstr("Send"));
  post.target = "/v1/notes";
  post.cookie = "lang=en";
  EXPECT_THAT(client.send(post, R"({"text":"x"})").at("title"), HasSubstr("Send"));
}

TEST_F(ServeOne, ReportsEveryBadField) {
  const Answered a = client.post("/v1/notes", R"({"text":5,"more":1})");
  EXPECT_EQ(a.status, 400);
  EXPECT_EQ(a.at("errors"), R"([{"path":"/text","code":"type","message":"应为字符串"},)"
                            R"({"path":"/more","code":"unknown","message":"没有这一项，请去掉"}])");
  EXPECT_EQ(client.get("/v1/notes?limit=0").code(), "bad_request");
  EXPECT_EQ(client.get("/v1/notes?limit=1&limit=2").code(), "bad_request");
  EXPECT_EQ(client.get("/v1/notes?colour=red").code(), "bad_request");
  EXPECT_EQ(client.get("/v1/notes?limit=%zz").code(), "bad_request");
  EXPECT_EQ(client.get("/v1/notes/7").code(), "bad_request");
}

TEST_F(ServeOne, KnowsMethods) {
  Asked asked{"DELETE", "/v1/notes"};
  const Answered a = client.send(asked);
  EXPECT_EQ(a.status, 405);
  EXPECT_EQ(a.header("Allow"), "GET, HEAD, OPTIONS, POST");
  asked.method = "OPTIONS";
  EXPECT_EQ(client.send(asked).status, 204);
  EXPECT_EQ(client.send(asked).header("Allow"), "GET, HEAD, OPTIONS, POST");
  asked.method = "HEAD";
  EXPECT_EQ(client.send(asked).status, 200);
  asked = {"GET", "/v1/nowhere"};
  EXPECT_EQ(client.send(asked).code(), "route_unknown");
  asked = {"POST", "/nowhere"};
  EXPECT_EQ(client.send(asked).code(), "route_unknown");
  asked = {"POST", "/healthz"};
  EXPECT_EQ(client.send(asked).header("Allow"), "GET, HEAD");
  for (const char* target : {"*", "v1", "", "/v1/a b", "/v1/\x01", "http:/x"}) {
    asked = {"GET", target};
    EXPECT_EQ(client.send(asked).code(), "malformed_request") << target;
  }
  asked = {"GET", "http://lastmile.test/v1/notes?limit=1"};
  EXPECT_EQ(client.send(asked).status, 200);
}

TEST_F(ServeOne, ChecksAudienceBeforeContent) {
  EXPECT_EQ(town.serve.nobody().get("/v1/report").code(), "not_signed_in");
  const Answered forbidden = client.get("/v1/report?x=1");
  EXPECT_EQ(forbidden.status, 403);
  EXPECT_EQ(forbidden.code(), "right_missing");
  EXPECT_EQ(forbidden.at("seen"), "stats");
  EXPECT_EQ(town.serve.as(wang()).get("/v1/report").status, 200);
  EXPECT_EQ(town.serve.nobody().get("/v1/notes").status, 200);
  EXPECT_EQ(town.serve.bearing("gone").get("/v1/notes").status, 200);
  town.serve.sign_out(client.token());
  EXPECT_EQ(client.post("/v1/notes", R"({"text":"x"})").code(), "session_over");
}

TEST_F(ServeOne, SetsAndClearsTheSessionCookie) {
  Client anyone = town.serve.nobody();
  const Answered in = anyone.key("in").post("/v1/door");
  EXPECT_EQ(in.header("Set-Cookie"),
            "lastmile=t0ken; Path=/; HttpOnly; SameSite=Lax; Max-Age=7776000");
  EXPECT_EQ(in.header("Cache-Control"), "private, no-store");
  EXPECT_EQ(anyone.key("in").post("/v1/door").header("Set-Cookie"), in.header("Set-Cookie"));
  EXPECT_THAT(client.post("/v1/door/leave").header("Set-Cookie"),
              StartsWith("lastmile=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0"));
}

TEST(Serve, HardensTheCookieBehindTls) {
  TestBench bench;
  bench.settings.public_url = "https://town.example";
  TestServe town(bench, add_note_routes);
  EXPECT_EQ(town.nobody().post("/v1/door").header("Set-Cookie"),
            "__Host-lastmile=t0ken; Path=/; HttpOnly; SameSite=Lax; Max-Age=7776000; Secure");
}

TEST_F(ServeOne, RefusesPostsOfOtherSites) {
  const auto send = [&](auto change) {
    Asked post{"POST", "/v1/notes"};
    post.host = "town.test";
    post.cookie = "a=b; lastmile=" + client.token();
    post.content_type = "application/json";
    post.idempotency_key = "k";
    post.has_key = true;
    change(post);
    return client.send(post, R"({"text":"x"})").code();
  };
  EXPECT_EQ(send([](Asked&) {}), "cross_site");
  EXPECT_EQ(send([](Asked& a) { a.sec_fetch_site = "cross-site"; }), "cross_site");
  EXPECT_EQ(send([](Asked& a) { a.sec_fetch_site = "same-site"; }), "cross_site");
  EXPECT_EQ(send([](Asked& a) { a.sec_fetch_site = "same-origin"; }), "");
  EXPECT_EQ(send([](Asked& a) { a.origin = "http://town.test"; }), "");
  EXPECT_EQ(send([](Asked& a) { a.origin = "http://town.test.evil.example"; }), "cross_site");
  EXPECT_EQ(send([](Asked& a) { a.origin = "null"; }), "cross_site");
  EXPECT_EQ(send([&](Asked& a) { a.authorization = "Bearer " + client.token(); }), "");
}

TEST_F(ServeOne, TellsFaultsByIncidentOnly) {
  const Answered a = client.post("/v1/notes", R"({"text":"fault"})");
  EXPECT_EQ(a.status, 500);
  EXPECT_EQ(a.code(), "fault");
  EXPECT_EQ(a.at("incident").size(), 36u);
  EXPECT_THAT(a.body, Not(HasSubstr("disk broke")));
  EXPECT_EQ(client.post("/v1/notes", R"({"text":"broken"})").status, 500);
  EXPECT_EQ(client.get("/v1/notes").at("items"), "[]");
}

TEST_F(ServeOne, LetsReadersKeepWhatTheyHave) {
  client.post("/v1/notes", R"({"text":"a"})");
  Asked get{"GET", "/v1/notes"};
  const Answered first = client.send(get);
  EXPECT_EQ(first.header("Cache-Control"), "no-cache");
  get.if_none_match = "\"x\", " + first.header("ETag");
  const Answered again = client.send(get);
  EXPECT_EQ(again.status, 304);
  EXPECT_EQ(again.body, "");
  client.post("/v1/notes", R"({"text":"b"})");
  EXPECT_EQ(client.send(get).status, 200);
}

TEST_F(ServeOne, SendsFilesWithTheirName) {
  const Answered a = client.get("/v1/picture");
  EXPECT_EQ(a.content_type, "image/png");
  EXPECT_EQ(a.body.size(), 6u);
}

TEST(Serve, SlowsHurriedStrangersDown) {
  TestBench bench;
  ServeOptions options;
  options.anonymous_posts = {60, 3};
  TestServe town(bench, add_note_routes, {}, options);
  Client anyone = town.nobody();
  for (int i = 0; i < 3; ++i) EXPECT_EQ(anyone.post("/v1/door").status, 200);
  const Answered a = anyone.post("/v1/door");
  EXPECT_EQ(a.status, 429);
  EXPECT_EQ(a.code(), "too_many_requests");
  EXPECT_EQ(a.header("Retry-After"), "1");
}

TEST(Serve, RefusesWhatTheLaneCannotTake) {
  TestBench bench;
  bench.test_db().add_tables(tables);
  ServeOptions options;
  options.lane.waiting_max = 4;
  options.lane.waiting_free = 0;
  TestServe town(bench, add_note_routes, {}, options);
  Client client = town.as(li());
  std::promise<void> hold, held;
  auto release = hold.get_future().share();
  bench.db().write(
      [&](storage::Tx&) {
        held.set_value();
        release.wait();
      },
      [](std::exception_ptr) {});
  held.get_future().wait();  // the lane stands still
  std::vector<std::thread> senders;
  for (int i = 0; i < 4; ++i) {
    senders.emplace_back([mine = client]() mutable {
      EXPECT_EQ(mine.post("/v1/notes", R"({"text":"waits"})").status, 200);
    });
  }
  while (bench.db().queued() < 4) std::this_thread::yield();
  const Answered a = client.post("/v1/notes", R"({"text":"late"})");
  EXPECT_EQ(a.status, 429);
  EXPECT_EQ(a.code(), "overloaded");
  EXPECT_NE(a.header("Retry-After"), "");
  EXPECT_EQ(client.get("/v1/notes").status, 200);  // reading goes on
  hold.set_value();
  for (auto& t : senders) t.join();
  EXPECT_EQ(client.post("/v1/notes", R"({"text":"now"})").status, 200);
}

TEST_F(ServeOne, TellsHealthAndFigures) {
  EXPECT_EQ(client.get("/healthz").body, R"({"status":"ok"})");
  client.post("/v1/notes", R"({"text":"a"})");
  client.get("/v1/nowhere");
  const std::string text = client.get("/metrics").body;
  EXPECT_THAT(text, HasSubstr("lastmile_requests_total{method=\"POST\",route=\"/v1/notes\","
                              "status=\"200\"} 1\n"));
  EXPECT_THAT(text, HasSubstr("lastmile_requests_total{method=\"\",route=\"none\","
                              "status=\"404\"} 1\n"));
  EXPECT_THAT(text, HasSubstr("lastmile_request_seconds_bucket{method=\"POST\","
                              "route=\"/v1/notes\",le=\"+Inf\"} 1\n"));
  EXPECT_THAT(text, HasSubstr("lastmile_journal_leaves 1\n"));
  EXPECT_THAT(text, HasSubstr("process_resident_memory_bytes "));
  Asked away{"GET", "/metrics"};
  EXPECT_EQ(client.send(away).status, 404);  // not over loopback
}

TEST_F(ServeOne, OpensDebugToStaffOnThisMachineOnly) {
  EXPECT_EQ(town.serve.nobody().get("/debug").code(), "not_signed_in");
  EXPECT_EQ(client.get("/debug").code(), "right_missing");
  Client staff = town.serve.as(wang());
  staff.post("/v1/notes", R"({"text":"<b>"})");
  const Answered page = staff.get("/debug");
  EXPECT_EQ(page.status, 200);
  EXPECT_THAT(page.body, HasSubstr("note_written"));
  EXPECT_THAT(page.body, HasSubstr("/v1/notes/{note}/close"));
  EXPECT_EQ(staff.post("/debug/log-level?level=debug").status, 200);
  EXPECT_EQ(staff.post("/debug/log-level?level=loud").status, 400);
}

TEST_F(ServeOne, ServesItsDocuments) {
  EXPECT_THAT(client.get("/docs/api").body, HasSubstr("<code>POST /v1/notes/{note}/close</code>"));
  const Answered errors = client.get("/docs/errors");
  for (const auto& m : machine_refusals()) {
    EXPECT_THAT(errors.body, HasSubstr("<tr id=\"" + std::string(m.refusal.code) + "\">"));
  }
  EXPECT_THAT(errors.body, HasSubstr("<tr id=\"note_closed\">"));
  EXPECT_EQ(client.get("/v1/openapi.json").content_type, "application/json");
}

TEST_P(ServeEach, DoesNothingTwiceWhenTheKeptAnswerWasEdited) {
  Client client = town->serve.as(li());
  ASSERT_EQ(client.key("k1").post("/v1/notes", R"({"text":"a"})").status, 200);
  const storage::Sql edit{storage::Sql::Unlisted{}, "edit",
                          "update idempotency set answer = digest"};
  town->bench.db().write([&](storage::Tx& tx) { tx.run(edit); });
  const int before = writes;
  const Answered again = client.key("k1").post("/v1/notes", R"({"text":"a"})");
  EXPECT_EQ(again.status, 409);
  EXPECT_EQ(again.code(), "kept_answer_unreadable");
  EXPECT_EQ(writes, before);
}

TEST(RequestLog, SaysWhatHappenedAndNothingPersonal) {
  const vault::TestDir dir;
  const std::string file = (dir.path() / "log").string();
  ServeOptions options;
  options.log = json_logger(file);
  {
    NotesTown town(storage::On::sqlite, {}, std::exchange(options, {}));
    Client client = town.serve.as(li());
    client.key("secret-key").post("/v1/notes", R"({"text":"private words"})");
    client.get("/v1/notes?cursor=secretcursor");
    client.post("/v1/notes", R"({"text":"fault"})");
    client.post("/v1/notes", R"({"text":"broken"})");
  }
  std::ifstream in(file);
  std::vector<std::string> lines;
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  ASSERT_EQ(lines.size(), 6u);
  EXPECT_THAT(lines[0], HasSubstr(R"("event":"request","method":"POST","route":"/v1/notes",)"
                                  R"("status":200,"ms":)"));
  EXPECT_THAT(lines[0], HasSubstr(R"("actor":")" + li().person->text()));
  EXPECT_THAT(lines[1], HasSubstr(R"("status":400)"));
  EXPECT_THAT(lines[1], HasSubstr(R"("code":"bad_cursor")"));
  EXPECT_THAT(lines[2], HasSubstr(R"("event":"fault")"));
  EXPECT_THAT(lines[2], HasSubstr("a disk broke"));
  EXPECT_THAT(lines[4], HasSubstr(R"("event":"broken")"));
  for (const auto& line : lines) {
    for (const char* secret : {"private", "secret", "token-"}) {
      EXPECT_THAT(line, Not(HasSubstr(secret)));
    }
  }
}

TEST(PeerBuckets, RefillAndForget) {
  PeerBuckets buckets({60, 2, 3});
  const Steady::time_point t{};
  using std::chrono::seconds;
  EXPECT_FALSE(buckets.seconds_to_wait("a", t));
  EXPECT_FALSE(buckets.seconds_to_wait("a", t));
  EXPECT_EQ(buckets.seconds_to_wait("a", t), 1);
  EXPECT_FALSE(buckets.seconds_to_wait("a", t + seconds(1)));
  EXPECT_EQ(buckets.seconds_to_wait("a", t + seconds(1)), 1);
  for (const char* other : {"b", "c", "d"}) EXPECT_FALSE(buckets.seconds_to_wait(other, t));
  EXPECT_FALSE(buckets.seconds_to_wait("a", t + seconds(1)));  // forgotten for three newer ones
}

TEST(LoopLag, CallsALoopLateThatStaysSo) {
  using std::chrono::milliseconds;
  LoopLag lag;
  for (int i = 0; i < 3; ++i) lag.ticked(milliseconds(900));
  EXPECT_EQ(lag.least(), milliseconds(0));  // a machine that was busy for a moment
  lag.ticked(milliseconds(400));
  EXPECT_EQ(lag.least(), milliseconds(400));
  lag.ticked(milliseconds(20));
  EXPECT_EQ(lag.least(), milliseconds(20));
}

TEST(LaneGate, ClosesOnLengthAndOnWaitAndOpensAgain) {
  using std::chrono::milliseconds;
  LaneGate gate({100, 10, milliseconds(50)});
  EXPECT_TRUE(gate.is_open(99));
  EXPECT_FALSE(gate.is_open(100));
  for (int i = 0; i < 100; ++i) gate.waited(milliseconds(80));
  EXPECT_FALSE(gate.is_open(20));
  EXPECT_TRUE(gate.is_open(9));
  for (int i = 0; i < 100; ++i) gate.waited(milliseconds(1));
  EXPECT_TRUE(gate.is_open(20));
}

TEST(Asked, ReadsHeaders) {
  EXPECT_EQ(cookie_of("a=1; lastmile=xyz; b=2", "lastmile"), "xyz");
  EXPECT_EQ(cookie_of("xlastmile=1", "lastmile"), std::nullopt);
  EXPECT_EQ(preferred_language("en-US,en;q=0.9,zh;q=0.8"), Lang::en);
  EXPECT_EQ(preferred_language("fr, zh;q=0.3, en;q=0.2"), Lang::zh);
  EXPECT_EQ(preferred_language("fr"), std::nullopt);
  EXPECT_EQ(preferred_language("en;q=0"), std::nullopt);
  EXPECT_EQ(weight_of("gzip, br;q=0", "br"), 0);
  EXPECT_EQ(weight_of("gzip;q=0.5, *;q=0.1", "br"), 0.1);
  EXPECT_TRUE(names_tag("W/\"a\", \"b\"", "\"a\""));
  EXPECT_FALSE(names_tag("\"ab\"", "\"a\""));
}

}  // namespace
}  // namespace lastmile::http
