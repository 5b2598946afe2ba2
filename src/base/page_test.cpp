#include "base/page.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "base/schema.h"

namespace lastmile::paging {

struct Row {
  std::int64_t id = 0;
  std::string name;
};
BOOST_DESCRIBE_STRUCT(Row, (), (id, name))
struct AfterRow {
  Instant made;
  std::int64_t id = 0;
};
BOOST_DESCRIBE_STRUCT(AfterRow, (), (made, id))
struct AfterOther {
  Instant made;
  std::int64_t id = 0;
};
BOOST_DESCRIBE_STRUCT(AfterOther, (), (made, id))
struct ListRows {
  std::optional<PageLimit> limit;
  std::optional<Cursor> after;
};
BOOST_DESCRIBE_STRUCT(ListRows, (), (limit, after))

namespace {

const AfterRow place{at_ms(1'772'000'000'123), 42};

TEST(Page, IsWrittenReadAndDescribed) {
  const Page<Row> page{{{1, "甲"}, {2, "乙"}}, "abc"};
  const std::string json = R"({"items":[{"id":1,"name":"甲"},{"id":2,"name":"乙"}],"next":"abc"})";
  EXPECT_EQ(to_json(page), json);
  EXPECT_EQ(to_json(Page<Row>{}), R"({"items":[]})");
  const auto read = from_json<Page<Row>>(json);
  ASSERT_TRUE(read.ok());
  EXPECT_EQ(to_json(*read), json);
  EXPECT_EQ(type_name<Page<Row>>(), "Page-paging.Row");
  SchemaBook book;
  EXPECT_EQ(schema_of<Page<Row>>(book), R"({"$ref":"#/components/schemas/Page-paging.Row"})");
  EXPECT_EQ(
      book.at("Page-paging.Row"),
      R"({"type":"object","additionalProperties":false,"properties":{"items":{"type":"array",)"
      R"("items":{"$ref":"#/components/schemas/paging.Row"}},"next":{"type":"string"}}})");
}

TEST(Page, NamesTheNextOnlyWhenThereIsOne) {
  const auto place_of = [](const Row& row) { return AfterRow{at_ms(0), row.id}; };
  const auto cut = to_page(std::vector<Row>{{1, "a"}, {2, "b"}, {3, "c"}}, 2, place_of);
  EXPECT_EQ(cut.items.size(), 2u);
  ASSERT_TRUE(cut.next);
  EXPECT_EQ(Cursor{*cut.next}.place<AfterRow>()->id, 2);
  const auto whole = to_page(std::vector<Row>{{1, "a"}, {2, "b"}}, 2, place_of);
  EXPECT_EQ(whole.items.size(), 2u);
  EXPECT_FALSE(whole.next);
}

TEST(Cursor, CarriesAPlace) {
  const auto read = Cursor::of(place).place<AfterRow>();
  ASSERT_TRUE(read.ok());
  EXPECT_EQ(read->made, place.made);
  EXPECT_EQ(read->id, 42);
  EXPECT_EQ(Cursor::of(place).text.find_first_of("+/=&?#% "), std::string::npos);
}

TEST(Cursor, OfAnotherListIsRefused) {
  const auto read = Cursor::of(place).place<AfterOther>();
  ASSERT_FALSE(read.ok());
  EXPECT_EQ(read.refused().refusal, bad_cursor);
}

TEST(Cursor, InventedOnesAreRefused) {
  for (const std::string text : {"", "x", "AAAA", "AAAAAAAAAAA", "eyJpZCI6MX0", "%%%", "中文"}) {
    EXPECT_FALSE(Cursor{text}.place<AfterRow>().ok()) << text;
  }
  EXPECT_FALSE(Cursor{std::string(100'000, 'A')}.place<AfterRow>().ok());
}

RC_GTEST_PROP(Cursor, DamageIsNoticed, ()) {
  std::string text = Cursor::of(place).text;
  const auto at = *rc::gen::inRange<std::size_t>(0, text.size());
  const char other = *rc::gen::elementOf(
      std::string("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"));
  if (text[at] == other) return;
  text[at] = other;
  RC_ASSERT(!Cursor{text}.place<AfterRow>().ok());
}

TEST(Cursor, AndLimitComeAsParameters) {
  const std::vector<TextParam> good{{"limit", "200"}, {"after", Cursor::of(place).text}};
  const auto query = from_request<ListRows>(nullptr, good);
  ASSERT_TRUE(query.ok());
  EXPECT_EQ(items_asked(query->limit), 200u);
  EXPECT_EQ(query->after->place<AfterRow>()->id, 42);

  const auto none = from_request<ListRows>(nullptr, {});
  ASSERT_TRUE(none.ok());
  EXPECT_EQ(items_asked(none->limit), 50u);

  const std::vector<TextParam> bad{{"limit", "201"}, {"after", "a cursor!"}};
  const auto refused = from_request<ListRows>(nullptr, bad);
  ASSERT_FALSE(refused.ok());
  ASSERT_EQ(refused.refused().fields.size(), 2u);
  EXPECT_EQ(refused.refused().fields[0].code, "range");
  EXPECT_EQ(refused.refused().fields[1].code, "format");
}

}  // namespace
}  // namespace lastmile::paging
