#include "records/record_making.h"
#include "records/records_fixture.h"

/// What the one served says of a service, and what staff say in their name.
namespace lastmile::records {
namespace {

using namespace std::chrono_literals;
using testing::IsEmpty;

struct Recipients : RecordsTown {
  void say(needs::NeedId need, needs::Channel channel) {
    const auto said = by(town().worker, [&](Call& call) {
      return needs::confirm_service(call, {need, true, channel, {}});
    });
    ASSERT_TRUE(said.ok()) << said.refused().refusal.code;
  }
  /// Half an hour whose record no chance has sampled.
  needs::NeedId unsampled(PersonId who) {
    for (int tries = 0; tries < 10; ++tries) {
      const auto need = served(who, 30min);
      if (!rows().front().sampled) return need;
    }
    ADD_FAILURE() << "every record is sampled";
    return {};
  }
};
EACH_DATABASE(Recipients);

TEST_P(Recipients, AreHeardThroughStaffButVouchForNothing) {
  for (const auto channel : {needs::Channel::phone, needs::Channel::slip}) {
    const auto who = town().volunteer();
    const auto need = unsampled(who);
    const auto before = rows().front();
    say(need, channel);
    const auto r = rows().front();
    EXPECT_EQ(r.id, before.id);
    EXPECT_EQ(r.grade, Grade::b);
    EXPECT_EQ(r.state, RecordState::counted);
    EXPECT_TRUE(r.sampled);
    EXPECT_EQ(page(town().worker, r.id).versions.back().reason_code,
              Change::confirmation_passed_on);
  }
  EXPECT_THAT(bench().verify(), IsEmpty());
}

TEST_P(Recipients, AreSampledOnce) {
  const auto who = town().volunteer();
  const auto need = unsampled(who);
  for (int i = 0; i < 2; ++i) {
    ASSERT_TRUE(by(TestBench::system(), [&](Call& call) -> Check {
                  record_confirmation(call, {need, who, "phone"}, after_all);
                  return Done{};
                }).ok());
  }
  EXPECT_EQ(rows().front().version, 2);
}

}  // namespace
}  // namespace lastmile::records
