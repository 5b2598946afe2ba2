#include "base/encode.h"

#include <gtest/gtest.h>

#include <limits>

#include "base/assert.h"
#include "base/schema.h"

namespace lastmile::encoding {

enum class State { new_, open, class_ };
BOOST_DESCRIBE_ENUM(State, new_, open, class_)

struct Point {
  double lat = 0;
  std::optional<double> height;
};
BOOST_DESCRIBE_STRUCT(Point, (), (lat, height))

struct ThingTag;
struct Thing {
  Id<ThingTag> id;
  Name name;
  State state = State::new_;
  std::vector<Point> points;
  std::optional<std::string> note;
  Bounded<1, 9> level;
  bool done = false;
  Instant made;
  Day born;
  std::optional<std::optional<int>> limit;
  std::vector<std::string> tags;
};
BOOST_DESCRIBE_STRUCT(Thing, (),
                      (id, name, state, points, note, level, done, made, born, limit, tags))

struct Tree {
  int value = 0;
  std::vector<Tree> children;
};
BOOST_DESCRIBE_STRUCT(Tree, (), (value, children))

namespace {

std::string quoted(std::string_view text) {
  std::string out;
  encode_string(out, text);
  return out;
}

TEST(Encode, EscapesWhatJsonAsksFor) {
  EXPECT_EQ(quoted(""), "\"\"");
  EXPECT_EQ(quoted("plain 中文"), "\"plain 中文\"");
  EXPECT_EQ(quoted("a\"b\\c/d"), R"("a\"b\\c/d")");
  EXPECT_EQ(quoted("\n\t\r"), R"("\n\t\r")");
  EXPECT_EQ(quoted(std::string_view("\0\x01\x1f", 3)), R"("\u0000\u0001\u001f")");
  EXPECT_EQ(quoted("\""), R"("\"")");
}

TEST(Encode, WritesNumbersThatComeBack) {
  EXPECT_EQ(to_json(0.1), "0.1");
  EXPECT_EQ(to_json(-0.0), "0");
  EXPECT_EQ(to_json(34.773), "34.773");
  EXPECT_EQ(to_json(std::numeric_limits<std::int64_t>::min()), "-9223372036854775808");
  EXPECT_EQ(to_json(std::numeric_limits<std::uint64_t>::max()), "18446744073709551615");
  EXPECT_THROW(to_json(std::numeric_limits<double>::infinity()), Broken);
  EXPECT_THROW(to_json(std::numeric_limits<double>::quiet_NaN()), Broken);
}

TEST(Encode, WritesMembersInOrderAndLeavesEmptyOnesOut) {
  Thing thing;
  thing.name = Name::parse("甲").value();
  thing.points = {{1.5, std::nullopt}, {2, 3.25}};
  thing.made = at_ms(1);
  thing.born = parse_day("2000-02-29").value();
  thing.tags = {"x"};
  EXPECT_EQ(to_json(thing),
            R"({"id":"00000000-0000-0000-0000-000000000000","name":"甲","state":"new",)"
            R"("points":[{"lat":1.5},{"lat":2,"height":3.25}],"level":1,"done":false,)"
            R"("made":"1970-01-01T00:00:00.001Z","born":"2000-02-29","tags":["x"]})");
  thing.limit.emplace();
  thing.note = "";
  EXPECT_NE(to_json(thing).find(R"("note":"","level")"), std::string::npos);
  EXPECT_NE(to_json(thing).find(R"("limit":null)"), std::string::npos);
}

TEST(Describe, LeavesTheUnderscoreOutside) {
  EXPECT_EQ(to_text(State::new_), "new");
  EXPECT_EQ(parse_enum<State>("new"), State::new_);
  EXPECT_EQ(parse_enum<State>("new_"), std::nullopt);
  EXPECT_EQ(parse_enum<State>(""), std::nullopt);
  EXPECT_EQ(all_of<State>(), (std::vector{State::new_, State::open, State::class_}));
  EXPECT_EQ(member_count<Thing>, 11u);
}

TEST(Schema, IsGolden) {
  SchemaBook book;
  EXPECT_EQ(schema_of<Thing>(book), R"({"$ref":"#/components/schemas/encoding.Thing"})");
  EXPECT_EQ(
      book.at("encoding.Thing"),
      R"({"type":"object","additionalProperties":false,"properties":{)"
      R"("id":{"type":"string","format":"uuid","description":"must be an id of 36 characters"},)"
      R"("name":{"type":"string","minLength":1,"maxLength":60},)"
      R"("state":{"$ref":"#/components/schemas/encoding.State"},)"
      R"("points":{"type":"array","items":{"$ref":"#/components/schemas/encoding.Point"}},)"
      R"("note":{"type":"string"},"level":{"type":"integer","minimum":1,"maximum":9},)"
      R"("done":{"type":"boolean"},)"
      R"("made":{"type":"string","format":"date-time",)"
      R"("description":"must be a time such as 2026-03-01T09:00:00+08:00"},)"
      R"("born":{"type":"string","format":"date",)"
      R"("description":"must be a date such as 2026-03-01"},)"
      R"("limit":{"anyOf":[{"type":"integer"},{"type":"null"}]},)"
      R"("tags":{"type":"array","items":{"type":"string"}}},)"
      R"("required":["id","name","state","level","done","made","born"]})");
  EXPECT_EQ(book.at("encoding.Point"),
            R"({"type":"object","additionalProperties":false,"properties":{)"
            R"("lat":{"type":"number"},"height":{"type":"number"}},"required":["lat"]})");
  EXPECT_EQ(book.at("encoding.State"), R"({"type":"string","enum":["new","open","class"]})");
  EXPECT_EQ(book.size(), 3u);
}

TEST(Schema, EndsForATypeThatHoldsItself) {
  SchemaBook book;
  schema_of<Tree>(book);
  EXPECT_EQ(book.at("encoding.Tree"),
            R"({"type":"object","additionalProperties":false,"properties":{)"
            R"("value":{"type":"integer"},"children":{"type":"array",)"
            R"("items":{"$ref":"#/components/schemas/encoding.Tree"}}},"required":["value"]})");
}

}  // namespace
}  // namespace lastmile::encoding
