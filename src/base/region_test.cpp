#include "base/region.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace lastmile {
namespace {

RegionCode region(std::string_view text) { return RegionCode::parse(text).value(); }

TEST(Region, KnowsItsLevelAndParents) {
  const auto village = region("411202001001");
  EXPECT_EQ(village.level(), RegionLevel::village);
  EXPECT_EQ(village.parent(), region("411202001"));
  EXPECT_EQ(region("411202001").level(), RegionLevel::township);
  EXPECT_EQ(region("411202001").parent(), region("411202"));
  EXPECT_EQ(region("411202").level(), RegionLevel::county);
  EXPECT_EQ(region("411202").parent(), region("4112"));
  EXPECT_EQ(region("4112").level(), RegionLevel::city);
  EXPECT_EQ(region("4112").parent(), region("41"));
  EXPECT_EQ(region("41").level(), RegionLevel::province);
  EXPECT_EQ(region("41").parent(), std::nullopt);
}

TEST(Region, RefusesWhatIsNone) {
  for (const std::string_view text : {"", "4", "411", "41120", "4112020", "41120200", "4112020010",
                                      "4112020010011", "41120a", "４１", " 41", "00", "99", "10"}) {
    EXPECT_FALSE(RegionCode::parse(text)) << text;
  }
}

TEST(Region, IsUnderItselfAndWhatHoldsIt) {
  EXPECT_TRUE(region("411202001").is_under(region("411202")));
  EXPECT_TRUE(region("411202").is_under(region("411202")));
  EXPECT_FALSE(region("411202").is_under(region("411202001")));
  EXPECT_FALSE(region("411203").is_under(region("411202")));
}

TEST(Region, RangesAreBoundedByTheNextPrefix) {
  EXPECT_EQ(region("4112").range().lo, "4112");
  EXPECT_EQ(region("4112").range().hi, "4113");
  EXPECT_EQ(region("4199").range().hi, "42");
  EXPECT_EQ(region("419999").range().hi, "42");
}

RC_GTEST_PROP(Region, RangeHoldsExactlyWhatIsUnderIt, ()) {
  const auto any = [] {
    // Few digits, many nines: so that carries and near neighbours are met.
    std::string s = *rc::gen::element<std::string>("41", "42", "81", "65");
    const auto size = *rc::gen::element<std::size_t>(2, 4, 6, 9, 12);
    while (s.size() < size) s += *rc::gen::element('0', '1', '9', '9');
    return region(s);
  };
  const auto a = any(), b = any();
  const auto [lo, hi] = a.range();
  RC_ASSERT((lo <= b.text() && b.text() < hi) == b.is_under(a));
}

}  // namespace
}  // namespace lastmile
