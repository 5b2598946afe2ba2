#include "base/id.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <unordered_set>

namespace lastmile {
namespace {

RC_GTEST_PROP(Uuid, IsVersionSevenAndSortsByTime, (std::uint64_t seed)) {
  Rng rng(seed);
  const auto early = at_ms(*rc::gen::inRange<std::int64_t>(0, std::int64_t{1} << 47));
  const Uuid a = Uuid::make(early, rng), b = Uuid::make(early + std::chrono::milliseconds{1}, rng);
  RC_ASSERT((a.bytes[6] >> 4) == 7);
  RC_ASSERT((a.bytes[8] >> 6) == 2);
  RC_ASSERT(a < b);
  RC_ASSERT(a.text() < b.text());
  std::int64_t ms = 0;
  for (std::size_t i = 0; i < 6; ++i) ms = ms << 8 | a.bytes[i];
  RC_ASSERT(at_ms(ms) == early);
  RC_ASSERT(Uuid::parse(a.text()) == a);
}

TEST(Uuid, RisesWithinAMillisecond) {
  Rng rng(7);
  Uuid last = Uuid::make(at_ms(7), rng);
  for (int i = 0; i < 100'000; ++i) {
    const Uuid next = Uuid::make(at_ms(7), rng);
    ASSERT_LT(last, next);
    ASSERT_EQ(next.bytes[6] >> 4, 7);
    ASSERT_EQ(next.bytes[8] >> 6, 2);
    last = next;
  }
}

TEST(Uuid, CarriesOverTheBitsThatAreNotRandom) {
  Rng rng(7);
  rng.last_id = Uuid::parse("00000000-0007-7000-bfff-ffffffffffff")->bytes;
  const Uuid next = Uuid::make(at_ms(7), rng);
  EXPECT_THAT(next.text(), testing::StartsWith("00000000-0007-7001-8000-0000"));
}

TEST(Uuid, ReadsAnyCaseAndWritesLower) {
  const auto id = Uuid::parse("0190163D-8694-739b-AEA5-966c26f8ad91");
  ASSERT_TRUE(id);
  EXPECT_EQ(id->text(), "0190163d-8694-739b-aea5-966c26f8ad91");
  EXPECT_FALSE(id->is_nil());
  EXPECT_TRUE(Uuid{}.is_nil());
}

TEST(Uuid, RefusesWhatIsNone) {
  for (const std::string_view text :
       {"", "0190163d8694739baea5966c26f8ad91", "0190163d-8694-739b-aea5-966c26f8ad9",
        "0190163d-8694-739b-aea5-966c26f8ad912", "{190163d-8694-739b-aea5-966c26f8ad9}",
        "0190163d-8694-739b-aea5-966c26f8ad9g", "0190163d-8694-739b-aea5+966c26f8ad91",
        "0190163d86-94-739b-aea5-966c26f8ad91", "------------------------------------"}) {
    EXPECT_FALSE(Uuid::parse(text)) << text;
  }
}

TEST(Uuid, DoesNotRepeat) {
  Rng rng(1);
  std::unordered_set<Uuid> seen;
  for (int i = 0; i < 100'000; ++i) seen.insert(Uuid::make(at_ms(7), rng));
  EXPECT_EQ(seen.size(), 100'000u);
}

TEST(Id, OfOneKindIsNotOfAnother) {
  using CatId = Id<struct CatTag>;
  using DogId = Id<struct DogTag>;
  EXPECT_FALSE((std::is_convertible_v<CatId, DogId>));
  EXPECT_FALSE((std::equality_comparable_with<CatId, DogId>));
  Rng rng(1);
  const auto id = CatId::make(at_ms(5), rng);
  EXPECT_EQ(CatId::parse(id.text()), id);
}

TEST(Rng, IsTheSameForTheSameSeed) {
  Rng a(42), b(42), c(43);
  std::vector<std::uint64_t> from_a, from_b, from_c;
  for (int i = 0; i < 200; ++i) {  // more than one refill of the pool
    from_a.push_back(a.next());
    from_b.push_back(b.next());
    from_c.push_back(c.next());
  }
  EXPECT_EQ(from_a, from_b);
  EXPECT_NE(from_a, from_c);
  std::ranges::sort(from_a);
  EXPECT_EQ(std::ranges::adjacent_find(from_a), from_a.end()) << "the stream repeats";
}

// Pins the stream: a changed one would give every seed another town.
TEST(Rng, KeepsItsStream) {
  Rng rng(1);
  EXPECT_EQ(rng.next(), 10597511851372368837u);
}

TEST(Rng, FromTheSystemDiffersEachTime) {
  EXPECT_NE(Rng::from_system().next(), Rng::from_system().next());
}

// χ² with 9 degrees of freedom stays under 33.7 but once in 10,000; the seed is fixed.
TEST(Rng, IsUniform) {
  Rng rng(7);
  constexpr int draws = 100'000, cells = 10;
  std::array<int, cells> below{}, unit{};
  for (int i = 0; i < draws; ++i) {
    ++below[rng.below(cells)];
    const double u = rng.unit();
    ASSERT_GE(u, 0);
    ASSERT_LT(u, 1);
    ++unit[static_cast<std::size_t>(u * cells)];
  }
  for (const auto& counts : {below, unit}) {
    double chi2 = 0;
    for (const int n : counts)
      chi2 += (n - draws / cells) * (n - draws / cells) / (1.0 * draws / cells);
    EXPECT_LT(chi2, 33.7);
  }
}

RC_GTEST_PROP(Rng, StaysBelowItsBound, (std::uint64_t seed)) {
  Rng rng(seed);
  const auto bound = *rc::gen::inRange<std::uint64_t>(1, ~std::uint64_t{0});
  RC_ASSERT(rng.below(bound) < bound);
  RC_ASSERT(rng.below(1) == 0);
}

TEST(Rng, FillsAnyLengthFromOneStream) {
  Rng whole(3), pieces(3);
  std::vector<std::uint8_t> a(2000), b(2000);
  whole.fill(a);
  for (std::size_t at = 0; at < b.size(); at += 125) pieces.fill(std::span(b).subspan(at, 125));
  EXPECT_EQ(a, b);
}

TEST(Rng, ServesTheStandardLibrary) {
  std::vector<int> a(50), b(50);
  for (int i = 0; i < 50; ++i) a[i] = b[i] = i;
  Rng one(9), two(9);
  std::ranges::shuffle(a, one);
  std::ranges::shuffle(b, two);
  EXPECT_EQ(a, b);
  EXPECT_FALSE(std::ranges::is_sorted(a));
}

}  // namespace
}  // namespace lastmile
