#include "base/csv.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace lastmile {
namespace {

using Cells = std::vector<std::vector<std::string>>;

Cells cells_of(const Result<std::vector<CsvRow>>& rows) {
  Cells cells;
  if (!rows.ok()) return {{"refused: " + std::string(rows.refused().refusal.code)}};
  for (const auto& row : *rows) cells.push_back(row.cells);
  return cells;
}
Cells read(std::string_view bytes) { return cells_of(read_csv(bytes)); }

TEST(Csv, ReadsWhatTheRfcAllows) {
  EXPECT_EQ(read("a,b\r\nc,d\r\n"), (Cells{{"a", "b"}, {"c", "d"}}));
  EXPECT_EQ(read("a,b\nc,d"), (Cells{{"a", "b"}, {"c", "d"}}));
  EXPECT_EQ(read("a\rb\r"), (Cells{{"a"}, {"b"}}));
  EXPECT_EQ(read("\"a,\"\"b\"\"\r\nc\",d\r\n"), (Cells{{"a,\"b\"\r\nc", "d"}}));
  EXPECT_EQ(read(",\n\"\"\n,,\n"), (Cells{{"", ""}, {""}, {"", "", ""}}));
  EXPECT_EQ(read("\n\r\na\n\n"), (Cells{{"a"}}));
  EXPECT_EQ(read(""), Cells{});
}

TEST(Csv, KeepsDigitsAsTheyAre) {
  EXPECT_EQ(read("007,411202199001010011,1e5, 1 "),
            (Cells{{"007", "411202199001010011", "1e5", " 1 "}}));
}

TEST(Csv, ReadsThreeEncodings) {
  EXPECT_EQ(read("姓名,单位"), (Cells{{"姓名", "单位"}}));
  EXPECT_EQ(read("\xef\xbb\xbf姓名,单位"), (Cells{{"姓名", "单位"}}));
  EXPECT_EQ(read("\xd0\xd5\xc3\xfb,\xb5\xa5\xce\xbb"), (Cells{{"姓名", "单位"}}));
  EXPECT_EQ(read("\xcb\xd5\x82\x35\x8f\x33,a"), (Cells{{"苏\u9fa6", "a"}}));  // four bytes
}

TEST(Csv, RefusesOtherEncodings) {
  EXPECT_EQ(read("\xef\xbb\xbf\xd0\xd5"), (Cells{{"refused: csv_encoding"}}));
  EXPECT_EQ(read("\xff\xfe"
                 "a\0"),
            (Cells{{"refused: csv_encoding"}}));
  EXPECT_EQ(read("a,\xd0"), (Cells{{"refused: csv_encoding"}}));
}

TEST(Csv, NamesTheLineThatIsWrong) {
  const std::vector<std::tuple<std::string, std::string, std::string>> table{
      {"a\r\nb\"c\r\n", "/1 quote", "line 2"},
      {"a\n\n\"b\nc\"d\n", "/1 quote", "line 4"},
      {"a\n\"b\nc\n", "/1 quote", "line 2"},
      {std::string("a\n\"x\r\ny\"\nb\0", 11), "/2 control", "line 4"}};
  for (const auto& [text, where, line] : table) {
    const auto rows = read_csv(text);
    ASSERT_FALSE(rows.ok()) << text;
    const auto& field = rows.refused().fields.at(0);
    EXPECT_EQ(field.path + " " + field.code, where) << text;
    EXPECT_TRUE(field.en.starts_with(line)) << field.en;
  }
}

TEST(Csv, SaysWhereRowsBegin) {
  const auto rows = read_csv("a\r\n\r\n\"b\r\nb\"\r\nc\rd\n");
  ASSERT_TRUE(rows.ok());
  std::vector<std::size_t> lines;
  for (const auto& row : *rows) lines.push_back(row.line);
  EXPECT_EQ(lines, (std::vector<std::size_t>{1, 3, 5, 6}));
}

TEST(Csv, IsBounded) {
  const CsvLimits limits{.bytes = 20, .rows = 2, .columns = 2, .cell_bytes = 3};
  const auto refused = [&](std::string_view text) {
    const auto rows = read_csv(text, limits);
    return !rows.ok() && rows.refused().refusal == csv_too_large;
  };
  EXPECT_FALSE(refused("a,b\nabc,d\n"));
  EXPECT_TRUE(refused("a\nb\nc"));
  EXPECT_TRUE(refused("a,b,c"));
  EXPECT_TRUE(refused("abcd"));
  EXPECT_TRUE(refused("a,b\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n"));
}

TEST(Csv, GuardsAgainstFormulas) {
  std::string out;
  write_csv_row(out, std::vector<std::string>{"=1+1", "+86", "-1", "@x", "\tx", "\rx", "a=b", ""});
  EXPECT_EQ(out, "'=1+1,'+86,'-1,'@x,'\tx,\"'\rx\",a=b,\r\n");
  out.clear();
  write_csv_row(out, std::vector<std::string>{"＝1+1", "＋86", "－1", "＠x", "\nx", "a＝b", "(a)"});
  EXPECT_EQ(out, "'＝1+1,'＋86,'－1,'＠x,\"'\nx\",a＝b,(a)\r\n");
}

TEST(Csv, KeepsACellThatLooksLikeTheFilesMark) {
  std::string out;
  write_csv_row(out, std::vector<std::string>{"\xef\xbb\xbf"
                                              "a"});
  EXPECT_EQ(read(out), (Cells{{"\xef\xbb\xbf"
                               "a"}}));
}

RC_GTEST_PROP(Csv, WhatIsWrittenComesBackGuarded, ()) {
  const auto cell = rc::gen::container<std::string>(
      rc::gen::element('a', '0', ',', '"', '\r', '\n', '=', '-', ' ', '\t'));
  const auto table = *rc::gen::nonEmpty(
      rc::gen::container<Cells>(rc::gen::nonEmpty(rc::gen::container<Cells::value_type>(cell))));
  std::string out;
  Cells guarded = table;
  for (auto& row : guarded) {
    write_csv_row(out, row);
    for (auto& text : row) text = guarded_cell(text);
  }
  RC_ASSERT(read(out) == guarded);
}

}  // namespace
}  // namespace lastmile
