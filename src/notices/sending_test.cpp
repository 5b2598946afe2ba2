#include "notices/sending.h"

#include "needs/need_triage.h"
#include "notices/notices_fixture.h"
#include "notices/outbox_store.h"
#include "notices/templates.h"
#include "people/consents.h"

namespace lastmile::notices {
namespace {

using namespace std::chrono_literals;
using testing::Contains;
using testing::Each;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;
using testing::UnorderedElementsAre;

constexpr auto sent = SendingState::sent;
constexpr auto waiting = SendingState::waiting;

struct SendingOut : NoticesTown {
  void SetUp() override {
    NoticesTown::SetUp();
    if (IsSkipped()) return;
    li = town().resident("李桂花");
    give_email(li, "li@people.example");
  }
  /// Something that is told to `li` by e-mail, and by SMS where said so.
  needs::NeedId happens(bool by_sms = false) {
    bench().tick(1s);
    const auto need = town().need(
        {.from = "2026-03-05T14:00:00+08:00", .to = "2026-03-05T16:00:00+08:00", .recipient = li});
    if (by_sms) town().take(need, town().volunteer());
    return need;
  }
  /// Drains until the hook that plays the kill lets nothing go on; then starts anew, and what the
  /// dead one held is free again.
  void killed() {
    EXPECT_THROW(drain(), Killed);
    restart();
    bench().tick(lease_length + 1s);
  }
  void wait_out() {
    for (int i = 0; i < 80; ++i) {
      bench().tick(1h);
      drain();
    }
  }
  PersonId li;
};
EACH_DATABASE(SendingOut);

TEST_P(SendingOut, ReachesEachAddressOnceByEachWay) {
  happens(true);
  drain();
  drain();
  EXPECT_THAT(mailer.subjects(), SizeIs(2));  // taken up, and somebody comes
  EXPECT_THAT(mailer.subjects(), Contains(HasSubstr("有志愿者接单了")));
  ASSERT_THAT(sms.taken, Not(IsEmpty()));
  for (const auto& mail : mailer.taken) {
    EXPECT_EQ(mail.to, "li@people.example");
    EXPECT_THAT(mail.text, HasSubstr(bench().settings.public_url + "/needs/"));
    EXPECT_THAT(mail.text, HasSubstr(mail.unsubscribe));
    EXPECT_THAT(mail.text, Not(HasSubstr("王小明")));
  }
  std::set<std::string> ids;
  for (const auto& mail : mailer.taken) ids.insert(mail.id);
  for (const auto& text : sms.taken) ids.insert(text.id);
  EXPECT_EQ(ids.size(), mailer.taken.size() + sms.taken.size());
  EXPECT_THAT(states(Channel::email), Each(sent));
  for (const auto& row : outbox()) EXPECT_THAT(row.shown, Not(HasSubstr("li@"))) << row.shown;
  const auto mine = inbox(li).at(0);
  EXPECT_THAT(mine.sent, SizeIs(2));
  EXPECT_THAT(bench().verify(), IsEmpty());
}

// Before the last byte the far end has nothing, so the message goes again under the same name.
TEST_P(SendingOut, GoesAgainWhenKilledBeforeTheLastByte) {
  happens();
  mailer.before = [] { throw Killed(); };
  killed();
  mailer.before = {};
  drain();
  EXPECT_THAT(mailer.taken, SizeIs(1));
  EXPECT_THAT(states(Channel::email), ElementsAre(sent));
  EXPECT_EQ(outbox({.channel = Channel::email}).at(0).tries, 2);
}

// After it nobody can tell: it is named, and never sent twice.
TEST_P(SendingOut, IsNamedWhenKilledAfterTheLastByteAndNotSentTwice) {
  happens();
  mailer.after = [] { throw Killed(); };
  killed();
  mailer.after = {};
  wait_out();
  EXPECT_THAT(mailer.taken, SizeIs(1));
  EXPECT_THAT(states(Channel::email), ElementsAre(SendingState::unknown));
  const auto named = outbox({.undelivered = true});
  ASSERT_THAT(named, SizeIs(1));
  EXPECT_EQ(named[0].shown, "l***@people.example");
  EXPECT_THAT(named[0].said, HasSubstr("stopped"));
  // Whoever sends it again knows that it may arrive twice.
  const auto retried =
      run(city_staff(), [&](Call& call) { return retry_sending(call, {named[0].id}); });
  ASSERT_TRUE(retried.ok());
  drain();
  EXPECT_THAT(mailer.taken, SizeIs(2));
  EXPECT_EQ(mailer.taken[0].id, mailer.taken[1].id) << "so that the reader's program knows it";
  EXPECT_THAT(outbox({.undelivered = true}), IsEmpty());
}

TEST_P(SendingOut, RepeatsATextMessageOnlyToAProviderThatHeedsItsId) {
  for (const bool heeds : {false, true}) {
    sms.once_by_id = heeds;
    sms.taken.clear();
    happens(true);
    sms.after = [] { throw Killed(); };
    killed();
    sms.after = {};
    drain();
    const auto first = sms.taken.at(0);
    const auto same = std::ranges::count(sms.taken, first.id, &send::TextMessage::id);
    EXPECT_EQ(same, heeds ? 2 : 1);
    const auto unknown = outbox({.state = SendingState::unknown});
    EXPECT_EQ(unknown.size(), 1u) << "of the first round only";
  }
}

TEST_P(SendingOut, TriesAgainWithPausesAndThenSaysThatItGaveUp) {
  mailer.is_away = true;
  happens();
  drain();
  EXPECT_EQ(mailer.tries, 1);
  drain();
  EXPECT_EQ(mailer.tries, 1) << "the pause is not over";
  bench().tick(1min);
  drain();
  EXPECT_EQ(mailer.tries, 2);
  EXPECT_EQ(outbox({.channel = Channel::email}).at(0).said, "connection refused");
  wait_out();
  EXPECT_LE(mailer.tries, 12);
  EXPECT_THAT(states(Channel::email), ElementsAre(SendingState::given_up));
  EXPECT_THAT(outbox({.undelivered = true}), SizeIs(1));
}

TEST_P(SendingOut, ComesThroughOnceTheOtherSideIsBack) {
  mailer.is_away = true;
  happens();
  drain();
  mailer.is_away = false;
  bench().tick(1min);
  drain();
  EXPECT_THAT(mailer.taken, SizeIs(1));
  EXPECT_THAT(states(Channel::email), ElementsAre(sent));
}

// The server says that there is nobody: no more mail goes there, and its reader hears of it.
TEST_P(SendingOut, StopsAtAnAddressThatBounces) {
  mailer.takes = false;
  mailer.answer = {send::Outcome::refused, "550 5.1.1 <li@people.example> unknown"};
  happens();
  drain();
  EXPECT_THAT(states(Channel::email), ElementsAre(SendingState::refused));
  EXPECT_EQ(outbox({.undelivered = true}).at(0).said, "550 5.1.1 <…> unknown");
  EXPECT_EQ(inbox(li).at(0).occasion, Occasion::email_bounced);
  mailer.tries = 0;
  happens();
  drain();
  EXPECT_EQ(mailer.tries, 0);
  mailer.answer = {send::Outcome::taken, "250"};
  mailer.takes = true;
  bench().tick(2min);
  give_email(li, "li@people.example");
  happens();
  drain();
  EXPECT_THAT(mailer.taken, SizeIs(1));
  EXPECT_THAT(bench().verify(), IsEmpty());
}

TEST_P(SendingOut, KeepsQuietAtNightUnlessItIsUrgent) {
  bench().set_now("2026-03-02T22:30:00+08:00");
  const auto need = happens(true);
  drain();
  EXPECT_THAT(mailer.taken, IsEmpty());
  EXPECT_THAT(sms.taken, IsEmpty());
  EXPECT_THAT(inbox(li), Not(IsEmpty())) << "the inbox wakes nobody";
  const TimeWindow sooner{given<Instant>("2026-03-03T07:00:00+08:00"),
                          given<Instant>("2026-03-03T07:45:00+08:00")};
  const auto helper = town().brief(need).helpers.at(0).person;
  ASSERT_TRUE(run(Town::as(helper), [&](Call& call) {
                return needs::schedule_need(call, {need, sooner});
              }).ok());
  drain();
  EXPECT_THAT(mailer.subjects(), ElementsAre(HasSubstr("时间改为"))) << "a new time cannot wait";
  mailer.taken.clear();
  bench().set_now("2026-03-03T07:59:59+08:00");
  drain();
  EXPECT_THAT(mailer.taken, IsEmpty());
  bench().set_now("2026-03-03T08:00:00+08:00");
  drain();
  EXPECT_THAT(mailer.subjects(), Contains(HasSubstr("已受理")));
}

TEST_P(SendingOut, GoesByOnesOwnQuietHours) {
  const auto quiet = [&](std::optional<QuietHours> hours) {
    ASSERT_TRUE(run(Town::as(li), [&](Call& call) { return set_quiet(call, {hours}); }).ok());
  };
  quiet(QuietHours{Bounded<0, 1439>{9 * 60}, Bounded<0, 1439>{18 * 60}});
  happens();
  drain();
  EXPECT_THAT(mailer.taken, IsEmpty());
  quiet(QuietHours{Bounded<0, 1439>{0}, Bounded<0, 1439>{0}});
  drain();
  EXPECT_THAT(mailer.taken, SizeIs(1)) << "other hours hold at once";
}

TEST_P(SendingOut, AsksForNoMoreThanOneChose) {
  const auto choose_way = [&](Topic topic, Channel channel, std::optional<bool> on) {
    return run(Town::as(li), [&](Call& call) { return choose(call, {topic, channel, on}); });
  };
  ASSERT_TRUE(choose_way(Topic::needs, Channel::email, false).ok());
  happens();
  drain();
  EXPECT_THAT(mailer.taken, IsEmpty());
  EXPECT_THAT(occasions(li), Contains(Occasion::need_accepted));
  ASSERT_TRUE(choose_way(Topic::needs, Channel::email, {}).ok());
  ASSERT_TRUE(choose_way(Topic::needs, Channel::sms, true).ok());
  happens();
  drain();
  EXPECT_THAT(mailer.taken, SizeIs(1));
  EXPECT_THAT(sms.taken, SizeIs(1));
  EXPECT_REFUSED(choose_way(Topic::security, Channel::inbox, false), "choice_locked");
  EXPECT_REFUSED(choose_way(Topic::visits, Channel::webhook, true), "channel_not_for_people");
}

TEST_P(SendingOut, GoesNowhereOutsideOnceTheConsentIsTakenBack) {
  const auto consent = run(Town::as(li), [&](Call& call) {
    return people::give_consent(call, {li, people::ConsentKind::notices, 1, given<Line>("自愿")});
  });
  ASSERT_TRUE(consent.ok()) << consent.refused().refusal.code;
  happens(true);
  drain();
  const auto by_sms = sms.taken.size(), by_mail = mailer.taken.size();
  EXPECT_GT(by_sms, 0u);
  ASSERT_TRUE(run(Town::as(li), [&](Call& call) {
                return people::withdraw_consent(call, {consent->consent});
              }).ok());
  happens(true);
  drain();
  EXPECT_EQ(mailer.taken.size(), by_mail);
  for (std::size_t i = by_sms; i < sms.taken.size(); ++i) {
    EXPECT_NE(sms.taken[i].phone, sms.taken[0].phone);
  }
}

TEST_P(SendingOut, PaysForNoMoreThanIsAllowed) {
  set_up([](Means& s) { s.sms_a_day_each = 1; });
  happens(true);
  bench().tick(1min);
  happens(true);
  drain();
  const auto to_li = std::ranges::count_if(outbox({.channel = Channel::sms}), [&](const auto& s) {
    return s.person == li && s.state == sent;
  });
  EXPECT_EQ(to_li, 1);
  const auto held = outbox({.state = waiting});
  ASSERT_FALSE(held.empty());
  EXPECT_THAT(held[0].said, HasSubstr("as many"));
  bench().set_now("2026-03-03T08:00:00+08:00");
  drain();
  EXPECT_THAT(outbox({.state = waiting, .channel = Channel::sms}), IsEmpty());
}

TEST_P(SendingOut, RefusesATextThatNeedsTooManyParts) {
  ASSERT_TRUE(run(Town::as(li), [&](Call& call) {
                return choose(call, {Topic::needs, Channel::sms, true});
              }).ok());
  const std::string long_words = "{site}已受理。" + std::string(150, 'x');
  ASSERT_TRUE(run(town().city_office, [&](Call& call) {
                return set_template(call, {given<access::SitePath>(town().station.path),
                                           Occasion::need_accepted,
                                           Channel::sms,
                                           Lang::zh,
                                           {},
                                           given<Words2000>("{site}已受理。")});
              }).ok());
  const auto too_long = run(town().city_office, [&](Call& call) {
    return set_template(call, {given<access::SitePath>(town().station.path),
                               Occasion::need_accepted,
                               Channel::sms,
                               Lang::zh,
                               {},
                               given<Words2000>(long_words)});
  });
  EXPECT_REFUSED(too_long, "text_too_long");
  set_up([](Means& s) { s.sms_segments_max = 1; });
  happens();
  drain();
  ASSERT_THAT(sms.taken, SizeIs(1));
  EXPECT_EQ(sms.taken[0].text, town().station.name + "已受理。");
}

TEST_P(SendingOut, IsGivenUpByStaffOfTheSiteAlone) {
  mailer.is_away = true;
  happens();
  drain();
  const auto row = outbox({.channel = Channel::email}).at(0);
  const auto give_up = [&](const Actor& actor) {
    return run(actor, [&](Call& call) { return give_up_sending(call, {row.id}); });
  };
  EXPECT_REFUSED(give_up(Town::as(li)), "sending_unknown");
  EXPECT_REFUSED(give_up(town().staff(access::Role::station_worker, town().neighbour)),
                 "sending_unknown");
  EXPECT_REFUSED(give_up(Actor{}), "not_signed_in");
  EXPECT_TRUE(give_up(town().worker).ok());
  EXPECT_REFUSED(give_up(town().worker), "sending_done");
  mailer.is_away = false;
  wait_out();
  EXPECT_THAT(mailer.taken, IsEmpty());
}

TEST_P(SendingOut, TellsStaffOnceADay) {
  mailer.takes = false;
  mailer.answer = {send::Outcome::unknown, "no answer"};
  happens();
  happens();
  drain();
  EXPECT_THAT(states(Channel::email), ElementsAre(SendingState::unknown, SendingState::unknown));
}

TEST_P(SendingOut, TriesTheWayForAdministrators) {
  const auto test = [&](const Actor& actor, Channel channel, const char* to) {
    return run(actor,
               [&](Call& call) { return send_test(call, {channel, given<Text<3, 254>>(to)}); });
  };
  const Actor admin = town().staff(access::Role::system_admin, town().city);
  EXPECT_REFUSED(test(town().worker, Channel::email, "it@town.example"), "not_yours");
  EXPECT_REFUSED(test(admin, Channel::email, "13812340001"), "test_address_wrong");
  EXPECT_REFUSED(test(admin, Channel::sms, "0398-2820001"), "test_address_wrong");
  EXPECT_REFUSED(test(admin, Channel::inbox, "li@x.example"), "channel_not_for_people");
  ASSERT_TRUE(test(admin, Channel::email, "it@town.example").ok());
  ASSERT_TRUE(test(admin, Channel::sms, "13812340001").ok());
  drain();
  EXPECT_EQ(mailer.taken.at(0).to, "it@town.example");
  EXPECT_EQ(sms.taken.at(0).phone.text(), "13812340001");
  set_up([](Means& s) { s.email = s.sms = false; });
  EXPECT_REFUSED(test(admin, Channel::email, "it@town.example"), "email_off");
  EXPECT_REFUSED(test(admin, Channel::sms, "13812340001"), "sms_off");
}

}  // namespace
}  // namespace lastmile::notices
