#include <gmock/gmock.h>

#include <algorithm>
#include <set>

#include "access/reading_store.h"
#include "table.h"

namespace lastmile::authorization {
namespace {

using Kind = Reason::Kind;

std::vector<Row> table() { return read_table(AUTHORIZATION_TABLE); }

/// What the server answers beside the router's table; /v1/events, which streams, is http's to test.
std::vector<http::Route> beside_the_api() {
  const auto route = [](const char* method, const char* pattern) {
    http::Route r;
    r.method = method;
    r.pattern = pattern;
    r.is_command = r.method == "POST";
    return r;
  };
  std::vector<http::Route> all;
  for (const char* open : {"/healthz", "/metrics", "/v1/openapi.json", "/docs/api"}) {
    all.push_back(route("GET", open).anyone());
  }
  all.push_back(route("GET", "/debug").granted("debug"));
  all.push_back(route("POST", "/debug/log-level").granted("debug"));
  return all;
}

std::vector<http::Route> all_routes(World& world) {
  auto all = beside_the_api();
  for (const auto& route : world.town().router().routes()) all.push_back(*route);
  return all;
}

std::string name_of(const http::Route& route) { return route.method + " " + route.pattern; }
std::string name_of(const Row& row) { return row.method + " " + row.pattern; }

// The path one level up: "a/b/c/" → "a/b/"; the top has nothing above it.
std::string above(std::string path) {
  path.pop_back();
  const auto slash = path.rfind('/');
  return slash == path.npos ? path + "/" : path.substr(0, slash + 1);
}

bool is_let_through(const World& world, const std::vector<Reason>& reasons, Who who,
                    const std::string& path) {
  const Actor actor = world.actor(who);
  return std::ranges::any_of(reasons, [&](const Reason& reason) {
    switch (reason.kind) {
      case Kind::anyone:
        return true;
      case Kind::signed_in:
        return who != Who::anonymous;
      case Kind::is:
        return who == reason.who;
      case Kind::holds:
        return !access::scopes(actor, reason.right).empty();
      case Kind::over:
        return access::may(actor, reason.right, path);
      case Kind::above:
        return access::may(actor, reason.right, above(path));
      case Kind::city:
        return access::may(actor, reason.right, "4112/");
      case Kind::field:
        return access::may_see(actor, reason.field, path);
    }
    return false;
  });
}

/// What only those may learn who need it, and not without a trace.
bool is_personal(const std::string& mark) {
  static const std::set<std::string> personal{"phone",          "address", "id_number", "details",
                                              "relative_phone", "words",   "evidence",  "photo"};
  return personal.contains(mark);
}

/// One caller on one object, and what they got.
struct Attempt {
  const http::Route& route;
  const Row& row;
  const Try& about;
  Who who;
  Where where;
  std::string path = about.path.empty() ? path_of(where) : about.path;
  PersonId person = {};  // who played the caller
  http::Answered answer = {};
  std::string said = {};

  bool is_good() const { return answer.status >= 200 && answer.status < 300; }
  bool shows(const std::string& mark) const { return answer.body.find(mark) != std::string::npos; }
};

struct Authorization : testing::TestWithParam<storage::On> {
  void SetUp() override {
    if (!storage::is_available(GetParam())) GTEST_SKIP() << "LASTMILE_TEST_POSTGRES is not set";
  }
  void try_rows(std::size_t first_town);
  void try_route(const http::Route& route, const Row& row);
  void ask(Attempt& attempt);
  int refusal_expected(const Attempt& attempt) const;
  void expect_refused(const Attempt& attempt);
  void expect_shown(const Attempt& attempt);
  void expect_logged(const Attempt& attempt);
  std::set<std::string> readings(PersonId reader, PersonId whom);

