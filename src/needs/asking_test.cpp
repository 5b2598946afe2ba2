#include "needs/needs_fixture.h"

namespace lastmile::needs {
namespace {

using namespace std::chrono_literals;

struct Asking : NeedsTown {
  void SetUp() override {
    NeedsTown::SetUp();
    if (!IsSkipped()) bench().settings.needs_a_day = 6;
  }
  std::string asks(const Actor& who, bool draft = false) {
    return code_of(try_ask(who, wanted(), draft));
  }
  std::string asks_for_wang(const Actor& who) {
    AskForHelp cmd{.wanted = wanted()};
    cmd.recipient = wang.person;
    return code_of(run(who, ask_for_help, cmd));
  }
};
EACH_DATABASE(Asking);

TEST_P(Asking, HasAnEndForOnePersonInAnHourAndInADay) {
  for (int hour = 0; hour < 3; ++hour) {
    EXPECT_EQ(asks(wang), "");
    EXPECT_EQ(asks(wang, true), "") << "a draft is asked for too";
    const auto refused = try_ask(wang, wanted());
    EXPECT_EQ(code_of(refused), "asked_too_often");
    EXPECT_EQ(refused.refused().retry_after_seconds, hour < 2 ? 3600 : 22 * 3600);
    EXPECT_EQ(asks(stranger), "") << "others ask on";
    bench().tick(1h);
  }
  EXPECT_EQ(asks(wang), "asked_too_often");
  bench().tick(21h);
  EXPECT_EQ(asks(wang), "");
}

TEST_P(Asking, CountsWhatIsAskedForOthersAndNotWhatStaffWriteDown) {
  const auto link = run(
      worker, people::add_family,
      people::AddFamily{
          *wang.person, people::FamilyKind::proxy, people::Relation::child, *sun.person, {}, {}});
  ASSERT_EQ(code_of(link), "");
  if (link->state != people::FamilyState::verified) {
    ASSERT_EQ(code_of(run(worker, people::verify_family, people::VerifyFamily{link->link})), "");
  }
  AskOnBehalf counter{wanted(), mao.id, Source::counter, wang.person, {}};
  for (int i = 0; i < 8; ++i) EXPECT_EQ(code_of(run(worker, ask_on_behalf, counter)), "");
  EXPECT_EQ(asks_for_wang(sun), "");
  EXPECT_EQ(asks(sun), "");
  EXPECT_EQ(asks_for_wang(sun), "asked_too_often");
  EXPECT_EQ(asks(sun), "asked_too_often");
  EXPECT_EQ(asks(wang), "") << "hers is her own count";
}

}  // namespace
}  // namespace lastmile::needs
