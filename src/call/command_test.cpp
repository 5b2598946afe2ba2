#include "call/command.h"

#include "call/test_call.h"
#include "storage/rows_fixture.h"

namespace lastmile {
namespace {

struct BrickLaid {
  static constexpr std::string_view kind = "brick_laid";
  static constexpr int version = 1;
  std::string label;
};
BOOST_DESCRIBE_STRUCT(BrickLaid, (), (label))

constexpr Refusal wall_is_full{Kind::conflict, "wall_is_full", "The wall is full.", "墙已砌满。"};

struct CommandTest : OnEachBench {
  void SetUp() override {
    OnEachBench::SetUp();
    if (!IsSkipped()) bench().test_db().add_tables(storage::test_tables);
  }
};
EACH_DATABASE(CommandTest);

Result<std::string> lay(Call& call, const std::string& label, bool refuse = false) {
  storage::BrickRow row = storage::brick(label);
  row.id = call.make_id<storage::BrickTag>();
  call.tx.insert(row);
  call.journal.append(BrickLaid{label}, {row.id.uuid, "/4112", {}});
  if (refuse) return wall_is_full;
  return row.id.text();
}

TEST_P(CommandTest, TellsWhichLeafItBecame) {
  Rng rng(5);
  const PersonId lin = PersonId::make(bench().now(), rng);
  const auto first = bench().decide(TestBench::person(lin), [](Call& c) { return lay(c, "a"); });
  const auto second = bench().decide(TestBench::system(), [](Call& c) { return lay(c, "b"); });
  ASSERT_TRUE(first.result.ok());
  EXPECT_EQ(first.leaf, 0);
  EXPECT_EQ(second.leaf, 1);
  const auto entries =
      bench().db().reading([](storage::Tx& tx) { return journal::entries(tx, 4112, 0, 10); });
  EXPECT_EQ(entries[0].actor, lin);
  EXPECT_EQ(entries[0].at, bench().now());
  EXPECT_EQ(entries[1].actor, std::nullopt);
  EXPECT_TRUE(bench().verify().empty());
}

TEST_P(CommandTest, ARefusalLeavesNothing) {
  const auto refused =
      bench().decide(TestBench::system(), [](Call& c) { return lay(c, "a", true); });
  ASSERT_FALSE(refused.result.ok());
  EXPECT_EQ(refused.result.refused().refusal, wall_is_full);
  EXPECT_EQ(refused.leaf, std::nullopt);
  EXPECT_TRUE(bench().run(TestBench::system(), [](Call& c) { return lay(c, "a"); }).ok());
  EXPECT_TRUE(bench().verify().empty());
}

TEST_P(CommandTest, ACommandRefusedWithinATransactionSparesTheRestOfIt) {
  const Actor& actor = TestBench::system();
  bench().db().write([&](storage::Tx& tx) {
    Call call{tx, actor, bench().now(), bench().rng(), bench().vault(), bench().settings};
    EXPECT_TRUE(as_command(call, bench().log(), [](Call& c) { return lay(c, "a"); }).result.ok());
    EXPECT_FALSE(
        as_command(call, bench().log(), [](Call& c) { return lay(c, "b", true); }).result.ok());
    EXPECT_EQ(as_command(call, bench().log(), [](Call& c) { return lay(c, "c"); }).leaf, 1);
  });
  EXPECT_TRUE(bench().verify().empty());
}

TEST_P(CommandTest, TheBenchKeepsItsClockAndItsDataAcrossARestart) {
  const auto id = bench().run(TestBench::system(), [](Call& c) { return lay(c, "a"); });
  bench().tick(std::chrono::hours(3));
  const Instant then = bench().now();
  bench().restart();
  EXPECT_EQ(bench().now(), then);
  EXPECT_EQ(to_text(then), "2026-03-02T04:00:00.000Z");
  EXPECT_TRUE(bench().verify().empty());
  EXPECT_EQ(
      bench().look(TestBench::system(), [](Call& c) { return journal::size(c.tx, c.region()); }),
      1);
}

TEST(TestBench, TheSameSeedMakesTheSameIds) {
  const auto first_id = [](std::uint64_t seed) {
    TestBench bench(storage::On::sqlite, "2026-03-02T09:00:00+08:00", seed);
    return bench
        .run(TestBench::system(),
             [](Call& call) -> Result<PersonId> { return call.make_id<PersonTag>(); })
        .value();
  };
  EXPECT_EQ(first_id(7), first_id(7));
  EXPECT_NE(first_id(7), first_id(8));
}

}  // namespace
}  // namespace lastmile
