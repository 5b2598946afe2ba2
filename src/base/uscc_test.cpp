#include "base/uscc.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace lastmile {
namespace {

constexpr std::string_view signs = "0123456789ABCDEFGHJKLMNPQRTUWXY";

TEST(Uscc, TakesLiveCodes) {  // the example of GB 32100-2015, then companies' public codes
  for (const auto* code : {"91350100M000100Y43", "91330100799655058B", "9144030071526726XG",
                           "914403001922038216", "91110000802100433B"}) {
    EXPECT_EQ(check_uscc(code), UsccCheck::ok) << code;
  }
}

TEST(Uscc, SaysWhatIsWrong) {
  EXPECT_EQ(check_uscc(""), UsccCheck::wrong_length);
  EXPECT_EQ(check_uscc("91350100M000100Y4"), UsccCheck::wrong_length);
  EXPECT_EQ(check_uscc("91350100M000100Y433"), UsccCheck::wrong_length);
  EXPECT_EQ(check_uscc("91350100I000100Y43"), UsccCheck::wrong_character);
  EXPECT_EQ(check_uscc("91350100M000100Y4Z"), UsccCheck::wrong_character);
  EXPECT_EQ(check_uscc("91350100M000100Y44"), UsccCheck::wrong_check);
  for (const auto check :
       {UsccCheck::wrong_length, UsccCheck::wrong_character, UsccCheck::wrong_check}) {
    EXPECT_FALSE(remedy(check).en.empty());
    EXPECT_FALSE(remedy(check).zh.empty());
  }
  EXPECT_TRUE(remedy(UsccCheck::ok).en.empty());
}

TEST(Uscc, TakesWhatPeopleType) {
  EXPECT_EQ(tidy_uscc(" 91350100m000100y43 "), "91350100M000100Y43");
  EXPECT_EQ(check_uscc("９１350100m000100y43"), UsccCheck::ok);
}

// 31 − 0 is 31, which is written '0': all zeros sum to nothing.
TEST(Uscc, WritesThirtyOneAsZero) { EXPECT_EQ(check_uscc("000000000000000000"), UsccCheck::ok); }

// The check solves Σ value·3^i ≡ 0 (mod 31) over all 18 characters, for 3^17 and 31 − sum cancel.
RC_GTEST_PROP(Uscc, HasExactlyOneRightLastCharacter, ()) {
  std::string code;
  for (int i = 0; i < 17; ++i) code += signs[*rc::gen::inRange<std::size_t>(0, signs.size())];
  int right = 0;
  for (const char last : signs) {
    std::size_t sum = 0, weight = 1;
    for (const char c : code) {
      sum = (sum + signs.find(c) * weight) % 31;
      weight = weight * 3 % 31;
    }
    const bool adds_up = (sum + signs.find(last)) % 31 == 0;
    RC_ASSERT((check_uscc(code + last) == UsccCheck::ok) == adds_up);
    right += adds_up ? 1 : 0;
  }
  RC_ASSERT(right == 1);
}

RC_GTEST_PROP(Uscc, NoticesAChangedCharacter, ()) {
  std::string code = "91350100M000100Y43";
  char& c = code[*rc::gen::inRange<std::size_t>(0, 18)];
  const auto shift = *rc::gen::inRange<std::size_t>(1, 31);
  c = signs[(signs.find(c) + shift) % 31];
  RC_ASSERT(check_uscc(code) == UsccCheck::wrong_check);
}

}  // namespace
}  // namespace lastmile
