#include "base/idcard.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "base/decode.h"

namespace lastmile {
namespace {

// The weights written out by their law, 2^(18−i) mod 11, not copied from the code under test.
std::string with_check(std::string s) {
  int sum = 0;
  for (std::size_t i = 0; i < 17; ++i) {
    int weight = 1;
    for (std::size_t k = i; k < 17; ++k) weight = weight * 2 % 11;
    sum += (s[i] - '0') * weight;
  }
  const int check = (12 - sum % 11) % 11;
  return s + (check == 10 ? 'X' : static_cast<char>('0' + check));
}

TEST(IdCard, ReadsTheStandardsExample) {  // GB 11643-1999, both examples
  const auto woman = IdCard::parse("11010519491231002X");
  ASSERT_TRUE(woman);
  EXPECT_EQ(woman->birth(), parse_day("1949-12-31"));
  EXPECT_EQ(woman->sex(), Sex::female);
  EXPECT_EQ(woman->region()->text(), "110105");
  EXPECT_EQ(woman->masked(), "**************002X");
  const auto man = IdCard::parse("440524188001010014");
  EXPECT_FALSE(man) << "born before 1900";
  EXPECT_EQ(check_id_card("440524188001010014"), IdCardCheck::wrong_date);
}

TEST(IdCard, TakesWhatPeopleType) {
  const auto normal = IdCard::parse("11010519491231002X");
  EXPECT_EQ(IdCard::parse(" 11010519491231002x "), normal);
  EXPECT_EQ(IdCard::parse("11010519491231002X"), normal);
}

TEST(IdCard, NamesWhatIsWrong) {
  const std::vector<std::pair<std::string, IdCardCheck>> table{
      {"", IdCardCheck::wrong_length},
      {"110105491231002", IdCardCheck::old_form},
      {"11010549123100X", IdCardCheck::wrong_length},
      {"11010519491231002", IdCardCheck::wrong_length},
      {"11010519491231002X0", IdCardCheck::wrong_length},
      {"1101051949123100AX", IdCardCheck::wrong_character},
      {"11010519491231002Y", IdCardCheck::wrong_character},
      {"X1010519491231002X", IdCardCheck::wrong_character},
      {with_check("00010519491231002"), IdCardCheck::wrong_region},
      {with_check("99910519491231002"), IdCardCheck::wrong_region},
      {with_check("11010519490229002"), IdCardCheck::wrong_date},
      {with_check("11010519491301002"), IdCardCheck::wrong_date},
      {with_check("11010518991231002"), IdCardCheck::wrong_date},
      {"110105194912310020", IdCardCheck::wrong_check},
      {"11010519480229002" + std::string("?"), IdCardCheck::wrong_character},
      {with_check("11010519480229002"), IdCardCheck::ok},
      {with_check("93141119900101001"), IdCardCheck::ok}};
  for (const auto& [text, check] : table) {
    EXPECT_EQ(check_id_card(text), check) << text;
    EXPECT_EQ(IdCard::parse(text).has_value(), check == IdCardCheck::ok) << text;
    EXPECT_EQ(remedy(check).en.empty(), check == IdCardCheck::ok) << text;
    EXPECT_EQ(remedy(check).zh.empty(), check == IdCardCheck::ok) << text;
  }
}

TEST(IdCard, KnowsNoRegionOfAForeigner) {
  EXPECT_EQ(IdCard::parse(with_check("93141119900101001"))->region(), std::nullopt);
}

TEST(IdCard, HintsAtTheOldForm) {
  const auto read = from_json<IdCard>("\"110105491231002\"");
  ASSERT_FALSE(read.ok());
  EXPECT_EQ(read.refused().fields[0].code, "format");
  EXPECT_NE(read.refused().fields[0].en.find("old form of 15 digits"), std::string::npos);
  EXPECT_NE(read.refused().fields[0].zh.find("15 位旧号码"), std::string::npos);
}

RC_GTEST_PROP(IdCard, TakesEveryRightNumberAndNoMistypedDigit, ()) {
  const Day born =
      Day{std::chrono::year{1900} / 1 / 1} + std::chrono::days{*rc::gen::inRange(0, 50000)};
  std::string birth;
  for (const char c : to_text(born)) {
    if (c != '-') birth += c;
  }
  const std::string number = with_check("4112" + std::to_string(*rc::gen::inRange(10, 100)) +
                                        birth + std::to_string(*rc::gen::inRange(100, 1000)));
  const auto card = IdCard::parse(number);
  RC_ASSERT(card.has_value());
  RC_ASSERT(card->birth() == born);
  RC_ASSERT((card->sex() == Sex::male) == ((number[16] - '0') % 2 == 1));

  std::string mistyped = number;
  char& digit = mistyped[*rc::gen::inRange<std::size_t>(0, 17)];
  digit = static_cast<char>('0' + (digit - '0' + *rc::gen::inRange(1, 10)) % 10);
  RC_ASSERT(!IdCard::parse(mistyped));
}

}  // namespace
}  // namespace lastmile
