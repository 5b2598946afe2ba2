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
  ledger.note(name(1), digest(1));
  ledger.note(name(1), digest(2));
  ledger.note(name(2), digest(1));
  ledger.note(name(3), digest(1));
  ledger.note(name(3), Digest{});  // deleted
  EXPECT_EQ(ledger.check(name(1), digest(2)), Verdict::right);
  EXPECT_TRUE(ledger.is_missing(name(2)));
  EXPECT_TRUE(ledger.any_missing());
  EXPECT_EQ(ledger.check(name(2), digest(9)), Verdict::changed);
  EXPECT_FALSE(ledger.any_missing());
  EXPECT_EQ(ledger.check(name(3), digest(1)), Verdict::added);
  EXPECT_EQ(ledger.check(name(4), digest(1)), Verdict::added);
  EXPECT_FALSE(ledger.is_missing(name(3)));
}

TEST(RowLedger, HoldsManyRows) {
  RowLedger ledger;
  constexpr int many = 100'000;
  for (int n = 0; n < many; ++n) ledger.note(name(n), digest(n % 251));
  for (int n = 0; n < many; ++n) ASSERT_EQ(ledger.check(name(n), digest(n % 251)), Verdict::right);
  EXPECT_FALSE(ledger.any_missing());
}

TEST(RowLedger, TableAndKeyAreNotMixedUp) {
  EXPECT_NE(RowLedger::name_of("need", "x"), RowLedger::name_of("nee", "dx"));
}

}  // namespace
}  // namespace lastmile::journal
