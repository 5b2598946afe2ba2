#include "base/decode.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <cmath>
#include <cstring>

namespace lastmile::decoding {

enum class State { new_, open };
BOOST_DESCRIBE_ENUM(State, new_, open)

struct Place {
  double lat = 0;
  std::optional<std::string> zip;
};
BOOST_DESCRIBE_STRUCT(Place, (), (lat, zip))

struct ThingTag;
struct TakeThing {
  Text<1, 5> title;
  std::int32_t count = 0;
  Bounded<1, 10> seats;
  State state = State::new_;
  bool urgent = false;
  std::optional<Place> place;
  std::vector<std::string> tags;
  std::optional<Id<ThingTag>> thing;
  std::optional<Instant> when;
  std::optional<std::optional<int>> limit;
};
BOOST_DESCRIBE_STRUCT(TakeThing, (),
                      (title, count, seats, state, urgent, place, tags, thing, when, limit))

struct Only {
  std::optional<std::int64_t> n;
  std::optional<std::uint8_t> small;
  std::optional<double> d;
  std::optional<std::string> s;
  std::vector<int> list;
};
BOOST_DESCRIBE_STRUCT(Only, (), (n, small, d, s, list))

namespace {

constexpr std::string_view right =
    R"({"title":"灯坏了","count":2,"seats":3,"state":"new","urgent":true})";

// "<path> <code>" of every bad field; "ok" when there is none.
template <class T>
std::vector<std::string> trouble(const Result<T>& read) {
  if (read.ok()) return {"ok"};
  std::vector<std::string> out;
  for (const auto& f : read.refused().fields) {
    EXPECT_FALSE(f.en.empty());
    EXPECT_FALSE(f.zh.empty());
    out.push_back(f.path + " " + f.code);
  }
  return out;
}
using Lines = std::vector<std::string>;

// The right body with one member more, or put in place of another of its name.
Lines with(std::string_view member) {
  std::string body(right);
  const auto at = body.find(member.substr(0, member.find(':') + 1));
  if (at == body.npos)
    body.insert(body.size() - 1, "," + std::string(member));
  else
    body.replace(at, body.find_first_of(",}", at) - at, member);
  return trouble(from_json<TakeThing>(body));
}
Lines only(std::string_view member) {
  return trouble(from_json<Only>("{" + std::string(member) + "}"));
}

TEST(Decode, TakesARightBody) {
  const auto read = from_json<TakeThing>(right);
  ASSERT_TRUE(read.ok());
  EXPECT_EQ(read->title.str(), "灯坏了");
  EXPECT_EQ(read->seats.value, 3);
  EXPECT_EQ(read->state, State::new_);
  EXPECT_TRUE(read->urgent);
  EXPECT_FALSE(read->place);
  EXPECT_TRUE(read->tags.empty());
}

TEST(Decode, ReportsEverythingAtOnce) {
  const auto read = from_json<TakeThing>(
      R"({"title":"","count":"2","seats":11,"state":"closed","urgent":1,)"
      R"("place":{"zip~x/y":1},"tags":["a",5],"thing":"x","when":"yesterday","extra":{}})");
  EXPECT_EQ(trouble(read),
            (Lines{"/title length", "/count type", "/seats range", "/state choice", "/urgent type",
                   "/place/lat required", "/place/zip~0x~1y unknown", "/tags/1 type",
                   "/thing format", "/when format", "/extra unknown"}));
  EXPECT_EQ(trouble(from_json<TakeThing>("{}")),
            (Lines{"/title required", "/count required", "/seats required", "/state required",
                   "/urgent required"}));
  EXPECT_EQ(trouble(from_json<Only>(R"({"":1})")), (Lines{"/ unknown"}));
}

TEST(Decode, SaysWhatToDo) {
  const auto read = from_json<TakeThing>(R"({"title":"123456","count":1,"seats":0,"state":"x",)"
                                         R"("urgent":false})");
  ASSERT_FALSE(read.ok());
  const auto& f = read.refused().fields;
  ASSERT_EQ(f.size(), 3u);
  EXPECT_EQ(f[0].en, "must be 1 to 5 printable characters of UTF-8 on one line");
  EXPECT_EQ(f[1].zh, "应为 1 到 10 之间的整数");
  EXPECT_EQ(f[2].en, "must be one of: new, open");
  const auto flag =
      from_json<TakeThing>(R"({"title":"1","count":1,"seats":1,"state":"new","urgent":1})");
  EXPECT_EQ(flag.refused().fields.at(0).zh, "应为 true 或 false");
}

struct Pin {
  Text<6, 6> digits;
};
BOOST_DESCRIBE_STRUCT(Pin, (), (digits))

TEST(Decode, SaysOneLengthWhereThereIsOnlyOne) {
  const auto read = from_json<Pin>(R"({"digits":"12345"})");
  ASSERT_FALSE(read.ok());
  const BadField& bad = read.refused().fields.at(0);
  EXPECT_EQ(bad.en, "must be 6 printable characters of UTF-8 on one line");
  EXPECT_EQ(bad.zh, "应为 6 个字，写在一行内，不含控制字符");
}

TEST(Decode, TakesWholeNumbersHoweverWritten) {
  EXPECT_EQ(only(R"("n":1.0)"), Lines{"ok"});
  EXPECT_EQ(only(R"("n":1e3)"), Lines{"ok"});
  EXPECT_EQ(only(R"("n":-9223372036854775808)"), Lines{"ok"});
  EXPECT_EQ(only(R"("n":9223372036854775807)"), Lines{"ok"});
  EXPECT_EQ(from_json<Only>(R"({"n":9223372036854775807})")->n,
            std::numeric_limits<std::int64_t>::max());
  for (const auto* n : {"1.5", "9223372036854775808", "9223372036854775808.0", "1e300", "4e14414",
                        "-9223372036854775809", "\"1\"", "true", "[]", "{}"}) {
    EXPECT_EQ(only(R"("n":)" + std::string(n)), Lines{"/n type"}) << n;
  }
  EXPECT_EQ(only(R"("small":255)"), Lines{"ok"});
  EXPECT_EQ(only(R"("small":256)"), Lines{"/small type"});
  EXPECT_EQ(only(R"("small":-1)"), Lines{"/small type"});
  EXPECT_EQ(with(R"("seats":2.5)"), Lines{"/seats type"});
}

RC_GTEST_PROP(Decode, ReadsEveryDoubleExactly, (std::uint64_t bits)) {
  double d = 0;
  std::memcpy(&d, &bits, sizeof d);
  RC_PRE(std::isfinite(d));
  const auto read = from_json<Only>("{\"d\":" + to_json(d) + "}");
  RC_ASSERT(read.ok());
  RC_ASSERT(*read->d == d);
}

TEST(Decode, RefusesNumbersThatAreNotFinite) {
  EXPECT_EQ(only(R"("d":1)"), Lines{"ok"});
  EXPECT_EQ(only(R"("d":-1.25e-3)"), Lines{"ok"});
  EXPECT_EQ(only(R"("d":4e14414)"), Lines{"/d type"});
  EXPECT_EQ(only(R"("d":-4e14414)"), Lines{"/d type"});
  EXPECT_EQ(only(R"("d":NaN)"), Lines{"/d json"});
}

TEST(Decode, RefusesWhatIsNoJson) {
  for (const std::string text :
       {"", " ", "{", "{}}", "{'a':1}", "nul", "\xef\xbb\xbf{}", "{\"\xff\":1}", "// x\n{}"}) {
    EXPECT_EQ(trouble(from_json<Only>(text)), Lines{" json"}) << text;
  }
  for (const std::string text :
       {"{\"s\":\"\xff\"}", "{\"s\":\"\xc0\x80\"}", "{\"s\":\"\xed\xa0\x80\"}",
        "{\"s\":\"\\ud800\"}", "{\"s\":\"\\udc00\"}", "{\"s\":\"\n\"}"}) {
    EXPECT_EQ(trouble(from_json<Only>(text)), Lines{"/s json"}) << text;
  }
  EXPECT_EQ(trouble(from_json<Only>("[1,]")), Lines{"/1 json"});
}

TEST(Decode, SaysWhereTheJsonGoesWrong) {
  const auto bad = [](std::string_view text) { return parse_json(text).refused().fields.at(0); };
  struct Case {
    std::string text;
    std::string path;
    std::string place;
  };
  for (const Case& c :
       {Case{R"({"a":1,"wanted":{"list":[1,{"b/c":"x)"
             "\x01"
             R"("}]}})",
             "/wanted/list/1/b~1c", "byte offset 36"},
        Case{"{\"s\":\"\xe4\xb8\xad\xff\"}", "/s", "byte offset 9"},
        Case{R"({"s":"\ud800"})", "/s", "byte offset 12"}, Case{R"({"a":1,})", "", "byte offset 7"},
        Case{R"({"a":1)", "", "byte offset 6"}}) {
    EXPECT_EQ(bad(c.text).path, c.path) << c.text;
    EXPECT_NE(bad(c.text).en.find(c.place + ";"), std::string::npos) << bad(c.text).en;
  }
  EXPECT_NE(bad("\xef\xbb\xbf{}").en.find("byte order mark"), std::string::npos);
  EXPECT_NE(bad("\xef\xbb\xbf{}").zh.find("BOM"), std::string::npos);
}

