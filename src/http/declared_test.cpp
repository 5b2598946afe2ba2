#include "http/declared.h"

#include <gmock/gmock.h>

#include "http/http_errors.h"
#include "http/test_client.h"

namespace lastmile::http {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

constexpr Refusal window_over{Kind::invalid, "window_over", "The time is over.", "时间已过。"};
constexpr Refusal code_wrong{Kind::invalid, "code_wrong", "No such code.", "没有这个代码。"};
constexpr Refusal shut{Kind::conflict, "shut", "It is shut.", "已关闭。"};
constexpr Refusal secret{Kind::forbidden, "secret", "Not yours.", "无权查看。"};

struct Ask {
  std::string what;
  std::optional<std::string> cursor;
};
BOOST_DESCRIBE_STRUCT(Ask, (), (what, cursor))

Result<Done> answer(Call&, const Ask& ask) {
  if (ask.what == "window") return window_over;
  if (ask.what == "third code") return at_field("/codes/2", code_wrong);
  if (ask.what == "code") return code_wrong;
  if (ask.what == "shut") return shut;
  if (ask.what == "secret") return secret;
  return Done{};
}

void add_routes(Router& r) {
  r.command("POST /v1/things", answer)
      .anyone()
      .refuses({shut})
      .about("/wanted/window", {window_over})
      .about(field_by_verb, {code_wrong});
}

// A town that tells what its answers break.
class Declared : public testing::Test {
 public:
  Declared() : serve(bench, add_routes, {}, options()) {}
  ServeOptions options() {
    ServeOptions o;
    o.on_undeclared = [this](const std::string& breach) { breaches.push_back(breach); };
    return o;
  }
  Answered ask(const std::string& what) {
    return serve.nobody().post("/v1/things", R"({"what":")" + what + "\"}");
  }
  std::vector<std::string> breaches;
  TestBench bench{storage::On::sqlite};
  TestServe serve;
};

TEST_F(Declared, FieldIsNamedWhereTheVerbSaysOnlyTheRefusal) {
  const auto answered = ask("window");
  EXPECT_EQ(answered.status, 400);
  EXPECT_EQ(answered.code(), "window_over");
  EXPECT_EQ(answered.at("errors"),
            R"([{"path":"/wanted/window","code":"window_over","message":"时间已过。"}])");
  EXPECT_THAT(breaches, ElementsAre());
}

TEST_F(Declared, FieldSaidByTheVerbWins) {
  EXPECT_THAT(ask("third code").at("errors"), HasSubstr("\"/codes/2\""));
  EXPECT_THAT(breaches, ElementsAre());
}

TEST_F(Declared, FieldLeftToTheVerbAndNotSaidIsTold) {
  EXPECT_EQ(ask("code").at("errors"), "");
  EXPECT_THAT(breaches, ElementsAre("refusal_without_field POST /v1/things: code_wrong"));
}

TEST_F(Declared, RefusalNobodyDeclaredIsTold) {
  EXPECT_EQ(ask("shut").status, 409);
  EXPECT_THAT(breaches, ElementsAre());
  EXPECT_EQ(ask("secret").status, 403);
  EXPECT_THAT(breaches, ElementsAre("undeclared_refusal POST /v1/things: secret"));
}

TEST(DeclaredRefusals, HoldWhatTheMachineAnswersByWhatARouteIs) {
  Router router;
  add_routes(router);
  router.query("GET /v1/things", answer).granted("read");
  const Route& post = *router.routes()[0];
  const Route& get = *router.routes()[1];
  EXPECT_TRUE(declares(post, too_many_requests));
  EXPECT_FALSE(declares(get, too_many_requests));
  EXPECT_FALSE(declares(post, right_missing));
  EXPECT_TRUE(declares(get, right_missing));
  EXPECT_TRUE(declares(get, bad_cursor));
  EXPECT_THAT(fields_of(get, bad_cursor), ElementsAre("/cursor"));
  EXPECT_FALSE(declares(get, shut));
}

TEST(DeclaredRefusals, MayBeAboutSeveralFields) {
  Router router;
  const Route& route = router.command("POST /v1/things", answer)
                           .about("/code", {code_wrong})
                           .about("/pin", {code_wrong});
  Refused refused{code_wrong};
  name_fields(route, refused);
  ASSERT_EQ(refused.fields.size(), 2u);
  EXPECT_EQ(refused.fields[1].path, "/pin");
  EXPECT_EQ(route.refusals.size(), 1u);
}

}  // namespace
}  // namespace lastmile::http
