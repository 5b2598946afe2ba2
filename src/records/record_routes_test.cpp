#include "records/record_routes.h"

#include "access/access_routes.h"
#include "dispatch/test_town.h"
#include "http/conversation.h"
#include "http/openapi.h"
#include "http/openapi_lint.h"
#include "needs/need_close.h"
#include "records/certificate_seal.h"
#include "records/record_jobs.h"
#include "records/records.h"

namespace lastmile::records {
namespace {

using dispatch::Town;
using http::Answered;

/// The routes as a browser meets them, over the whole of http.
struct RecordRoutes : OnEachBench {
  void SetUp() override {
    OnEachBench::SetUp();
    if (IsSkipped()) return;
    town_ = std::make_unique<Town>(bench());
    add_record_jobs(town_->registry);
    http::Hooks hooks = access::http_hooks(bench().settings.region);
    hooks.authenticate = nullptr;  // signed in by TestServe
    served_ = std::make_unique<http::TestServe>(bench(), add_record_routes, hooks);
  }
  Town& town() { return *town_; }
  http::TestServe& http() { return *served_; }
  /// A service of ninety minutes that the one served confirmed.
  std::string record_of(PersonId who) {
    const auto need = town().need(
        {.from = to_text(bench().now()), .to = to_text(bench().now() + std::chrono::hours{2})});
    town().take(need, who);
    town().serve(need, who, std::chrono::minutes{90});
    const needs::ConfirmService happened{need, true, {}, {}};
    EXPECT_TRUE(bench()
                    .run(Town::as(town().brief(need).recipient),
                         [&](Call& call) { return needs::confirm_service(call, happened); })
                    .ok());
    town().drain();
    const auto mine =
        bench().look(Town::as(who), [&](Call& call) { return list_my_records(call, {}); });
    return "/v1/records/" + mine->items.at(0).id.text();
  }

