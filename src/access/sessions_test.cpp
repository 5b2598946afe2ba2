#include "access/sessions.h"

#include <gmock/gmock.h>

#include "access/access_bench.h"
#include "access/preference_store.h"

namespace lastmile::access {
namespace {

using namespace std::chrono_literals;
using testing::IsEmpty;
using testing::SizeIs;

struct Sessions : OnEachBench {
  void SetUp() override {
    OnEachBench::SetUp();
    if (!IsSkipped()) bench().settings.demo = true;
  }
  SignedInView again(const char* number) {
    bench().tick(61s);
    return sign_in_by_phone(bench(), number);
  }
  Actor me(const SignedInView& view) { return *actor_of(bench(), view.token); }
};
EACH_DATABASE(Sessions);

TEST_P(Sessions, AreKnownByTheirTokenOnly) {
  const SignedInView view = sign_in_by_phone(bench(), "13812340001");
  EXPECT_EQ(view.token.size(), 43u) << "256 bits";
  const auto actor = actor_of(bench(), view.token);
  ASSERT_TRUE(actor);
  EXPECT_EQ(actor->person, view.person);
  EXPECT_EQ(actor->session, view.session.uuid);
  EXPECT_THAT(actor->grants, IsEmpty());
  std::string other = view.token;
  other.back() = other.back() == 'A' ? 'B' : 'A';
  for (const std::string& bad :
       {std::string(), other, view.token + "A", view.session.text(), std::string(5000, 'A')}) {
    EXPECT_FALSE(actor_of(bench(), bad));
  }
  const storage::Sql all{storage::Sql::Unlisted{}, "all", "select token_hash from session"};
  bench().db().read([&](storage::Tx& tx) {
    EXPECT_NE(tx.row<std::string>(all), view.token) << "kept as a hash";
  });
}

// Another person's token is as good as their roles: a row turned into theirs is named.
TEST_P(Sessions, CannotBeTurnedIntoAnotherPersons) {
  const SignedInView thief = sign_in_by_phone(bench(), "13812340001");
  const SignedInView owner = again("13812340002");
  EXPECT_THAT(bench().verify(), IsEmpty());
  const storage::Sql turn{storage::Sql::Unlisted{}, "turn",
                          "update session set person = $1, method = 'staff' where id = $2"};
  bench().db().write([&](storage::Tx& tx) { tx.run(turn, owner.person, thief.session); });
  const auto findings = bench().verify();
  ASSERT_EQ(findings.size(), 1u);
  EXPECT_EQ(findings[0].table, "session");
  EXPECT_THAT(findings[0].row, testing::HasSubstr(thief.session.text()));
}

TEST_P(Sessions, EndWhenRevokedFromAnotherDevice) {
  const SignedInView phone = sign_in_by_phone(bench(), "13812340001");
  const SignedInView tablet = again("13812340001");
  const SignedInView stranger = again("13812340002");
  const auto revoke = [&](const SignedInView& by, SessionId id) {
    return code_of(bench().run(me(by), [&](Call& c) { return revoke_session(c, {id}); }));
  };
  EXPECT_EQ(revoke(stranger, phone.session), "session_not_found");
  EXPECT_TRUE(actor_of(bench(), phone.token));
  EXPECT_EQ(revoke(tablet, phone.session), "yes");
  EXPECT_FALSE(actor_of(bench(), phone.token)) << "at once, the clock did not move";
  EXPECT_EQ(revoke(tablet, phone.session), "yes") << "twice is once";
  EXPECT_TRUE(actor_of(bench(), tablet.token));
  EXPECT_THAT(bench().verify(), IsEmpty());
}

TEST_P(Sessions, EndAllOthersAtOnce) {
  const SignedInView first = sign_in_by_phone(bench(), "13812340001");
  const SignedInView second = again("13812340001");
  const SignedInView third = again("13812340001");
  const SignedInView stranger = again("13812340002");
  const auto ended = bench().run(me(second), [](Call& c) { return revoke_other_sessions(c, {}); });
  EXPECT_EQ(ended.value().revoked, 2);
  EXPECT_FALSE(actor_of(bench(), first.token));
  EXPECT_TRUE(actor_of(bench(), second.token));
  EXPECT_FALSE(actor_of(bench(), third.token));
  EXPECT_TRUE(actor_of(bench(), stranger.token));
}

TEST_P(Sessions, EndBySigningOut) {
  const SignedInView view = sign_in_by_phone(bench(), "13812340001");
  EXPECT_EQ(code_of(bench().run(me(view), [](Call& c) { return sign_out(c, {}); })), "yes");
  EXPECT_FALSE(actor_of(bench(), view.token));
  EXPECT_EQ(code_of(bench().run(nobody(), [](Call& c) { return sign_out(c, {}); })),
            "not_signed_in");
}

TEST_P(Sessions, EndByIdlenessUnlessSeen) {
  const SignedInView idle = sign_in_by_phone(bench(), "13812340001");
  const SignedInView used = sign_in_by_phone(bench(), "13812340002");
  for (int day = 0; day < 29; ++day) {
    bench().tick(24h);
    bench().db().write([&](storage::Tx& tx) {
      touch_sessions(tx, bench().settings.region, {used.session.uuid}, bench().now());
    });
  }
  EXPECT_TRUE(actor_of(bench(), idle.token));
  bench().tick(24h);
  EXPECT_FALSE(actor_of(bench(), idle.token)) << "30 days unused";
  EXPECT_TRUE(actor_of(bench(), used.token));
  for (int day = 30; day < 90; ++day) {
    bench().db().write([&](storage::Tx& tx) {
      touch_sessions(tx, bench().settings.region, {used.session.uuid}, bench().now());
    });
    EXPECT_TRUE(actor_of(bench(), used.token)) << day;
    bench().tick(24h);
  }
  EXPECT_FALSE(actor_of(bench(), used.token)) << "90 days old";
}

TEST_P(Sessions, OfStaffEndAfterHalfAnHourAndTwelveHours) {
  const Staff staff = staff_with(bench(), "wanglan", Role::station_worker, "4112/411202/");
  const auto actor = actor_of(bench(), staff.token);
  ASSERT_TRUE(actor);
  EXPECT_THAT(actor->grants, testing::ElementsAre(Grant{"station_worker", "4112/411202/"}));
  for (int i = 0; i < 24; ++i) {
    EXPECT_TRUE(actor_of(bench(), staff.token)) << i;
    bench().db().write([&](storage::Tx& tx) {
      touch_sessions(tx, bench().settings.region, {*actor->session}, bench().now());
    });
    bench().tick(29min);
  }
  bench().tick(24min);
  EXPECT_FALSE(actor_of(bench(), staff.token));
}

TEST_P(Sessions, CarryNoGrantsWithoutASecondFactor) {
  const SignedInView by_phone = sign_in_by_phone(bench(), "13812340001");
  const auto invited = bench().run(TestBench::system(), [&](Call& call) {
    return create_staff_account(call, {*LoginName::parse("wanglan"), *Name::parse("王兰"),
                                       *SitePath::parse("4112/"), by_phone.person});
  });
  ASSERT_TRUE(invited.ok());
  ASSERT_TRUE(bench()
                  .run(TestBench::system(),
                       [&](Call& call) {
                         return grant_role(
                             call, {by_phone.person, Role::center_staff, *SitePath::parse("4112/"),
                                    std::nullopt, std::nullopt});
                       })
                  .ok());
  EXPECT_THAT(actor_of(bench(), by_phone.token)->grants, IsEmpty());
}

// Fixation: a token known before is worth nothing after, and a sign-in never adopts one.
TEST_P(Sessions, GetAFreshTokenAtEverySignIn) {
  const SignedInView before = sign_in_by_phone(bench(), "13812340001");
  bench().tick(61s);
  const Phone other = phone("13812340002");
  const CodeAsked asked = ask(bench(), other).value();
  const SignedInView after =
      enter(bench(), answer_to(other, asked, *asked.code), me(before)).value();
  EXPECT_NE(after.token, before.token);
  EXPECT_FALSE(actor_of(bench(), before.token)) << "the session it was done in is over";
  EXPECT_EQ(actor_of(bench(), after.token)->person, after.person);
}

TEST_P(Sessions, AreAtMostTwenty) {
  std::vector<SignedInView> all;
  for (int i = 0; i < 22; ++i) {
    all.push_back(sign_in_by_phone(bench(), "13812340001"));
    bench().tick(3h);
  }
  EXPECT_FALSE(actor_of(bench(), all[0].token));
  EXPECT_FALSE(actor_of(bench(), all[1].token));
  EXPECT_TRUE(actor_of(bench(), all[2].token));
  const auto list = bench().look(me(all.back()), [](Call& c) { return list_sessions(c, {}); });
  ASSERT_THAT(list.value().items, SizeIs(sessions_max));
  EXPECT_EQ(list.value().items.front().id, all.back().session);
  EXPECT_TRUE(list.value().items.front().current);
  EXPECT_FALSE(list.value().items.back().current);
  EXPECT_EQ(list.value().items.front().device_name, "test phone");
}

TEST_P(Sessions, OutliveARestartAndAClockThatJumps) {
  const SignedInView view = sign_in_by_phone(bench(), "13812340001");
  bench().restart();
  EXPECT_TRUE(actor_of(bench(), view.token));
  bench().tick(-48h);
  EXPECT_TRUE(actor_of(bench(), view.token));
  bench().tick(72h);
  EXPECT_TRUE(actor_of(bench(), view.token));
}

TEST_P(Sessions, EndWithTheAccount) {
  const SignedInView view = sign_in_by_phone(bench(), "13812340001");
  (void)bench().run(TestBench::system(), [&](Call& call) -> Check {
    close_account(call, view.person);
    return Done{};
  });
  EXPECT_FALSE(actor_of(bench(), view.token));
  EXPECT_NE(again("13812340001").person, view.person) << "the number starts anew";
  EXPECT_THAT(bench().verify(), IsEmpty());
}

TEST_P(Sessions, KnowTheirOwner) {
  const SignedInView view = sign_in_by_phone(bench(), "13812340001");
  const auto choose =
      bench().run(me(view), [](Call& c) { return choose_language(c, ChooseLanguage{Lang::en}); });
  EXPECT_TRUE(choose.ok());
  const auto shown = bench().look(me(view), [](Call& c) { return show_me(c, {}); }).value();
  EXPECT_EQ(shown.id, view.person);
  EXPECT_EQ(shown.method, Method::code);
  EXPECT_EQ(shown.lang, Lang::en);
  EXPECT_TRUE(shown.signs_in_by_phone);
  EXPECT_EQ(actor_of(bench(), view.token)->lang, Lang::en);
  EXPECT_EQ(code_of(bench().look(nobody(), [](Call& c) { return show_me(c, {}); })),
            "not_signed_in");
}

TEST_P(Sessions, CarryWhatTheirOwnerPrefers) {
  const SignedInView phone = sign_in_by_phone(bench(), "13812340001");
  const auto prefers = [&](const ChoosePreferences& cmd) {
    return bench().run(me(phone), [&](Call& c) { return choose_preferences(c, cmd); }).value();
  };
  EXPECT_EQ(prefers({}).type_step, std::nullopt) << "nothing chosen, nothing kept";
  prefers({.lang = Lang::en, .type_step = TypeStep{2}});
  prefers({.scheme = Scheme::dark, .key_maps = false});

  const SignedInView tablet = again("13812340001");
  const auto there =
      bench().look(me(tablet), [](Call& c) { return show_preferences(c, {}); }).value();
  EXPECT_EQ(there.lang, Lang::en);
  EXPECT_EQ(there.type_step, TypeStep{2}) << "a choice leaves the others as they were";
  EXPECT_EQ(there.scheme, Scheme::dark);
  EXPECT_EQ(there.key_maps, false);
  EXPECT_THAT(bench().verify(), IsEmpty());

  (void)bench().run(TestBench::system(), [&](Call& call) -> Check {
    close_account(call, phone.person);
    EXPECT_FALSE(find_preference(call.tx, call.region(), phone.person)) << "goes with the account";
    return Done{};
  });
  EXPECT_EQ(code_of(bench().look(nobody(), [](Call& c) { return show_preferences(c, {}); })),
            "not_signed_in");
  EXPECT_THAT(bench().verify(), IsEmpty());
}

}  // namespace
}  // namespace lastmile::access
