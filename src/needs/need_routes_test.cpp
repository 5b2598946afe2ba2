#include "needs/need_routes.h"

#include <gmock/gmock.h>

#include "access/access_routes.h"
#include "http/conversation.h"
#include "http/openapi.h"
#include "http/openapi_lint.h"
#include "media/files_fixture.h"
#include "needs/needs_fixture.h"
#include "places/place_routes.h"

namespace lastmile::needs {
namespace {

using namespace std::chrono_literals;
using http::Answered;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

/// The routes as a browser meets them, over the whole of http.
struct NeedRoutes : NeedsTown {
  void SetUp() override {
    NeedsTown::SetUp();
    if (IsSkipped()) return;
    http::Hooks hooks = access::http_hooks(bench().settings.region);
    hooks.authenticate = nullptr;  // signed in by TestServe
    town = std::make_unique<http::TestServe>(
        bench(),
        [](http::Router& r) {
          places::add_place_routes(r);
          add_need_routes(r);
        },
        hooks);
  }
  Answered get(const Actor& who, const std::string& target) { return town->as(who).get(target); }
  Answered post(const Actor& who, const std::string& target, const std::string& body = "{}") {
    return town->as(who).post(target, body);
  }
  std::string asking(std::string_view more = "") {
    return R"({"wanted":{"category":"0405","details":"帮忙取药")" + std::string(more) + "}}";
  }
  std::unique_ptr<http::TestServe> town;
};
EACH_DATABASE(NeedRoutes);

TEST_P(NeedRoutes, AnswerAsTheyAlwaysDid) {
  http::Conversation talk(*town);
  const std::string window =
      R"(,"window":{"start":"2026-03-02T13:00:00+08:00","end":"2026-03-02T15:00:00+08:00"})";
  const Answered asked =
      talk.post("wang", wang, "/v1/needs", asking(window + R"(,"address":"黄河路18号3单元201")"));
  ASSERT_EQ(asked.status, 200) << asked.body;
  const std::string need = "/v1/needs/" + asked.at("id");
  const NeedId id = NeedId::parse(asked.at("id")).value();
  talk.post("wang", wang, "/v1/needs",
            R"({"wanted":{"category":"4","details":"","effort_minutes":2},"colour":1})");
  talk.post("wang", wang, "/v1/needs", asking(R"(,"urgency":"now")"));
  talk.get("worker", worker, need);
  talk.get("stranger", stranger, need);
  talk.get("worker", worker, "/v1/needs?under=" + mao.path + "&state=submitted");
  talk.get("worker", worker, "/v1/needs/counts?under=" + mao.path);
  talk.post("worker", worker, need + "/triage", R"({"decision":"accept"})");
  talk.post("colleague", colleague, need + "/triage", R"({"decision":"accept"})");
  talk.post("stranger", stranger, need + "/triage", R"({"decision":"accept"})");
  ASSERT_EQ(take(id, zhao), "");
  bench().tick(4h);
  talk.get("wang", wang, need + "/code");
  talk.post("zhao", zhao, need + "/check-in", R"({"evidence":{"code":"000000x"}})");
  talk.post("zhao", zhao, need + "/check-in",
            R"({"evidence":{"code":")" + shown(id).code->str() + R"("}})");
  bench().tick(55min);
  talk.post("zhao", zhao, need + "/check-out",
            R"({"evidence":{"code":")" + shown(id).code->str() + R"("}})");
  talk.post("zhao", zhao, need + "/confirm", R"({"happened":true})");
  talk.post("wang", wang, need + "/confirm", R"({"happened":true})");
  talk.post("wang", wang, need + "/comments", R"({"words":"谢谢"})");
  talk.get("worker", worker, need + "/comments");
  talk.post("wang", wang, need + "/rate", R"({"stars":6,"tags":[]})");
  talk.post("wang", wang, need + "/rate", R"({"stars":5,"tags":["准时"],"words":"很好"})");
  const std::string thanks = R"({"helper":")" + zhao.person->text() + R"(","words":"辛苦了"})";
  talk.post("wang", wang, need + "/thanks", thanks);
  talk.post("wang", wang, need + "/thanks", thanks);
  talk.get("zhao", zhao, need + "/thanks");
  talk.post("zhao", zhao, need + "/thanks/answer", "{}");
  talk.post("wang", wang, need + "/thanks/answer", "{}");
  talk.post("wang", wang, need + "/withdraw", R"({"reason_code":"solved"})");
  talk.get("wang", wang, need + "/timeline");
  talk.get("zhao", zhao, "/v1/me/tasks");
  talk.get("worker", worker, "/v1/due-rules?site_path=" + mao.path);
  EXPECT_GOLDEN("needs.txt", talk.text());
}

TEST_P(NeedRoutes, AnUnknownIdIsToldByItsField) {
  const std::string nobody = NeedId::make(bench().now(), bench().rng()).text();
  const auto named = [&](const Answered& answer, std::string_view code, const std::string& field) {
    EXPECT_EQ(answer.code(), code);
    EXPECT_THAT(answer.body, HasSubstr(R"("path":")" + field + R"(")")) << answer.body;
  };
  const std::string wanted = asking().substr(0, asking().size() - 1);
  named(post(wang, "/v1/needs", wanted + R"(,"site":")" + nobody + R"("})"), "site_unknown",
        "/site");
  named(post(wang, "/v1/needs", wanted + R"(,"recipient":")" + nobody + R"("})"),
        "not_for_this_person", "/recipient");
  const std::string desk = wanted + R"(,"source":"counter","site":")";
  named(post(worker, "/v1/needs/on-behalf", desk + nobody + R"("})"), "site_unknown", "/site");
  named(post(worker, "/v1/needs/on-behalf",
             desk + mao.id.text() + R"(","recipient":")" + nobody + R"("})"),
        "not_for_this_person", "/recipient");
  named(post(worker, "/v1/needs/on-behalf",
             desk + mao.id.text() +
                 R"(","resident":{"name":"陈大爷","consent":"柜台口头同意","home_site":")" +
                 nobody + R"("}})"),
        "site_unknown", "/resident/home_site");
  const std::string need = "/v1/needs/" + need_in(NeedState::submitted).text();
  named(post(worker, need + "/merge", R"({"into":")" + nobody + R"("})"), "need_unknown", "/into");
  const Answered gone =
      post(worker, "/v1/needs/" + nobody + "/merge", R"({"into":")" + need.substr(10) + R"("})");
  EXPECT_EQ(gone.code(), "need_unknown");
  EXPECT_THAT(gone.body, Not(HasSubstr("/into")));
}