  std::unique_ptr<World> world;
};
EACH_DATABASE(Authorization);

/// The field classes of this person that the reader was ever shown. Objects bring people of their
/// own, so nothing was read of them before.
std::set<std::string> Authorization::readings(PersonId reader, PersonId whom) {
  access::ReadingId after_all;
  after_all.uuid.bytes.fill(0xff);
  const auto rows = world->bench().db().reading([&](storage::Tx& tx) {
    return access::load_readings(tx, world->bench().settings.region, {whom}, after_all, 1000);
  });
  std::set<std::string> classes;
  for (const auto& row : rows) {
    if (row.reader == reader) classes.emplace(to_text(row.field_class));
  }
  return classes;
}

void Authorization::ask(Attempt& attempt) {
  const Try& about = attempt.about;
  http::Client client = world->client(attempt.who, about);
  if (attempt.who != Who::anonymous) {
    const auto played = about.played.find(attempt.who);
    attempt.person = played == about.played.end() ? world->person(attempt.who) : played->second;
  }
  attempt.answer = attempt.route.is_command
                       ? client.upload(about.target, about.content_type, about.body)
                       : client.get(about.target);
  attempt.said = fmt::format("table.txt:{}: {} ({}) as {} on {}: {} {}", attempt.row.line,
                             name_of(attempt.route), attempt.row.object, to_text(attempt.who),
                             to_text(attempt.where), attempt.answer.status,
                             attempt.answer.body.substr(0, 1000));
}

/// The status those get who are not let through.
int Authorization::refusal_expected(const Attempt& attempt) const {
  if (attempt.who == Who::anonymous) return 401;
  const http::Route& route = attempt.route;
  if (route.audience == http::Audience::granted) {
    const auto right = parse_enum<access::Right>(route.right).value();
    if (access::scopes(world->actor(attempt.who), right).empty()) return 403;
  }
  const Row& row = attempt.row;
  return is_let_through(*world, row.visible_by, attempt.who, attempt.path) ? 403 : row.otherwise;
}

void Authorization::expect_refused(const Attempt& attempt) {
  EXPECT_EQ(attempt.answer.status, refusal_expected(attempt)) << attempt.said;
  for (const auto& [name, mark] : attempt.about.marks) {
    EXPECT_FALSE(attempt.shows(mark)) << name << " leaks: " << attempt.said;
  }
}

/// Each mark is shown exactly to those of its `shows` lines, and to nobody without one.
void Authorization::expect_shown(const Attempt& attempt) {
  for (const auto& [name, mark] : attempt.about.marks) {
    const bool expected = std::ranges::any_of(attempt.row.view.shows, [&](const Shows& shows) {
      return shows.mark == name && is_let_through(*world, shows.reasons, attempt.who, attempt.path);
    });
    EXPECT_EQ(attempt.shows(mark), expected) << name << ": " << attempt.said;
  }
}

void Authorization::expect_logged(const Attempt& attempt) {
  const auto& whom = attempt.about.whom;
  if (!whom || attempt.person == *whom) return;
  const auto logged = readings(attempt.person, *whom);
  std::map<std::string, bool> expected;
  for (const Logs& logs : attempt.row.view.logs) {
    expected[logs.field_class] |= is_let_through(*world, logs.reasons, attempt.who, attempt.path);
  }
  for (const auto& [field_class, is_logged] : expected) {
    EXPECT_EQ(logged.contains(field_class), is_logged)
        << "reading of " << field_class << ": " << attempt.said;
  }
  for (const auto& [name, mark] : attempt.about.marks) {
    if (!is_personal(name) || !attempt.shows(mark)) continue;
    EXPECT_FALSE(logged.empty()) << name << " is read without a trace: " << attempt.said;
  }
}

void Authorization::try_route(const http::Route& route, const Row& row) {
  const Make make = maker_of(row.object);
  for (const Where where : all_of<Where>()) {
    if (!make && where != Where::own) continue;
    std::optional<Try> about;
    for (const Who who : all_of<Who>()) {
      if (!about) about = make ? make(*world, where) : Try{.target = route.pattern};
      Attempt attempt{route, row, *about, who, where};
      ask(attempt);
      if (!is_let_through(*world, row.reasons, who, attempt.path)) {
        expect_refused(attempt);
      } else {
        EXPECT_TRUE(attempt.is_good() || attempt.answer.status == row.also) << attempt.said;
        if (attempt.is_good()) expect_shown(attempt);
        if (attempt.is_good()) expect_logged(attempt);
      }
      if (!attempt.is_good() || !route.is_command) continue;
      world->forget_client(who);  // its session may be over
      about.reset();              // what was done cannot be done again
    }
  }
}

/// A town lasts for a few rows, so that lists stay short and nothing hangs on the order of rows.
/// Every second town, for two runs side by side take half as long.
void Authorization::try_rows(std::size_t first_town) {
  constexpr std::size_t rows_a_town = 8;
  const auto rows = table();
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (i / rows_a_town % 2 != first_town) continue;
    if (i % rows_a_town == 0) world = std::make_unique<World>(GetParam());
    const Row& row = rows[i];
    const auto routes = all_routes(*world);
    const auto route = std::ranges::find_if(
        routes, [&](const http::Route& r) { return name_of(r) == name_of(row); });
    if (route == routes.end()) continue;  // HasARowForEachRoute names it
    SCOPED_TRACE(fmt::format("table.txt:{}", row.line));
    EXPECT_NO_THROW(try_route(*route, row)) << name_of(row) << " (" << row.object << ")";
  }
}

TEST_P(Authorization, IsAsTheTableSaysInEvenTowns) { try_rows(0); }
TEST_P(Authorization, IsAsTheTableSaysInOddTowns) { try_rows(1); }

TEST(AuthorizationTable, HasARowForEachRoute) {
  World world(storage::On::sqlite);
  const auto rows = table();
  std::set<std::string> routes, told;
  for (const auto& route : all_routes(world)) routes.insert(name_of(route));
  std::set<std::string> seen;
  for (const Row& row : rows) {
    told.insert(name_of(row));
    EXPECT_TRUE(routes.contains(name_of(row))) << "table.txt:" << row.line << ": no such route";
    EXPECT_TRUE(seen.insert(name_of(row) + row.object).second)
        << "table.txt:" << row.line << ": twice";
    if (row.object == "-") continue;
    EXPECT_TRUE(maker_of(row.object))
        << "table.txt:" << row.line << ": nothing makes " << row.object;
  }
  for (const auto& route : routes) {
    EXPECT_TRUE(told.contains(route)) << route << " has no row in table.txt";
  }
}

/// True when whoever has this reason also holds the right somewhere.
bool implies(const Reason& reason, access::Right right) {
  const auto all_roles = all_of<access::Role>();
  if (reason.kind == Kind::field) {
    return std::ranges::all_of(all_roles, [&](access::Role role) {
      return !access::opens(role, reason.field) || access::carries(role, right);
    });
  }
  const bool by_right = reason.kind == Kind::over || reason.kind == Kind::holds ||
                        reason.kind == Kind::above || reason.kind == Kind::city;
  return by_right && std::ranges::all_of(all_roles, [&](access::Role role) {
           return !access::carries(role, reason.right) || access::carries(role, right);
         });
}

// What a route asks for before its object is known must not be stricter or laxer than its row.
TEST(AuthorizationTable, AgreesWithWhatRoutesAskFirst) {
  World world(storage::On::sqlite);
  std::map<std::string, http::Route> routes;
  for (auto& route : all_routes(world)) routes.emplace(name_of(route), std::move(route));
  for (const Row& row : table()) {
    const auto found = routes.find(name_of(row));
    if (found == routes.end()) continue;
    const http::Route& route = found->second;
    const bool says_anyone =
        std::ranges::any_of(row.reasons, [](const Reason& r) { return r.kind == Kind::anyone; });
    EXPECT_EQ(route.audience == http::Audience::anyone, says_anyone) << name_of(row);
    if (route.audience != http::Audience::granted) continue;
    const auto right = parse_enum<access::Right>(route.right);
    ASSERT_TRUE(right) << name_of(row) << " asks for a right nobody knows: " << route.right;
    for (const Reason& reason : row.reasons) {
      EXPECT_TRUE(implies(reason, *right)) << name_of(row) << " asks for " << route.right;
    }
  }
}

TEST(AuthorizationTable, IsReadStrictly) {
  const auto rows = read_rows(
      "# words\n\nlet seers = is:proxy over:need_read\nview page\n  shows name is:leader\n"
      "GET /v1/x | thing | over:need_read is:resident | seers?403:404 or 409 | page\n"
      "  shows phone is:volunteer\n  logs contact is:volunteer\n");
  ASSERT_EQ(rows.size(), 1u);
  EXPECT_EQ(rows[0].line, 6);
  EXPECT_EQ(rows[0].pattern, "/v1/x");
  ASSERT_EQ(rows[0].reasons.size(), 2u);
  EXPECT_EQ(rows[0].reasons[1].who, Who::resident);
  ASSERT_EQ(rows[0].visible_by.size(), 2u);
  EXPECT_EQ(rows[0].visible_by[1].right, access::Right::need_read);
  EXPECT_EQ(rows[0].also, 409);
  ASSERT_EQ(rows[0].view.shows.size(), 2u);
  EXPECT_EQ(rows[0].view.shows[1].mark, "phone");
  ASSERT_EQ(rows[0].view.logs.size(), 1u);
  EXPECT_EQ(rows[0].view.logs[0].field_class, "contact");
  for (const char* bad :
       {"GET /v1/x | - | anyone", "GET /v1/x | - | everyone | 403",
        "GET /v1/x | - | over:nothing | 403", "GET /v1/x | - | is:king | 403",
        "GET /v1/x | - | | 403", "GET /v1/x | - | anyone | 200", "GET /v1/x | - | anyone | 403 or",
        "shows x anyone", "logs x anyone", "GET /v1/x | - | anyone | nobodies?403:404",
        "GET /v1/x | - | anyone | 403 | page", "let x", "let x = king",
        "let x = anyone\nlet x = anyone", "view v\nview v"}) {
    EXPECT_THROW(read_rows(bad), std::runtime_error) << bad;
  }
}

}  // namespace
}  // namespace lastmile::authorization
