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

// Handed over once more, as to a follower that begins anew.
TEST_P(Recipients, SayNothingOfTheVisitsAfterTheirDenial) {
  const auto who = town().volunteer();
  const auto need = served(who, 60min);
  const RecordRow before = only();
  ASSERT_TRUE(by(TestBench::system(), [&](Call& call) -> Check {
                record_denial(call, need, 0, before.from_at);
                return Done{};
              }).ok());
  EXPECT_EQ(only().version, before.version);
}

TEST_P(Recipients, AreNotOutvotedToGradeA) {
  const auto who = town().volunteer();
  const auto need = served(who, 60min);
  confirm(need);
  EXPECT_EQ(only().grade, Grade::a);
  confirm(need, false);
  EXPECT_EQ(reason_of(only()), PendingReason::recipient_denied);
  EXPECT_EQ(only().grade, Grade::c);
  ASSERT_TRUE(attest(town().worker, only().id).ok());
  ASSERT_TRUE(approve(town().subcenter_staff, only().id).ok());
  EXPECT_EQ(only().state, RecordState::counted);
  EXPECT_EQ(only().grade, Grade::c);
  // Their own word raises it again.
  constexpr std::int64_t of_the_first_round = 0;
  const PersonId recipient = *only().recipient;
  ASSERT_TRUE(by(TestBench::system(), [&](Call& call) -> Check {
                record_confirmation(call, {need, recipient, "self"}, of_the_first_round);
                return Done{};
              }).ok());
  EXPECT_EQ(only().grade, Grade::a);
}

TEST_P(Recipients, AreHeardWhileACaseIsOpen) {
  for (const bool frozen : {false, true}) {
    const auto who = town().volunteer();
    const auto need = served(who, 60min);
    confirm(need);
    const auto r = rows().front();
    const auto opened = by(Town::as(who), [&](Call& call) {
      return frozen ? not_me(call, {r.id, {}})
                    : dispute_record(call, {r.id, given<Words2000>("少记了")});
    });
    ASSERT_TRUE(opened.ok());
    confirm(need, false);
    const auto denied = rows().front();
    EXPECT_EQ(denied.state, frozen ? RecordState::frozen : RecordState::disputed);
    EXPECT_EQ(denied.grade, Grade::c);
    ASSERT_TRUE(by(town().subcenter_staff, [&](Call& call) {
                  return decide_case(call, {opened->id, false, given<Line>("无误"), {}});
                }).ok());
    EXPECT_EQ(rows().front().state, RecordState::pending);
    EXPECT_EQ(reason_of(rows().front()), PendingReason::recipient_denied);
    EXPECT_EQ(minutes(who), 0);
  }
  EXPECT_THAT(bench().verify(), IsEmpty());
}

TEST_P(Recipients, AreNotAnsweredByALateTicket) {
  const auto who = town().volunteer();
  const auto need = left_open(who);
  const auto closed = only();
  confirm(need, false);
  const needs::NeedServed ticket{need,
                                 who,
                                 "0405",
                                 *closed.recipient,
                                 town().station.path,
                                 closed.from_at,
                                 closed.from_at + 60min,
                                 attendance::Proof::code,
                                 attendance::Proof::ticket,
                                 {},
                                 false,
                                 closed.to_at};
  ASSERT_TRUE(by(TestBench::system(), [&](Call& call) -> Check {
                record_stay(call, ticket, after_all);
                return Done{};
              }).ok());
  EXPECT_EQ(only().minutes, 60);
  EXPECT_EQ(only().grade, Grade::c);
  EXPECT_EQ(reason_of(only()), PendingReason::recipient_denied);
}

}  // namespace
}  // namespace lastmile::records