TEST(Decode, NamesTheCharacterATextMayNotHold) {
  EXPECT_EQ(with("\"title\":\"a\xe2\x80\xae\""), Lines{"/title character"});
  EXPECT_EQ(with(R"("title":"a\u061c")"), Lines{"/title character"});
  EXPECT_EQ(with(R"("title":"a\ufffe")"), Lines{"/title character"});
  EXPECT_EQ(with(R"("title":"a\nb")"), Lines{"/title character"}) << "one line";
  EXPECT_EQ(with(R"("title":"a\n")"), Lines{"ok"}) << "trimmed before";
  const auto read = from_json<Only>(R"({"s":"a\u202e"})");
  EXPECT_EQ(read.refused().fields.at(0).en, "must not hold the character U+202E: take it out");
  EXPECT_EQ(read.refused().fields.at(0).zh, "不能含有字符 U+202E，请去掉");
}

TEST(Decode, RefusesDeepNesting) {
  const auto nested = [](std::size_t depth) {
    return std::string(depth, '[') + std::string(depth, ']');
  };
  EXPECT_TRUE(parse_json(nested(32)).ok());
  EXPECT_EQ(trouble(parse_json(nested(33))), Lines{" depth"});
  EXPECT_EQ(trouble(parse_json(nested(1'000'000))), Lines{" depth"});
}

