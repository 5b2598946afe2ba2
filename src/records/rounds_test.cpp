#include "places/sites.h"
#include "records/record_making.h"
#include "records/records_fixture.h"

/// A need done again is another service: what became of one round says nothing of the next.
namespace lastmile::records {
namespace {

using namespace std::chrono_literals;
using testing::SizeIs;

struct Rounds : RecordsTown {
  void SetUp() override {
    RecordsTown::SetUp();
    if (IsSkipped()) return;
    who = town().volunteer();
    need = town().need({.from = "2026-03-02T09:00:00+08:00", .to = "2026-03-02T18:00:00+08:00"});
    town().take(need, who);
  }
  void serve(std::chrono::minutes how_long) {
    town().serve(need, who, how_long);
    town().drain();
  }
  /// It did not happen: the same volunteer comes again.
  void deny_and_take_again() {
    confirm(need, false);
    town().drain();
    bench().tick(10min);
    town().take(need, who);
  }
  void cancel(RecordId id) {
    ASSERT_TRUE(by(town().subcenter_staff, [&](Call& call) {
                  return void_record(call, {id, VoidReason::not_performed, {}});
                }).ok());
  }
  BackFill asked_of_the_need(const char* from, const char* to) {
    BackFill cmd = asked(who, from, to);
    cmd.need = need;
    return cmd;
  }
  void vouch(RecordId id) {
    ASSERT_TRUE(attest(town().staff(access::Role::station_worker, town().station), id).ok());
    ASSERT_TRUE(approve(town().subcenter_staff, id).ok());
  }
  /// A stay at the door as needs tell it, after all else.
  void tell(Instant from, Instant to) {
    bench().tick(1min);  // ids of one moment are in no order
    const needs::NeedServed stay{need,
                                 who,
                                 "0405",
                                 town().brief(need).recipient,
                                 town().station.path,
                                 from,
                                 to,
                                 attendance::Proof::code,
                                 attendance::Proof::code,
                                 {},
                                 false};
    ASSERT_TRUE(by(TestBench::system(), [&](Call& call) -> Check {
                  record_stay(call, stay, after_all);
                  return Done{};
                }).ok());
  }
  RecordRow newest() { return rows().front(); }
  RecordRow oldest() { return rows().back(); }

