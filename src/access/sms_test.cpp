#include "access/sms.h"

#include <arpa/inet.h>
#include <gmock/gmock.h>
#include <rapidcheck/gtest.h>
#include <sys/socket.h>
#include <unistd.h>

#include <thread>

#include "access/access_bench.h"
#include "access/access_jobs.h"
#include "access/text_store.h"

namespace lastmile::access {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

std::string times(int n, const std::string& text) {
  std::string out;
  for (int i = 0; i < n; ++i) out += text;
  return out;
}

// Lengths from 3GPP TS 23.040: 160/153 septets, 70/67 UTF-16 units.
TEST(Segments, AreCountedAsNetworksBillThem) {
  struct Case {
    std::string text;
    int segments;
  };
  for (const Case& c : {Case{"", 1},
                        {times(160, "a"), 1},
                        {times(161, "a"), 2},
                        {times(306, "a"), 2},
                        {times(307, "a"), 3},
                        {times(80, "€"), 1},
                        {times(80, "€") + "a", 2},
                        {times(153, "a") + "€" + times(152, "a"), 3},
                        {times(70, "验"), 1},
                        {times(71, "验"), 2},
                        {times(134, "验"), 2},
                        {times(135, "验"), 3},
                        {times(35, "𠮷"), 1},
                        {times(36, "𠮷"), 2},
                        {times(66, "验") + "𠮷" + times(66, "验"), 3},
                        {times(69, "a") + "验", 1},
                        {times(70, "a") + "验", 2}}) {
    EXPECT_EQ(count_segments(c.text), c.segments) << c.text;
  }
}

RC_GTEST_PROP(Segments, NeverShrinkWithMoreText, ()) {
  std::string text;
  const auto pieces = *rc::gen::container<std::vector<int>>(rc::gen::inRange(0, 4));
  int before = 1;
  for (const int piece : pieces) {
    text += std::array{"a", "€", "验", "𠮷"}[static_cast<std::size_t>(piece)];
    const int now = count_segments(text);
    RC_ASSERT(now >= before);
    before = now;
  }
}

const TextMessage message{"id-1", *Phone::parse("13812340001"), "【满天星】\"123456\"\r\nX: y & z"};

TEST(Template, EscapesForItsPlace) {
  EXPECT_EQ(filled("https://sms.test/send?to={phone}&m={text}", message, Escape::url),
            "https://sms.test/send?to=13812340001&m=%E3%80%90%E6%BB%A1%E5%A4%A9%E6%98%9F%E3%80%91"
            "%22123456%22%0D%0AX%3A%20y%20%26%20z");
  EXPECT_EQ(
      filled(R"({"to":"{international}","text":"{text}","n":{segments}})", message, Escape::json),
      R"({"to":"+8613812340001","text":"【满天星】\"123456\"\r\nX: y & z","n":1})");
  EXPECT_EQ(filled("X-Id: {id} {text}", message, Escape::header),
            "X-Id: id-1 【满天星】\"123456\"X: y & z");
  EXPECT_EQ(filled("{nothing} {{id}}", message, Escape::header), "{nothing} {id-1}");
}

/// A gateway on the loopback that answers each request with the next of its answers.
class TestGateway {
 public:
  explicit TestGateway(std::vector<std::string> answers) : answers_(std::move(answers)) {
    listener_ = socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t length = sizeof address;
    EXPECT_EQ(bind(listener_, reinterpret_cast<sockaddr*>(&address), length), 0);
    EXPECT_EQ(getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &length), 0);
    EXPECT_EQ(listen(listener_, 8), 0);
    port_ = ntohs(address.sin_port);
    thread_ = std::thread([this] { serve(); });
  }
  ~TestGateway() {
    shutdown(listener_, SHUT_RDWR);
    thread_.join();
    close(listener_);
  }
  std::string url() const { return "http://127.0.0.1:" + std::to_string(port_); }
  const std::vector<std::string>& asked() const { return asked_; }

 private:
  void serve() {
    for (const std::string& answer : answers_) {
      const int client = accept(listener_, nullptr, nullptr);
      if (client < 0) return;
      std::string request;
      char buffer[4096];
      while (!complete(request)) {
        const auto n = recv(client, buffer, sizeof buffer, 0);
        if (n <= 0) break;
        request.append(buffer, static_cast<std::size_t>(n));
      }
      asked_.push_back(request);
      if (answer == "silence")
        recv(client, buffer, sizeof buffer, 0);  // until the other gives up
      else
        send(client, answer.data(), answer.size(), MSG_NOSIGNAL);
      close(client);
    }
  }
  static bool complete(const std::string& request) {
    const auto end = request.find("\r\n\r\n");
    if (end == std::string::npos) return false;
    const auto at = request.find("Content-Length: ");
    const std::size_t body = at == std::string::npos ? 0 : std::stoul(request.substr(at + 16));
    return request.size() >= end + 4 + body;
  }

  std::vector<std::string> answers_;
  std::vector<std::string> asked_;
  int listener_ = -1;
  int port_ = 0;
  std::thread thread_;
};