TEST(Decode, WantsAnObject) {
  for (const auto* text : {"null", "1", "\"x\"", "[]", "true"}) {
    EXPECT_EQ(trouble(from_json<TakeThing>(text)), Lines{" type"}) << text;
  }
  EXPECT_EQ(with(R"("place":[])"), Lines{"/place type"});
  EXPECT_EQ(with(R"("place":"x")"), Lines{"/place type"});
}

TEST(Decode, TakesNullForNothing) {
  EXPECT_EQ(with(R"("place":null,"thing":null,"when":null)"), Lines{"ok"});
  EXPECT_EQ(with(R"("title":null)"), Lines{"/title type"});
  EXPECT_EQ(with(R"("tags":null)"), Lines{"/tags type"});
}

TEST(Decode, TellsAbsentFromCleared) {
  const auto limit = [](std::string_view member) {
    return from_json<TakeThing>(std::string(right.substr(0, right.size() - 1)) +
                                std::string(member) + "}")
        ->limit;
  };
  EXPECT_EQ(limit(""), std::nullopt);
  ASSERT_TRUE(limit(R"(,"limit":null)"));
  EXPECT_EQ(*limit(R"(,"limit":null)"), std::nullopt);
  EXPECT_EQ(limit(R"(,"limit":7)"), std::optional(std::optional(7)));
}

