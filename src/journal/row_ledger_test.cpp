#include "journal/row_ledger.h"

#include <gtest/gtest.h>

namespace lastmile::journal {
namespace {

using Verdict = RowLedger::Verdict;

Digest digest(int n) {
  Digest d{};
  d[0] = static_cast<std::uint8_t>(n);
  d[1] = 1;
  return d;
}
RowLedger::Name name(int n) { return RowLedger::name_of("need", std::to_string(n)); }

TEST(RowLedger, TellsRightChangedAddedAndMissing) {
  RowLedger ledger;
  EXPECT_TRUE(ledger.note(name(1), Digest{}, digest(1)));
  EXPECT_TRUE(ledger.note(name(1), digest(1), digest(2)));
  EXPECT_TRUE(ledger.note(name(2), Digest{}, digest(1)));
  EXPECT_TRUE(ledger.note(name(3), Digest{}, digest(1)));
  EXPECT_TRUE(ledger.note(name(3), digest(1), Digest{}));  // deleted
  EXPECT_EQ(ledger.check(name(1), digest(2)), Verdict::right);
  EXPECT_TRUE(ledger.is_missing(name(2)));
  EXPECT_TRUE(ledger.any_missing());
  EXPECT_EQ(ledger.check(name(2), digest(9)), Verdict::changed);
  EXPECT_FALSE(ledger.any_missing());
  EXPECT_EQ(ledger.check(name(3), digest(1)), Verdict::added);
  EXPECT_EQ(ledger.check(name(4), digest(1)), Verdict::added);
  EXPECT_FALSE(ledger.is_missing(name(3)));
}

TEST(RowLedger, TellsAWriteThatDoesNotFollowTheLast) {
  RowLedger ledger;
  EXPECT_FALSE(ledger.note(name(1), digest(1), digest(2))) << "put in by another hand";
  EXPECT_FALSE(ledger.note(name(1), digest(1), digest(3))) << "edited";
  EXPECT_FALSE(ledger.note(name(1), Digest{}, digest(4))) << "deleted, then made again";
  EXPECT_TRUE(ledger.note(name(1), std::nullopt, digest(5))) << "a leaf of the first form";
  EXPECT_EQ(ledger.check(name(1), digest(5)), Verdict::right);
  EXPECT_TRUE(ledger.note(name(2), Digest{}, digest(1)));
  ledger.drop(name(2));
  EXPECT_FALSE(ledger.is_missing(name(2)));
}

TEST(RowLedger, HoldsManyRows) {
  RowLedger ledger;
  constexpr int many = 100'000;
  for (int n = 0; n < many; ++n) ASSERT_TRUE(ledger.note(name(n), Digest{}, digest(n % 251)));
  for (int n = 0; n < many; ++n) ASSERT_EQ(ledger.check(name(n), digest(n % 251)), Verdict::right);
  EXPECT_FALSE(ledger.any_missing());
}

TEST(RowLedger, TableAndKeyAreNotMixedUp) {
  EXPECT_NE(RowLedger::name_of("need", "x"), RowLedger::name_of("nee", "dx"));
}

}  // namespace
}  // namespace lastmile::journal
