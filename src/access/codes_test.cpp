#include "access/codes.h"

#include <gmock/gmock.h>

#include "access/access_bench.h"
#include "access/access_errors.h"
#include "access/account_store.h"
#include "access/accounts.h"
#include "access/tokens.h"
#include "base/typing_fixture.h"

namespace lastmile::access {
namespace {

using namespace std::chrono_literals;

struct Codes : OnEachBench {
  void SetUp() override {
    OnEachBench::SetUp();
    if (!IsSkipped()) bench().settings.demo = true;
  }
  /// What a merge, or its undoing, does to the two accounts.
  void join_or_part(void (*verb)(Call&, PersonId, PersonId), PersonId gone, PersonId kept) {
    const auto done = bench().run(TestBench::system(), [&](Call& call) -> Check {
      verb(call, gone, kept);
      return Done{};
    });
    ASSERT_TRUE(done.ok());
  }
};
EACH_DATABASE(Codes);

const Phone mobile = *Phone::parse("13812340001");

// Any code but the right one.
std::string wrong(const CodeAsked& asked) { return *asked.code == "000000" ? "000001" : "000000"; }

TEST_P(Codes, OpenAnAccountOnceAndFindItAgain) {
  const SignedInView first = sign_in_by_phone(bench(), "13812340001");
  EXPECT_TRUE(first.new_account);
  bench().tick(61s);
  const SignedInView second = sign_in_by_phone(bench(), "138 1234 0001");
  EXPECT_FALSE(second.new_account);
  EXPECT_EQ(second.person, first.person);
  EXPECT_NE(second.token, first.token);
  EXPECT_NE(sign_in_by_phone(bench(), "13812340002").person, first.person);
  EXPECT_EQ(actor_of(bench(), second.token)->person, first.person);
  EXPECT_THAT(bench().verify(), testing::IsEmpty());
}

TEST_P(Codes, ProveTheNumberWhichIsKeptSealedForANewProfile) {
  const PersonId known = PersonId::make(bench().now(), bench().rng());
  const auto proved = [&](PersonId person) {
    const auto phone =
        bench().look(TestBench::system(), [&](Call& c) { return proved_phone(c, person); });
    return phone ? phone->text() : std::string();
  };
  ASSERT_TRUE(
      bench()
          .run(TestBench::system(), [&](Call& call) { return open_account(call, known, mobile); })
          .ok());
  EXPECT_EQ(proved(known), "") << "only told by others";
  ASSERT_EQ(sign_in_by_phone(bench(), "13812340001").person, known);
  EXPECT_EQ(proved(known), "") << "their profile stands already";
  const SignedInView fresh = sign_in_by_phone(bench(), "13812340002");
  EXPECT_EQ(proved(fresh.person), "13812340002");
  const storage::Sql all{storage::Sql::Unlisted{}, "all",
                         "select phone from account where phone is not null"};
  bench().db().read([&](storage::Tx& tx) {
    const auto rows = tx.start(all, {});
    ASSERT_TRUE(rows->step());
    EXPECT_EQ(std::string(rows->text(0)).find("13812340002"), std::string::npos);
  });
  bench().tick(61s);
  sign_in_by_phone(bench(), "13812340002");
  EXPECT_EQ(proved(fresh.person), "13812340002") << "it still waits for the profile";
  const CodeAsked asked = ask(bench(), phone("13812340003")).value();
  const auto moved = bench().run(*actor_of(bench(), fresh.token), [&](Call& call) {
    return change_phone(call, {phone("13812340003"), *RequestToken::parse(asked.request),
                               *SixDigits::parse(*asked.code), std::nullopt});
  });
  ASSERT_EQ(code_of(moved), "yes");
  EXPECT_EQ(proved(fresh.person), "13812340003");
  EXPECT_THAT(bench().verify(), testing::IsEmpty());
}

TEST_P(Codes, OfAProfileThatWasJoinedSignInTheOneKept) {
  const auto kept = sign_in_by_phone(bench(), "13812340001");
  const auto gone = sign_in_by_phone(bench(), "13812340002");
  join_or_part(pass_account, gone.person, kept.person);
  EXPECT_EQ(actor_of(bench(), gone.token), std::nullopt);
  bench().tick(61s);
  EXPECT_EQ(sign_in_by_phone(bench(), "13812340002").person, kept.person);
  EXPECT_EQ(sign_in_by_phone(bench(), "13812340001").person, kept.person);
  join_or_part(take_account_back, gone.person, kept.person);
  EXPECT_EQ(actor_of(bench(), kept.token), std::nullopt);
  bench().tick(61s);
  EXPECT_EQ(sign_in_by_phone(bench(), "13812340002").person, gone.person);
  EXPECT_EQ(sign_in_by_phone(bench(), "13812340001").person, kept.person);
  EXPECT_THAT(bench().verify(), testing::IsEmpty());
}

TEST_P(Codes, SignInOneKeptWhoHadNoAccount) {
  const auto gone = sign_in_by_phone(bench(), "13812340002");
  const PersonId kept = PersonId::make(bench().now(), bench().rng());
  join_or_part(pass_account, gone.person, kept);
  bench().tick(61s);
  const auto now = sign_in_by_phone(bench(), "13812340002");
  EXPECT_EQ(now.person, kept);
  EXPECT_TRUE(bench().look(*actor_of(bench(), now.token),
                           [](Call& call) { return show_me(call, {})->signs_in_by_phone; }));
  join_or_part(take_account_back, gone.person, kept);
  EXPECT_FALSE(bench().look(TestBench::system(), [&](Call& c) { return has_account(c, kept); }));
  bench().tick(61s);
  EXPECT_EQ(sign_in_by_phone(bench(), "13812340002").person, gone.person);
}

// Who signed in while two profiles were one did work under the one kept: no desk gives it away.
TEST_P(Codes, MoveToNoNumberOnceSomebodySignedIn) {
  const auto gone = sign_in_by_phone(bench(), "13812340002");
  const PersonId kept = PersonId::make(bench().now(), bench().rng());
  const auto as_program = [&](auto verb) {
    const auto done = bench().run(TestBench::system(), [&](Call& call) -> Check {
      verb(call);
      return Done{};
    });
    ASSERT_TRUE(done.ok());
  };
  as_program([&](Call& call) { pass_account(call, gone.person, kept); });
  bench().tick(61s);
  ASSERT_EQ(sign_in_by_phone(bench(), "13812340002").person, kept);
  as_program([&](Call& call) { take_account_back(call, gone.person, kept); });
  as_program([&](Call& call) { move_unused_account(call, kept, mobile); });
  const auto opens = bench().look(nobody(), [&](Call& call) { return account_of(call, mobile); });
  EXPECT_EQ(opens, std::nullopt);
}

// Before proofs were kept, who signed in by a passed number was told as the one it was passed to.
TEST_P(Codes, OfANumberPassedBeforeProofsWereKeptClaimTheAccount) {
  const PersonId gone = PersonId::make(bench().now(), bench().rng());
  const PersonId kept = PersonId::make(bench().now(), bench().rng());
  const auto joined = bench().run(TestBench::system(), [&](Call& call) -> Check {
    RETURN_IF_REFUSED(open_account(call, gone, mobile));
    pass_account(call, gone, kept);
    return Done{};
  });
  ASSERT_TRUE(joined.ok());
  const auto claimed = [&] {
    bench().db().write([](storage::Tx& tx) {
      tx.start_text("update account set proved = null where phone_index is not null", {})->step();
    });
    return bench().look(nobody(), [&](Call& call) { return is_claimed(call, kept); });
  };
  EXPECT_FALSE(claimed());
  ASSERT_EQ(sign_in_by_phone(bench(), "13812340001").person, kept);
  EXPECT_TRUE(claimed());
}

TEST_P(Codes, OfAPassedNumberEndWhenItIsGivenUp) {
  const auto first = sign_in_by_phone(bench(), "13812340001");
  const auto second = sign_in_by_phone(bench(), "13812340002");
  const PersonId kept = PersonId::make(bench().now(), bench().rng());
  const auto pass = [&](auto verb, PersonId from) {
    const auto done = bench().run(TestBench::system(), [&](Call& call) -> Check {
      verb(call, from, kept);
      return Done{};
    });
    ASSERT_TRUE(done.ok());
  };
  pass(pass_account, first.person);
  pass(pass_account, second.person);
  pass(take_account_back, second.person);  // the first is still passed
  bench().tick(61s);
  const auto now = sign_in_by_phone(bench(), "13812340001");
  ASSERT_EQ(now.person, kept);
  const CodeAsked asked = ask(bench(), phone("13812340003")).value();
  const auto moved = bench().run(*actor_of(bench(), now.token), [&](Call& call) {
    return change_phone(call, {phone("13812340003"), *RequestToken::parse(asked.request),
                               *SixDigits::parse(*asked.code), std::nullopt});
  });
  ASSERT_EQ(code_of(moved), "yes");
  bench().tick(61s);
  EXPECT_TRUE(sign_in_by_phone(bench(), "13812340001").new_account) << "somebody else's by now";
  EXPECT_EQ(sign_in_by_phone(bench(), "13812340003").person, kept);
}

// Parted again, the new number is theirs who signed in by their own to change it.
TEST_P(Codes, GiveANewNumberToWhoseNumberWasAtHand) {
  const auto kept = sign_in_by_phone(bench(), "13812340001");
  const auto gone = sign_in_by_phone(bench(), "13812340002");
  join_or_part(pass_account, gone.person, kept.person);
  bench().tick(61s);
  const auto now = sign_in_by_phone(bench(), "13812340002");
  ASSERT_EQ(now.person, kept.person);
  const Phone to = phone("13812340003");
  const CodeAsked asked = ask(bench(), to).value();
  const auto moved = bench().run(*actor_of(bench(), now.token), [&](Call& call) {
    return change_phone(call, {to, *RequestToken::parse(asked.request),
                               *SixDigits::parse(*asked.code), std::nullopt});
  });
  ASSERT_EQ(code_of(moved), "yes");
  join_or_part(take_account_back, gone.person, kept.person);
  EXPECT_EQ(bench().look(nobody(), [&](Call& call) { return account_of(call, to); }), gone.person);
  EXPECT_THAT(bench().verify(), testing::IsEmpty());
}

TEST_P(Codes, AreToldToNobodyOutsideTheDemo) {
  bench().settings.demo = false;
  const auto asked = ask(bench(), mobile);
  EXPECT_EQ(asked.value().code, std::nullopt);
}

TEST_P(Codes, AnswerUnknownAndKnownNumbersAlike) {
  sign_in_by_phone(bench(), "13812340001");
  bench().tick(61s);
  const CodeAsked known = ask(bench(), mobile).value();
  const CodeAsked unknown = ask(bench(), phone("13812340009")).value();
  EXPECT_EQ(known.expires_at, unknown.expires_at);
  EXPECT_EQ(known.resend_after_seconds, unknown.resend_after_seconds);
  EXPECT_EQ(known.request.size(), unknown.request.size());
  EXPECT_EQ(code_of(ask(bench(), mobile)), code_of(ask(bench(), phone("13812340009"))));
}

TEST_P(Codes, GoToMobilesOnly) {
  EXPECT_EQ(code_of(ask(bench(), phone("0398-2823456"))), "phone_not_mobile");
}

TEST_P(Codes, ComeOncePerMinuteAndTenTimesADay) {
  for (int i = 0; i < 10; ++i) {
    EXPECT_EQ(code_of(ask(bench(), mobile)), "yes") << i;
    EXPECT_EQ(code_of(ask(bench(), mobile)), "code_too_soon") << i;
    bench().tick(60s);
  }
  const auto refused = ask(bench(), mobile);
  EXPECT_EQ(code_of(refused), "code_daily_limit");
  EXPECT_GT(refused.refused().retry_after_seconds, 23 * 3600);
  EXPECT_EQ(code_of(ask(bench(), phone("13812340002"))), "yes") << "others are not held up";
  bench().tick(24h);
  EXPECT_EQ(code_of(ask(bench(), mobile)), "yes");
}

// A stranger who asks for codes all day holds up neither the owner's new phone nor their old one.
TEST_P(Codes, KeepALimitForEachDevice) {
  const SignedInView own = sign_in_by_phone(bench(), "13812340001");
  EXPECT_EQ(code_of(ask(bench(), mobile)), "code_too_soon");
  bench().tick(15s);
  EXPECT_EQ(code_of(ask(bench(), mobile, "new-phone")), "yes");
  EXPECT_EQ(code_of(ask(bench(), mobile, "new-phone")), "code_too_soon");
  for (int i = 0; i < 12; ++i) {
    bench().tick(60s);
    (void)ask(bench(), mobile);
  }
  EXPECT_EQ(code_of(ask(bench(), mobile)), "code_daily_limit");
  EXPECT_EQ(code_of(ask(bench(), mobile, "new-phone")), "yes");
  EXPECT_EQ(code_of(ask(bench(), mobile, own.device)), "yes");
}

// Marks are easily made up, so a number is not flooded by them.
TEST_P(Codes, ComeThirtyTimesADayToNewDevices) {
  const SignedInView own = sign_in_by_phone(bench(), "13812340001");  // the first
  EXPECT_EQ(code_of(ask(bench(), mobile, own.device)), "yes") << "counts for itself only";
  for (int i = 1; i < 30; ++i) {
    const auto hasty = ask(bench(), mobile, fmt::format("hasty-{}", i));
    EXPECT_EQ(code_of(hasty), "code_too_soon") << i;
    EXPECT_EQ(hasty.refused().retry_after_seconds, 15) << i;
    bench().tick(15s);
    EXPECT_EQ(code_of(ask(bench(), mobile, fmt::format("made-up-{}", i))), "yes") << i;
  }
  bench().tick(15s);
  const auto refused = ask(bench(), mobile, "made-up-30");
  EXPECT_EQ(code_of(refused), "code_daily_limit");
  EXPECT_GT(refused.refused().retry_after_seconds, 23 * 3600);
  const SignedInView other = sign_in_by_phone(bench(), "13812340002");
  EXPECT_EQ(code_of(ask(bench(), mobile, other.device)), "code_daily_limit")
      << "another person's device";
  EXPECT_EQ(code_of(ask(bench(), mobile, own.device)), "yes");
  bench().tick(24h);
  EXPECT_EQ(code_of(ask(bench(), mobile, "made-up-30")), "yes");
}

TEST_P(Codes, WorkOnlyOnTheDeviceThatAsked) {
  const CodeAsked victim = ask(bench(), mobile).value();
  const CodeAsked thief = ask(bench(), phone("13812340666")).value();
  // The code read over a shoulder, without the request or with the thief's own.
  SignIn cmd = answer_to(mobile, thief, *victim.code);
  EXPECT_EQ(code_of(enter(bench(), cmd)), "code_not_asked");
  cmd.request = *RequestToken::parse("guessed");
  EXPECT_EQ(code_of(enter(bench(), cmd)), "code_not_asked");
  EXPECT_EQ(code_of(enter(bench(), answer_to(phone("13812340666"), victim, *victim.code))),
            "code_not_asked");
  EXPECT_EQ(code_of(enter(bench(), answer_to(mobile, victim, *victim.code))), "yes")
      << "the victim's own try is not spoiled";
}

// One who reads code and request off a screen still lacks the mark the asking device kept.
TEST_P(Codes, AreBoundToTheDeviceNamedWhenAsking) {
  const std::string own = sign_in_by_phone(bench(), "13812340001").device;
  bench().tick(61s);
  const std::string second = sign_in_by_phone(bench(), "13812340001").device;
  const auto enters_from = [&](const CodeAsked& asked, const std::optional<std::string>& device) {
    SignIn cmd = answer_to(mobile, asked, *asked.code);
    if (device) cmd.device = must(DeviceMark::parse(*device));
    return code_of(enter(bench(), cmd));
  };
  using Mark = std::optional<std::string>;
  struct Case {
    const char* what;
    Mark asks, answers;
    const char* said;
  };
  for (const Case& c : {Case{"own device", own, own, "yes"},
                        {"another known one", own, second, "code_not_asked"},
                        {"a made-up one", own, "made-up", "code_not_asked"},
                        {"none named", own, {}, "code_not_asked"},
                        {"made up both times", "made-up", "made-up", "yes"},
                        {"made up, then known", "made-up", own, "code_not_asked"},
                        {"a browser never seen", {}, {}, "yes"},
                        {"none, then a new one", {}, "new", "yes"},
                        {"none, then a known one", {}, own, "code_not_asked"}}) {
    bench().tick(24h);
    const auto asked = ask(bench(), mobile, c.asks);
    ASSERT_TRUE(asked.ok()) << c.what;
    EXPECT_EQ(enters_from(asked.value(), c.answers), c.said) << c.what;
    if (std::string_view(c.said) == "yes") continue;
    EXPECT_EQ(enters_from(asked.value(), c.asks), "yes") << c.what << ": no try was spent";
  }
}

TEST_P(Codes, ForANewNumberAreBoundToTheDeviceToo) {
  const SignedInView in = sign_in_by_phone(bench(), "13812340001");
  const Actor me = *actor_of(bench(), in.token);
  const Phone to = phone("13812340003");
  const CodeAsked asked = ask(bench(), to, in.device).value();
  const auto moves = [&](const std::optional<std::string>& device) {
    ChangePhone cmd{to, *RequestToken::parse(asked.request), *SixDigits::parse(*asked.code), {}};
    if (device) cmd.device = must(DeviceMark::parse(*device));
    return code_of(bench().run(me, [&](Call& call) { return change_phone(call, cmd); }));
  };
  EXPECT_EQ(moves("another"), "code_not_asked");
  EXPECT_EQ(moves({}), "code_not_asked");
  EXPECT_EQ(moves(in.device), "yes");
}

TEST_P(Codes, OpenOnce) {
  const CodeAsked asked = ask(bench(), mobile).value();
  const SignIn cmd = answer_to(mobile, asked, *asked.code);
  EXPECT_EQ(code_of(enter(bench(), cmd)), "yes");
  EXPECT_EQ(code_of(enter(bench(), cmd)), "code_used");
}

TEST_P(Codes, MayBeTypedOnAChineseKeyboard) {
  const CodeAsked asked = ask(bench(), mobile).value();
  EXPECT_EQ(code_of(enter(bench(), answer_to(mobile, asked, full_width(*asked.code)))), "yes");
}

TEST_P(Codes, EndAfterFiveMinutesAndWhenTheClockRunsAway) {
  const CodeAsked asked = ask(bench(), mobile).value();
  const SignIn cmd = answer_to(mobile, asked, *asked.code);
  bench().tick(-1h);
  EXPECT_EQ(code_of(enter(bench(), cmd)), "code_expired");
  EXPECT_EQ(code_of(ask(bench(), mobile)), "yes") << "the jump back locks nobody out";
  bench().tick(1h + 5min);
  EXPECT_EQ(code_of(enter(bench(), cmd)), "code_expired");
}

TEST_P(Codes, CountWrongTriesThoughRefused) {
  const CodeAsked asked = ask(bench(), mobile).value();
  const SignIn bad = answer_to(mobile, asked, wrong(asked));
  const SignIn good = answer_to(mobile, asked, *asked.code);
  EXPECT_EQ(code_of(enter(bench(), bad)), "code_wrong") << "a first slip costs no time";
  EXPECT_EQ(code_of(enter(bench(), bad)), "code_wrong");
  EXPECT_EQ(code_of(enter(bench(), good)), "code_try_too_soon") << "right, but too hasty";
  for (const auto gap : {1s, 2s, 4s}) {
    bench().tick(gap);
    EXPECT_EQ(code_of(enter(bench(), bad)), "code_wrong") << gap.count();
  }
  bench().tick(16s);
  EXPECT_EQ(code_of(enter(bench(), good)), "code_tries_over");
  bench().tick(60s);
  EXPECT_EQ(code_of(ask(bench(), mobile)), "yes");
  EXPECT_THAT(bench().verify(), testing::IsEmpty());
}

// Ten codes a day, five tries each: a guesser gets 50 of 1,000,000, and 150 by made-up devices.
TEST_P(Codes, GiveAGuesserFiftyTriesADay) {
  int tries = 0;
  for (const Instant end = bench().now() + 24h - 1s; bench().now() < end;) {
    const auto asked = ask(bench(), mobile);
    if (!asked.ok()) {
      bench().tick(std::chrono::seconds(*asked.refused().retry_after_seconds));
      continue;
    }
    for (int i = 0; i < 8; ++i) {
      if (code_of(enter(bench(), answer_to(mobile, asked.value(), wrong(asked.value())))) ==
          "code_wrong") {
        ++tries;
      }
      bench().tick(8s);
    }
  }
  EXPECT_EQ(tries, 50);
}

TEST_P(Codes, AreKeptWithoutNumberOrDigits) {
  bench().settings.demo = false;
  EXPECT_TRUE(ask(bench(), mobile).ok());
  const storage::Sql all{storage::Sql::Unlisted{}, "all", "select * from sign_in_code"};
  const storage::Sql work{storage::Sql::Unlisted{}, "work", "select payload from job"};
  bench().db().read([&](storage::Tx& tx) {
    for (const auto* sql : {&all, &work}) {
      const auto rows = tx.start(*sql, {});
      ASSERT_TRUE(rows->step());
      for (int i = 0; i < rows->columns(); ++i) {
        if (rows->is_null(i)) continue;
        EXPECT_EQ(std::string(rows->text(i)).find("13812340001"), std::string::npos);
      }
    }
  });
}

// Whoever can write the table, and has not the key, signs in as nobody else by a code of their own.
TEST_P(Codes, OpenNothingOnceTheirRowWasEdited) {
  const SignedInView victim = sign_in_by_phone(bench(), "13812340001");
  const Phone own = phone("13812340666");
  const auto edit = [&](const std::string& set, const CodeAsked& asked) {
    const std::vector<storage::Value> args{token_hash(asked.request)};
    bench().db().write([&](storage::Tx& tx) {
      tx.start_text("update sign_in_code set " + set + " where request_hash = $1", args)->step();
    });
  };
  const auto index =
      bench().look(nobody(), [&](Call& call) { return phone_index(call.vault, mobile); });
  struct Case {
    std::string set;
    Phone says;
    std::chrono::milliseconds after;
  };
  for (const Case& c : {Case{"phone_index = '" + index + "'", mobile, 0s},
                        {"device_hash = '" + token_hash(victim.device) + "'", own, 0s},
                        {"expires_at = expires_at + 86400000", own, 6min},
                        {"sent_at = sent_at - 1", own, 0s}}) {
    bench().tick(61s);
    const CodeAsked asked = ask(bench(), own).value();
    edit(c.set, asked);
    bench().tick(c.after);
    EXPECT_EQ(code_of(enter(bench(), answer_to(c.says, asked, *asked.code))), "code_wrong")
        << c.set;
  }
}

TEST_P(Codes, MoveAPersonToAnotherPhone) {
  const SignedInView before = sign_in_by_phone(bench(), "13812340001");
  const SignedInView elsewhere = sign_in_by_phone(bench(), "13812340002");
  const Actor me = *actor_of(bench(), before.token);
  const auto move_to = [&](const Phone& to) {
    const CodeAsked asked = ask(bench(), to).value();
    return bench().run(me, [&](Call& call) {
      return change_phone(call, {to, *RequestToken::parse(asked.request),
                                 *SixDigits::parse(*asked.code), std::nullopt});
    });
  };
  bench().tick(61s);
  EXPECT_EQ(code_of(move_to(phone("13812340002"))), "phone_taken");
  EXPECT_EQ(code_of(move_to(phone("13812340003"))), "yes");
  EXPECT_EQ(sign_in_by_phone(bench(), "13812340001").new_account, true) << "the old number is free";
  bench().tick(61s);
  EXPECT_EQ(sign_in_by_phone(bench(), "13812340003").person, before.person);
  EXPECT_TRUE(actor_of(bench(), elsewhere.token));
}

}  // namespace
}  // namespace lastmile::access
