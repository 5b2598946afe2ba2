#include "base/simplified.h"

#include <gtest/gtest.h>

#include <vector>

namespace lastmile {
namespace {

TEST(Simplified, WritesTraditionalCharactersAsSimplifiedOnes) {
  const std::vector<std::pair<std::string_view, std::string_view>> table{
      {"陳國強", "陈国强"},
      {"單小明", "单小明"},
      {"蕭薇", "萧薇"},
      {"陈国强", "陈国强"},
      {"李乾", "李乾"},
      {"李乾坤", "李乾坤"},
      {"Anna Smith", "Anna Smith"},
      {"𠅤明", "𠅤明"},
      {"Ａ座", "Ａ座"},
      {"", ""}};
  for (const auto& [written, expected] : table) EXPECT_EQ(simplified(written), expected);
}

TEST(Simplified, OfASimplifiedTextIsTheSame) {
  for (const char* text : {"陳國強", "鍾樂", "餘姚", "滿天星"}) {
    EXPECT_EQ(simplified(simplified(text)), simplified(text));
  }
}

}  // namespace
}  // namespace lastmile
