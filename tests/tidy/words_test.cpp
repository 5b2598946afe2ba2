#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <regex>

#include "marks.h"
#include "sources.h"

// What people read in Chinese is set as Chinese is set.
namespace lastmile::tidy {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

/// The string literals of a source, those that stand together as the one text they make.
std::vector<std::string> texts(std::string_view source) {
  std::vector<std::string> all;
  bool joins = false;  // nothing but blanks since the last literal
  for (std::size_t at = 0; at < source.size();) {
    const std::string_view rest = source.substr(at);
    std::size_t length = 1;
    std::string text;
    if (rest.starts_with("//")) {
      length = std::min(rest.find('\n'), rest.size());
    } else if (rest.starts_with("R\"")) {
      const std::size_t open = rest.find('(');
      const std::string close = ")" + std::string(rest.substr(2, open - 2)) + "\"";
      const std::size_t end = rest.find(close, open);
      text = rest.substr(open + 1, end - open - 1);
      length = end + close.size();
    } else if (rest[0] == '"' || (rest[0] == '\'' && (at == 0 || !std::isalnum(source[at - 1])))) {
      std::size_t end = 1;
      while (rest[end] != rest[0]) end += rest[end] == '\\' ? 2 : 1;
      if (rest[0] == '"') text = rest.substr(1, end - 1);
      length = end + 1;
    }
    if (length > 1 && !rest.starts_with("//")) {
      if (!joins) all.emplace_back();
      all.back() += text;
      joins = true;
    } else if (!std::isspace(static_cast<unsigned char>(rest[0])) && !rest.starts_with("//")) {
      joins = false;
    }
    at += length;
  }
  return all;
}

TEST(Words, AreReadFromTheSources) {
  EXPECT_THAT(texts(R"x(f("a" // "no"
      "b", 'q', "\"", R"(raw "one")");)x"),
              ElementsAre("ab", "", "\\\"", "raw \"one\""));
}

TEST(Words, InChineseHaveMarksOfTheirOwnWidth) {
  EXPECT_THAT(narrow_marks("请填写姓名,或电话(固定电话亦可):谢谢!好"),
              "请填写姓名,或电话(固定电话亦可):谢谢!好");
  EXPECT_EQ(narrow_marks("应为时间，例如 09:00（北京时间）；只能是：json, csv"), "");
  EXPECT_EQ(narrow_marks("is walk, cycle or drive (步行、骑行、驾车)"), "");
  EXPECT_NE(narrow_marks("请写 “好”,再写"), "");
  std::vector<std::string> wrong;
  for (const auto& source : sources("src", {".h", ".cpp"})) {
    if (source.is_test()) continue;  // what is typed in, right or wrong
    for (const auto& text : texts(source.text)) {
      if (const auto found = narrow_marks(text); !found.empty()) {
        wrong.push_back(source.path + ": " + found);
      }
    }
  }
  EXPECT_THAT(wrong, IsEmpty());
}

TEST(Words, AreJoinedInChineseByMarksOfTheirOwnWidth) {
  static const std::regex joined(R"(zh \? "[,;:?!(])");
  for (const auto& source : sources("src", {".h", ".cpp"})) {
    EXPECT_FALSE(std::regex_search(source.text, joined)) << source.path;
  }
}

}  // namespace
}  // namespace lastmile::tidy
