#include "base/result.h"

#include <gtest/gtest.h>

#include <memory>

#include "base/assert.h"

namespace lastmile {
namespace {

constexpr Refusal too_odd{Kind::conflict, "too_odd", "Odd.", "奇数。"};
constexpr Refusal too_big{Kind::invalid, "too_big", "Big.", "太大。"};

Result<int> half(int n) {
  if (n % 2 != 0) return Refused{too_odd, {}, std::to_string(n), 30};
  return n / 2;
}
Check small(int n) {
  if (n > 100) return too_big;
  return Done{};
}
Result<std::unique_ptr<int>> quarter(int n) {
  RETURN_IF_REFUSED(small(n));
  ASSIGN_OR_RETURN(const int h, half(n));
  ASSIGN_OR_RETURN(auto q, half(h));
  return std::make_unique<int>(q);
}

TEST(Result, CarriesAValueOrARefusal) {
  const auto read = quarter(12);
  ASSERT_TRUE(read);
  EXPECT_EQ(**read, 3);
  EXPECT_EQ(quarter(101).refused().refusal, too_big) << "checks run in order";
  const auto odd = quarter(6);
  ASSERT_FALSE(odd.ok());
  EXPECT_EQ(odd.refused().refusal, too_odd);
  EXPECT_EQ(odd.refused().seen, "3") << "what was met travels up";
  EXPECT_EQ(odd.refused().retry_after_seconds, 30);
}

TEST(Refusal, SpeaksBothLanguagesAndIsKnownByItsCode) {
  EXPECT_EQ(too_odd.text(Lang::zh), "奇数。");
  EXPECT_EQ(too_odd.text(Lang::en), "Odd.");
  EXPECT_NE(too_odd, too_big);
  const auto refused = bad_field("/a", "range", {"less", "少些"});
  EXPECT_EQ(refused.refusal, bad_request);
  EXPECT_EQ(refused.fields.at(0).text(Lang::zh), "少些");
}

TEST(Assert, IsLoud) {
  const bool lie = false;
  EXPECT_THROW(ASSERT(lie), Broken);
  try {
    ASSERT(lie);
  } catch (const Broken& e) {
    EXPECT_NE(std::string_view(e.what()).find("lie"), std::string_view::npos);
  }
  EXPECT_NO_THROW(ASSERT(!lie));
}

}  // namespace
}  // namespace lastmile
