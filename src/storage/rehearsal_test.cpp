#include "storage/rows_fixture.h"

namespace lastmile::storage {
namespace {

const Sql names{"rehearsal.names", "select name from loose where region = $1 order by name"};

std::vector<std::string> names_in(Tx& tx) { return tx.rows<std::string>(names, 4112); }

struct RehearsalTest : Rows {
  void SetUp() override {
    Rows::SetUp();
    if (IsSkipped()) return;
    db().write([](Tx& tx) { tx.insert(LooseRow{4112, "stands"}); });
  }
  std::vector<std::string> standing() { return db().reading(names_in); }
};
EACH_DATABASE(RehearsalTest);

using Names = std::vector<std::string>;

TEST_P(RehearsalTest, WritesCopiesThatDoNotLast) {
  db().rehearse({{"loose"},
                 [](Tx& tx) { EXPECT_EQ(names_in(tx), Names{"stands"}); },
                 [](Tx& tx) {
                   EXPECT_EQ(names_in(tx), Names{});
                   EXPECT_TRUE(tx.insert(LooseRow{4112, "rehearsed"}));
                   EXPECT_FALSE(tx.insert(LooseRow{4112, "rehearsed"})) << "keys hold there too";
                   EXPECT_EQ(names_in(tx), Names{"rehearsed"});
                 }});
  EXPECT_EQ(standing(), Names{"stands"});
}

TEST_P(RehearsalTest, LeavesNoTraceOfWhatFailed) {
  EXPECT_THROW(db().rehearse({{"loose"},
                              [](Tx&) {},
                              [](Tx& tx) {
                                tx.insert(LooseRow{4112, "rehearsed"});
                                throw Broken("half way");
                              }}),
               Broken);
  EXPECT_EQ(standing(), Names{"stands"});
}

TEST_P(RehearsalTest, WaitsForNobodyWhoWrites) {
  db().write([&](Tx& tx) {
    tx.insert(LooseRow{4112, "on its way"});
    db().rehearse({{"loose"},
                   [](Tx& look) { EXPECT_EQ(names_in(look), Names{"stands"}); },
                   [](Tx& copy) { copy.insert(LooseRow{4112, "on its way"}); }});
  });
  EXPECT_EQ(standing(), (Names{"on its way", "stands"}));
}

TEST_P(RehearsalTest, OfATableThatIsNotThereFails) {
  const auto nothing = [](Tx&) {};
  EXPECT_THROW(db().rehearse({{"nowhere"}, nothing, nothing}), StatementFailed);
}

}  // namespace
}  // namespace lastmile::storage