std::string http_answer(int status, const std::string& body) {
  return "HTTP/1.1 " + std::to_string(status) +
         " X\r\nContent-Length: " + std::to_string(body.size()) + "\r\nConnection: close\r\n\r\n" +
         body;
}

SmsProvider provider_at(const std::string& url) {
  SmsProvider provider;
  provider.url = url + "/send/{id}";
  provider.headers = {"Content-Type: application/json", "Authorization: Bearer k",
                      "Idempotency-Key: {id}"};
  provider.body = R"({"phone":"{phone}","text":"{text}"})";
  provider.success_contains = R"("code":0)";
  provider.timeout_seconds = 1;
  return provider;
}

TEST(HttpGateway, SaysTheMessageAsDescribed) {
  TestGateway far({http_answer(200, R"({"code":0})")});
  make_http_gateway(provider_at(far.url()))->send({"id-1", message.phone, "验证码 1"});
  ASSERT_THAT(far.asked(), SizeIs(1));
  EXPECT_THAT(far.asked()[0], testing::StartsWith("POST /send/id-1 HTTP/1.1\r\n"));
  EXPECT_THAT(far.asked()[0], HasSubstr("\r\nIdempotency-Key: id-1\r\n"));
  EXPECT_THAT(far.asked()[0], testing::EndsWith(R"({"phone":"13812340001","text":"验证码 1"})"));
}