  PersonId who;
  needs::NeedId need;
};
EACH_DATABASE(Rounds);

TEST_P(Rounds, AVoidRecordSwallowsNoLaterService) {
  serve(30min);
  cancel(only().id);
  deny_and_take_again();
  serve(25min);
  confirm(need);
  ASSERT_THAT(rows(), SizeIs(2));
  EXPECT_EQ(oldest().state, RecordState::void_);
  EXPECT_EQ(newest().grade, Grade::a);
  EXPECT_EQ(newest().state, RecordState::counted);
  EXPECT_EQ(minutes(who), 25);
  EXPECT_THAT(bench().verify(), testing::IsEmpty());
}

TEST_P(Rounds, AStayThatTouchesAVoidOneStaysVoid) {
  serve(30min);
  const auto r = only();
  cancel(r.id);
  tell(r.from_at + 20min, r.to_at + 20min);
  EXPECT_EQ(only().version, 2);
  tell(r.to_at, r.to_at + 20min);
  ASSERT_THAT(rows(), SizeIs(2));
  EXPECT_EQ(newest().minutes, 20);
}

TEST_P(Rounds, ADeniedRoundLeavesTheNextItsOwn) {
  serve(30min);
  deny_and_take_again();
  serve(25min);
  confirm(need);
  ASSERT_THAT(rows(), SizeIs(2));
  EXPECT_EQ(reason_of(oldest()), PendingReason::recipient_denied);
  EXPECT_EQ(newest().grade, Grade::a);
  EXPECT_EQ(minutes(who), 25);
}

TEST_P(Rounds, HoursCorrectedInOneRoundLeaveTheNextAlone) {
  serve(30min);
  const auto first = only();
  const auto opened = by(Town::as(who), [&](Call& call) {
    return dispute_record(call, {first.id, given<Words2000>("少记了")});
  });
  ASSERT_TRUE(opened.ok());
  deny_and_take_again();
  serve(25min);
  ASSERT_TRUE(by(town().subcenter_staff, [&](Call& call) {
                return decide_case(call, {opened->id, true, given<Line>("核实"),
                                          TimeWindow{first.from_at, first.to_at + 5min}});
              }).ok());
  ASSERT_THAT(rows(), SizeIs(2));
  EXPECT_EQ(oldest().minutes, 35);
  EXPECT_EQ(newest().minutes, 25);
  EXPECT_EQ(minutes(who), 25);
}

TEST_P(Rounds, ADoorAddsNothingToHoursThatPeopleSaid) {
  serve(30min);
  const auto first = only();
  const auto opened = by(Town::as(who), [&](Call& call) {
    return dispute_record(call, {first.id, given<Words2000>("多记了")});
  });
  ASSERT_TRUE(by(town().subcenter_staff, [&](Call& call) {
                return decide_case(call, {opened->id, true, given<Line>("核实"),
                                          TimeWindow{first.from_at, first.to_at - 5min}});
              }).ok());
  ASSERT_TRUE(approve(town().center_staff, first.id).ok());
  tell(first.to_at + 10min, first.to_at + 40min);
  ASSERT_THAT(rows(), SizeIs(2));
  EXPECT_EQ(oldest().minutes, 25);
  EXPECT_EQ(minutes(who), 55);
}

TEST_P(Rounds, WhatIsAskedForTakesNoStayOfTheDoor) {
  bench().tick(4h);
  const auto filled = fill(
      town().worker, asked_of_the_need("2026-03-02T09:00:00+08:00", "2026-03-02T13:00:00+08:00"));
  ASSERT_TRUE(filled.ok());
  serve(25min);
  ASSERT_THAT(rows(), SizeIs(2));
  EXPECT_EQ(newest().grade, Grade::b);
  EXPECT_EQ(minutes(who), 25);
  // Who says they were not there asks for nothing that the door has shown.
  ASSERT_TRUE(by(Town::as(who), [&](Call& call) { return not_me(call, {filled->id, {}}); }).ok());
  tell(filled->from_at, filled->from_at + 20min);
  EXPECT_EQ(minutes(who), 45);
}

TEST_P(Rounds, WhatTwoPeopleVouchedForStandsBesideTheDoor) {
  bench().tick(4h);
  const auto filled = fill(
      town().worker, asked_of_the_need("2026-03-02T09:00:00+08:00", "2026-03-02T13:00:00+08:00"));
  ASSERT_TRUE(filled.ok());
  vouch(filled->id);
  tell(filled->to_at - 5min, filled->to_at + 5min);
  ASSERT_THAT(rows(), SizeIs(2));
  EXPECT_EQ(oldest().state, RecordState::counted);
  EXPECT_EQ(minutes(who), 245);
}

TEST_P(Rounds, AreBackFilledToThoseWhoMayServe) {
  const auto morning = [&](PersonId of, const char* category) {
    auto cmd = asked(of, "2026-03-01T09:00:00+08:00", "2026-03-01T10:00:00+08:00");
    cmd.category = given<Text<2, 4>>(category);
    return cmd;
  };
  const auto minor = town().volunteer({.born = "2009-06-01"});
  const auto night = asked(minor, "2026-02-28T22:00:00+08:00", "2026-03-01T02:00:00+08:00");
  EXPECT_REFUSED(fill(town().worker, night), "too_young_for_work");
  EXPECT_REFUSED(fill(town().worker, morning(minor, "0907")), "too_young_for_work");
  EXPECT_TRUE(fill(town().worker, morning(minor, "0405")).ok());
  EXPECT_REFUSED(fill(town().worker, morning(who, "0801")), "papers_not_valid");
  EXPECT_REFUSED(fill(town().worker, morning(who, "0907")), "papers_not_valid");
  const auto lawyer = town().volunteer({.insured = true, .licence = "lawyer"});
  EXPECT_TRUE(fill(town().worker, morning(lawyer, "0801")).ok());
  const auto risky = town().need({.risk = needs::Risk::high});
  const auto careful = town().volunteer({.insured = true, .trained = true});
  town().take(risky, careful);
  bench().tick(1h);
  auto cmd = asked(careful, "2026-03-02T09:00:00+08:00", "2026-03-02T10:00:00+08:00");
  cmd.need = risky;
  EXPECT_TRUE(fill(town().worker, cmd).ok());
}

TEST_P(Rounds, AreBackFilledAsTheNeedSaysAndSinceItWasAskedFor) {
  const char *nine = "2026-03-02T09:00:00+08:00", *ten = "2026-03-02T10:00:00+08:00";
  bench().tick(2h);
  EXPECT_REFUSED(fill(town().worker, asked_of_the_need("2026-03-02T08:59:00+08:00", ten)),
                 "hours_before_need");
  const auto refused_at = [&](const BackFill& cmd, const char* path) {
    const auto filled = fill(town().worker, cmd);
    ASSERT_FALSE(filled.ok());
    EXPECT_EQ(filled.refused().refusal.code, cmd.need ? "other_than_need" : "bad_request");
    EXPECT_EQ(filled.refused().fields.at(0).path, path);
  };
  auto cmd = asked_of_the_need(nine, ten);
  cmd.category = given<Text<2, 4>>("0501");
  refused_at(cmd, "/category");
  cmd = asked_of_the_need(nine, ten);
  cmd.site = town().neighbour.id;
  refused_at(cmd, "/site");
  cmd = asked(who, nine, ten);
  cmd.category.reset();
  refused_at(cmd, "/category");
  cmd = asked(who, nine, ten);
  cmd.site.reset();
  refused_at(cmd, "/site");
  cmd = asked_of_the_need(nine, ten);
  cmd.category.reset();
  cmd.site.reset();
  const auto elsewhere = town().staff(access::Role::station_worker, town().far_station);
  EXPECT_REFUSED(fill(elsewhere, cmd), "need_unknown");
  const auto filled = fill(town().worker, cmd);
  ASSERT_TRUE(filled.ok()) << filled.refused().refusal.code;
  EXPECT_EQ(filled->category, "0405");
  EXPECT_EQ(filled->site, town().station.id);
}

TEST_P(Rounds, OfANeedOutliveItsSite) {
  bench().tick(2h);
  ASSERT_TRUE(by(town().center_staff, [&](Call& call) {
                return places::close_site(call, {town().station.id, given<Line>("撤并")});
              }).ok());
  auto cmd = asked_of_the_need("2026-03-02T09:00:00+08:00", "2026-03-02T10:00:00+08:00");
  const auto filled = fill(town().worker, cmd);
  ASSERT_TRUE(filled.ok()) << filled.refused().refusal.code;
  vouch(filled->id);
  EXPECT_EQ(minutes(who), 60);
  cmd.need.reset();
  EXPECT_REFUSED(fill(town().worker, cmd), "site_inactive");
}

TEST_P(Rounds, OfWhatWasWithdrawnAreBackFilledToNobody) {
  bench().tick(2h);
  ASSERT_TRUE(by(Town::as(town().brief(need).recipient), [&](Call& call) {
                return needs::withdraw_need(call, {need, needs::WithdrawReason::solved, {}});
              }).ok());
  EXPECT_REFUSED(fill(town().worker,
                      asked_of_the_need("2026-03-02T09:00:00+08:00", "2026-03-02T10:00:00+08:00")),
                 "need_withdrawn");
}

TEST_P(Rounds, NotBroughtOnByHoursFromBeforeTheVisitWheneverApproved) {
  const auto agreed = [&](PersonId with) {
    const auto id =
        town().need({.from = "2026-03-02T14:00:00+08:00", .to = "2026-03-02T16:00:00+08:00"});
    town().take(id, with);
    return id;
  };
  const auto fill_morning = [&](PersonId of, needs::NeedId id) {
    auto cmd = asked(of, "2026-03-02T09:00:00+08:00", "2026-03-02T10:00:00+08:00");
    cmd.need = id;
    return fill(town().worker, cmd).value().id;
  };
  const auto zhao = town().volunteer(), qian = town().volunteer();
  const auto of_zhao = agreed(zhao), of_qian = agreed(qian);
  bench().tick(2h);
  const auto early = fill_morning(zhao, of_zhao), late = fill_morning(qian, of_qian);
  vouch(early);
  bench().tick(4h);
  vouch(late);
  for (const auto id : {of_zhao, of_qian}) {
    EXPECT_EQ(town().state(id), needs::NeedState::scheduled);
    EXPECT_EQ(town().brief(id).helpers.at(0).state, needs::HelperState::taken);
  }
}

TEST_P(Rounds, BroughtOnByHoursGivenLater) {
  bench().tick(2h);
  auto cmd = asked_of_the_need("2026-03-02T09:00:00+08:00", "2026-03-02T10:00:00+08:00");
  const auto filled = fill(town().worker, cmd);
  ASSERT_TRUE(filled.ok());
  EXPECT_EQ(town().state(need), needs::NeedState::scheduled);
  vouch(filled->id);
  EXPECT_EQ(town().state(need), needs::NeedState::awaiting_confirmation);
  EXPECT_EQ(town().brief(need).helpers.at(0).state, needs::HelperState::served);
  EXPECT_THAT(bench().verify(), testing::IsEmpty());
}

TEST_P(Rounds, BackFilledWaitAnewWhenTheRecipientDeniesThem) {
  bench().tick(2h);
  const auto filled = fill(
      town().worker, asked_of_the_need("2026-03-02T09:00:00+08:00", "2026-03-02T10:00:00+08:00"));
  ASSERT_TRUE(filled.ok());
  vouch(filled->id);
  EXPECT_EQ(minutes(who), 60);
  confirm(need, false);
  EXPECT_EQ(reason_of(only()), PendingReason::recipient_denied);
  EXPECT_EQ(only().grade, Grade::d);
  EXPECT_EQ(minutes(who), 0);
}

TEST_P(Rounds, NotBroughtOnByHoursOfAnEarlierOne) {
  bench().tick(60min);
  serve(30min);
  const auto first = only();
  deny_and_take_again();
  auto cmd = asked_of_the_need("2026-03-02T09:00:00+08:00", "2026-03-02T10:00:00+08:00");
  cmd.hours = {first.from_at - 50min, first.from_at};
  EXPECT_REFUSED(fill(town().worker, cmd), "record_exists");  // no way around the denial
  cancel(first.id);
  const auto filled = fill(town().worker, cmd);
  ASSERT_TRUE(filled.ok());
  vouch(filled->id);
  EXPECT_EQ(town().state(need), needs::NeedState::scheduled);
}

TEST_P(Rounds, EachIsBackFilledOnce) {
  serve(30min);
  const auto later = [&](std::chrono::minutes after) {
    auto cmd = asked_of_the_need("2026-03-01T09:00:00+08:00", "2026-03-01T10:00:00+08:00");
    cmd.hours = {bench().now() - after, bench().now() - after + 10min};
    return cmd;
  };
  bench().tick(30min);
  EXPECT_REFUSED(fill(town().worker, later(20min)), "record_exists");
  deny_and_take_again();
  bench().tick(60min);
  const auto again = fill(town().worker, later(50min));
  ASSERT_TRUE(again.ok());
  EXPECT_REFUSED(fill(town().worker, later(30min)), "record_exists");
  cancel(again->id);
  EXPECT_TRUE(fill(town().worker, later(30min)).ok());
}

}  // namespace
}  // namespace lastmile::records
