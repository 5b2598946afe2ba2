#include "http/router.h"

#include <gmock/gmock.h>

#include <array>

#include "base/assert.h"

namespace lastmile::http {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

struct Ask {
  std::string town;
  Text<1, 5> title;
  std::optional<int> seats = {};
  std::vector<std::string> tags = {};
};
BOOST_DESCRIBE_STRUCT(Ask, (), (town, title, seats, tags))
struct Asked {
  std::string title;
};
BOOST_DESCRIBE_STRUCT(Asked, (), (title))
struct Look {
  std::optional<Cursor> cursor = {};
  std::optional<PageLimit> limit = {};
};
BOOST_DESCRIBE_STRUCT(Look, (), (cursor, limit))

Result<Asked> ask(Call&, const Ask& cmd) { return Asked{cmd.title.str()}; }
Result<Page<Asked>> look(Call&, const Look&) { return Page<Asked>{}; }
Result<Done> hide(Call&, const Look&) { return Done{}; }

TEST(Sheet, NamesItsColumnsInTheReadersLanguage) {
  const std::array own{Head{"title", {"title", "标题"}}, Head{"state", {"stage", "阶段"}}};
  const std::vector<std::string> columns{"title", "state", "id"};
  EXPECT_THAT(heads_of(columns, own, Lang::zh), ElementsAre("标题", "阶段", "编号"));
  EXPECT_THAT(heads_of(columns, own, Lang::en), ElementsAre("title", "stage", "id"));
  EXPECT_THROW(heads_of(columns, {}, Lang::zh), Broken);
}

Router town_router() {
  Router r;
  r.query("GET /v1/towns", look);
  static constexpr std::array heads{Head{"title", {"title", "标题"}}};
  r.table("GET /v1/towns/{town}/needs", look, heads);
  r.command("POST /v1/towns/{town}/needs", ask);
  r.query("GET /v1/towns/{town}/needs/{need}", look);
  r.query("GET /v1/towns/all/needs", look);
  r.command("POST /v1/towns/{name}/hide", hide);
  return r;
}

struct Found {
  std::string pattern;
  std::vector<std::string> params;
  std::string allow;
};
Found find(const Router& r, std::string_view method, std::string_view path) {
  Found f;
  std::vector<TextParam> params;
  const Route* route = r.find(method, path, params, f.allow);
  if (route) f.pattern = route->pattern;
  for (const auto& p : params) f.params.push_back(p.name + "=" + p.value);
  return f;
}

TEST(Router, FindsPatternsAndDecodesTheirParameters) {
  const Router r = town_router();
  EXPECT_EQ(find(r, "GET", "/v1/towns").pattern, "/v1/towns");
  EXPECT_EQ(find(r, "HEAD", "/v1/towns").pattern, "/v1/towns");
  const Found one = find(r, "GET", "/v1/towns/%E6%B9%96%2F1/needs/7");
  EXPECT_EQ(one.pattern, "/v1/towns/{town}/needs/{need}");
  EXPECT_THAT(one.params, ElementsAre("town=湖/1", "need=7"));
  EXPECT_THAT(find(r, "POST", "/v1/towns/a/hide").params, ElementsAre("name=a"));
}

TEST(Router, PrefersLiteralsYetGoesBack) {
  const Router r = town_router();
  EXPECT_EQ(find(r, "GET", "/v1/towns/all/needs").pattern, "/v1/towns/all/needs");
  const Found back = find(r, "GET", "/v1/towns/all/needs/9");
  EXPECT_EQ(back.pattern, "/v1/towns/{town}/needs/{need}");
  EXPECT_THAT(back.params, ElementsAre("town=all", "need=9"));
}

TEST(Router, NamesTheMethodsThatFit) {
  const Router r = town_router();
  EXPECT_EQ(find(r, "DELETE", "/v1/towns/a/needs").allow, "GET, HEAD, OPTIONS, POST");
  EXPECT_EQ(find(r, "POST", "/v1/towns").allow, "GET, HEAD, OPTIONS");
  EXPECT_EQ(find(r, "GET", "/v1/towns/a/hide").allow, "OPTIONS, POST");
  EXPECT_EQ(find(r, "GET", "/v1/nowhere").allow, "");
}

TEST(Router, FindsNothingForStrangePaths) {
  const Router r = town_router();
  for (const char* path : {"", "v1", "/", "//", "/v1/towns/", "/v1/towns//needs", "/v1//towns",
                           "/v1/towns/%zz/needs", "/v1/towns/%00/needs", "/v1/towns/%e/needs",
                           "/v1/towns/a/needs/b/c/d/e/f/g/h/i/j/k/l/m/n/o/p/q/r/s"}) {
    EXPECT_EQ(find(r, "GET", path).pattern, "") << path;
    EXPECT_EQ(find(r, "GET", path).allow, "") << path;
  }
}

TEST(Router, RefusesToRegisterAPatternTwice) {
  Router r = town_router();
  EXPECT_THROW(r.query("GET /v1/towns", look), Broken);
  EXPECT_THROW(r.query("POST /v1/other", look), Broken);
}

TEST(Query, IsDecodedAndBounded) {
  std::vector<TextParam> params;
  ASSERT_TRUE(read_query("a=1+2&b=%E4%B8%89&c&&d=x=y", params).ok());
  std::vector<std::string> texts;
  for (const auto& p : params) texts.push_back(p.name + "=" + p.value);
  EXPECT_THAT(texts, ElementsAre("a=1 2", "b=三", "c=", "d=x=y"));
  EXPECT_EQ(read_query("a=2", params).refused().fields.at(0).code, "repeated");
  EXPECT_EQ(read_query("z=%", params).refused().fields.at(0).code, "query");
  EXPECT_EQ(read_query("%ff=1", params).refused().fields.at(0).code, "query");
  std::string many;
  for (int i = 0; i < 70; ++i) many += "&n" + std::to_string(i);
  params.clear();
  EXPECT_EQ(read_query(many, params).refused().fields.at(0).code, "too_many");
  EXPECT_EQ(params.size(), 64u);
}

Refused decode_refused(const Router& r, Request request) {
  std::string allow;
  const Route* route = r.find("POST", "/v1/towns/a/needs", request.params, allow);
  auto decoded = route->decode(request);
  return decoded.ok() ? Refused{{Kind::invalid, "none", "", ""}} : decoded.refused();
}

TEST(Router, DecodesBodyAndPathIntoTheCommandWithAllBadFields) {
  const Router r = town_router();
  Request good;
  good.body = R"({"title":"门锁","seats":2})";
  EXPECT_EQ(decode_refused(r, good).refusal.code, "none");

  Request bad;
  bad.body = R"({"title":"much too long","seats":"two","other":1})";
  std::vector<std::string> seen;
  for (const auto& f : decode_refused(r, bad).fields) seen.push_back(f.path + " " + f.code);
  EXPECT_THAT(seen, ElementsAre("/title length", "/seats type", "/other unknown"));

  Request empty;
  EXPECT_EQ(decode_refused(r, empty).fields.at(0).path, "/title");
  Request junk;
  junk.body = "{";
  EXPECT_EQ(decode_refused(r, junk).fields.at(0).code, "json");
}

TEST(Router, KnowsTheMembersOfACommand) {
  const Router r = town_router();
  SchemaBook book;
  const auto members = r.routes().at(2)->members(book);
  ASSERT_EQ(members.size(), 4u);
  EXPECT_EQ(members[1].name, "title");
  EXPECT_TRUE(members[1].required);
  EXPECT_FALSE(members[2].required);
  EXPECT_THAT(members[1].schema, HasSubstr("maxLength"));
  EXPECT_EQ(r.routes().at(5)->response_schema(book), "");
}

struct Place {
  std::string name;
  int households = 0;
};
BOOST_DESCRIBE_STRUCT(Place, (), (name, households))
enum class Mood { glad, sad };
BOOST_DESCRIBE_ENUM(Mood, glad, sad)
Words words_of(Mood m) { return m == Mood::glad ? Words{"glad", "高兴"} : Words{"sad", "难过"}; }
struct Line {
  std::string who;
  std::optional<Place> place = {};
  std::vector<std::string> tags = {};
  std::optional<int> stars = {};
  Mood mood = Mood::glad;
  Instant at{};
  std::vector<Place> others = {};
  Day day{};
  bool busy = false;
};
BOOST_DESCRIBE_STRUCT(Line, (), (who, place, tags, stars, mood, at, others, day, busy))

TEST(Sheet, FlattensRowsUnderTheirMemberNames) {
  EXPECT_THAT(column_names<Line>(), ElementsAre("who", "place.name", "place.households", "tags",
                                                "stars", "mood", "at", "others", "day", "busy"));
  const Zone zone("Asia/Shanghai");
  const auto texts = [&](const Line& line, Lang lang) {
    std::vector<std::string> all;
    for (const auto& c : cells_of(line, {lang, zone})) all.push_back(c.text);
    return all;
  };
  const Line whole{"Li",          Place{"A", 3},        {"x", "y"}, 5,   Mood::sad,
                   at_ms(61'000), {{"B", 1}, {"C", 2}}, Day{},      true};
  EXPECT_THAT(texts(whole, Lang::en),
              ElementsAre("Li", "A", "3", "x; y", "5", "sad", "1970-01-01 08:01:01", "B 1; C 2",
                          "1970-01-01", "yes"));
  EXPECT_THAT(texts({"Li"}, Lang::zh), ElementsAre("Li", "", "", "", "", "高兴",
                                                   "1970-01-01 08:00:00", "", "1970-01-01", "否"));
}

TEST(Sheet, CountsTimesAsSpreadsheetsDo) {
  const Zone zone("Asia/Shanghai");
  // 2026-03-01 12:00 there; LibreOffice shows 46082.5 as that.
  const Cell noon = time_cell(*parse_instant("2026-03-01T12:00:00+08:00"), zone);
  EXPECT_EQ(noon.text, "2026-03-01 12:00:00");
  EXPECT_EQ(noon.serial, 46'082.5);
  EXPECT_EQ(time_cell(*parse_instant("2026-03-01T12:00:00.700+08:00"), zone).serial, 46'082.5);
  EXPECT_EQ(time_cell(*parse_instant("9999-12-31T23:59:59Z"), zone).text, "9999-12-31 23:59:59");
  EXPECT_EQ(day_cell(*parse_day("2026-03-01")).serial, 46'082.0);
}

TEST(Sheet, CsvQuotesAndGuardsAgainstFormulas) {
  const auto sheet = Sheet::make(Form::csv, {"who", "what"});
  ASSERT_TRUE(sheet->add({{"a,b"}, {"say \"hi\""}}).ok());
  ASSERT_TRUE(sheet->add({{"=1+1"}, {"-5", true}}).ok());
  ASSERT_TRUE(sheet->add({{"@x"}, {"line\nline"}}).ok());
  const Reply reply = sheet->finish();
  EXPECT_EQ(reply.body,
            "\xEF\xBB\xBFwho,what\r\n\"a,b\",\"say \"\"hi\"\"\"\r\n'=1+1,-5\r\n"
            "'@x,\"line\nline\"\r\n");
}

TEST(Sheet, XlsxIsAZipWithTheRows) {
  const auto sheet = Sheet::make(Form::xlsx, {"名", "n"});
  for (int i = 0; i < 1000; ++i) {
    ASSERT_TRUE(sheet->add({{"张三"}, {std::to_string(i), true}}).ok());
  }
  ASSERT_TRUE(sheet->add({{std::string(40'000, 'x')}, {"1", true}}).ok());
  const Reply reply = sheet->finish();
  EXPECT_EQ(reply.body.substr(0, 4), "PK\x03\x04");
  EXPECT_THAT(reply.content_type, HasSubstr("spreadsheetml"));
  EXPECT_GT(reply.body.size(), 5000u);
}

TEST(Sheet, RefusesMoreThanItsLimit) {
  const auto sheet = Sheet::make(Form::csv, {"n"});
  const std::vector<Cell> row{{"1", true}};
  for (std::size_t i = 0; i < sheet_rows_max; ++i) ASSERT_TRUE(sheet->add(row).ok());
  EXPECT_EQ(sheet->add(row).refused().refusal, sheet_too_long);
}

}  // namespace
}  // namespace lastmile::http
