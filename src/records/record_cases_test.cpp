#include "records/record_cases.h"

#include "records/record_making.h"
#include "records/records_fixture.h"

namespace lastmile::records {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

struct RecordCases : RecordsTown {
  std::vector<RecordView> queue() {
    return bench()
        .look(town().worker,
              [&](Call& call) {
                return list_record_queue(call, {given<access::SitePath>(town().station.path)});
              })
        .value()
        .items;
  }
};
EACH_DATABASE(RecordCases);

TEST_P(RecordCases, DisputesTakeHoursOutUntilDecided) {
  const auto who = town().volunteer();
  served(who, std::chrono::minutes{60});
  const auto r = only();
  const auto dispute = [&] {
    return by(Town::as(who), [&](Call& call) {
      return dispute_record(call, {r.id, given<Words2000>("少记了半小时")});
    });
  };
  EXPECT_REFUSED(
      by(town().worker,
         [&](Call& call) { return dispute_record(call, {r.id, given<Words2000>("x")}); }),
      "record_unknown");
  const auto opened = dispute();
  ASSERT_TRUE(opened.ok());
  EXPECT_EQ(minutes(who), 0);
  EXPECT_REFUSED(dispute(), "case_open");
  const auto waiting = queue();
  ASSERT_THAT(waiting, SizeIs(1));
  EXPECT_EQ(waiting[0].id, r.id);
  EXPECT_EQ(waiting[0].state, RecordState::disputed);
  EXPECT_GT(waiting[0].due_at, bench().now() + std::chrono::days{10});
  EXPECT_FALSE(waiting[0].overdue);
  DecideCase decide{opened->id, true, given<Line>("核实"),
                    TimeWindow{r.from_at, r.to_at + std::chrono::minutes{30}}};
  const auto decided_by = [&](const Actor& actor) {
    return by(actor, [&](Call& call) { return decide_case(call, decide); });
  };
  EXPECT_REFUSED(decided_by(TestBench::person(town().resident())), "case_unknown");
  EXPECT_REFUSED(decided_by(Town::as(who)), "case_unknown");
  EXPECT_REFUSED(decided_by(town().worker), "not_yours");
  bench().tick(std::chrono::hours{1});  // hours that lie ahead nobody can have served
  decide.corrected.reset();  // upheld, yet nothing corrected: voiding is a decision of its own
  EXPECT_REFUSED(decided_by(town().subcenter_staff), "bad_request");
  EXPECT_EQ(only().state, RecordState::disputed);
  decide.corrected = TimeWindow{r.from_at, r.to_at + std::chrono::minutes{30}};
  const auto decided = decided_by(town().subcenter_staff);
  ASSERT_TRUE(decided.ok()) << decided.refused().refusal.code;
  EXPECT_REFUSED(decided_by(town().center_staff), "case_decided");
  // The decision is the first of two: one administrator alone credits nobody.
  EXPECT_EQ(minutes(who), 0);
  EXPECT_EQ(reason_of(only()), PendingReason::corrected);
  EXPECT_EQ(only().intervals.at(0).proof_in, attendance::Proof::stated);
  EXPECT_EQ(only().intervals.at(0).proof_out, attendance::Proof::stated);
  EXPECT_REFUSED(approve(town().subcenter_staff, r.id), "second_person_needed");
  ASSERT_TRUE(approve(town().center_staff, r.id).ok());
  EXPECT_EQ(minutes(who), 90);
  const auto p = page(Town::as(who), r.id);
  EXPECT_EQ(p.record.grade, Grade::c);
  std::vector<Change> reasons;
  for (const auto& v : p.versions) reasons.push_back(v.reason_code);
  EXPECT_THAT(reasons,
              ElementsAre(Change::served, Change::dispute, Change::corrected, Change::approved));
  EXPECT_EQ(p.versions.at(0).minutes, 60);
}

TEST_P(RecordCases, RejectedDisputesRestoreWhatStood) {
  const auto who = town().volunteer();
  served(who, std::chrono::minutes{60});
  const auto r = only();
  const auto opened = by(Town::as(who), [&](Call& call) {
    return dispute_record(call, {r.id, given<Words2000>("x")});
  });
  ASSERT_TRUE(by(town().subcenter_staff, [&](Call& call) {
                return decide_case(call, {opened->id, false, given<Line>("无误"), {}});
              }).ok());
  EXPECT_EQ(minutes(who), 60);
  EXPECT_EQ(only().grade, Grade::b);
  EXPECT_THAT(queue(), IsEmpty());
}

TEST_P(RecordCases, RejectedDisputesMakeNoDayLongerThanItWasApproved) {
  const auto who = town().volunteer();
  const auto vouched = [&](const char* from, const char* to) {
    const auto r = fill(town().worker, asked(who, from, to));
    EXPECT_TRUE(r.ok());
    const Actor colleague = town().staff(access::Role::station_worker, town().station);
    EXPECT_TRUE(attest(colleague, r->id).ok());
    EXPECT_TRUE(approve(town().subcenter_staff, r->id).ok());
    return r->id;
  };
  const auto dispute = [&](RecordId id) {
    const auto opened = by(Town::as(who), [&](Call& call) {
      return dispute_record(call, {id, given<Words2000>("x")});
    });
    EXPECT_TRUE(opened.ok());
    return opened->id;
  };
  const auto reject = [&](CaseId id) {
    EXPECT_TRUE(by(town().center_staff, [&](Call& call) {
                  return decide_case(call, {id, false, given<Line>("无误"), {}});
                }).ok());
  };
  const auto night = vouched("2026-03-01T00:00:00+08:00", "2026-03-01T08:00:00+08:00");
  const auto of_night = dispute(night);
  const auto morning = vouched("2026-03-01T08:00:00+08:00", "2026-03-01T16:00:00+08:00");
  reject(of_night);
  EXPECT_EQ(minutes(who), 480);
  EXPECT_EQ(page(town().worker, night).record.pending_reason, PendingReason::very_long_day);
  EXPECT_REFUSED(approve(town().subcenter_staff, night), "level_too_low");
  ASSERT_TRUE(approve(town().center_staff, night).ok());
  EXPECT_EQ(minutes(who), 960);
  reject(dispute(morning));  // sixteen hours the center has seen by now
  EXPECT_EQ(minutes(who), 960);
  EXPECT_THAT(bench().verify(), IsEmpty());
}

TEST_P(RecordCases, WhatCountsAgainWaitsForNothing) {
  const auto who = town().volunteer();
  const auto filled =
      fill(town().worker, asked(who, "2026-03-01T09:00:00+08:00", "2026-03-01T10:00:00+08:00"));
  ASSERT_TRUE(filled.ok());
  ASSERT_TRUE(attest(town().staff(access::Role::station_worker, town().station), filled->id).ok());
  ASSERT_TRUE(approve(town().subcenter_staff, filled->id).ok());
  const auto opened = by(Town::as(who), [&](Call& call) {
    return dispute_record(call, {filled->id, given<Words2000>("x")});
  });
  ASSERT_TRUE(opened.ok());
  ASSERT_TRUE(by(town().center_staff, [&](Call& call) {
                return decide_case(call, {opened->id, false, given<Line>("无误"), {}});
              }).ok());
  EXPECT_EQ(only().state, RecordState::counted);
  EXPECT_EQ(reason_of(only()), std::nullopt);
}

TEST_P(RecordCases, NotMeFreezesAtOnce) {
  const auto who = town().volunteer();
  const auto need = served(who, std::chrono::minutes{60});
  const auto r = only();
  const auto opened = by(Town::as(who), [&](Call& call) { return not_me(call, {r.id, {}}); });
  ASSERT_TRUE(opened.ok());
  EXPECT_EQ(only().state, RecordState::frozen);
  EXPECT_EQ(minutes(who), 0);
  confirm(need);
  EXPECT_EQ(only().state, RecordState::frozen);  // nothing else thaws it
  stay_on(need, r);
  EXPECT_EQ(only().state, RecordState::frozen);
  EXPECT_REFUSED(attest(town().worker, r.id), "record_not_pending");
  ASSERT_TRUE(by(town().subcenter_staff, [&](Call& call) {
                return decide_case(call, {opened->id, true, given<Line>("冒用"), {}});
              }).ok());
  EXPECT_EQ(only().state, RecordState::void_);
  EXPECT_REFUSED(by(Town::as(who), [&](Call& call) { return not_me(call, {r.id, {}}); }),
                 "record_void");
}

TEST_P(RecordCases, NotMeOutranksADispute) {
  const auto who = town().volunteer();
  served(who, std::chrono::minutes{60});
  const auto r = only();
  const auto dispute = [&] {
    return by(Town::as(who),
              [&](Call& call) { return dispute_record(call, {r.id, given<Words2000>("少记了")}); });
  };
  const auto tap = [&] {
    return by(Town::as(who),
              [&](Call& call) { return not_me(call, {r.id, given<Words2000>("那天我不在")}); });
  };
  const auto disputed = dispute();
  ASSERT_TRUE(disputed.ok());
  const auto frozen = tap();
  ASSERT_TRUE(frozen.ok());
  EXPECT_EQ(only().state, RecordState::frozen);
  EXPECT_EQ(frozen->id, disputed->id) << "one case, with all that was said";
  EXPECT_EQ(frozen->kind, CaseKind::not_me);
  EXPECT_EQ(frozen->words, "少记了\n那天我不在");
  EXPECT_REFUSED(tap(), "case_open");
  EXPECT_REFUSED(dispute(), "case_open");
  ASSERT_TRUE(by(town().subcenter_staff, [&](Call& call) {
                return decide_case(call, {frozen->id, true, given<Line>("冒用"), {}});
              }).ok());
  EXPECT_EQ(only().state, RecordState::void_);
  EXPECT_THAT(bench().verify(), IsEmpty());
}

TEST_P(RecordCases, EndWithTheRecordThatIsVoided) {
  const auto who = town().volunteer();
  served(who, std::chrono::minutes{60});
  const auto r = only();
  const auto opened = by(Town::as(who), [&](Call& call) { return not_me(call, {r.id, {}}); });
  ASSERT_TRUE(opened.ok());
  ASSERT_TRUE(by(town().subcenter_staff, [&](Call& call) {
                return void_record(call, {r.id, VoidReason::wrong_person, given<Line>("已核实")});
              }).ok());
  const auto cases =
      bench().look(Town::as(who), [&](Call& call) { return list_cases(call, {r.id}); });
  ASSERT_THAT(cases->items, SizeIs(1));
  EXPECT_EQ(cases->items[0].state, CaseState::upheld);
  EXPECT_EQ(cases->items[0].answer, "已核实");
  EXPECT_EQ(cases->items[0].decided_at, bench().now());
  EXPECT_REFUSED(by(town().center_staff,
                    [&](Call& call) {
                      return decide_case(call, {opened->id, false, given<Line>("无误"), {}});
                    }),
                 "case_decided");
  EXPECT_THAT(queue(), IsEmpty());
  EXPECT_THAT(bench().verify(), IsEmpty());
}

TEST_P(RecordCases, NoDecisionBringsBackWhatWasVoided) {
  const auto who = town().volunteer();
  served(who, std::chrono::minutes{60});
  const auto r = only();
  const auto opened = by(Town::as(who), [&](Call& call) {
    return dispute_record(call, {r.id, given<Words2000>("少记了")});
  });
  ASSERT_TRUE(by(town().subcenter_staff, [&](Call& call) {
                return void_record(call, {r.id, VoidReason::not_performed, {}});
              }).ok());
  const auto decided = by(town().center_staff, [&](Call& call) {
    return decide_case(call, {opened->id, false, given<Line>("无误"), {}});
  });
  EXPECT_REFUSED(decided, "case_decided");
  const auto cases =
      bench().look(Town::as(who), [&](Call& call) { return list_cases(call, {r.id}); });
  EXPECT_EQ(cases->items.at(0).state, CaseState::rejected) << "no other hours are given";
  EXPECT_EQ(only().state, RecordState::void_);
  EXPECT_EQ(minutes(who), 0);
}

// The voids of before left their cases open.
TEST_P(RecordCases, BesideAVoidRecordAreAnsweredAndNothingElse) {
  const auto who = town().volunteer();
  served(who, std::chrono::minutes{60});
  const auto r = only();
  const auto opened = by(Town::as(who), [&](Call& call) {
    return dispute_record(call, {r.id, given<Words2000>("少记了")});
  });
  ASSERT_TRUE(opened.ok());
  RecordRow voided = only();
  ASSERT_TRUE(by(town().subcenter_staff, [&](Call& call) -> Result<Done> {
                voided.state = RecordState::void_;
                save_version(call, voided, Change::not_performed);
                return Done{};
              }).ok());
  const auto decided = by(town().center_staff, [&](Call& call) {
    return decide_case(call, {opened->id, true, given<Line>("时间有误,但并未服务"), {}});
  });
  ASSERT_TRUE(decided.ok()) << decided.refused().refusal.code;
  EXPECT_EQ(decided->state, CaseState::upheld);
  EXPECT_EQ(decided->answer, "时间有误,但并未服务");
  EXPECT_EQ(only().state, RecordState::void_);
  EXPECT_EQ(only().version, voided.version);
  EXPECT_EQ(minutes(who), 0);
  EXPECT_THAT(bench().verify(), IsEmpty());
}

TEST_P(RecordCases, AreNotEndedByVoidingWhatOneStandsBehind) {
  const auto who = town().volunteer();
  const auto cancel = [&](const Actor& actor, RecordId id) {
    return by(actor,
              [&](Call& call) { return void_record(call, {id, VoidReason::wrong_hours, {}}); });
  };
  const auto not_mine = [&](RecordId id) {
    return by(Town::as(who), [&](Call& call) { return not_me(call, {id, {}}); });
  };
  const auto approved =
      fill(town().worker, asked(who, "2026-03-01T09:00:00+08:00", "2026-03-01T10:00:00+08:00"));
  ASSERT_TRUE(approved.ok());
  const Actor colleague = town().staff(access::Role::subcenter_staff, town().subcenter);
  ASSERT_TRUE(attest(colleague, approved->id).ok());
  ASSERT_TRUE(approve(town().center_staff, approved->id).ok());
  ASSERT_TRUE(not_mine(approved->id).ok());
  EXPECT_REFUSED(cancel(town().center_staff, approved->id), "second_person_needed");
  EXPECT_REFUSED(cancel(colleague, approved->id), "second_person_needed");
  EXPECT_TRUE(cancel(town().subcenter_staff, approved->id).ok());
  const auto requested = fill(town().subcenter_staff,
                              asked(who, "2026-03-01T11:00:00+08:00", "2026-03-01T12:00:00+08:00"));
  ASSERT_TRUE(requested.ok());
  ASSERT_TRUE(not_mine(requested->id).ok());
  EXPECT_REFUSED(cancel(town().subcenter_staff, requested->id), "second_person_needed");
  EXPECT_TRUE(cancel(town().center_staff, requested->id).ok());
  // Where nobody said anything against it, one takes back one's own mistake.
  const auto mistaken = fill(town().subcenter_staff,
                             asked(who, "2026-03-01T13:00:00+08:00", "2026-03-01T14:00:00+08:00"));
  ASSERT_TRUE(mistaken.ok());
  EXPECT_TRUE(cancel(town().subcenter_staff, mistaken->id).ok());
  EXPECT_THAT(bench().verify(), IsEmpty());
}

TEST_P(RecordCases, TheSameHoursNeverCountTwice) {
  const auto who = town().volunteer();
  const auto filled = fill_beside_the_door(who, town().subcenter_staff);
  ASSERT_TRUE(filled.ok());
  town().drain();
  ASSERT_EQ(minutes(who), 60);
  RecordId at_the_door{};
  for (const auto& r : rows()) {
    if (!r.back_filled) at_the_door = r.id;
  }
  const auto opened = by(Town::as(who), [&](Call& call) {
    return dispute_record(call, {at_the_door, given<Words2000>("x")});
  });
  ASSERT_TRUE(attest(town().worker, filled->id).ok());
  EXPECT_REFUSED(approve(town().center_staff, filled->id), "hours_overlap");
  ASSERT_TRUE(by(town().center_staff, [&](Call& call) {
                return decide_case(call, {opened->id, false, given<Line>("无误"), {}});
              }).ok());
  EXPECT_EQ(minutes(who), 60);
}

TEST_P(RecordCases, WhoAskedForABackFillDoesNotDecideAboutIt) {
  const auto who = town().volunteer();
  const auto filled = fill(town().subcenter_staff,
                           asked(who, "2026-03-01T09:00:00+08:00", "2026-03-01T10:00:00+08:00"));
  ASSERT_TRUE(filled.ok());
  const auto opened = by(Town::as(who), [&](Call& call) { return not_me(call, {filled->id, {}}); });
  ASSERT_TRUE(opened.ok());
  const auto decide = [&](const Actor& actor) {
    return by(actor, [&](Call& call) {
      return decide_case(call, {opened->id, false, given<Line>("无误"), {}});
    });
  };
  EXPECT_REFUSED(decide(town().subcenter_staff), "second_person_needed");
  EXPECT_TRUE(decide(town().center_staff).ok());
}

}  // namespace
}  // namespace lastmile::records
