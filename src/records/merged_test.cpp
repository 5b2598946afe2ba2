#include <set>

#include "needs/need_list.h"
#include "people/duplicates.h"
#include "people/own_data.h"
#include "records/certificate.h"
#include "records/record_making.h"
#include "records/records.h"
#include "records/records_fixture.h"

/// Two profiles of one volunteer: what was served under either is theirs, and undone again.
namespace lastmile::records {
namespace {

using namespace std::chrono_literals;

struct Merged : RecordsTown {
  void SetUp() override {
    RecordsTown::SetUp();
    if (IsSkipped()) return;
    kept = town().volunteer({.name = "王小明"});
    gone = town().volunteer({.name = "王晓明"});
    asked_by_gone = town().need({.recipient = gone});
    need = served(gone, 60min);
    confirm(need);
    record = only().id;
  }
  people::MergeId merge() {
    const auto merged =
        by(town().worker, [&](Call& call) { return people::merge_persons(call, {kept, gone}); });
    EXPECT_TRUE(merged.ok());
    return merged->merge;
  }
  template <class F>
  auto look(PersonId who, F&& verb) {
    return bench().look(Town::as(who), verb);
  }
  std::size_t records_of(PersonId who) {
    return look(who, [](Call& call) { return list_my_records(call, {}); }).value().items.size();
  }
  std::size_t needs_of(PersonId who) {
    return look(who, [](Call& call) { return needs::list_my_needs(call, {}); })
        .value()
        .items.size();
  }
  std::size_t tasks_of(PersonId who) {
    return look(who, [](Call& call) { return needs::list_my_tasks(call, {}); })
        .value()
        .items.size();
  }