TEST(HttpGateway, ThrowsUnlessTaken) {
  const std::string answers[] = {http_answer(500, R"({"code":0})"),
                                 http_answer(302, R"({"code":0})"),
                                 http_answer(200, R"({"code":7})"),
                                 http_answer(200, std::string(70'000, 'x') + R"("code":0)"),
                                 "garbage\r\n\r\n",
                                 "silence"};
  for (const auto& answer : answers) {
    TestGateway far({answer});
    EXPECT_THROW(make_http_gateway(provider_at(far.url()))->send(message), storage::Unavailable)
        << answer.substr(0, 60);
  }
  EXPECT_THROW(make_http_gateway(provider_at("http://127.0.0.1:1"))->send(message),
               storage::Unavailable);
}

TEST(HttpGateway, RefusesAWrongDescription) {
  const auto wrong = [](auto change) {
    SmsProvider provider = provider_at("https://sms.test");
    change(provider);
    EXPECT_THROW(make_http_gateway(provider), std::runtime_error);
  };
  EXPECT_NO_THROW(make_http_gateway(provider_at("https://sms.test")));
  wrong([](SmsProvider& p) { p.url = "file:///etc/passwd"; });
  wrong([](SmsProvider& p) { p.method = "DELETE"; });
  wrong([](SmsProvider& p) { p.body = R"({"phone":"{phone}"})"; });
  wrong([](SmsProvider& p) { p.body = R"({"text":"{text}"})"; });
  wrong([](SmsProvider& p) { p.headers = {"no colon"}; });
  wrong([](SmsProvider& p) { p.timeout_seconds = 0; });
  wrong([](SmsProvider& p) { p.segments_max = 0; });
  const auto gateway = make_http_gateway(provider_at("https://sms.test"));
  EXPECT_THROW(gateway->send({"id", message.phone, times(1000, "验")}), std::runtime_error);
}

TEST(LogGateway, StartsInTheDemoOnly) {
  std::vector<std::string> said;
  const auto log = [&](const std::string& line) { said.push_back(line); };
  Settings settings;
  EXPECT_THROW(make_log_gateway(settings, log), std::runtime_error);
  settings.demo = true;
  make_log_gateway(settings, log)->send(message);
  ASSERT_THAT(said, SizeIs(1));
  EXPECT_THAT(said[0], HasSubstr("13812340001"));
}

/// Remembers what it took; fails as often as told before.
struct FailingGateway : SmsGateway {
  void send(const TextMessage& m) override {
    ++tries;
    if (failures-- > 0) throw storage::Unavailable("busy");
    sent.push_back(m);
  }
  int failures = 0;
  int tries = 0;
  std::vector<TextMessage> sent;
};

struct TextQueue : OnEachBench {
  void SetUp() override {
    OnEachBench::SetUp();
    if (IsSkipped()) return;
    add_access_jobs(registry, gateway);
    commands = jobs::make_commands(
        bench().db(), bench().log(), bench().vault(), bench().settings,
        [this] { return bench().now(); }, 5);
  }
  void drain() { jobs::drain(*commands, registry); }
  std::string state() {
    const storage::Sql one{storage::Sql::Unlisted{}, "one", "select state from text_message"};
    return bench()
        .db()
        .reading([&](storage::Tx& tx) { return tx.row<std::string>(one); })
        .value_or("");
  }
  FailingGateway gateway;
  jobs::Registry registry;
  std::unique_ptr<jobs::Commands> commands;
};
EACH_DATABASE(TextQueue);

TEST_P(TextQueue, SendsTheCodeOnce) {
  bench().settings.demo = true;
  const CodeAsked asked = ask(bench(), message.phone).value();
  EXPECT_EQ(state(), "queued");
  drain();
  drain();
  ASSERT_THAT(gateway.sent, SizeIs(1));
  EXPECT_EQ(gateway.sent[0].phone, message.phone);
  EXPECT_THAT(gateway.sent[0].text, HasSubstr(*asked.code));
  EXPECT_EQ(count_segments(gateway.sent[0].text), 1);
  EXPECT_EQ(state(), "sent");
}

TEST_P(TextQueue, TriesAgainWithTheSameId) {
  EXPECT_TRUE(ask(bench(), message.phone).ok());
  gateway.failures = 2;
  for (int i = 0; i < 10 && gateway.sent.empty(); ++i) {
    drain();
    bench().tick(5s);
  }
  ASSERT_THAT(gateway.sent, SizeIs(1));
  EXPECT_EQ(gateway.tries, 3);
}

TEST_P(TextQueue, GivesUpWhenTheCodeIsOver) {
  EXPECT_TRUE(ask(bench(), message.phone).ok());
  gateway.failures = 1000;
  drain();
  EXPECT_EQ(gateway.tries, 1);
  bench().tick(5min);
  drain();
  EXPECT_THAT(gateway.sent, IsEmpty());
  EXPECT_EQ(gateway.tries, 1) << "an old code is not worth a message";
  EXPECT_EQ(state(), "expired");
}

TEST_P(TextQueue, ClearsAwayWhatEnded) {
  bench().settings.demo = true;
  const SignedInView view = sign_in_by_phone(bench(), "13812340001");
  drain();
  const auto count = [&](const char* table) {
    const std::string text = std::string("select count(*) from ") + table;
    return bench().db().reading([&](storage::Tx& tx) {
      const auto statement = tx.start_text(text, {});
      return statement->step() ? statement->integer(0) : -1;
    });
  };
  EXPECT_EQ(count("sign_in_code"), 1);
  bench().tick(24h);
  drain();
  EXPECT_EQ(count("sign_in_code"), 1) << "its count is needed for a day";
  bench().tick(2h);
  drain();
  EXPECT_EQ(count("sign_in_code"), 0);
  EXPECT_EQ(count("session"), 1);
  EXPECT_TRUE(actor_of(bench(), view.token));
  bench().tick(98 * 24h);
  drain();
  EXPECT_EQ(count("session"), 0);
  EXPECT_EQ(count("known_device"), 1);
  bench().tick(400 * 24h);
  drain();
  EXPECT_EQ(count("known_device"), 0);
  EXPECT_EQ(count("text_message"), 0);
}

}  // namespace
}  // namespace lastmile::access
