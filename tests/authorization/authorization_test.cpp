#include <gmock/gmock.h>

#include <set>

#include "table.h"

namespace lastmile::authorization {
namespace {

std::vector<Row> table() { return read_table(AUTHORIZATION_TABLE); }

bool is_let_through(const World& world, const std::vector<Reason>& reasons, Who who,
                    const std::string& path) {
  const Actor actor = world.actor(who);
  return std::ranges::any_of(reasons, [&](const Reason& reason) {
    switch (reason.kind) {
      case Reason::Kind::anyone: return true;
      case Reason::Kind::signed_in: return who != Who::anonymous;
      case Reason::Kind::is: return who == reason.who;
      case Reason::Kind::holds: return !access::scopes(actor, reason.right).empty();
      case Reason::Kind::over: return access::may(actor, reason.right, path);
    }
    return false;
  });
}

/// The status those get who are not let through.
int refusal_expected(const World& world, const Row& row, const http::Route& route, Who who,
                     const std::string& path) {
  if (who == Who::anonymous) return 401;
  const Actor actor = world.actor(who);
  if (route.audience == http::Audience::granted &&
      access::scopes(actor, *parse_enum<access::Right>(route.right)).empty()) {
    return 403;
  }
  if (row.visible_by && access::may(actor, *row.visible_by, path)) return 403;
  return row.otherwise;
}

const Row* row_of(const std::vector<Row>& rows, const http::Route& route) {
  const auto found = std::ranges::find_if(rows, [&](const Row& row) {
    return row.method == route.method && row.pattern == route.pattern;
  });
  return found == rows.end() ? nullptr : &*found;
}

std::string name_of(const http::Route& route) { return route.method + " " + route.pattern; }

Make maker(const std::string& object) {
  for (const Feature& feature : features()) {
    const auto found = feature.objects.find(object);
    if (found != feature.objects.end()) return found->second;
  }
  return {};
}

struct Authorization : testing::TestWithParam<storage::On> {
  void SetUp() override {
    if (!storage::is_available(GetParam())) GTEST_SKIP() << "LASTMILE_TEST_POSTGRES is not set";
  }
  void try_route(const http::Route& route, const Row& row);
  void try_once(const http::Route& route, const Row& row, Who who, Where where);
  std::unique_ptr<World> world;
};
EACH_DATABASE(Authorization);

void Authorization::try_once(const http::Route& route, const Row& row, Who who, Where where) {
  const Make make = maker(row.object);
  const Try about = make ? make(*world, who, where) : Try{.target = route.pattern};
  http::Client client = world->client(who);
  const http::Answered answer =
      route.is_command ? client.upload(about.target, about.content_type, about.body)
                       : client.get(about.target);
  const std::string path = path_of(where);
  const std::string said = fmt::format("{} as {} on {}: {} {}", name_of(route), to_text(who),
                                       to_text(where), answer.status, answer.body);
  if (!is_let_through(*world, row.reasons, who, path)) {
    EXPECT_EQ(answer.status, refusal_expected(*world, row, route, who, path)) << said;
    for (const auto& [name, mark] : about.marks) {
      EXPECT_EQ(answer.body.find(mark), std::string::npos) << name << " leaks: " << said;
    }
    return;
  }
  const bool is_good = answer.status >= 200 && answer.status < 300;
  EXPECT_TRUE(is_good || answer.status == row.also) << said;
  if (!is_good) return;
  for (const Shows& shows : row.shows) {
    ASSERT_TRUE(about.marks.contains(shows.mark)) << row.object << " has no mark " << shows.mark;
    EXPECT_EQ(answer.body.find(about.marks.at(shows.mark)) != std::string::npos,
              is_let_through(*world, shows.reasons, who, path))
        << shows.mark << ": " << said;
  }
}

void Authorization::try_route(const http::Route& route, const Row& row) {
  const bool placed = row.object != "-";
  for (const Who who : all_of<Who>()) {
    for (const Where where : all_of<Where>()) {
      if (!placed && where != Where::own) continue;
      try_once(route, row, who, where);
    }
  }
}

TEST_P(Authorization, IsAsTheTableSays) {
  for (const Row& row : table()) {
    // A fresh town for each route, so that lists stay short and nothing hangs on their order.
    world = std::make_unique<World>(GetParam());
    for (const auto& route : world->town().router().routes()) {
      if (row.method == route->method && row.pattern == route->pattern) try_route(*route, row);
    }
  }
}

TEST(AuthorizationTable, HasARowForEachRoute) {
  World world(storage::On::sqlite);
  const auto rows = table();
  std::set<std::string> routes;
  for (const auto& route : world.town().router().routes()) {
    routes.insert(name_of(*route));
    const Row* row = row_of(rows, *route);
    EXPECT_TRUE(row) << name_of(*route) << " has no row in table.txt";
    if (row && row->object != "-") {
      EXPECT_TRUE(maker(row->object)) << "nothing makes " << row->object;
    }
  }
  std::set<std::string> seen;
  for (const Row& row : rows) {
    const std::string name = row.method + " " + row.pattern;
    EXPECT_TRUE(routes.contains(name)) << "table.txt:" << row.line << ": no such route";
    EXPECT_TRUE(seen.insert(name).second) << "table.txt:" << row.line << ": twice";
  }
}

// What a route asks for before its object is known must not be stricter or laxer than its row.
TEST(AuthorizationTable, AgreesWithWhatRoutesAskFirst) {
  World world(storage::On::sqlite);
  const auto rows = table();
  for (const auto& route : world.town().router().routes()) {
    const Row* row = row_of(rows, *route);
    if (!row) continue;
    const auto has = [&](Reason::Kind kind) {
      return std::ranges::any_of(row->reasons, [&](const Reason& r) { return r.kind == kind; });
    };
    EXPECT_EQ(route->audience == http::Audience::anyone, has(Reason::Kind::anyone))
        << name_of(*route);
    if (route->audience != http::Audience::granted) continue;
    for (const Reason& reason : row->reasons) {
      const bool by_right = reason.kind == Reason::Kind::over || reason.kind == Reason::Kind::holds;
      EXPECT_TRUE(by_right && to_text(reason.right) == route->right)
          << name_of(*route) << " asks for " << route->right;
    }
  }
}

TEST(AuthorizationTable, IsReadStrictly) {
  const auto rows = read_rows(
      "# words\n\nGET /v1/x | thing | over:need_read is:resident | need_read?403:404 or 409\n"
      "  shows phone is:volunteer\n");
  ASSERT_EQ(rows.size(), 1u);
  EXPECT_EQ(rows[0].line, 3);
  EXPECT_EQ(rows[0].pattern, "/v1/x");
  ASSERT_EQ(rows[0].reasons.size(), 2u);
  EXPECT_EQ(rows[0].reasons[1].who, Who::resident);
  EXPECT_EQ(rows[0].visible_by, access::Right::need_read);
  EXPECT_EQ(rows[0].also, 409);
  ASSERT_EQ(rows[0].shows.size(), 1u);
  EXPECT_EQ(rows[0].shows[0].mark, "phone");
  for (const char* bad : {"GET /v1/x | - | anyone", "GET /v1/x | - | everyone | 403",
                          "GET /v1/x | - | over:nothing | 403", "GET /v1/x | - | is:king | 403",
                          "GET /v1/x | - | | 403", "GET /v1/x | - | anyone | 200",
                          "GET /v1/x | - | anyone | 403 or", "shows x anyone"}) {
    EXPECT_THROW(read_rows(bad), std::runtime_error) << bad;
  }
}

}  // namespace
}  // namespace lastmile::authorization