  PersonId kept, gone;
  needs::NeedId need, asked_by_gone;
  RecordId record;
};
EACH_DATABASE(Merged);

TEST_P(Merged, HoursNeedsAndTasksAreOnesOwn) {
  EXPECT_EQ(minutes(kept), 0);
  merge();
  EXPECT_EQ(minutes(kept), 60);
  EXPECT_EQ(records_of(kept), 1u);
  EXPECT_EQ(tasks_of(kept), 1u);
  EXPECT_EQ(needs_of(kept), 1u);
  EXPECT_TRUE(look(kept, [&](Call& call) { return show_record(call, {record}); }).ok());
  const auto disputed = by(Town::as(kept), [&](Call& call) {
    return dispute_record(call, {record, given<Words2000>("少记")});
  });
  EXPECT_TRUE(disputed.ok());
}

TEST_P(Merged, ACertificateCountsBoth) {
  const auto own = served(kept, 30min);
  confirm(own);
  town().drain();
  merge();
  const auto issued = by(Town::as(kept), [](Call& call) { return issue_certificate(call, {}); });
  ASSERT_TRUE(issued.ok());
  EXPECT_EQ(issued->minutes, 90);
  EXPECT_EQ(issued->lines.value().size(), 2u);
}

TEST_P(Merged, NobodyIsCreditedTwiceNorVouchesForThemself) {
  const RecordRow row = only();
  merge();
  BackFill again = asked(kept, "2026-03-02T09:00:00+08:00", "2026-03-02T10:00:00+08:00");
  again.hours = {row.from_at, row.to_at};
  EXPECT_REFUSED(fill(town().worker, again), "hours_overlap");
  Actor kept_as_staff = town().center_staff;
  kept_as_staff.person = kept;
  const auto voided = by(kept_as_staff, [&](Call& call) {
    return void_record(call, {record, VoidReason::entered_twice, {}});
  });
  EXPECT_REFUSED(voided, "own_record");
}

TEST_P(Merged, HoursBothCountedCountOnce) {
  const RecordRow row = only();
  const auto beside = town().need();
  ASSERT_TRUE(by(TestBench::system(), [&](Call& call) -> Check {
                needs::NeedServed stay{beside, kept, "0405", gone, town().station.path};
                stay.from = row.from_at;
                stay.to = row.to_at;
                stay.proof_in = stay.proof_out = attendance::Proof::code;
                record_stay(call, stay, after_all);
                return Done{};
              }).ok());
  EXPECT_EQ(minutes(kept), 60);
  const auto id = merge();
  town().drain();
  EXPECT_EQ(minutes(kept), 60);
  ASSERT_TRUE(by(town().worker, [&](Call& call) { return people::undo_merge(call, {id}); }).ok());
  town().drain();
  EXPECT_EQ(minutes(kept), 60);
  EXPECT_EQ(minutes(gone), 60);
}

TEST_P(Merged, ADayThatTwoProfilesMakeTooLongWaitsForItsLevel) {
  const Actor colleague = town().staff(access::Role::station_worker, town().station);
  const auto vouched = [&](PersonId who, const char* from, const char* to) {
    const auto r = fill(town().worker, asked(who, from, to));
    ASSERT_TRUE(r.ok());
    ASSERT_TRUE(attest(colleague, r->id).ok());
    ASSERT_TRUE(approve(town().subcenter_staff, r->id).ok());
  };
  vouched(kept, "2026-03-01T00:00:00+08:00", "2026-03-01T08:00:00+08:00");
  vouched(gone, "2026-03-01T08:00:00+08:00", "2026-03-01T16:00:00+08:00");
  const auto id = merge();
  town().drain();
  EXPECT_EQ(minutes(kept), 60 + 480);
  ASSERT_TRUE(by(town().worker, [&](Call& call) { return people::undo_merge(call, {id}); }).ok());
  town().drain();
  EXPECT_EQ(minutes(kept), 480);
  EXPECT_EQ(minutes(gone), 60 + 480);
}

TEST_P(Merged, HoursVouchedForTwiceWaitAsOverlapping) {
  const Actor colleague = town().staff(access::Role::station_worker, town().station);
  for (const PersonId who : {kept, gone}) {
    const auto r =
        fill(town().worker, asked(who, "2026-03-01T09:00:00+08:00", "2026-03-01T10:00:00+08:00"));
    ASSERT_TRUE(r.ok());
    ASSERT_TRUE(attest(colleague, r->id).ok());
    ASSERT_TRUE(approve(town().subcenter_staff, r->id).ok());
  }
  using Reasons = std::multiset<std::optional<PendingReason>>;
  const auto reasons = [&] {
    Reasons all;
    for (const auto& r : rows()) {
      if (r.back_filled) all.insert(reason_of(r));
    }
    return all;
  };
  const auto id = merge();
  EXPECT_EQ(reasons(), (Reasons{std::nullopt, PendingReason::overlapping_hours}));
  EXPECT_EQ(minutes(kept), 60 + 60);
  ASSERT_TRUE(by(town().worker, [&](Call& call) { return people::undo_merge(call, {id}); }).ok());
  EXPECT_EQ(reasons(), (Reasons{std::nullopt, std::nullopt}));
  EXPECT_EQ(minutes(kept), 60);
  EXPECT_EQ(minutes(gone), 60 + 60);
}

TEST_P(Merged, WhatHappenedAndWhoReadIsOnesOwn) {
  const auto read = by(town().worker, [&](Call& call) -> Check {
    people::note_reading(call, gone, access::FieldClass::contact, "to call back");
    access::record_readings(call);
    return Done{};
  });
  EXPECT_TRUE(read.ok());
  merge();
  const auto steps =
      look(kept, [&](Call& call) { return needs::show_timeline(call, {asked_by_gone}); });
  ASSERT_TRUE(steps.ok());
  EXPECT_FALSE(steps->items.empty());
  const auto reads = look(kept, [](Call& call) { return people::list_my_reads(call, {}); });
  ASSERT_TRUE(reads.ok());
  EXPECT_FALSE(reads->items.empty());
}

TEST_P(Merged, OnesOwnNeedIsNotOnesTask) {
  merge();
  EXPECT_REFUSED(town().invite(asked_by_gone, {kept}), "does_not_fit");
}

TEST_P(Merged, UndoingGivesEachTheirOwn) {
  const auto id = merge();
  ASSERT_TRUE(by(town().worker, [&](Call& call) { return people::undo_merge(call, {id}); }).ok());
  EXPECT_EQ(minutes(kept), 0);
  EXPECT_EQ(needs_of(kept), 0u);
  EXPECT_EQ(minutes(gone), 60);
  EXPECT_EQ(needs_of(gone), 1u);
}

}  // namespace
}  // namespace lastmile::records
