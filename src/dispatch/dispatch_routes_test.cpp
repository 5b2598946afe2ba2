#include "dispatch/dispatch_routes.h"

#include <fmt/format.h>

#include "access/access_routes.h"
#include "dispatch/test_town.h"
#include "http/conversation.h"

namespace lastmile::dispatch {
namespace {

/// The routes as a browser meets them, over the whole of http.
struct DispatchRoutes : OnEachBench {
  void SetUp() override {
    OnEachBench::SetUp();
    if (IsSkipped()) return;
    town_ = std::make_unique<Town>(bench());
    http::Hooks hooks = access::http_hooks(bench().settings.region);
    hooks.authenticate = nullptr;  // signed in by TestServe
    served_ = std::make_unique<http::TestServe>(bench(), add_dispatch_routes, hooks);
  }
  Town& town() { return *town_; }
  http::TestServe& http() { return *served_; }
  std::string need_at_ten() {
    return "/v1/needs/" +
           town()
               .need({.from = "2026-03-03T10:00:00+08:00", .to = "2026-03-03T12:00:00+08:00"})
               .text();
  }

 private:
  std::unique_ptr<Town> town_;
  std::unique_ptr<http::TestServe> served_;
};
EACH_DATABASE(DispatchRoutes);

// One need offered in every way there is, by its station, to two who fit; and one who helps nobody.
TEST_P(DispatchRoutes, AnswerAsTheyAlwaysDid) {
  const auto zhao = town().volunteer({.name = "赵强"}), sun = town().volunteer({.name = "孙丽"});
  const auto neighbour = town().resident("周生");
  const Actor first = Town::as(zhao), second = Town::as(sun);
  const Actor &worker = town().worker, nobody;
  const std::string need = need_at_ten();
  http::Conversation talk(http());
  talk.get("worker", worker, need + "/candidates?limit=2");
  talk.get("zhao", first, need + "/candidates");
  talk.post("worker", worker, need + "/invite", R"({"volunteers":[]})");
  talk.post(
      "worker", worker, need + "/invite",
      fmt::format(R"({{"volunteers":["{}"],"answer_due":"2026-03-01T00:00:00Z"}})", zhao.text()));
  talk.post("worker", worker, need + "/invite",
            fmt::format(R"({{"volunteers":["{}","{}"]}})", zhao.text(), sun.text()));
  talk.post("worker", worker, need + "/invite",
            fmt::format(R"({{"volunteers":["{}"]}})", zhao.text()));
  talk.get("zhao", first, "/v1/me/offers");
  const auto made = bench().look(first, [](Call& call) { return list_my_offers(call, {}); });
  const std::string mine = "/v1/offers/" + made->items.at(0).id.text();
  talk.post("sun", second, mine + "/accept");
  talk.post("zhao", first, mine + "/decline", R"({"reason_code":"tired"})");
  talk.post("zhao", first, mine + "/decline", R"({"reason_code":"busy","note":"那天带孩子"})");
  talk.post("zhao", first, mine + "/accept");
  talk.post("worker", worker, need + "/redispatch", R"({"reason_code":"other"})");
  talk.post("worker", worker, need + "/redispatch", R"({"reason_code":"wrong_match"})");
  talk.get("worker", worker, need + "/offers");
  talk.post("worker", worker, need + "/open", R"({"until":"2026-03-02T12:00:00+08:00"})");
  talk.get("neighbour", Town::as(neighbour), "/v1/claims");
  talk.get("zhao", first, "/v1/claims");
  talk.post("zhao", first, need + "/claim");
  talk.post("zhao", first, need + "/claim");
  talk.post("sun", second, need + "/claim");
  talk.post("nobody", nobody, need + "/claim");
  const std::string other = need_at_ten();
  talk.post("center", town().center_staff, other + "/assign",
            fmt::format(R"({{"site":"{}","reason_code":"nearer"}})", town().station.id.text()));
  talk.post(
      "center", town().center_staff, other + "/transfer",
      fmt::format(R"({{"site":"{}","reason_code":"responsible"}})", town().neighbour.id.text()));
  talk.post("worker", worker, "/v1/matching-runs",
            fmt::format(R"({{"under":"{}"}})", town().station.path));
  EXPECT_GOLDEN("dispatch.txt", talk.text());
}

TEST_P(DispatchRoutes, AnUnknownIdIsToldByItsField) {
  const std::string need = need_at_ten();
  const std::string nobody = needs::NeedId::make(bench().now(), bench().rng()).text();
  const auto named = [&](const std::string& what, const std::string& body, const char* field) {
    const auto answer = http().as(town().center_staff).post(need + what, body);
    EXPECT_EQ(answer.status, 404) << answer.body;
    EXPECT_NE(answer.body.find(fmt::format(R"("path":"{}")", field)), std::string::npos)
        << answer.body;
  };
  const std::string site = fmt::format(R"({{"site":"{}","reason_code":"nearer"}})", nobody);
  named("/assign", site, "/site");
  named("/transfer", site, "/site");
  named("/invite", fmt::format(R"({{"volunteers":["{}"]}})", nobody), "/volunteers");
  named("/invite-team", fmt::format(R"({{"team":"{}"}})", nobody), "/team");
}

}  // namespace
}  // namespace lastmile::dispatch
