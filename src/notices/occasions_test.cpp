#include "notices/occasions.h"

#include "access/access_facts.h"
#include "access/access_routes.h"
#include "http/events.h"
#include "needs/need_facts.h"
#include "needs/need_petition.h"
#include "notices/notice_facts.h"
#include "notices/notices_fixture.h"
#include "people/families.h"
#include "people/family_store.h"
#include "people/person_facts.h"
#include "people/person_store.h"
#include "people/team_facts.h"
#include "people/volunteer_facts.h"

namespace lastmile::notices {
namespace {

using namespace std::chrono_literals;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

/// What happened to people, told as facts, by whoever did it.
struct OccasionsOfPeople : NoticesTown {
  template <class F>
  void happened(const F& fact, journal::About about, const Actor& by = TestBench::system()) {
    ASSERT_TRUE(run(by, [&](Call& call) -> Result<Done> {
                  call.journal.append(fact, std::move(about));
                  return Done{};
                }).ok());
  }
  Uuid fresh() { return PersonId::make(bench().now(), bench().rng()).uuid; }
};
EACH_DATABASE(OccasionsOfPeople);

TEST_P(OccasionsOfPeople, TellOfTheAccountWhateverOneChose) {
  const auto li = town().resident("李桂花");
  for (const Topic topic : all_of<Topic>()) {
    (void)run(Town::as(li),
              [&](Call& call) { return choose(call, {topic, Channel::inbox, false}); });
  }
  const auto signed_in = [&](std::optional<bool> is_new) {
    happened(access::SignedIn{li, access::SessionId{fresh()}, access::Method::code, is_new},
             {li.uuid, "", {li}}, Town::as(li));
  };
  signed_in(false);
  signed_in({});
  EXPECT_THAT(inbox(li), IsEmpty());
  signed_in(true);
  EXPECT_THAT(occasions(li), ElementsAre(Occasion::device_new));
  happened(access::AccountChanged{li, "lang"}, {li.uuid, "", {li}}, Town::as(li));
  happened(access::AccountChanged{li, "phone"}, {li.uuid, "", {li}}, Town::as(li));
  EXPECT_THAT(occasions(li), ElementsAre(Occasion::phone_changed, Occasion::device_new));
  EXPECT_TRUE(inbox(li)[0].urgent);
}

TEST_P(OccasionsOfPeople, TellOfLicencesAndTeamsAndFamily) {
  const auto wang = town().volunteer({.name = "王强"}), li = town().resident("李桂花");
  happened(people::LicenceEnding{fresh(), wang, "nurse", 30}, {wang.uuid, "", {wang}});
  auto told = inbox(wang).at(0);
  EXPECT_EQ(told.occasion, Occasion::licence_ending);
  EXPECT_EQ(told.action, NoticeAction::renew);
  EXPECT_THAT(told.title, HasSubstr("护士"));
  EXPECT_THAT(told.title, HasSubstr("30"));
  const people::TeamId team{fresh()};
  happened(people::MembershipSet{team, wang, "requested", "member"},
           {team.uuid, town().station.path, {wang}}, Town::as(wang));
  happened(people::MembershipSet{team, wang, "invited", "member"},
           {team.uuid, town().station.path, {wang}});
  told = inbox(wang).at(0);
  EXPECT_EQ(told.occasion, Occasion::team_invited);
  EXPECT_EQ(told.page, "/teams/" + team.text());
  happened(people::FamilyLinkSet{fresh(), li, "contact", "asked", wang}, {li.uuid, "", {li, wang}});
  EXPECT_THAT(inbox(li), IsEmpty());
  happened(people::FamilyLinkSet{fresh(), li, "proxy", "asked", wang}, {li.uuid, "", {li, wang}},
           Town::as(wang));
  EXPECT_THAT(occasions(li), ElementsAre(Occasion::family_asked));
  EXPECT_THAT(occasions(wang), Not(Contains(Occasion::family_asked))) << "who asked knows it";
  happened(people::FamilyLinkSet{fresh(), li, "proxy", "verified", wang},
           {li.uuid, "", {li, wang}});
  EXPECT_EQ(occasions(li).at(0), Occasion::family_linked);
  EXPECT_EQ(occasions(wang).at(0), Occasion::family_linked);
}

TEST_P(OccasionsOfPeople, TellTheFamilyThatSpeaksForOne) {
  const auto li = town().resident("李桂花"), son = town().resident("李小明"),
             friend_ = town().resident("张阿姨");
  const auto link = [&](PersonId relative, people::FamilyKind kind) {
    ASSERT_TRUE(
        run(TestBench::system(), [&](Call& call) -> Result<Done> {
          people::FamilyLinkRow row{.region = call.region(),
                                    .id = call.make_id<people::FamilyLinkTag>(),
                                    .person = li,
                                    .kind = kind};
          row.relative = relative;
          row.state = people::FamilyState::verified;
          row.verified_how = people::VerifiedHow::station;
          row.entered_at = call.now;
          ASSERT(call.tx.insert(row));
          call.journal.append(
              people::FamilyLinkSet{row.id.uuid, li, std::string(to_text(kind)), "ended", relative},
              {li.uuid, "", {li}});
          return Done{};
        }).ok());
  };
  link(son, people::FamilyKind::proxy);
  link(friend_, people::FamilyKind::contact);
  town().take(town().need({.from = "2026-03-05T14:00:00+08:00",
                           .to = "2026-03-05T16:00:00+08:00",
                           .recipient = li}),
              town().volunteer());
  EXPECT_THAT(occasions(son), Contains(Occasion::help_coming));
  EXPECT_THAT(inbox(friend_), IsEmpty());
}

TEST_P(OccasionsOfPeople, AskTheGuardiansOfAChildThatJoins) {
  const auto child = town().resident("小宝"), mother = town().resident("赵敏");
  ASSERT_TRUE(run(TestBench::system(), [&](Call& call) -> Result<Done> {
                auto row = *people::load_person(call.tx, call.region(), child);
                row.birth_day = given<Day>("2014-05-01");
                ASSERT(call.tx.update(row));
                people::FamilyLinkRow link{.region = call.region(),
                                           .id = call.make_id<people::FamilyLinkTag>(),
                                           .person = child,
                                           .kind = people::FamilyKind::guardian};
                link.relative = mother;
                link.state = people::FamilyState::verified;
                link.entered_at = call.now;
                ASSERT(call.tx.insert(link));
                call.journal.append(people::VolunteerJoined{child, town().station.id, false},
                                    {child.uuid, "", {child}});
                return Done{};
              }).ok());
  EXPECT_EQ(occasions(mother).at(0), Occasion::consent_waiting);
  EXPECT_EQ(inbox(mother)[0].page, "/family/" + child.text());
}

TEST_P(OccasionsOfPeople, TellWhoAskedForMoreTime) {
  const auto need = town().need({});
  const auto asker = town().worker;
  const auto asked = run(asker, [&](Call& call) {
    return needs::ask_extension(call,
                                {need, *town().brief(need).due_at + 24h, given<Line>("等材料")});
  });
  ASSERT_TRUE(asked.ok()) << asked.refused().refusal.code;
  bench().tick(1min);
  ASSERT_TRUE(run(town().center_staff, [&](Call& call) {
                return needs::decide_petition(call, {asked->id, true, given<Line>("同意"), {}});
              }).ok());
  const auto told = inbox(*asker.person).at(0);
  EXPECT_EQ(told.occasion, Occasion::petition_decided);
  EXPECT_THAT(told.title, HasSubstr("同意延期"));
}

TEST_P(OccasionsOfPeople, TellWhoWasThankedAndNobodyElse) {
  const auto li = town().resident("李桂花"), wang = town().volunteer({.name = "王强"});
  const auto need = town().need({.recipient = li});
  happened(needs::NeedChanged{need, "thanks", ""}, {need.uuid, town().station.path, {wang, li}},
           Town::as(li));
  const auto told = inbox(wang).at(0);
  EXPECT_EQ(told.occasion, Occasion::thanked);
  EXPECT_EQ(told.page, "/tasks/" + need.text());
  EXPECT_THAT(occasions(li), Not(Contains(Occasion::thanked)));
}

// The bell rings for the one who was told, and for nobody else.
TEST_P(OccasionsOfPeople, AreHeardInTheEventStreamByTheirReaders) {
  const auto li = town().resident("李桂花");
  town().need({.recipient = li});
  drain();
  const auto entries = bench().look(TestBench::system(), [](Call& call) {
    return journal::entries(call.tx, call.region(), 0, 1000);
  });
  const auto may_know = access::http_hooks(bench().settings.region).visible;
  int made = 0;
  for (const auto& e : entries) {
    if (e.kind != NoticeMade::kind) continue;
    ++made;
    EXPECT_TRUE(http::hears("notice", e.kind));
    EXPECT_TRUE(may_know(Town::as(li), e));
    EXPECT_FALSE(may_know(Town::as(town().resident()), e));
    EXPECT_FALSE(may_know(town().worker, e));
  }
  EXPECT_EQ(made, 1);
}

}  // namespace
}  // namespace lastmile::notices
