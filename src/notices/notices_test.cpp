#include "notices/notices.h"

#include "access/account_store.h"
#include "access/grant_store.h"
#include "dispatch/offer_store.h"
#include "needs/need_close.h"
#include "needs/need_list.h"
#include "needs/need_triage.h"
#include "notices/notices_fixture.h"
#include "people/families.h"
#include "people/own_data.h"
#include "records/record_cases.h"
#include "records/record_store.h"

namespace lastmile::notices {
namespace {

using namespace std::chrono_literals;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

struct StaffPut {
  static constexpr std::string_view kind = "staff_put";
  static constexpr int version = 1;
  PersonId person;
};
BOOST_DESCRIBE_STRUCT(StaffPut, (), (person))

struct Notices : NoticesTown {
  /// Somebody with a role at a site, who can sign in.
  PersonId staff_at(access::Role role, const places::Site& site) {
    PersonId who;
    const auto done = run(TestBench::system(), [&](Call& call) -> Result<Done> {
      who = call.make_id<PersonTag>();
      access::StaffRow staff{.region = call.region(), .person = who};
      staff.login = "s" + std::to_string(++logins_);
      staff.name = "王站长";
      staff.scope = site.path;
      staff.state = access::StaffState::active;
      staff.entered_at = call.now;
      ASSERT(call.tx.insert(staff));
      access::GrantRow grant{.region = call.region(), .id = call.make_id<access::GrantTag>()};
      grant.person = who;
      grant.role = role;
      grant.scope = site.path;
      grant.state = access::GrantState::active;
      grant.from_at = grant.granted_at = call.now;
      ASSERT(call.tx.insert(grant));
      call.journal.append(StaffPut{who}, {who.uuid});
      return Done{};
    });
    EXPECT_TRUE(done.ok());
    return who;
  }
  needs::NeedId asked(PersonId resident) {
    needs::AskForHelp cmd;
    cmd.wanted.category = given<Text<2, 4>>("0405");
    cmd.wanted.details = given<Words2000>("灯泡坏了，够不着");
    cmd.wanted.window = TimeWindow{given<Instant>("2026-03-05T14:00:00+08:00"),
                                   given<Instant>("2026-03-05T16:00:00+08:00")};
    const auto need =
        run(Town::as(resident), [&](Call& call) { return needs::ask_for_help(call, cmd); });
    EXPECT_TRUE(need.ok()) << need.refused().refusal.code;
    return need->id;
  }
  void triage(needs::NeedId need, needs::Decision decision,
              std::optional<needs::TriageReason> reason = {}) {
    needs::TriageNeed cmd{.need = need, .decision = decision};
    cmd.reason_code = reason;
    const auto done = run(town().worker, [&](Call& call) { return needs::triage_need(call, cmd); });
    ASSERT_TRUE(done.ok()) << done.refused().refusal.code;
  }

