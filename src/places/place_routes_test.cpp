#include "places/place_routes.h"

#include "access/access_routes.h"
#include "http/conversation.h"
#include "places/places_fixture.h"

namespace lastmile::places {
namespace {

struct PlaceRoutes : PlacesTown {
  std::unique_ptr<http::TestServe> town;
  void SetUp() override {
    PlacesTown::SetUp();
    if (IsSkipped()) return;
    open_town();
    http::Hooks hooks;
    hooks.may = access::http_hooks(4112).may;
    hooks.record_reads = access::http_hooks(4112).record_reads;
    town = std::make_unique<http::TestServe>(bench(), add_place_routes, std::move(hooks));
  }
};
EACH_DATABASE(PlaceRoutes);

// What clients rely on, word for word: a change of an answer is seen in review.
TEST_P(PlaceRoutes, AnswerAsTheyAlwaysDid) {
  http::Conversation talk(*town);
  const Site mao = site("411202001001");
  const Actor li = worker(),
              stranger = TestBench::person(PersonId::make(bench().now(), bench().rng()));
  const Actor chief = staff("center_staff", "4112/411202/");
  const std::string card = "/v1/sites/" + mao.id.text();
  talk.get("stranger", stranger, "/v1/areas/411202001");
  talk.get("stranger", stranger, "/v1/areas/999999");
  talk.get("stranger", stranger, "/v1/sites?under=" + mao.path);
  talk.get("stranger", stranger, card);
  talk.get("stranger", stranger, "/v1/sites/" + SiteId{}.text());
  talk.post("worker", li, card,
            R"({"phone":"0398-2816001","point":{"lat":34.78,"lon":111.19}})");
  talk.post("worker", li, card, R"({"point":{"lat":134.78,"lon":111.19}})");
  talk.post("stranger", stranger, card, R"({"pilot":false})");
  talk.post("chief", chief, "/v1/sites",
            R"({"area":"411202001001","name":"茅津驿站","parent":")" + mao.id.text() + "\"}");
  const http::Answered grid = talk.post("worker", li, "/v1/grids",
                                        R"({"site":")" + mao.id.text() + R"(","name":"第一网格"})");
  talk.post("worker", li, "/v1/grids", R"({"site":")" + mao.id.text() + R"(","name":"第一网格"})");
  talk.get("stranger", stranger, card + "/grids");
  talk.post("worker", li, "/v1/households",
            R"({"site":")" + mao.id.text() + R"(","grid":")" + grid.at("id") +
                R"(","address":"黄河路18号3单元201"})");
  talk.get("worker", li, card + "/households");
  talk.get("stranger", stranger, card + "/households");
  talk.post("worker", li, "/v1/units",
            R"({"site":")" + mao.id.text() + R"(","name":"黄河食堂","kind":"enterprise"})");
  talk.get("stranger", stranger, "/v1/units");
  EXPECT_GOLDEN("places.txt", talk.text());
}

}  // namespace
}  // namespace lastmile::places
