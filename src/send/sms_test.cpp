#include "send/sms.h"

#include <gmock/gmock.h>
#include <rapidcheck/gtest.h>

#include "send/far_fixture.h"

namespace lastmile::send {
namespace {

using testing::HasSubstr;
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

Delivery sent_to(const std::string& url, const TextMessage& what = message) {
  return make_http_gateway(provider_at(url))->send(what, {});
}

TEST(HttpGateway, SaysTheMessageAsDescribed) {
  FarWeb far(http_answer(200, R"({"code":0})"));
  EXPECT_EQ(sent_to(far.url(), {"id-1", message.phone, "验证码 1"}).outcome, Outcome::taken);
  ASSERT_THAT(far.asked(), SizeIs(1));
  EXPECT_THAT(far.asked()[0], testing::StartsWith("POST /send/id-1 HTTP/1.1\r\n"));
  EXPECT_THAT(far.asked()[0], HasSubstr("\r\nIdempotency-Key: id-1\r\n"));
  EXPECT_THAT(far.asked()[0], testing::EndsWith(R"({"phone":"13812340001","text":"验证码 1"})"));
}

// Whoever pays for a second message, or gets it twice, must be sure that there was no first.
TEST(HttpGateway, TellsWhatIsSureFromWhatIsNot) {
  struct Case {
    std::string answer;
    Outcome outcome;
  };
  const Case cases[] = {{http_answer(200, R"({"code":7})"), Outcome::not_taken},
                        {http_answer(302, R"({"code":0})"), Outcome::not_taken},
                        {http_answer(401, "who are you"), Outcome::not_taken},
                        {http_answer(429, "later"), Outcome::not_taken},
                        {http_answer(503, "later"), Outcome::not_taken},
                        {http_answer(400, "no such number"), Outcome::refused},
                        {http_answer(500, R"({"code":0})"), Outcome::unknown},
                        {http_answer(504, "passed on, perhaps"), Outcome::unknown},
                        {http_answer(200, std::string(70'000, 'x')), Outcome::unknown},
                        {"garbage\r\n\r\n", Outcome::unknown},
                        {"silence", Outcome::unknown}};
  for (const auto& c : cases) {
    FarWeb far(c.answer);
    const auto delivery = sent_to(far.url());
    EXPECT_EQ(delivery.outcome, c.outcome) << c.answer.substr(0, 60);
    EXPECT_FALSE(delivery.said.empty()) << c.answer.substr(0, 60);
  }
  EXPECT_EQ(sent_to("http://127.0.0.1:1").outcome, Outcome::not_taken);
}

TEST(HttpGateway, HandsNothingOverAgainstTheWatch) {
  FarWeb far(http_answer(200, R"({"code":0})"));
  const auto gateway = make_http_gateway(provider_at(far.url()));
  EXPECT_EQ(gateway->send(message, {.hand_over = [] { return false; }}).outcome,
            Outcome::not_taken);
  const auto fails = []() -> bool { throw std::runtime_error("no lane"); };
  EXPECT_THROW(gateway->send(message, {.hand_over = fails}), std::runtime_error);
  EXPECT_THAT(far.asked(), testing::IsEmpty());
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
  EXPECT_EQ(gateway->send({"id", message.phone, times(1000, "验")}, {}).outcome, Outcome::refused);
}

TEST(LogGateway, StartsInTheDemoOnly) {
  std::vector<std::string> said;
  const auto log = [&](const std::string& line) { said.push_back(line); };
  EXPECT_THROW(make_log_gateway(false, log), std::runtime_error);
  make_log_gateway(true, log)->send(message, {});
  ASSERT_THAT(said, SizeIs(1));
  EXPECT_THAT(said[0], HasSubstr("13812340001"));
}

}  // namespace
}  // namespace lastmile::send