TEST(Decode, BoundsListsTextsAndItsOwnAnswer) {
  const auto list = [](std::size_t n, std::string_view item) {
    std::string out = R"("list":[)";
    for (std::size_t i = 0; i < n; ++i) out += (i ? "," : "") + std::string(item);
    return out + "]";
  };
  EXPECT_EQ(only(list(200, "1")), Lines{"ok"});
  EXPECT_EQ(only(list(201, "1")), Lines{"/list too_many"});
  EXPECT_EQ(only(list(200, "\"x\"")).size(), 100u) << "no more than 100 are reported";
  EXPECT_EQ(only(R"("list":{})"), Lines{"/list type"});
  EXPECT_EQ(only("\"s\":\"" + std::string(4096, 'x') + "\""), Lines{"ok"});
  EXPECT_EQ(only("\"s\":\"" + std::string(4097, 'x') + "\""), Lines{"/s length"});
  EXPECT_EQ(only(R"("s":"\u0000")"), Lines{"/s character"}) << "no database takes NUL in a text";
  EXPECT_EQ(only(R"("s":"a\nb\tc")"), Lines{"ok"});
}

TEST(Decode, ChecksWiredTexts) {
  EXPECT_EQ(with(R"("thing":"0190163d-8694-739b-aea5-966c26f8ad91")"), Lines{"ok"});
  EXPECT_EQ(with(R"("thing":"0190163d8694739baea5966c26f8ad91")"), Lines{"/thing format"});
  EXPECT_EQ(with(R"("thing":5)"), Lines{"/thing type"});
  EXPECT_EQ(with(R"("when":"2026-03-01T09:00:00+08:00")"), Lines{"ok"});
  EXPECT_EQ(with(R"("when":1772000000)"), Lines{"/when type"});
  EXPECT_EQ(with(R"("title":"\u0007")"), Lines{"/title character"});
  EXPECT_EQ(with(R"("title":"   ")"), Lines{"/title length"});
  EXPECT_EQ(with(R"("title":" 一二三四五　")"), Lines{"ok"}) << "trimmed before it is counted";
}

Lines params(const std::vector<TextParam>& texts, std::string_view body = "null") {
  return trouble(from_request<Only>(parse_json(body).value(), texts));
}

TEST(DecodeParams, AreReadAsTheirTypes) {
  const auto read = from_request<Only>(
      nullptr, std::vector<TextParam>{{"n", "-5"}, {"d", "2.5"}, {"s", "甲"}, {"list", "1,2,3"}});
  ASSERT_TRUE(read.ok());
  EXPECT_EQ(read->n, -5);
  EXPECT_EQ(read->d, 2.5);
  EXPECT_EQ(read->s, "甲");
  EXPECT_EQ(read->list, (std::vector{1, 2, 3}));
  EXPECT_EQ(params({{"n", ""}}), Lines{"/n type"});
  EXPECT_EQ(params({{"n", "5 "}}), Lines{"/n type"});
  EXPECT_EQ(params({{"n", "+5"}}), Lines{"/n type"});
  EXPECT_EQ(params({{"n", "0x5"}}), Lines{"/n type"});
  EXPECT_EQ(params({{"d", "inf"}}), Lines{"/d type"});
  EXPECT_EQ(params({{"d", "nan"}}), Lines{"/d type"});
  EXPECT_EQ(params({{"d", "1e999"}}), Lines{"/d type"});
  EXPECT_EQ(params({{"s", "\xff"}}), Lines{"/s character"});
  EXPECT_EQ(params({{"s", std::string("a\0b", 3)}}), Lines{"/s character"});
  EXPECT_EQ(params({{"list", "1,x"}}), Lines{"/list type"});
  EXPECT_EQ(params({{"list", ""}}), Lines{"ok"});
  std::string many = "1";
  for (int i = 0; i < 200; ++i) many += ",1";
  EXPECT_EQ(params({{"list", many}}), Lines{"/list too_many"});
}

