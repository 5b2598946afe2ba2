#include "access/access_routes.h"
#include "http/test_client.h"
#include "needs/need_close.h"
#include "records/record_jobs.h"
#include "stats/stat_routes.h"
#include "stats/stats_fixture.h"

namespace lastmile::stats {
namespace {

using dispatch::Town;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

/// What was said of services, told fact by fact.
struct Ratings : StatsTown {
  needs::NeedId served() {
    const auto id = needs::NeedId::make(bench().now(), bench().rng());
    submit(id, paths[3], "0405");
    move(id, S::submitted, S::awaiting_dispatch);
    move(id, S::in_service, S::awaiting_confirmation);
    return id;
  }
  needs::NeedId confirmed() {
    const auto id = served();
    move(id, S::awaiting_confirmation, S::awaiting_rating);
    return id;
  }
  void deny(needs::NeedId id, S from) {
    tell(needs::NeedMoved{id, from, S::awaiting_dispatch, "did_not_happen", {}, "0405", {}},
         id.uuid, paths[3]);
  }
  std::optional<std::int64_t> now(Figure f) {
    drain();
    return figure(figures({}), f);
  }
  std::vector<NeedRow> rows(Figure f) {
    drain();
    ListNeedRows q;
    q.figure = f;
    return all_rows<NeedRow>(q, list_need_rows);
  }
};
EACH_DATABASE(Ratings);

TEST_P(Ratings, CountOnceAServiceAndTheLastWordOnItStands) {
  const auto id = confirmed();
  move(id, S::awaiting_rating, S::archived);
  rate(id, 2);
  rate(id, 4);
  EXPECT_EQ(now(Figure::rated), 1);
  EXPECT_EQ(now(Figure::rating_mean_100), 400);
  move(id, S::archived, S::submitted);  // reopened: another service, another rating
  EXPECT_EQ(now(Figure::rated), 1);
  move(id, S::in_service, S::awaiting_confirmation);
  move(id, S::awaiting_confirmation, S::awaiting_rating);
  EXPECT_EQ(now(Figure::rating_percent), 50);
  move(id, S::awaiting_rating, S::archived);
  rate(id, 1);
  EXPECT_EQ(now(Figure::rated), 2);
  EXPECT_EQ(now(Figure::rating_percent), 100);
  EXPECT_EQ(now(Figure::rating_mean_100), 250);
  EXPECT_EQ(now(Figure::needs), 1);
}

TEST_P(Ratings, OfAServiceThatLedToARedoStay) {
  const auto id = confirmed();
  do_again(id, 1);
  do_again(id, 2);
  move(id, S::awaiting_rating, S::archived);
  rate(id, 5);
  const auto all = rows(Figure::rated);
  ASSERT_THAT(all, SizeIs(3));
  for (std::size_t i = 0; i < all.size(); ++i) {
    EXPECT_EQ(all[i].need, id);
    EXPECT_EQ(all[i].round, i + 1);
    EXPECT_EQ(all[i].stars, std::vector<std::int64_t>({1, 2, 5})[i]);
  }
  EXPECT_LT(all[0].served_at, all[1].served_at);
  EXPECT_EQ(now(Figure::rated), 3);
  EXPECT_EQ(now(Figure::rating_percent), 100);
  EXPECT_EQ(now(Figure::rating_mean_100), 267);  // 8 / 3
  const auto needs = rows(Figure::needs);
  ASSERT_THAT(needs, SizeIs(1));
  EXPECT_EQ(needs[0].round, std::nullopt);
  EXPECT_THAT(jobs::replay(commands(), registry(), false), IsEmpty());
}

TEST_P(Ratings, AreAskedOfServicesConfirmedOrClosedOnly) {
  served();
  EXPECT_EQ(now(Figure::rating_percent), std::nullopt);  // nobody said yet that it happened
  const auto silent = served();
  move(silent, S::awaiting_confirmation, S::archived);
  EXPECT_EQ(now(Figure::rating_percent), 0);
  const auto once = confirmed();
  do_again(once, 1);
  EXPECT_THAT(rows(Figure::rating_percent), SizeIs(3));
  EXPECT_EQ(now(Figure::rating_percent), 33);
  deny(once, S::awaiting_rating);  // the second did not happen; the first did, and was rated
  EXPECT_THAT(rows(Figure::rating_percent), SizeIs(2));
  EXPECT_EQ(now(Figure::rating_percent), 50);
  move(once, S::in_service, S::awaiting_confirmation);
  deny(once, S::awaiting_confirmation);  // nor did this one, which nobody had confirmed
  EXPECT_EQ(now(Figure::rated), 1);
  EXPECT_EQ(now(Figure::rating_percent), 50);
  const auto in_her_name = confirmed();
  move(in_her_name, S::awaiting_rating, S::archived);
  rate(in_her_name, 5);
  EXPECT_EQ(now(Figure::rated), 2);
  deny(in_her_name, S::archived);  // the station's five stars were for nothing
  EXPECT_EQ(now(Figure::rated), 1);
  for (const auto& row : rows(Figure::needs)) EXPECT_TRUE(row.need != in_her_name || !row.stars);
  rate(silent, 5);
  EXPECT_EQ(now(Figure::rating_percent), 100);
  EXPECT_EQ(now(Figure::rating_mean_100), 300);
}

/// The same by the verbs of people.
struct RatingsOfATown : OnEachBench {};
EACH_DATABASE(RatingsOfATown);

TEST_P(RatingsOfATown, CountTheBadOneBeforeTheRedoInEveryForm) {
  Town town(bench());
  records::add_record_jobs(town.registry);
  add_stat_jobs(town.registry);
  http::Hooks hooks = access::http_hooks(bench().settings.region);
  hooks.authenticate = nullptr;  // signed in by TestServe
  http::TestServe served(bench(), add_stat_routes, hooks);
  auto office = served.as(town.city_office);
  const auto need = town.need(
      {.from = to_text(bench().now()), .to = to_text(bench().now() + std::chrono::hours{4})});
  const auto value = [&](Figure figure) {
    town.drain();
    const auto view = from_json<FiguresView>(office.get("/v1/stats").body).value();
    return std::ranges::find(view.figures, figure, &FigureView::figure)->value;
  };
  const auto serve_and_rate = [&](int stars, bool redo) {
    const auto who = town.volunteer();
    town.take(need, who);
    town.serve(need, who, std::chrono::minutes{60});
    needs::RateService rate;
    rate.need = need;
    rate.stars = Bounded<1, 5>{stars};
    rate.redo = redo;
    EXPECT_TRUE(bench()
                    .run(Town::as(town.brief(need).recipient),
                         [&](Call& call) { return needs::rate_service(call, rate); })
                    .ok());
  };
  serve_and_rate(1, true);
  EXPECT_EQ(value(Figure::rated), 1);
  EXPECT_EQ(value(Figure::rating_mean_100), 100);
  serve_and_rate(5, false);
  EXPECT_EQ(value(Figure::rated), 2);
  EXPECT_EQ(value(Figure::rating_mean_100), 300);
  EXPECT_EQ(value(Figure::rating_percent), 100);
  EXPECT_EQ(value(Figure::recipient_turns), 1);
  const auto page =
      from_json<Page<NeedRow>>(office.get("/v1/stats/needs?figure=rated").body).value();
  ASSERT_THAT(page.items, SizeIs(2));
  EXPECT_EQ(page.items[0].stars, 1);
  EXPECT_EQ(page.items[1].stars, 5);
  const auto csv = office.get("/v1/stats/needs?figure=rated&format=csv").body;
  EXPECT_EQ(std::count(csv.begin(), csv.end(), '\n'), 3);  // the heads and two rows
  EXPECT_EQ(office.get("/v1/stats/needs?figure=rated&format=xlsx").body.substr(0, 2), "PK");
  EXPECT_THAT(office.get("/v1/stats/by-month").body,
              HasSubstr("\"rated\":2,\"rating_mean_100\":300"));
}

}  // namespace
}  // namespace lastmile::stats