 private:
  int logins_ = 0;
};
EACH_DATABASE(Notices);

TEST_P(Notices, TellTheOneWhoAskedWhatBecameOfIt) {
  const auto li = town().resident("李桂花"), other = town().resident("赵大爷");
  struct Case {
    needs::Decision decision;
    std::optional<needs::TriageReason> reason;
    Occasion occasion;
    std::string says;
  };
  const Case cases[] = {{needs::Decision::accept, {}, Occasion::need_accepted, "已受理"},
                        {needs::Decision::return_, needs::TriageReason::detail_missing,
                         Occasion::need_returned, "情况不够具体"},
                        {needs::Decision::refuse, needs::TriageReason::commercial,
                         Occasion::need_refused, "属于有偿服务"},
                        {needs::Decision::refer, needs::TriageReason::hotline_12345,
                         Occasion::need_referred, "12345"}};
  for (const Case& c : cases) {
    bench().tick(2h);
    const auto need = asked(li);
    triage(need, c.decision, c.reason);
    const auto notices = inbox(li);
    ASSERT_FALSE(notices.empty());
    EXPECT_EQ(notices[0].occasion, c.occasion);
    EXPECT_THAT(notices[0].text, HasSubstr(c.says));
    EXPECT_EQ(notices[0].page, "/needs/" + need.text());
    EXPECT_EQ(notices[0].subject, need.uuid);
  }
  EXPECT_THAT(inbox(other), IsEmpty());
  EXPECT_THAT(inbox(town().volunteer()), IsEmpty());
}

TEST_P(Notices, FollowAVisitOnBothSides) {
  const auto li = town().resident("李桂花"), wang = town().volunteer({.name = "王强"});
  const auto need = town().need(
      {.from = "2026-03-05T14:00:00+08:00", .to = "2026-03-05T16:00:00+08:00", .recipient = li});
  const auto offers = town().invite(need, {wang}).value().offers;
  EXPECT_THAT(occasions(wang), ElementsAre(Occasion::offer_received));
  EXPECT_THAT(inbox(wang)[0].text, HasSubstr("3月5日（周四）14:00—16:00"));
  EXPECT_EQ(inbox(wang)[0].action, NoticeAction::answer);
  ASSERT_TRUE(town().accept(wang, offers[0]).ok());
  EXPECT_EQ(occasions(li).at(0), Occasion::help_coming);
  EXPECT_THAT(inbox(li)[0].text, Not(HasSubstr("王强"))) << "the page names them, to whom it may";

  // Another time is told to both but the one who chose it.
  bench().tick(1h);
  const TimeWindow later{given<Instant>("2026-03-06T10:00:00+08:00"),
                         given<Instant>("2026-03-06T11:00:00+08:00")};
  ASSERT_TRUE(run(Town::as(wang), [&](Call& call) {
                return needs::schedule_need(call, {need, later});
              }).ok());
  const auto told = inbox(li)[0];
  EXPECT_EQ(told.occasion, Occasion::time_changed);
  EXPECT_THAT(told.text, HasSubstr("由3月5日（周四）14:00—16:00改为3月6日（周五）10:00—11:00"));
  EXPECT_THAT(occasions(wang), Not(Contains(Occasion::time_changed)));

  // Who steps back is free to; the one who waits hears of it, and nobody asks why.
  ASSERT_TRUE(run(Town::as(wang), [&](Call& call) {
                return needs::leave_need(call, {need, needs::LeaveReason::ill, {}});
              }).ok());
  EXPECT_EQ(occasions(li).at(0), Occasion::helper_left);
  EXPECT_THAT(occasions(wang), Not(Contains(Occasion::visit_off)));
}

TEST_P(Notices, CallOffVisitsAndInvitations) {
  const auto li = town().resident("李桂花"), wang = town().volunteer({.name = "王强"}),
             zhou = town().volunteer({.name = "周明"});
  const auto need = town().need(
      {.from = "2026-03-05T14:00:00+08:00", .to = "2026-03-05T16:00:00+08:00", .recipient = li});
  const auto offers = town().invite(need, {wang, zhou}).value().offers;
  ASSERT_TRUE(town().accept(wang, offers[0]).ok());
  EXPECT_EQ(occasions(zhou).at(0), Occasion::offer_over);
  ASSERT_TRUE(run(Town::as(li), [&](Call& call) {
                return needs::withdraw_need(call, {need, needs::WithdrawReason::solved, {}});
              }).ok());
  EXPECT_EQ(occasions(wang).at(0), Occasion::visit_off);
  EXPECT_THAT(occasions(li), Not(Contains(Occasion::visit_off)));
}

TEST_P(Notices, RemindBothSidesOnceADayAndTwoHoursBefore) {
  const auto li = town().resident("李桂花"), wang = town().volunteer({.name = "王强"});
  const auto need = town().need(
      {.from = "2026-03-04T14:00:00+08:00", .to = "2026-03-04T16:00:00+08:00", .recipient = li});
  town().take(need, wang);
  const auto reminded = [&](PersonId who) {
    std::vector<Occasion> all;
    for (const Occasion o : occasions(who)) {
      if (o == Occasion::visit_day || o == Occasion::visit_soon) all.push_back(o);
    }
    return all;
  };
  EXPECT_THAT(reminded(li), IsEmpty());
  bench().set_now("2026-03-03T13:59:59+08:00");
  EXPECT_THAT(reminded(li), IsEmpty());
  bench().set_now("2026-03-03T14:00:00+08:00");
  for (const auto who : {li, wang}) EXPECT_THAT(reminded(who), ElementsAre(Occasion::visit_day));
  restart();
  bench().set_now("2026-03-04T12:00:00+08:00");
  for (const auto who : {li, wang}) {
    EXPECT_THAT(reminded(who), ElementsAre(Occasion::visit_soon, Occasion::visit_day));
  }
  bench().set_now("2026-03-04T13:00:00+08:00");
  EXPECT_THAT(reminded(li), SizeIs(2));
}

TEST_P(Notices, RemindOfTheTimeThatHolds) {
  const auto li = town().resident("李桂花"), wang = town().volunteer({.name = "王强"});
  const auto need = town().need(
      {.from = "2026-03-04T14:00:00+08:00", .to = "2026-03-04T16:00:00+08:00", .recipient = li});
  town().take(need, wang);
  drain();
  const TimeWindow later{given<Instant>("2026-03-06T10:00:00+08:00"),
                         given<Instant>("2026-03-06T11:00:00+08:00")};
  ASSERT_TRUE(run(Town::as(li), [&](Call& call) {
                return needs::schedule_need(call, {need, later});
              }).ok());
  drain();
  bench().set_now("2026-03-04T12:30:00+08:00");
  EXPECT_THAT(occasions(wang), Not(Contains(Occasion::visit_day)));
  bench().set_now("2026-03-05T10:00:00+08:00");
  EXPECT_EQ(occasions(wang).at(0), Occasion::visit_day);
  ASSERT_TRUE(run(Town::as(wang), [&](Call& call) {
                return needs::leave_need(call, {need, needs::LeaveReason::busy, {}});
              }).ok());
  bench().set_now("2026-03-06T08:30:00+08:00");
  EXPECT_THAT(occasions(wang), Not(Contains(Occasion::visit_soon)));
}

TEST_P(Notices, RemindOfInvitationsBeforeTheyEnd) {
  const auto wang = town().volunteer({.name = "王强"}), zhou = town().volunteer({.name = "周明"});
  const auto need = town().need({});
  const auto due = bench().now() + 6h;
  const auto offers = run(town().worker, [&](Call& call) {
                        return dispatch::invite_volunteers(call, {need, {wang, zhou}, due});
                      }).value();
  drain();
  ASSERT_TRUE(town().decline(zhou, offers.offers[1]).ok());
  bench().tick(4h);
  EXPECT_THAT(occasions(wang), ElementsAre(Occasion::offer_ending, Occasion::offer_received));
  EXPECT_THAT(occasions(zhou), ElementsAre(Occasion::offer_received)) << "no is an answer";
}

TEST_P(Notices, AskForConfirmationAndTellOfTheFirstRecordAtOnce) {
  const auto li = town().resident("李桂花"), wang = town().volunteer({.name = "王强"});
  const auto need = town().need(
      {.from = to_text(bench().now()), .to = to_text(bench().now() + 2h), .recipient = li});
  town().take(need, wang);
  town().serve(need, wang, 90min);
  EXPECT_EQ(occasions(li).at(0), Occasion::service_done);
  const auto first = inbox(wang).at(0);
  EXPECT_EQ(first.occasion, Occasion::first_record);
  EXPECT_EQ(first.action, NoticeAction::not_me);
  EXPECT_THAT(first.text, HasSubstr("90分钟"));
  const records::RecordId record{first.subject};
  EXPECT_EQ(first.post, "/v1/records/" + record.text() + "/not-me");
  EXPECT_THAT(occasions(wang), Not(Contains(Occasion::record_made))) << "it is told once";

  // One tap freezes it; who approves hears of the case, and the volunteer how it ends.
  const auto approver = staff_at(access::Role::subcenter_staff, town().subcenter);
  const auto opened =
      run(Town::as(wang), [&](Call& call) { return records::not_me(call, {record, {}}); });
  ASSERT_TRUE(opened.ok());
  EXPECT_THAT(occasions(approver), ElementsAre(Occasion::record_disputed));
  const auto decided = run(town().subcenter_staff, [&](Call& call) {
    return records::decide_case(call, {opened->id, true, given<Line>("已核实"), {}});
  });
  ASSERT_TRUE(decided.ok());
  const auto told = inbox(wang).at(0);
  EXPECT_EQ(told.occasion, Occasion::record_decided);
  EXPECT_THAT(told.text, HasSubstr("异议成立"));

  // The second one is told as any other.
  const auto again = town().need(
      {.from = to_text(bench().now() + 1min), .to = to_text(bench().now() + 2h), .recipient = li});
  town().take(again, wang);
  bench().tick(1min);
  town().serve(again, wang, 60min);
  EXPECT_EQ(occasions(wang).at(0), Occasion::record_made);
}

TEST_P(Notices, TellTheStationWhatIsOverdueAndThenTheSiteAbove) {
  const auto worker = staff_at(access::Role::station_worker, town().station);
  const auto beside = staff_at(access::Role::station_worker, town().neighbour);
  const auto above = staff_at(access::Role::subcenter_staff, town().subcenter);
  const auto li = town().resident("李桂花");
  const auto need = asked(li);
  const auto due = town().brief(need).due_at.value();
  bench().tick(due - bench().now() + 1s);
  EXPECT_THAT(occasions(worker), ElementsAre(Occasion::need_overdue));
  EXPECT_THAT(inbox(above), IsEmpty());
  for (int hour = 0; hour < 24 * 30 && inbox(above).empty(); ++hour) bench().tick(1h);
  const auto told = inbox(above);
  ASSERT_THAT(told, SizeIs(1));
  EXPECT_EQ(told[0].occasion, Occasion::need_escalated);
  EXPECT_THAT(told[0].title, HasSubstr(town().subcenter.name));
  EXPECT_THAT(inbox(beside), IsEmpty());
  EXPECT_THAT(occasions(li), Not(Contains(Occasion::need_overdue)));
}

TEST_P(Notices, TellTheNearestStaffWhenNobodySaysYes) {
  // Nobody works at the station itself.
  const auto above = staff_at(access::Role::subcenter_staff, town().subcenter);
  const auto wang = town().volunteer({.name = "王强"});
  const auto need = town().need({});
  const auto offer = town().invite(need, {wang}).value().offers.at(0);
  ASSERT_TRUE(town().decline(wang, offer).ok());
  EXPECT_THAT(occasions(above), ElementsAre(Occasion::nobody_accepted));
}

TEST_P(Notices, AreReadAndUnreadOneByOneAndTogether) {
  const auto li = town().resident("李桂花"), other = town().resident("赵大爷");
  for (int i = 0; i < 5; ++i) {
    bench().tick(2h);
    triage(asked(li), needs::Decision::accept);
  }
  EXPECT_EQ(unread(li), 5);
  const auto all = inbox(li);
  const auto verb = [&](PersonId who, auto f, auto cmd) {
    return run(Town::as(who), [&](Call& call) { return f(call, cmd); });
  };
  EXPECT_REFUSED(verb(other, read_notice, ReadNotice{all[0].id}), "notice_unknown");
  EXPECT_EQ(verb(li, read_notice, ReadNotice{all[0].id})->unread, 4);
  EXPECT_EQ(verb(li, read_notice, ReadNotice{all[0].id})->marked, 0);
  EXPECT_EQ(verb(li, unread_notice, ReadNotice{all[0].id})->unread, 5);
  EXPECT_EQ(verb(other, read_notices, ReadNotices{{all[0].id, all[1].id}, {}})->marked, 0);
  EXPECT_EQ(verb(li, read_notices, ReadNotices{{all[0].id, all[1].id}, {}})->marked, 2);
  bench().tick(1min);
  const auto older = verb(li, read_notices, ReadNotices{{}, all[3].id});
  EXPECT_EQ(older->marked, 2);
  EXPECT_EQ(older->unread, 1);
  EXPECT_EQ(verb(li, unread_notices, UnreadNotices{{}, older->undo})->marked, 2);
  EXPECT_EQ(unread(li), 3);
  EXPECT_THAT(inbox(li, {.unread = true}), SizeIs(3));
  EXPECT_EQ(verb(li, read_notices, ReadNotices{})->unread, 0);
  EXPECT_THAT(inbox(li, {.unread = true}), IsEmpty());
  EXPECT_THAT(inbox(li), SizeIs(5));
}

TEST_P(Notices, ComeInPagesInTheReadersLanguage) {
  const auto li = town().resident("李桂花");
  for (int i = 0; i < 5; ++i) {
    bench().tick(2h);
    triage(asked(li), needs::Decision::accept);
  }
  drain();
  Actor english = Town::as(li);
  english.lang = Lang::en;
  std::vector<NoticeId> seen;
  ListNotices query{.limit = Bounded<1, 50>{2}};
  for (;;) {
    const auto page = bench().look(english, [&](Call& call) { return list_notices(call, query); });
    ASSERT_TRUE(page.ok());
    EXPECT_EQ(page->unread, 5);
    for (const auto& n : page->items) {
      seen.push_back(n.id);
      EXPECT_THAT(n.title, HasSubstr("was taken up"));
      EXPECT_THAT(n.text, HasSubstr("Thu 5 Mar, 14:00-16:00"));
    }
    if (!page->next) break;
    query.cursor = Cursor{*page->next};
  }
  EXPECT_THAT(seen, SizeIs(5));
  EXPECT_TRUE(std::ranges::is_sorted(seen, std::greater()));
  EXPECT_THAT(inbox(li, {.topic = Topic::visits}), IsEmpty());
  EXPECT_THAT(inbox(li, {.occasion = Occasion::need_accepted}), SizeIs(5));
}

TEST_P(Notices, ArePassedOverWhenTheJournalIsOldAndForgottenWithThePerson) {
  const auto li = town().resident("李桂花");
  triage(asked(li), needs::Decision::accept);
  bench().tick(25h);
  EXPECT_THAT(inbox(li), IsEmpty()) << "a program that begins to read wakes nobody";
  give_email(li, "li@people.example");
  triage(asked(li), needs::Decision::refuse, needs::TriageReason::commercial);
  ASSERT_THAT(inbox(li), SizeIs(1));
  const auto all_refused = outbox();
  EXPECT_FALSE(all_refused.empty());
  ASSERT_TRUE(run(Town::as(li), [&](Call& call) -> Result<Done> {
                for (const auto& line : needs::list_my_needs(call, {})->items) {
                  if (line.state != needs::NeedState::refused) {
                    RETURN_IF_REFUSED(
                        needs::withdraw_need(call, {line.id, needs::WithdrawReason::solved, {}}));
                  }
                }
                return Done{};
              }).ok());
  drain();
  const auto erased =
      run(Town::as(li), [&](Call& call) { return people::erase_person(call, {li}); });
  ASSERT_TRUE(erased.ok()) << erased.refused().refusal.code << erased.refused().seen;
  drain();
  for (const auto& row : outbox()) EXPECT_NE(row.person, li);
  bench().look(TestBench::system(), [&](Call& call) {
    EXPECT_THAT(load_inbox(call.tx, call.region(), {.whose = {li}}), IsEmpty());
    EXPECT_FALSE(load_own_wish(call.tx, call.region(), li));
    return 0;
  });
  EXPECT_THAT(bench().verify(), IsEmpty());
}

TEST_P(Notices, AreKeptForSomeTimeOnly) {
  const auto li = town().resident("李桂花");
  triage(asked(li), needs::Decision::accept);
  ASSERT_THAT(inbox(li), SizeIs(1));
  bench().tick(24h * 179);
  EXPECT_THAT(occasions(li), Contains(Occasion::need_accepted));
  bench().tick(48h);
  EXPECT_THAT(occasions(li), Not(Contains(Occasion::need_accepted)));
}

}  // namespace
}  // namespace lastmile::notices
