#include "stats/stat_routes.h"

#include "access/access_routes.h"
#include "dispatch/test_town.h"
#include "http/conversation.h"
#include "http/openapi.h"
#include "http/openapi_lint.h"
#include "http/wire.h"
#include "needs/need_close.h"
#include "records/record_jobs.h"
#include "stats/stat_jobs.h"
#include "stats/stats.h"

namespace lastmile::stats {
namespace {

using dispatch::given;
using dispatch::Town;

/// Two needs of one station as the figures tell them over HTTP: one served and rated, one waiting.
struct StatRoutes : OnEachBench {
  void SetUp() override {
    OnEachBench::SetUp();
    if (IsSkipped()) return;
    town_ = std::make_unique<Town>(bench());
    records::add_record_jobs(town_->registry);
    add_stat_jobs(town_->registry);
    http::Hooks hooks = access::http_hooks(bench().settings.region);
    hooks.authenticate = nullptr;  // signed in by TestServe
    served_ = std::make_unique<http::TestServe>(bench(), add_stat_routes, hooks);
    const auto need = town().need(
        {.from = to_text(bench().now()), .to = to_text(bench().now() + std::chrono::hours{2})});
    const auto who = town().volunteer();
    town().take(need, who);
    town().serve(need, who, std::chrono::minutes{90});
    needs::RateService rate;
    rate.need = need;
    rate.stars = Bounded<1, 5>{5};
    EXPECT_TRUE(bench()
                    .run(Town::as(town().brief(need).recipient),
                         [&](Call& call) { return needs::rate_service(call, rate); })
                    .ok());
    town().need({.category = "0601"});
    town().drain();
  }
  Town& town() { return *town_; }
  http::TestServe& http() { return *served_; }

 private:
  std::unique_ptr<Town> town_;
  std::unique_ptr<http::TestServe> served_;
};
EACH_DATABASE(StatRoutes);

TEST_P(StatRoutes, AnswerAsTheyAlwaysDid) {
  const Actor &office = town().city_office, &worker = town().worker;
  const Actor volunteer = Town::as(town().volunteer());
  const std::string here = "under=" + town().station.path, march = "&from=2026-03-01&to=2026-03-31";
  http::Conversation talk(http());
  talk.get("worker", worker, "/v1/stats?" + here + march);
  talk.get("worker", worker, "/v1/stats?" + here + march + "&format=csv");
  talk.get("volunteer", volunteer, "/v1/stats?" + here);
  talk.get("worker", worker, "/v1/stats?under=" + town().far_station.path);
  talk.get("worker", worker, "/v1/stats?" + here + "&from=2026-03-02&to=2026-03-01");
  talk.get("office", office, "/v1/stats/by-site?under=" + town().subcenter.path + march);
  talk.get("worker", worker, "/v1/stats/by-category?" + here + march);
  talk.get("worker", worker, "/v1/stats/by-category?" + here + march + "&format=csv");
  talk.get("worker", worker, "/v1/stats/by-month?" + here + "&from=2026-02-01&to=2026-03-31");
  talk.get("worker", worker, "/v1/stats/services?" + here + march);
  talk.get("worker", worker, "/v1/stats/persons?" + here + march);
  talk.get("worker", worker, "/v1/stats/recipient-turns?" + here + march);
  talk.get("worker", worker, "/v1/stats/recipients?" + here + march);
  talk.get("worker", worker, "/v1/stats/needs?" + here + march + "&state=archived");
  talk.get("worker", worker, "/v1/stats/needs?" + here + march + "&figure=rated&format=csv");
  talk.get("worker", worker, "/v1/stats/needs?" + here + "&state=lost");
  EXPECT_GOLDEN("stats.txt", talk.text());
}

TEST_P(StatRoutes, AFileSaysWhoseFiguresItHolds) {
  const auto head = [&](const std::string& pattern, Lang lang, http::Form form) {
    Actor who = town().worker;
    who.lang = lang;
    return bench().look(who, [&](Call& call) {
      std::vector<TextParam> none;
      std::string allow;
      const http::Route* route = http().router().find("GET", pattern, none, allow);
      AskFigures q;
      q.under = given<access::SitePath>(town().station.path);
      q.from = given<Day>("2026-01-01");
      q.to = given<Day>("2026-03-31");
      return route->run(call, form, &q, nullptr)->file_name;
    });
  };
  EXPECT_EQ(head("/v1/stats", Lang::zh, http::Form::csv),
            "满天星-统计-" + town().station.name + "-2026-01-01-2026-03-31.csv");
  EXPECT_EQ(head("/v1/stats", Lang::en, http::Form::xlsx),
            "Lastmile-statistics-" + town().station.name + "-2026-01-01-2026-03-31.xlsx");
  http::Reply reply;
  reply.file_name = head("/v1/stats", Lang::zh, http::Form::csv);
  EXPECT_NE(http::head_of(reply, {}).find("Content-Disposition: attachment; "
                                          "filename*=UTF-8''%E6%BB%A1%E5%A4%A9%E6%98%9F-"),
            std::string::npos);
}

TEST_P(StatRoutes, TheDocumentHasNoFaults) {
  EXPECT_TRUE(http::openapi_faults(http::openapi(http().router(), "test")).empty());
}

}  // namespace
}  // namespace lastmile::stats