 private:
  std::unique_ptr<Town> town_;
  std::unique_ptr<http::TestServe> served_;
};
EACH_DATABASE(RecordRoutes);

// What everybody may do with one record, from the door to the certificate's end.
TEST_P(RecordRoutes, AnswerAsTheyAlwaysDid) {
  const auto zhao = town().volunteer({.name = "赵强"});
  const Actor self = Town::as(zhao), stranger = Town::as(town().volunteer({.name = "周生"}));
  const Actor &worker = town().worker, &subcenter = town().subcenter_staff,
              &center = town().center_staff, &office = town().city_office, nobody;
  const std::string record = record_of(zhao), under = town().station.path;
  http::Conversation talk(http());
  talk.get("zhao", self, "/v1/me/records");
  talk.get("zhao", self, "/v1/me/hours");
  talk.get("worker", worker, "/v1/records?under=" + under + "&state=counted");
  talk.get("stranger", stranger, record);
  talk.get("zhao", self, "/v1/me/records?from=yesterday");
  const std::string serial =
      talk.post("zhao", self, "/v1/me/certificates", R"({"from":"2026-03-01"})").at("serial");
  talk.post("zhao", self, "/v1/me/certificates", R"({"to":"2026-03-01"})");
  const std::string certificate = "/v1/certificates/" + serial;
  bench().tick(std::chrono::hours{1});
  talk.get("nobody", nobody, certificate);
  talk.get("nobody", nobody, "/v1/certificates/LM4112-2222-3333-4444");
  talk.get("stranger", stranger, certificate + "/file");
  talk.get("stranger", stranger, certificate + "/pdf");
  talk.get("zhao", self, certificate + "/pdf?language=de");
  const std::string opened =
      talk.post("zhao", self, record + "/dispute", R"({"words":"少记了半小时"})").at("id");
  talk.post("zhao", self, record + "/dispute", R"({"words":"少记了半小时"})");
  talk.post("worker", worker, record + "/attest");
  talk.post("subcenter", subcenter, "/v1/record-cases/" + opened + "/decide",
            R"({"upheld":true,"answer":"与居民核实",)"
            R"("corrected":{"start":"2026-03-02T01:00:00Z","end":"2026-03-02T03:00:00Z"}})");
  talk.get("worker", worker, "/v1/records/queue?under=" + under);
  talk.post("subcenter", subcenter, record + "/approve");
  talk.post("center", center, record + "/approve");
  talk.get("zhao", self, record);
  talk.get("worker", worker, record + "/cases");
  talk.get("nobody", nobody, certificate);
  talk.post("worker", worker, record + "/void", R"({"reason_code":"entered_twice"})");
  talk.post("center", center, record + "/void", R"({"reason_code":"I felt like it"})");
  talk.post("center", center, record + "/void", R"({"reason_code":"other"})");
  talk.post("center", center, record + "/void", R"({"reason_code":"other","note":"重复申报"})");
  talk.post("zhao", self, record + "/not-me");
  talk.post("center", center, certificate + "/revoke", R"({"reason_code":"fraud"})");
  talk.post("center", center, certificate + "/revoke", R"({"reason_code":"hours_void"})");
  talk.get("zhao", self, certificate + "/file");
  talk.get("zhao", self, "/v1/me/certificates");
  const std::string hours = R"("site":")" + town().station.id.text() +
                            R"(","hours":{"start":"2026-03-01T09:00:00+08:00",)"
                            R"("end":"2026-03-01T10:00:00+08:00"},"evidence":"签到本第三页"})";
  talk.post("zhao", self, "/v1/records/back-fill", R"({"category":"9003",)" + hours);
  talk.post("zhao", self, "/v1/records/back-fill", R"({"category":"0405",)" + hours);
  talk.post("office", office, "/v1/record-rules",
            R"({"site_path":")" + under + R"(","minutes_min":500})");
  talk.post("office", office, "/v1/record-rules",
            R"({"site_path":")" + under + R"(","minutes_min":10})");
  talk.post(
      "office", office, "/v1/record-rules",
      R"({"site_path":")" + under + R"(","minutes_min":10,"star_hours":[100,300,300,1000,1500]})");
  talk.post(
      "office", office, "/v1/record-rules",
      R"({"site_path":")" + under + R"(","minutes_min":10,"star_hours":[50,150,300,500,800]})");
  talk.get("worker", worker, "/v1/record-rules?site_path=" + under);
  EXPECT_GOLDEN("records.txt", talk.text());
}

// As a browser gets it: a file in the reader's language, drawn when nothing is locked any more.
TEST_P(RecordRoutes, GiveTheCertificateOnPaper) {
  const auto zhao = town().volunteer({.name = "赵强"});
  record_of(zhao);
  auto self = http().as(Town::as(zhao));
  const std::string serial = self.post("/v1/me/certificates").at("serial");
  const std::string target = "/v1/certificates/" + serial + "/pdf";
  for (const char* language : {"zh", "en"}) {
    const Answered paper = self.get(target + "?language=" + language);
    EXPECT_EQ(paper.status, 200) << paper.body;
    EXPECT_EQ(paper.content_type, "application/pdf");
    EXPECT_EQ(paper.header("Cache-Control"), "private, no-store");
    EXPECT_TRUE(is_pdf(paper.body));
    EXPECT_TRUE(check_paper(paper.body, "")->ok());
  }
  EXPECT_EQ(self.lang("en").get(target).status, 200);
  EXPECT_EQ(http().nobody().get(target).code(), "not_signed_in");
  const std::string document = http::openapi(http().router(), "test");
  EXPECT_NE(document.find(R"("application/pdf":{"schema":{"type":"string",)"), std::string::npos);
}

TEST_P(RecordRoutes, TheDocumentHasNoFaults) {
  const std::string document = http::openapi(http().router(), "test");
  EXPECT_TRUE(http::openapi_faults(document).empty());
  EXPECT_NE(document.find(R"("enum":["entered_twice","not_performed","wrong_person",)"),
            std::string::npos);
}

}  // namespace
}  // namespace lastmile::records
