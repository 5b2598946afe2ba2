#include "notices/notice_routes.h"

#include "access/access_routes.h"
#include "http/conversation.h"
#include "http/openapi.h"
#include "http/openapi_lint.h"
#include "notices/notices_fixture.h"
#include "notices/sending_end.h"
#include "notices/telling.h"

namespace lastmile::notices {
namespace {

using namespace std::chrono_literals;

/// The routes as a browser meets them, over the whole of http.
struct NoticeRoutes : NoticesTown {
  void SetUp() override {
    NoticesTown::SetUp();
    if (IsSkipped()) return;
    http::Hooks hooks = access::http_hooks(bench().settings.region);
    hooks.authenticate = nullptr;  // signed in by TestServe
    served_ = std::make_unique<http::TestServe>(bench(), add_notice_routes, hooks);
  }
  http::TestServe& http() { return *served_; }

 private:
  std::unique_ptr<http::TestServe> served_;
};
EACH_DATABASE(NoticeRoutes);

// From the first notice to the last message that did not arrive.
TEST_P(NoticeRoutes, AnswerAsTheyAlwaysDid) {
  const auto li = town().resident("李桂花"), zhao = town().resident("赵大爷");
  const Actor self = Town::as(li), stranger = Town::as(zhao);
  const Actor &worker = town().worker, &office = town().city_office, nobody;
  const std::string under = town().station.path;
  bench().settings.demo = true;  // the code is told in place of the message
  http::Conversation talk(http());
  talk.post("li", self, "/v1/me/email", R"({"address":"li at people"})");
  const std::string code =
      talk.post("li", self, "/v1/me/email", R"({"address":"li@people.example"})").at("code");
  talk.post("li", self, "/v1/me/email", R"({"address":"li@people.example"})");
  talk.post("li", self, "/v1/me/email/confirm",
            R"({"code":")" + std::string(code == "000000" ? "111111" : "000000") + "\"}");
  talk.post("li", self, "/v1/me/email/confirm", R"({"code":")" + code + "\"}");
  mailer.answer = {send::Outcome::unknown, "no answer to the message: timed out"};
  town().need(
      {.from = "2026-03-05T14:00:00+08:00", .to = "2026-03-05T16:00:00+08:00", .recipient = li});
  drain();
  talk.get("nobody", nobody, "/v1/me/notices");
  const auto notice = inbox(li).at(0).id.text();
  talk.get("li", self, "/v1/me/notices?unread=true");
  talk.get("li", self, "/v1/me/notices?limit=51");
  talk.get("li", self, "/v1/me/notices/count");
  talk.post("stranger", stranger, "/v1/me/notices/" + notice + "/read");
  talk.post("li", self, "/v1/me/notices/" + notice + "/read");
  talk.post("li", self, "/v1/me/notices/" + notice + "/unread");
  talk.post("li", self, "/v1/me/notices/read");
  talk.post("li", self, "/v1/me/notices/unread", R"({"undo":"2026-03-02T01:00:00Z"})");
  talk.post("li", self, "/v1/me/notice-choices",
            R"({"topic":"security","channel":"email","on":false})");
  talk.post("li", self, "/v1/me/notice-choices",
            R"({"topic":"records","channel":"sms","on":true})");
  talk.post("li", self, "/v1/me/notice-choices/quiet",
            R"({"quiet":{"from_minute":1320,"to_minute":420}})");
  talk.post("nobody", nobody, "/v1/unsubscribe", R"({"token":"a.b.c"})");
  talk.get("li", self, "/v1/notices/outbox?under=" + under);
  talk.get("worker", worker, "/v1/notices/outbox?undelivered=true&under=" + under);
  talk.get("worker", worker, "/v1/notices/outbox?format=csv&under=" + under);
  talk.get("worker", worker, "/v1/notices/outbox/counts?under=" + under);
  const std::string sending = "/v1/notices/outbox/" + outbox({.undelivered = true}).at(0).id.text();
  talk.post("worker", worker, sending + "/retry");
  talk.post("worker", worker, sending + "/retry");
  talk.post("worker", worker, sending + "/give-up");
  talk.post("worker", worker, sending + "/give-up");
  const std::string words =
      R"("site_path":")" + under + R"(","occasion":"need_accepted","channel":"sms","lang":"zh",)";
  talk.post("worker", worker, "/v1/notice-templates/preview",
            "{" + words + R"("words":"【满天星】{number}：{name}"})");
  talk.post("worker", worker, "/v1/notice-templates/preview",
            "{" + words + R"("words":"【满天星】{number}已由{site}受理，时间{when}。"})");
  talk.post("office", office, "/v1/notice-templates",
            "{" + words + R"("words":"【满天星】{number}已由{site}受理。"})");
  talk.get("worker", worker,
           "/v1/notice-templates?occasion=need_accepted&lang=zh&site_path=" + under);
  talk.get("worker", worker,
           "/v1/notice-templates/versions?occasion=need_accepted&channel=sms&lang=zh&site_path=" +
               under);
  talk.post("office", office, "/v1/notice-templates/reset",
            "{" + words.substr(0, words.size() - 1) + "}");
  talk.post("office", office, "/v1/notice-rules",
            R"({"site_path":")" + under + R"(","reminders":[1440,1]})");
  talk.post("office", office, "/v1/notice-rules",
            R"({"site_path":")" + under + R"(","reminders":[120,1440]})");
  talk.get("worker", worker, "/v1/notice-rules?site_path=" + under);
  talk.post("office", office, "/v1/notices/test", R"({"channel":"sms","to":"13812340001"})");
  talk.post("worker", worker, "/v1/notices/test", R"({"channel":"sms","to":"13812340001"})");
  const std::string hook =
      R"({"name":"大屏","site_path":")" + under + R"(","url":"https://hook.example.cn/x")";
  talk.post("worker", worker, "/v1/webhooks", hook + "}");
  talk.post("office", office, "/v1/webhooks", hook + R"(,"occasions":["device_new"]})");
  bench().settings.demo = false;
  talk.post("office", office, "/v1/webhooks",
            R"({"name":"大屏","site_path":")" + under + R"(","url":"https://10.0.0.1/x"})");
  talk.get("office", office, "/v1/webhooks?under=" + under);
  talk.post("li", self, "/v1/me/email/remove");
  EXPECT_GOLDEN("notices.txt", talk.text());
}

TEST_P(NoticeRoutes, TheSecretOfAWebhookIsToldOnce) {
  const std::string body = R"({"name":"大屏","site_path":")" + town().station.path +
                           R"(","url":"https://hook.example.cn/x"})";
  auto office = http().as(town().city_office);
  const auto made = office.post("/v1/webhooks", body);
  ASSERT_EQ(made.status, 200) << made.body;
  const std::string secret = made.at("secret");
  EXPECT_EQ(secret.size(), 43u);
  const auto listed = office.get("/v1/webhooks?under=" + town().station.path);
  EXPECT_EQ(listed.body.find(secret), std::string::npos);
  EXPECT_EQ(listed.body.find("/x\""), std::string::npos);
}

TEST_P(NoticeRoutes, TheDocumentHasNoFaults) {
  const std::string document = http::openapi(http().router(), "test");
  EXPECT_TRUE(http::openapi_faults(document).empty());
}

}  // namespace
}  // namespace lastmile::notices