TEST(DecodeParams, UnknownAndRepeatedOnesAreNamed) {
  EXPECT_EQ(params({{"offset", "5"}, {"n", "1"}}), Lines{"/offset unknown"});
  EXPECT_EQ(params({{"n", "1"}, {"n", "2"}, {"n", "3"}}), Lines{"/n too_many"});
}

TEST(DecodeParams, WinOverTheBody) {
  const auto body = parse_json(R"({"n":1,"s":"b"})");
  const auto read = from_request<Only>(*body, std::vector<TextParam>{{"n", "2"}});
  ASSERT_TRUE(read.ok());
  EXPECT_EQ(read->n, 2);
  EXPECT_EQ(read->s, "b");
  EXPECT_EQ(params({}, "[]"), Lines{" type"});
}

TEST(DecodeParams, HoldNoObject) {
  const auto read =
      from_request<TakeThing>(parse_json(right).value(), std::vector<TextParam>{{"place", "{}"}});
  EXPECT_EQ(trouble(read), Lines{"/place type"});
}

RC_GTEST_PROP(Decode, ReadsBackWhatIsWritten, ()) {
  TakeThing thing;
  thing.title =
      Text<1, 5>::parse(*rc::gen::element<std::string>("a", "\"\\/", "中文字\"符", "~")).value();
  thing.count = *rc::gen::arbitrary<std::int32_t>();
  thing.seats = Bounded<1, 10>{*rc::gen::inRange<std::int64_t>(1, 11)};
  thing.state = *rc::gen::element(State::new_, State::open);
  thing.urgent = *rc::gen::arbitrary<bool>();
  if (*rc::gen::arbitrary<bool>()) thing.place = Place{*rc::gen::arbitrary<double>(), "4720\n00"};
  thing.tags = *rc::gen::container<std::vector<std::string>>(
      rc::gen::element<std::string>("", "\x7e", "标签", "\"", "\\n"));
  if (*rc::gen::arbitrary<bool>()) thing.limit.emplace();
  thing.when = at_ms(*rc::gen::inRange<std::int64_t>(-62'167'219'200'000, 253'402'300'800'000));
  const std::string json = to_json(thing);
  const auto read = from_json<TakeThing>(json);
  RC_ASSERT(read.ok());
  RC_ASSERT(to_json(*read) == json);
}

RC_GTEST_PROP(Decode, NeverThrowsOnAnyText, (const std::string& text)) {
  RC_ASSERT(!from_json<TakeThing>(text).ok());
}

TEST(Json, TakesNoMemberTwice) {
  const auto refused = [](std::string_view text) {
    const auto parsed = parse_json(text);
    if (parsed.ok()) return std::string("taken");
    const auto& fields = parsed.refused().fields;
    return fields.at(0).path + " " + fields.at(0).code;
  };
  EXPECT_EQ(refused(R"({"a":1,"a":1})"), "/a double");
  EXPECT_EQ(refused(R"({"a":1,"b":{"c":[{"d":0},7,{"e":1,"f":2,"e":3}]}})"), "/b/c/2/e double");
  EXPECT_EQ(refused(R"([[],{},{"数":1,"\u6570":2}])"), "/2/数 double");
  EXPECT_EQ(refused(R"({"a":{"a":{"a":1}},"b":[{"a":1},{"a":1}]})"), "taken");
  EXPECT_EQ(refused(R"({"a":1,"a":)"), "/a json");
  std::string many = "{";
  for (int i = 0; i < 3000; ++i) many += "\"" + std::to_string(i) + "\":0,";
  EXPECT_EQ(refused(many + R"("2999":1})"), "/2999 double");
}

}  // namespace
}  // namespace lastmile::decoding
