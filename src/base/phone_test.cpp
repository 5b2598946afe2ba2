#include "base/phone.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace lastmile {
namespace {

TEST(Phone, BringsEveryWritingToOneForm) {
  const std::vector<std::pair<std::string_view, std::string_view>> table{
      {"13812341234", "13812341234"},
      {"+86 138 1234 1234", "13812341234"},
      {"+8613812341234", "13812341234"},
      {"008613812341234", "13812341234"},
      {"8613812341234", "13812341234"},
      {"138-1234-1234", "13812341234"},
      {"１３８１２３４１２３４", "13812341234"},
      {"013812341234", "13812341234"},
      {"19912345678", "19912345678"},
      {"0398-2823456", "0398-2823456"},
      {"03982823456", "0398-2823456"},
      {"(0398) 282 3456", "0398-2823456"},
      {"(0398)2823456", "0398-2823456"},
      {"+86 398 2823456", "0398-2823456"},
      {"+86 (0)398 2823456", "0398-2823456"},
      {"010-62345678", "010-62345678"},
      {"+861062345678", "010-62345678"},
      {"02162345678", "021-62345678"},
      {"0371-65501234", "0371-65501234"}};
  for (const auto& [typed, normal] : table) {
    const auto phone = Phone::parse(typed);
    ASSERT_TRUE(phone) << typed;
    EXPECT_EQ(phone->text(), normal) << typed;
  }
}

TEST(Phone, RefusesWhatIsNone) {
  for (const std::string_view typed : {"",
                                       "+",
                                       "+86",
                                       "12345",
                                       "12812341234",
                                       "1381234123",
                                       "138123412345",
                                       "138 1234 123a",
                                       "0398",
                                       "0398-123456",
                                       "0398-1823456",
                                       "0398-9823456",
                                       "010-6234567",
                                       "0198-2823456",
                                       "2823456",
                                       "+1 212 555 0100",
                                       "13812341234 13912341234",
                                       "138+12341234",
                                       "00",
                                       "0086"}) {
    EXPECT_FALSE(Phone::parse(typed)) << typed;
  }
  EXPECT_FALSE(Phone::parse(std::string(1 << 20, '1')));
}

TEST(Phone, IsShownMasked) {
  EXPECT_EQ(Phone::parse("13812341234")->masked(), "138****1234");
  EXPECT_EQ(Phone::parse("0398-2823456")->masked(), "0398-***3456");
  EXPECT_EQ(Phone::parse("010-62345678")->masked(), "010-****5678");
  EXPECT_EQ(Phone{}.masked(), "");
}

TEST(Phone, KnowsWhatCanGetAMessage) {
  EXPECT_TRUE(Phone::parse("13812341234")->is_mobile());
  EXPECT_FALSE(Phone::parse("0398-2823456")->is_mobile());
  EXPECT_FALSE(Phone{}.is_mobile());
}

RC_GTEST_PROP(Phone, ReadsBackItsOwnForms, ()) {
  const bool mobile = *rc::gen::arbitrary<bool>();
  std::string digits = mobile ? "1" + std::to_string(*rc::gen::inRange(3, 10))
                              : "0" + std::to_string(*rc::gen::inRange(300, 1000)) +
                                    std::to_string(*rc::gen::inRange(2, 9));
  const std::size_t size = mobile ? 11 : static_cast<std::size_t>(*rc::gen::inRange(11, 13));
  while (digits.size() < size) digits += static_cast<char>('0' + *rc::gen::inRange(0, 10));
  const auto phone = Phone::parse(digits);
  RC_ASSERT(phone.has_value());
  RC_ASSERT(Phone::parse(phone->text()) == phone);
  RC_ASSERT(Phone::parse(phone->international()) == phone);
  RC_ASSERT(phone->masked().size() == phone->text().size());
}

}  // namespace
}  // namespace lastmile