TEST_P(NeedRoutes, RepeatedRequestsActOnce) {
  auto wang_here = town->as(wang);
  const Answered first = wang_here.key("the-same-key-0001").post("/v1/needs", asking());
  const Answered again = wang_here.key("the-same-key-0001").post("/v1/needs", asking());
  ASSERT_EQ(first.status, 200) << first.body;
  EXPECT_EQ(again.body, first.body);
  EXPECT_EQ(look(wang, list_my_needs, ListMyNeeds{})->items.size(), 1u);
}

TEST_P(NeedRoutes, AWrongTryIsCountedAlthoughRefused) {
  const NeedId id = need_in(NeedState::scheduled);
  bench().tick(4h);
  const std::string door = "/v1/needs/" + id.text() + "/check-in";
  for (int i = 0; i < 10; ++i) {
    ASSERT_EQ(post(zhao, door, R"({"evidence":{"code":"nonsense"}})").code(), "code_wrong") << i;
  }
  const Answered stopped =
      post(zhao, door, R"({"evidence":{"code":")" + shown(id).code->str() + R"("}})");
  EXPECT_EQ(stopped.status, 429);
  EXPECT_EQ(stopped.code(), "too_many_tries");
  EXPECT_EQ(stopped.header("Retry-After"), "900");
}

TEST_P(NeedRoutes, FilesComeAndGoAsTheyAre) {
  const std::string files = "/v1/needs/" + need_in(NeedState::submitted).text() + "/attachments";
  const Answered added = town->as(wang).upload(files, "image/jpeg", media::jpeg());
  ASSERT_EQ(added.status, 200) << added.body;
  const Answered shown_to_worker = get(worker, files + "/" + added.at("id"));
  EXPECT_EQ(shown_to_worker.content_type, "image/jpeg");
  EXPECT_THAT(shown_to_worker.body, HasSubstr(media::jpeg_picture()));
  EXPECT_THAT(shown_to_worker.body, Not(HasSubstr("34.7812")));
  EXPECT_EQ(town->as(wang).upload(files, "image/png", media::jpeg()).code(), "file_type_wrong");
  EXPECT_EQ(town->as(stranger).upload(files, "image/jpeg", media::jpeg()).status, 404);
  EXPECT_EQ(town->as(wang).upload(files, "image/png", std::string(6 * 1024 * 1024, 'x')).status,
            413);
}

TEST_P(NeedRoutes, ReadingIsLoggedBeforeTheAnswerLeaves) {
  const NeedId id = need_in(NeedState::submitted);
  ASSERT_EQ(get(worker, "/v1/needs/" + id.text()).status, 200);
  EXPECT_THAT(dump("reading"), HasSubstr("address"));
}

TEST_P(NeedRoutes, SitesAreThereForAnybody) {
  EXPECT_EQ(town->nobody().get("/v1/sites/" + mao.id.text()).at("name"), "茅津社区");
  EXPECT_EQ(town->nobody().get("/v1/sites/nonsense").status, 400);
  EXPECT_EQ(town->nobody().get("/v1/categories").status, 200);
  EXPECT_EQ(town->nobody().get("/v1/sites/" + mao.id.text() + "/grids").status, 401);
  EXPECT_EQ(get(stranger, "/v1/sites/" + mao.id.text() + "/households").status, 403);
  EXPECT_EQ(get(worker, "/v1/sites/" + mao.id.text() + "/households").status, 200);
  EXPECT_EQ(post(worker, "/v1/sites/" + huang.id.text(), R"({"pilot":true})").status, 403);
  const Answered changed =
      post(worker, "/v1/sites/" + mao.id.text(),
           R"({"pilot":true,"opening_hours":[{"weekday":7,"from_minute":0,"to_minute":60}]})");
  EXPECT_EQ(changed.status, 400);
  EXPECT_THAT(changed.body, HasSubstr("/opening_hours/0/weekday"));
}

TEST_P(NeedRoutes, TheDocumentHasNoFaults) {
  EXPECT_THAT(http::openapi_faults(http::openapi(town->router(), "test")), IsEmpty());
}

}  // namespace
}  // namespace lastmile::needs
