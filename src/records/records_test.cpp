#include "records/records.h"

#include "base/calendar.h"
#include "people/duplicates.h"
#include "records/record_facts.h"
#include "records/record_making.h"
#include "records/records_fixture.h"

namespace lastmile::records {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

struct Records : RecordsTown {};
EACH_DATABASE(Records);

TEST_P(Records, MakeThemselvesOnceFromAService) {
  const auto who = town().volunteer();
  const auto need = served(who, std::chrono::minutes{90});
  auto r = only();
  EXPECT_EQ(r.minutes, 90);
  EXPECT_EQ(r.grade, Grade::b);
  EXPECT_EQ(r.state, RecordState::counted);
  EXPECT_EQ(r.volunteer, who);
  EXPECT_EQ(r.subject, need.uuid);
  EXPECT_EQ(r.recipient, town().brief(need).recipient);
  EXPECT_TRUE(r.first_record);
  EXPECT_EQ(minutes(who), 90);
  confirm(need);
  r = only();
  EXPECT_EQ(r.grade, Grade::a);
  EXPECT_EQ(r.version, 2);
  EXPECT_EQ(minutes(who), 90);
  EXPECT_THAT(bench().verify(), IsEmpty());
}

TEST_P(Records, HearingAFactTwiceChangesNothing) {
  const auto who = town().volunteer();
  const auto need = served(who, std::chrono::minutes{90});
  confirm(need);
  const auto before = only();
  const auto again = by(TestBench::system(), [&](Call& call) -> Result<Done> {
    for (const auto& e : journal::entries(call.tx, call.region(), 0, 1000)) {
      if (e.kind == needs::NeedServed::kind)
        record_stay(call, from_json<needs::NeedServed>(e.body).value(), e.seq);
      if (e.kind == needs::NeedConfirmed::kind)
        record_confirmation(call, from_json<needs::NeedConfirmed>(e.body).value(), e.seq);
    }
    return Done{};
  });
  ASSERT_TRUE(again.ok());
  const auto after = only();
  EXPECT_EQ(after.version, before.version);
  EXPECT_EQ(after.minutes, before.minutes);
}

TEST_P(Records, WaitedOutIsNoConfirmation) {
  const auto who = town().volunteer();
  const auto need = served(who, std::chrono::minutes{30});
  only();
  ASSERT_TRUE(by(TestBench::system(), [&](Call& call) -> Result<Done> {
                record_confirmation(call, {need, who, "silent"}, after_all);
                return Done{};
              }).ok());
  EXPECT_EQ(only().grade, Grade::b);
}

TEST_P(Records, AreListedByTheNeedTheyWereMadeFrom) {
  const auto who = town().volunteer();
  const auto need = served(who, std::chrono::minutes{30});
  served(who, std::chrono::minutes{40});
  EXPECT_EQ(rows().size(), 2u);
  const auto listed = [&](const Actor& actor, std::optional<RecordState> state = {}) {
    return bench().look(actor, [&](Call& call) {
      return list_records(call, {.under = {}, .need = need, .state = state});
    });
  };
  const auto found = listed(town().worker);
  ASSERT_TRUE(found.ok());
  ASSERT_EQ(found->items.size(), 1u);
  EXPECT_EQ(found->items[0].subject, need.uuid);
  EXPECT_EQ(page(town().worker, found->items[0].id).need, need);
  EXPECT_THAT(listed(town().worker, RecordState::disputed)->items, IsEmpty());
  const auto apart =
      fill(town().worker, asked(who, "2026-03-01T00:00:00+08:00", "2026-03-01T01:00:00+08:00"));
  ASSERT_TRUE(apart.ok());
  EXPECT_FALSE(page(town().worker, apart->id).need.has_value());  // made for no need
}

TEST_P(Records, ClosedByTheProgramNeedTwoPeopleOfDifferentRoles) {
  const auto who = town().volunteer();
  left_open(who);
  const auto r = only();
  EXPECT_EQ(r.grade, Grade::c);
  EXPECT_EQ(r.state, RecordState::pending);
  EXPECT_EQ(r.minutes, 120);
  EXPECT_EQ(minutes(who), 0);
  EXPECT_REFUSED(approve(town().subcenter_staff, r.id), "attest_first");
  EXPECT_REFUSED(attest(Town::as(who), r.id), "not_yours");
  const Actor colleague = town().staff(access::Role::subcenter_staff, town().station);
  ASSERT_TRUE(attest(colleague, r.id).ok());
  EXPECT_REFUSED(attest(colleague, r.id), "attested_already");
  EXPECT_REFUSED(approve(town().worker, r.id), "not_yours");  // attests, and approves nothing
  EXPECT_REFUSED(approve(colleague, r.id), "second_person_needed");
  const Actor another = town().staff(access::Role::subcenter_staff, town().station);
  EXPECT_REFUSED(approve(another, r.id), "second_person_needed");  // another person, the same role
  EXPECT_REFUSED(approve(TestBench::person(town().resident()), r.id), "record_unknown");
  ASSERT_TRUE(approve(town().center_staff, r.id).ok());
  EXPECT_EQ(minutes(who), 120);
  EXPECT_REFUSED(approve(town().subcenter_staff, r.id), "record_not_pending");
}

TEST_P(Records, NobodyVouchesForTheirOwnHours) {
  const auto who = town().volunteer();
  Actor me = Town::as(who);
  me.grants = {{"center_staff", town().center.path}};
  const auto r = fill(me, asked(who, "2026-03-01T09:00:00+08:00", "2026-03-01T10:00:00+08:00"));
  ASSERT_TRUE(r.ok());
  EXPECT_REFUSED(attest(me, r->id), "own_record");
  ASSERT_TRUE(attest(town().worker, r->id).ok());
  EXPECT_REFUSED(approve(me, r->id), "own_record");
  EXPECT_REFUSED(
      by(me, [&](Call& call) { return void_record(call, {r->id, VoidReason::wrong_hours, {}}); }),
      "own_record");
}

TEST_P(Records, LongDaysRiseToTheirLevel) {
  const auto who = town().volunteer();
  served(who, std::chrono::minutes{8 * 60});
  const auto first = only();
  EXPECT_EQ(first.state, RecordState::counted);
  served(who, std::chrono::minutes{60});
  const auto second = rows().front();
  EXPECT_EQ(reason_of(second), PendingReason::long_day);
  EXPECT_EQ(second.state, RecordState::pending);
  ASSERT_TRUE(attest(town().worker, second.id).ok());
  EXPECT_REFUSED(approve(town().staff(access::Role::subcenter_staff, town().station), second.id),
                 "level_too_low");
  ASSERT_TRUE(approve(town().subcenter_staff, second.id).ok());
  EXPECT_EQ(minutes(who), 9 * 60);
  const auto very =
      fill(town().worker, asked(who, "2026-03-01T00:00:00+08:00", "2026-03-01T13:00:00+08:00"));
  ASSERT_TRUE(very.ok());
  EXPECT_EQ(very->pending_reason, PendingReason::very_long_day);
  const Actor other = town().staff(access::Role::station_worker, town().station);
  ASSERT_TRUE(attest(other, very->id).ok());
  EXPECT_REFUSED(approve(town().subcenter_staff, very->id), "level_too_low");
  ASSERT_TRUE(approve(town().center_staff, very->id).ok());
}

TEST_P(Records, ADayIsWeighedByWhatCountsWhenItIsApproved) {
  const auto who = town().volunteer();
  const Actor colleague = town().staff(access::Role::station_worker, town().station);
  std::vector<RecordId> waiting;
  for (const auto& [from, to] :
       {std::pair{"2026-03-01T00:00:00+08:00", "2026-03-01T07:59:00+08:00"},
        std::pair{"2026-03-01T08:00:00+08:00", "2026-03-01T15:59:00+08:00"},
        std::pair{"2026-03-01T16:00:00+08:00", "2026-03-01T23:59:00+08:00"}}) {
    const auto r = fill(town().worker, asked(who, from, to));
    ASSERT_TRUE(r.ok());
    EXPECT_EQ(r->pending_reason, PendingReason::back_filled);
    ASSERT_TRUE(attest(colleague, r->id).ok());
    waiting.push_back(r->id);
  }
  ASSERT_TRUE(approve(town().subcenter_staff, waiting[0]).ok());
  const auto second = page(town().worker, waiting[1]);
  EXPECT_EQ(second.record.pending_reason, PendingReason::very_long_day);
  EXPECT_EQ(second.versions.back().reason_code, Change::longer_day);
  const auto refused = approve(town().subcenter_staff, waiting[1]);
  EXPECT_REFUSED(refused, "level_too_low");
  EXPECT_EQ(refused.refused().seen, "very_long_day");
  EXPECT_EQ(minutes(who), 479);
  ASSERT_TRUE(approve(town().center_staff, waiting[1]).ok());
  EXPECT_REFUSED(approve(town().subcenter_staff, waiting[2]), "level_too_low");
  ASSERT_TRUE(approve(town().center_staff, waiting[2]).ok());
  EXPECT_EQ(minutes(who), 3 * 479);
  EXPECT_THAT(bench().verify(), IsEmpty());
}

TEST_P(Records, AConfirmationTakesNothingOffADayThatWasApproved) {
  const auto who = town().volunteer();
  const auto need = served(who, std::chrono::hours{5});
  served(who, std::chrono::hours{4});
  const auto second = rows().front();
  EXPECT_EQ(reason_of(second), PendingReason::long_day);
  ASSERT_TRUE(attest(town().worker, second.id).ok());
  ASSERT_TRUE(approve(town().subcenter_staff, second.id).ok());
  confirm(need);
  EXPECT_EQ(rows().back().grade, Grade::a);
  EXPECT_EQ(minutes(who), 9 * 60);
}

TEST_P(Records, BackFillRefusesInItsOrder) {
  const auto who = town().volunteer();
  const char *nine = "2026-03-01T09:00:00+08:00", *ten = "2026-03-01T10:00:00+08:00";
  const auto good = asked(who, nine, ten);
  auto cmd = good;
  EXPECT_REFUSED(fill(Actor{}, cmd), "not_signed_in");
  cmd.site = places::SiteId{};
  EXPECT_REFUSED(fill(town().worker, cmd), "site_unknown");
  EXPECT_REFUSED(fill(TestBench::person(town().resident()), good), "not_yours");
  cmd = good;
  cmd.volunteer = town().resident();
  EXPECT_REFUSED(fill(town().worker, cmd), "volunteer_unknown");
  cmd = good;
  cmd.category = given<Text<2, 4>>("9999");
  EXPECT_REFUSED(fill(town().worker, cmd), "category_unknown");
  cmd.category = given<Text<2, 4>>("9003");
  EXPECT_REFUSED(fill(town().worker, cmd), "not_service");
  cmd = asked(who, ten, nine);
  EXPECT_REFUSED(fill(town().worker, cmd), "hours_wrong");
  cmd = good;
  cmd.need = town().need();
  EXPECT_REFUSED(fill(town().worker, cmd), "need_unknown");  // served by somebody else, if at all
  ASSERT_TRUE(fill(town().worker, good).ok());
  EXPECT_REFUSED(fill(town().worker, good), "hours_overlap");
  EXPECT_TRUE(
      fill(town().worker, asked(who, ten, "2026-03-01T11:00:00+08:00")).ok());  // back to back
}

TEST_P(Records, BackFilledCountOnlyAfterTwoOthersVouch) {
  const auto who = town().volunteer();
  const auto r =
      fill(town().worker, asked(who, "2026-03-01T09:00:00+08:00", "2026-03-01T10:00:00+08:00"));
  ASSERT_TRUE(r.ok());
  EXPECT_EQ(r->grade, Grade::d);
  EXPECT_EQ(r->intervals.at(0).proof_out, attendance::Proof::stated);  // no program closed it
  EXPECT_TRUE(r->sampled);
  EXPECT_REFUSED(attest(town().worker, r->id), "second_person_needed");  // asked for it
  const Actor colleague = town().staff(access::Role::station_worker, town().station);
  ASSERT_TRUE(attest(colleague, r->id).ok());
  EXPECT_EQ(minutes(who), 0);
  EXPECT_NE(page(town().subcenter_staff, r->id).evidence.value_or("").find("签到本"),
            std::string::npos);
  EXPECT_NE(page(Town::as(who), r->id).evidence.value_or("").find("签到本"), std::string::npos);
  ASSERT_TRUE(approve(town().subcenter_staff, r->id).ok());
  EXPECT_EQ(minutes(who), 60);
  EXPECT_EQ(rows().at(0).grade, Grade::d);
}

TEST_P(Records, BackFilledAreDueTenWorkingDaysAfterTheAsking) {
  const auto who = town().volunteer();
  const auto r =
      fill(town().worker, asked(who, "2026-01-05T09:00:00+08:00", "2026-01-05T10:00:00+08:00"));
  ASSERT_TRUE(r.ok());
  EXPECT_GT(r->due_at, bench().now() + std::chrono::days{10});
  EXPECT_FALSE(r->overdue);
}

TEST_P(Records, WhatIsMerelyAskedForTakesNothingFromADoor) {
  const auto who = town().volunteer();
  const auto filled = fill_beside_the_door(who, town().worker);
  ASSERT_TRUE(filled.ok());
  town().drain();
  EXPECT_EQ(minutes(who), 60);
  ASSERT_TRUE(attest(town().staff(access::Role::station_worker, town().station), filled->id).ok());
  EXPECT_REFUSED(approve(town().subcenter_staff, filled->id), "hours_overlap");
}

TEST_P(Records, OverlapsAcrossSitesAreCutOut) {
  const auto who = town().volunteer();
  served(who, std::chrono::minutes{60});
  const auto first = only();
  // A second organization tells of a stay that overlaps the first one's second half.
  const auto other = town().need({.from = to_text(first.from_at),
                                  .to = to_text(first.to_at + std::chrono::hours{1}),
                                  .site = town().far_station.id});
  ASSERT_TRUE(by(TestBench::system(), [&](Call& call) -> Result<Done> {
                record_stay(call,
                            {other,
                             who,
                             "0405",
                             town().brief(other).recipient,
                             town().far_station.path,
                             first.from_at + std::chrono::minutes{30},
                             first.to_at + std::chrono::minutes{30},
                             attendance::Proof::code,
                             attendance::Proof::code,
                             {},
                             false},
                            after_all);
                return Done{};
              }).ok());
  EXPECT_EQ(minutes(who), 90);
}

TEST_P(Records, FurtherStaysJoinTheRecordAndUndoTheVouching) {
  const auto who = town().volunteer();
  const auto need = served(who, std::chrono::minutes{30});
  const auto first = only();
  stay_on(need, first, attendance::Proof::closed);
  auto r = only();
  EXPECT_EQ(r.minutes, 50);
  EXPECT_EQ(r.state, RecordState::pending);
  ASSERT_TRUE(attest(town().worker, r.id).ok());
  ASSERT_TRUE(approve(town().subcenter_staff, r.id).ok());
  ASSERT_TRUE(by(TestBench::system(), [&](Call& call) -> Result<Done> {
                record_stay(call,
                            {need,
                             who,
                             "0405",
                             *first.recipient,
                             town().station.path,
                             first.to_at + std::chrono::minutes{30},
                             first.to_at + std::chrono::hours{6},
                             attendance::Proof::code,
                             attendance::Proof::closed,
                             {},
                             true},
                            after_all);
                return Done{};
              }).ok());
  r = only();
  EXPECT_EQ(r.state,
            RecordState::pending);  // two people vouched for fifty minutes, not for six hours
  EXPECT_EQ(r.approved_by, std::nullopt);
}

// A record of thirty minutes, joined by a stay that began in its last ten and that the program
// closed two hours later.
struct LateTickets : Records {
  void SetUp() override {
    Records::SetUp();
    if (IsSkipped()) return;
    who = town().volunteer();
    const auto need = served(who, std::chrono::minutes{30});
    const auto first = only();
    stay = {need,
            who,
            "0405",
            *first.recipient,
            town().station.path,
            first.to_at - std::chrono::minutes{10},
            first.to_at + std::chrono::hours{2},
            attendance::Proof::code,
            attendance::Proof::closed,
            {},
            true,
            {}};
    tell();
    EXPECT_EQ(reason_of(only()), PendingReason::closed_by_program);
  }
  void tell() {
    ASSERT_TRUE(by(TestBench::system(), [&](Call& call) -> Result<Done> {
                  record_stay(call, stay, after_all);
                  return Done{};
                }).ok());
  }
  void ticket_comes(std::chrono::minutes stayed) {
    stay.closed_at = stay.to;
    stay.to = stay.from + stayed;
    stay.proof_out = attendance::Proof::ticket;
    tell();
  }
  PersonId who;
  needs::NeedServed stay;
};
EACH_DATABASE(LateTickets);

TEST_P(LateTickets, SayWhenAStayEndedThatTheProgramClosed) {
  ASSERT_TRUE(attest(town().worker, only().id).ok());
  ticket_comes(std::chrono::minutes{50});
  const auto r = only();
  EXPECT_EQ(r.minutes, 70);
  EXPECT_EQ(r.grade, Grade::b);
  EXPECT_EQ(r.state, RecordState::counted);
  EXPECT_EQ(r.attested_by, std::nullopt);
  tell();  // there is nothing left to correct
  EXPECT_EQ(only().version, r.version);
  EXPECT_EQ(minutes(who), 70);
}

TEST_P(LateTickets, ChangeNothingThatTwoPeopleVouchedFor) {
  ASSERT_TRUE(attest(town().worker, only().id).ok());
  ASSERT_TRUE(approve(town().subcenter_staff, only().id).ok());
  ticket_comes(std::chrono::minutes{50});
  EXPECT_EQ(only().minutes, 150);
  EXPECT_EQ(only().state, RecordState::counted);
}

TEST_P(LateTickets, TakeAwayWhatNeverWas) {
  ticket_comes(std::chrono::minutes{5});
  EXPECT_EQ(only().minutes, 30);
  EXPECT_EQ(only().state, RecordState::counted);
}

TEST_P(Records, WhatTheRecipientDeniesWaitsForTwoPeople) {
  const auto who = town().volunteer();
  const auto need = served(who, std::chrono::minutes{60});
  EXPECT_EQ(only().state, RecordState::counted);
  confirm(need, false);
  auto r = only();
  EXPECT_EQ(r.state, RecordState::pending);
  EXPECT_EQ(reason_of(r), PendingReason::recipient_denied);
  EXPECT_EQ(minutes(who), 0);
  ASSERT_TRUE(attest(town().worker, r.id).ok());
  ASSERT_TRUE(approve(town().subcenter_staff, r.id).ok());
  EXPECT_EQ(minutes(who), 60);
}

TEST_P(Records, VoidIsForeverAndKeepsItsVersions) {
  const auto who = town().volunteer();
  const auto need = served(who, std::chrono::minutes{60});
  const auto r = only();
  const auto cancel = [&](const Actor& actor) {
    return by(actor,
              [&](Call& call) { return void_record(call, {r.id, VoidReason::entered_twice, {}}); });
  };
  EXPECT_REFUSED(cancel(TestBench::person(town().resident())), "record_unknown");
  EXPECT_REFUSED(cancel(Town::as(who)), "not_yours");
  EXPECT_REFUSED(cancel(town().worker), "not_yours");
  ASSERT_TRUE(cancel(town().subcenter_staff).ok());
  EXPECT_REFUSED(cancel(town().subcenter_staff), "record_void");
  EXPECT_EQ(minutes(who), 0);
  confirm(need);
  EXPECT_EQ(only().state, RecordState::void_);
  EXPECT_THAT(page(town().worker, r.id).versions, SizeIs(2));
  EXPECT_THAT(bench().verify(), IsEmpty());
}

TEST_P(Records, AreVoidedForAReasonOfTheListAndOtherIsSaidInWords) {
  const auto who = town().volunteer();
  served(who, std::chrono::minutes{60});
  const auto r = only();
  const auto cancel = [&](std::optional<Line> note) {
    return by(town().subcenter_staff,
              [&](Call& call) { return void_record(call, {r.id, VoidReason::other, note}); });
  };
  EXPECT_REFUSED(cancel({}), "bad_request");
  ASSERT_TRUE(cancel(given<Line>("本人当天在外地")).ok());
  for (const Actor& reader : {Town::as(who), town().worker}) {
    const auto last = page(reader, r.id).versions.back();
    EXPECT_EQ(last.reason_code, Change::other);
    EXPECT_EQ(last.note, "本人当天在外地");
  }
  EXPECT_EQ(page(town().staff(access::Role::auditor, town().city), r.id).versions.back().note,
            std::nullopt);
  bench().look(TestBench::system(), [&](Call& call) {
    static const storage::Sql notes{
        "records.test_notes",
        "select note from record_version where region = $1 and note is not null"};
    const auto sealed = call.tx.rows<std::string>(notes, call.region());
    EXPECT_THAT(sealed, SizeIs(1));
    EXPECT_THAT(sealed, Not(Contains(HasSubstr("外地"))));
    const auto told = journal::entries_about(call.tx, call.region(), r.id.uuid, 0, 1000);
    EXPECT_EQ(from_json<RecordSet>(told.back().body)->reason_code, Change::other);
    EXPECT_THAT(told.back().body, Not(HasSubstr("外地")));
    return 0;
  });
  EXPECT_THAT(bench().verify(), IsEmpty());
}

TEST_P(Records, AreDueTenWorkingDaysLaterHolidaysLeftOut) {
  // National Day 2026: 1–7 October off; what ends on 30 September is due well after them.
  bench().set_now("2026-09-29T09:00:00+08:00");
  const auto who = town().volunteer();
  served(who, std::chrono::minutes{60});
  const auto r = only();
  const Day last = add_working_days(given<Day>("2026-09-29"), 10);
  EXPECT_GT(last, given<Day>("2026-10-13"));  // ten weekdays without holidays would be the 13th
  EXPECT_EQ(r.due_at, bench().settings.zone.at(last + std::chrono::days{1}, 0));
}

TEST_P(Records, AreDueByTheHolidaysOfTheSettings) {
  bench().set_now("2026-12-28T09:00:00+08:00");
  bench().settings.calendar = parse_calendar("2027-01-01..2027-01-07 off 元旦").value();
  served(town().volunteer(), std::chrono::minutes{60});
  EXPECT_EQ(only().due_at, given<Instant>("2027-01-19T00:00:00+08:00"));
}

TEST_P(Records, QueueShowsTheSoonestDueFirst) {
  const auto a = town().volunteer(), b = town().volunteer();
  const auto early =
      fill(town().worker, asked(b, "2026-03-01T09:00:00+08:00", "2026-03-01T10:00:00+08:00"));
  bench().tick(std::chrono::hours{24});
  const auto late =
      fill(town().worker, asked(a, "2026-01-05T09:00:00+08:00", "2026-01-05T10:00:00+08:00"));
  ASSERT_TRUE(late.ok() && early.ok());
  bench().tick(early->due_at - bench().now() + std::chrono::seconds{1});
  const auto queue = bench().look(town().worker, [&](Call& call) {
    return list_record_queue(call, {given<access::SitePath>(town().station.path)});
  });
  ASSERT_TRUE(queue.ok());
  ASSERT_THAT(queue->items, SizeIs(2));
  EXPECT_EQ(queue->items[0].id, early->id);
  EXPECT_TRUE(queue->items[0].overdue);
  EXPECT_FALSE(queue->items[1].overdue);
  EXPECT_REFUSED(bench().look(town().worker,
                              [&](Call& call) {
                                return list_record_queue(
                                    call, {given<access::SitePath>(town().far_station.path)});
                              }),
                 "not_yours");
}

TEST_P(Records, TheQueueGoesOnPageAfterPage) {
  const auto who = town().volunteer();
  for (const int days : {1, 2, 4}) {
    const Instant start = bench().now() - std::chrono::hours{24 * days};
    auto cmd = asked(who, "2026-03-01T09:00:00+08:00", "2026-03-01T10:00:00+08:00");
    cmd.hours = {start, start + std::chrono::hours{1}};
    ASSERT_TRUE(fill(town().worker, cmd).ok());
    if (days == 2) bench().tick(std::chrono::hours{24});
  }
  const auto look = [&](ListRecordQueue q) {
    return bench()
        .look(town().worker, [&](Call& call) { return list_record_queue(call, q); })
        .value();
  };
  const auto ids = [](const Page<RecordView>& page) {
    std::vector<RecordId> all;
    for (const auto& r : page.items) all.push_back(r.id);
    return all;
  };
  ListRecordQueue q{given<access::SitePath>(town().station.path)};
  const auto whole = look(q);
  ASSERT_THAT(whole.items, SizeIs(3));
  EXPECT_EQ(whole.next, std::nullopt);
  EXPECT_EQ(whole.items[0].due_at, whole.items[1].due_at);
  EXPECT_LT(whole.items[1].due_at, whole.items[2].due_at);
  q.limit = PageLimit{1};
  std::vector<RecordId> one_by_one;
  do {
    const auto page = look(q);
    ASSERT_THAT(page.items, SizeIs(1));
    one_by_one.push_back(page.items[0].id);
    q.cursor = page.next ? std::optional(Cursor{*page.next}) : std::nullopt;
  } while (q.cursor);
  EXPECT_EQ(one_by_one, ids(whole));
}

TEST_P(Records, AreOnesOwnOrTheSites) {
  const auto who = town().volunteer(), other = town().volunteer();
  served(who, std::chrono::minutes{60});
  const auto r = only();
  const auto look = [&](const Actor& actor) {
    return bench().look(actor, [&](Call& call) { return show_record(call, {r.id}); });
  };
  EXPECT_TRUE(look(Town::as(who)).ok());
  EXPECT_TRUE(look(town().worker).ok());
  EXPECT_REFUSED(look(Town::as(other)), "record_unknown");
  EXPECT_REFUSED(look(town().staff(access::Role::station_worker, town().far_station)),
                 "record_unknown");
}

TEST_P(Records, MakeStars) {
  const auto who = town().volunteer();
  // A hundred hours, ten a time by two people's word.
  for (int i = 0; i < 13; ++i) {
    const Instant start = bench().now() - std::chrono::hours{24 * (i + 1)};
    auto cmd = asked(who, "2026-03-01T09:00:00+08:00", "2026-03-01T10:00:00+08:00");
    cmd.hours = {start, start + std::chrono::hours{8}};
    const auto r = fill(town().worker, cmd);
    ASSERT_TRUE(r.ok());
    ASSERT_TRUE(attest(town().subcenter_staff, r->id).ok());
    ASSERT_TRUE(approve(town().center_staff, r->id).ok());
  }
  const auto hours =
      bench().look(Town::as(who), [&](Call& call) { return show_my_hours(call, {}); }).value();
  EXPECT_EQ(hours.minutes, 104 * 60);
  EXPECT_EQ(hours.stars, 1);
  EXPECT_EQ(hours.next_star_hours, 300);
  ASSERT_THAT(hours.grades, SizeIs(1));
  EXPECT_EQ(hours.grades[0].grade, Grade::d);
}

TEST_P(Records, KeepNoPlainTextOfPeople) {
  const auto who = town().volunteer();
  const auto r =
      fill(town().worker, asked(who, "2026-03-01T09:00:00+08:00", "2026-03-01T10:00:00+08:00"));
  ASSERT_TRUE(r.ok());
  const auto opened = by(Town::as(who), [&](Call& call) {
    return dispute_record(call, {r->id, given<Words2000>("我那天不在")});
  });
  ASSERT_TRUE(opened.ok());
  const auto decided = by(town().subcenter_staff, [&](Call& call) {
    return decide_case(call, {opened->id, false, given<Line>("家人说他在"), {}});
  });
  ASSERT_TRUE(decided.ok());
  EXPECT_EQ(decided->answer, "家人说他在");
  bench().look(TestBench::system(), [&](Call& call) {
    static const storage::Sql evidence{"records.test_evidence",
                                       "select evidence from record where region = $1"};
    static const storage::Sql words{"records.test_words",
                                    "select words from record_case where region = $1"};
    for (const auto& text : call.tx.rows<std::string>(evidence, call.region()))
      EXPECT_EQ(text.find("签到本"), std::string::npos);
    static const storage::Sql answers{"records.test_answers",
                                      "select answer from record_case where region = $1"};
    for (const auto& text : call.tx.rows<std::string>(words, call.region()))
      EXPECT_EQ(text.find("不在"), std::string::npos);
    for (const auto& text : call.tx.rows<std::string>(answers, call.region()))
      EXPECT_EQ(text.find("家人"), std::string::npos);
    for (const auto& e : journal::entries(call.tx, call.region(), 0, 1000)) {
      EXPECT_EQ(e.body.find("签到本"), std::string::npos) << e.kind;
      EXPECT_EQ(e.body.find("不在"), std::string::npos) << e.kind;
    }
    return 0;
  });
}

}  // namespace
}  // namespace lastmile::records
