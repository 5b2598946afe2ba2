#include <gmock/gmock.h>

#include <map>

#include "access/access_bench.h"
#include "access/access_errors.h"

namespace lastmile::access {
namespace {

using namespace std::chrono_literals;
using testing::IsEmpty;
using testing::SizeIs;

struct StaffSignIn : OnEachBench {
  Staff worker() { return staff_with(bench(), "wanglan", Role::station_worker, "4112/411202/"); }
  std::string enters(const Staff& staff, const std::string& password, const std::string& totp,
                     const std::optional<std::string>& device = {}) {
    return code_of(enter_staff(bench(), staff_answer(staff, password, totp, device)));
  }
  std::string now_totp(const Staff& staff) { return staff.totp(bench().now()); }
  Actor as(const Staff& staff) { return *actor_of(bench(), staff.token); }
};
EACH_DATABASE(StaffSignIn);

TEST_P(StaffSignIn, NeedsBothFactorsTogether) {
  const Staff staff = worker();
  bench().tick(2min);
  const std::string totp = now_totp(staff);
  const std::string other = totp == "123456" ? "654321" : "123456";
  EXPECT_EQ(enters(staff, "wrong password!", totp), "sign_in_wrong");
  EXPECT_EQ(enters(staff, staff.password, other), "sign_in_wrong");
  Staff unknown = staff;
  unknown.login = "nobody";
  EXPECT_EQ(enters(unknown, staff.password, totp), "sign_in_wrong");
  EXPECT_EQ(enters(staff, staff.password, totp), "yes");
  EXPECT_THAT(bench().verify(), IsEmpty());
}

TEST_P(StaffSignIn, TakesEachCodeOnce) {
  const Staff staff = worker();
  EXPECT_EQ(enters(staff, staff.password, now_totp(staff)), "sign_in_wrong")
      << "spent when enrolling";
  bench().tick(30s);
  const std::string totp = now_totp(staff);
  EXPECT_EQ(enters(staff, staff.password, totp), "yes");
  EXPECT_EQ(enters(staff, staff.password, totp), "sign_in_wrong");
  bench().tick(30s);
  EXPECT_EQ(enters(staff, staff.password, totp), "sign_in_wrong") << "still within its window";
  EXPECT_EQ(enters(staff, staff.password, now_totp(staff)), "yes");
}

TEST_P(StaffSignIn, ForgivesAClockHalfAMinuteOffButNotMore) {
  const Staff staff = worker();
  bench().tick(10min);
  const auto at = [&](std::chrono::seconds off) { return staff.totp(bench().now() + off); };
  EXPECT_EQ(enters(staff, staff.password, at(-60s)), "sign_in_wrong");
  EXPECT_EQ(enters(staff, staff.password, at(60s)), "sign_in_wrong");
  EXPECT_EQ(enters(staff, staff.password, at(-30s)), "yes");
  EXPECT_EQ(enters(staff, staff.password, at(30s)), "yes");
}

TEST_P(StaffSignIn, IsNotLockedOutWhenTheClockGoesBack) {
  const Staff staff = worker();
  bench().tick(24h);
  EXPECT_EQ(enters(staff, staff.password, now_totp(staff)), "yes");
  bench().tick(-20h);
  EXPECT_EQ(enters(staff, staff.password, now_totp(staff)), "yes");
}

TEST_P(StaffSignIn, SlowsStrangersDownWithoutLockingTheOwnerOut) {
  const Staff staff = worker();
  bench().tick(10min);
  for (int i = 0; i < 4; ++i) {
    EXPECT_EQ(enters(staff, "guess number one", "111111"), "sign_in_wrong") << i;
  }
  int evaluated = 0;
  const Instant end = bench().now() + 20min;
  while (bench().now() < end) {
    const auto tried = enter_staff(bench(), staff_answer(staff, "guess number one", "111111"));
    if (code_of(tried) == "sign_in_wrong") {
      ++evaluated;
    } else {
      ASSERT_EQ(code_of(tried), "sign_in_too_soon");
      ASSERT_LE(tried.refused().retry_after_seconds, 60);
      bench().tick(std::chrono::seconds(*tried.refused().retry_after_seconds));
    }
  }
  EXPECT_LE(evaluated, 27) << "about one a minute";
  (void)enter_staff(bench(), staff_answer(staff, "guess number one", "111111"));
  EXPECT_EQ(enters(staff, staff.password, now_totp(staff)), "sign_in_too_soon")
      << "an unknown device waits with the strangers";
  EXPECT_EQ(enters(staff, staff.password, now_totp(staff), staff.device), "yes")
      << "the owner's own device does not";
  bench().tick(61s);
  EXPECT_EQ(enters(staff, staff.password, now_totp(staff)), "yes") << "and others but a minute";
}

TEST_P(StaffSignIn, SlowsDownWhoKnowsThePasswordOnly) {
  const Staff staff = worker();
  bench().tick(10min);
  int evaluated = 0;
  const Instant end = bench().now() + 6h;
  while (bench().now() < end) {
    const auto tried = enter_staff(bench(), staff_answer(staff, staff.password, "111111"));
    if (code_of(tried) == "sign_in_wrong") ++evaluated;
    bench().tick(
        std::chrono::seconds(tried.ok() ? 0 : tried.refused().retry_after_seconds.value_or(0)));
    ASSERT_FALSE(tried.ok());
  }
  EXPECT_LE(evaluated, 25) << "of a million codes, three of which are good at a time";
  EXPECT_EQ(enters(staff, staff.password, now_totp(staff), staff.device), "yes");
}

// Everything tried at once passes the first half before any failure is counted.
TEST_P(StaffSignIn, CountsTriesMadeAtOnce) {
  const Staff staff = worker();
  bench().tick(10min);
  const SignInStaff bad = staff_answer(staff, "guess number one", "111111");
  const PasswordSeen seen =
      bench().look(nobody(), [&](Call& c) { return prepare_sign_in_staff(c, bad); }).value();
  int evaluated = 0;
  for (int i = 0; i < 50; ++i) {
    const auto tried = bench().run(nobody(), [&](Call& c) { return sign_in_staff(c, bad, seen); });
    if (code_of(tried) == "sign_in_wrong") ++evaluated;
  }
  EXPECT_EQ(evaluated, 4);
}

TEST_P(StaffSignIn, TakesEachRecoveryCodeOnce) {
  const Staff staff = worker();
  ASSERT_THAT(staff.recovery_codes, SizeIs(10));
  EXPECT_EQ(enters(staff, staff.password, staff.recovery_codes[3]), "yes");
  EXPECT_EQ(enters(staff, staff.password, staff.recovery_codes[3]), "sign_in_wrong");
  std::string lower = staff.recovery_codes[4];
  for (char& c : lower) c = static_cast<char>(std::tolower(c));
  EXPECT_EQ(enters(staff, staff.password, lower), "yes");
  EXPECT_THAT(bench().verify(), IsEmpty());
}

TEST_P(StaffSignIn, EndsAtOnceWhenSuspended) {
  const Staff staff = worker();
  const Staff admin = staff_with(bench(), "securitylin", Role::security_admin, "4112/");
  const auto move = [&](auto verb) {
    return code_of(
        bench().run(as(admin), [&](Call& c) { return verb(c, StaffPerson{staff.person}); }));
  };
  EXPECT_EQ(move(resume_staff), "staff_state_wrong");
  EXPECT_EQ(move(suspend_staff), "yes");
  EXPECT_FALSE(actor_of(bench(), staff.token));
  bench().tick(2min);
  EXPECT_EQ(enters(staff, "wrong password!", now_totp(staff)), "sign_in_wrong")
      << "the state is told only to who knows both";
  const std::string totp = now_totp(staff);
  EXPECT_EQ(enters(staff, staff.password, totp), "staff_suspended");
  EXPECT_EQ(move(resume_staff), "yes");
  EXPECT_EQ(enters(staff, staff.password, totp), "yes") << "nothing was spent meanwhile";
}

TEST_P(StaffSignIn, AgesPasswordsUnderDengbao3) {
  const Staff staff = worker();
  bench().tick(91 * 24h);
  EXPECT_EQ(enters(staff, staff.password, now_totp(staff)), "yes") << "ASVS: never";
  bench().settings.dengbao3 = true;
  bench().tick(1min);
  EXPECT_EQ(enters(staff, staff.password, now_totp(staff)), "password_expired");
  SignInStaff cmd = staff_answer(staff, staff.password, now_totp(staff));
  cmd.new_password = Password{"simple words only"};
  EXPECT_EQ(code_of(enter_staff(bench(), cmd)), "bad_request") << "kinds of characters";
  cmd.new_password = Password{"Eight ginkgo trees, 2026"};
  EXPECT_EQ(code_of(enter_staff(bench(), cmd)), "yes");
  bench().tick(1min);
  EXPECT_EQ(enters(staff, cmd.new_password->text, now_totp(staff)), "yes");
}

struct Enrolment : StaffSignIn {};
EACH_DATABASE(Enrolment);

TEST_P(Enrolment, WorksOnceWithinThreeDays) {
  const auto invited = invite_staff(bench(), TestBench::system(), "Zhao.Min", "4112/411202/");
  EXPECT_EQ(invited.login, "zhao.min");
  const auto seen = look_at_invitation(bench(), nobody(), invited.invitation).value();
  const TotpSecret secret = must(totp_secret_from(seen.totp_secret));
  EXPECT_THAT(seen.otpauth_uri, testing::HasSubstr(seen.totp_secret));

  const auto enrols = [&](const TotpSecret& with, const char* password) {
    return code_of(enrol_with(bench(), nobody(), invited.invitation, with, password));
  };
  EXPECT_EQ(enrols(secret, "too short"), "bad_request");
  EXPECT_EQ(enrols(secret, "zhao.min zhao.min"), "bad_request");
  EXPECT_EQ(enrols(TotpSecret{}, "seven ginkgo trees"), "totp_wrong");
  bench().tick(72h - 1s);
  EXPECT_EQ(enrols(secret, "seven ginkgo trees"), "yes");
  EXPECT_EQ(enrols(secret, "seven ginkgo trees"), "invitation_unknown");
  EXPECT_EQ(code_of(look_at_invitation(bench(), nobody(), invited.invitation)),
            "invitation_unknown");
  const auto late = invite_staff(bench(), TestBench::system(), "late", "4112/");
  bench().tick(72h);
  EXPECT_EQ(code_of(look_at_invitation(bench(), nobody(), late.invitation)), "invitation_unknown");
  EXPECT_EQ(code_of(look_at_invitation(bench(), nobody(), "made up")), "invitation_unknown");
}

struct Suspended : StaffSignIn {
  void SetUp() override {
    StaffSignIn::SetUp();
    if (IsSkipped()) return;
    admin = staff_with(bench(), "securitylin", Role::security_admin, "4112/");
  }
  template <class Verb>
  std::string move(PersonId person, Verb verb) {
    return code_of(bench().run(as(admin), [&](Call& c) { return verb(c, StaffPerson{person}); }));
  }
  std::string sees(const StaffInvited& invited) {
    return code_of(look_at_invitation(bench(), nobody(), invited.invitation));
  }
  Staff admin;
};
EACH_DATABASE(Suspended);

TEST_P(Suspended, InvitationsAreVoidUntilInvitedAnew) {
  const auto invited = invite_staff(bench(), as(admin), "zhao.min", "4112/411202/");
  EXPECT_EQ(move(invited.person, resume_staff), "staff_not_enrolled");
  EXPECT_EQ(move(invited.person, suspend_staff), "yes");
  EXPECT_EQ(sees(invited), "invitation_unknown");
  EXPECT_EQ(move(invited.person, suspend_staff), "staff_state_wrong") << "it is, by now";
  EXPECT_EQ(move(invited.person, resume_staff), "staff_not_enrolled") << "with what to sign in?";
  const auto again =
      bench().run(as(admin), [&](Call& c) { return invite_again(c, {invited.person}); });
  ASSERT_TRUE(again.ok());
  EXPECT_EQ(sees(invited), "invitation_unknown");
  const Staff staff = enrol_staff(bench(), again.value());
  EXPECT_TRUE(actor_of(bench(), staff.token));
  EXPECT_THAT(bench().verify(), IsEmpty());
}

TEST_P(Suspended, AccountsLoseTheirOpenInvitation) {
  const Staff staff = worker();
  const auto invited =
      bench().run(as(admin), [&](Call& c) { return invite_again(c, {staff.person}); }).value();
  EXPECT_EQ(move(staff.person, suspend_staff), "yes");
  EXPECT_EQ(move(staff.person, resume_staff), "yes");
  EXPECT_EQ(sees(invited), "invitation_unknown");
  bench().tick(1min);
  EXPECT_EQ(enters(staff, staff.password, now_totp(staff)), "yes");
}

// Whoever was invited holds no session of staff yet; the volunteer they are stays signed in.
TEST_P(Suspended, InvitationsEndNoSessionOfAVolunteer) {
  bench().settings.demo = true;
  const SignedInView volunteer = sign_in_by_phone(bench(), "13812340001");
  const auto made = bench().run(as(admin), [&](Call& c) {
    return create_staff_account(c, {*LoginName::parse("volunteer"), *Name::parse("李"),
                                    *SitePath::parse("4112/"), volunteer.person});
  });
  ASSERT_TRUE(made.ok());
  EXPECT_EQ(move(volunteer.person, suspend_staff), "yes");
  EXPECT_TRUE(actor_of(bench(), volunteer.token));
}

TEST_P(Enrolment, AgainReplacesBothFactorsAndEndsSessions) {
  const Staff staff = worker();
  const Staff admin = staff_with(bench(), "securitylin", Role::security_admin, "4112/");
  const auto again =
      bench().run(as(admin), [&](Call& c) { return invite_again(c, {staff.person}); });
  ASSERT_TRUE(again.ok());
  bench().tick(1min);
  EXPECT_EQ(enters(staff, staff.password, now_totp(staff)), "yes") << "until it is used";
  Staff fresh = enrol_staff(bench(), again.value());
  EXPECT_EQ(fresh.person, staff.person);
  EXPECT_FALSE(actor_of(bench(), staff.token));
  bench().tick(1min);
  EXPECT_EQ(enters(staff, staff.password, now_totp(staff)), "sign_in_wrong") << "old second factor";
  EXPECT_EQ(enters(fresh, fresh.password, now_totp(fresh)), "yes");
  EXPECT_EQ(enters(fresh, fresh.password, staff.recovery_codes[0]), "sign_in_wrong");
}

// No administrator can reset a volunteer's credentials, not even by making them staff.
TEST_P(Enrolment, OfAPhoneOwnerNeedsTheirOwnSession) {
  bench().settings.demo = true;
  const SignedInView volunteer = sign_in_by_phone(bench(), "13812340001");
  const Staff admin = staff_with(bench(), "securitylin", Role::security_admin, "4112/");
  const auto invited = bench().run(as(admin), [&](Call& c) {
    return create_staff_account(c, {*LoginName::parse("volunteer"), *Name::parse("李"),
                                    *SitePath::parse("4112/"), volunteer.person});
  });
  ASSERT_TRUE(invited.ok());
  const std::string invitation = invited.value().invitation;
  EXPECT_EQ(code_of(look_at_invitation(bench(), nobody(), invitation)), "invitation_not_yours");
  EXPECT_EQ(code_of(look_at_invitation(bench(), as(admin), invitation)), "invitation_not_yours");
  EXPECT_EQ(code_of(enrol_with(bench(), as(admin), invitation, {}, "seven ginkgo trees")),
            "invitation_not_yours");
  const Actor self = *actor_of(bench(), volunteer.token);
  const auto seen = look_at_invitation(bench(), self, invitation);
  ASSERT_TRUE(seen.ok());
  EXPECT_EQ(
      code_of(enrol_with(bench(), self, invitation,
                         must(totp_secret_from(seen.value().totp_secret)), "seven ginkgo trees")),
      "yes");
}

// Whoever invites alone would come into a role that two must give: it is ended first.
TEST_P(Enrolment, AgainIsNotIntoARoleThatTwoMustGive) {
  const Staff admin = staff_with(bench(), "securitylin", Role::security_admin, "4112/");
  const auto invite = [&](const Actor& by, const Staff& whom) {
    return code_of(bench().run(by, [&](Call& c) { return invite_again(c, {whom.person}); }));
  };
  for (const Staff& other : {staff_with(bench(), "auditorsun", Role::auditor, "4112/411202/"),
                             staff_with(bench(), "centerzhou", Role::center_staff, "4112/")}) {
    EXPECT_EQ(invite(as(admin), other), "second_person_needed") << other.login;
    const auto ended = bench().run(as(admin), [&](Call& c) {
      return revoke_grant(c, {grants_standing(c.tx, c.region(), other.person, c.now).at(0).id});
    });
    ASSERT_TRUE(ended.ok()) << other.login;
    EXPECT_EQ(invite(as(admin), other), "yes") << other.login;
  }
  const Staff district = staff_with(bench(), "district", Role::center_staff, "4112/411202/");
  EXPECT_EQ(invite(as(admin), district), "yes");
}

TEST_P(Enrolment, StaysWithinTheAdministratorsScope) {
  const Staff admin = staff_with(bench(), "securitylin", Role::security_admin, "4112/411202/");
  const Staff worker_there = staff_with(bench(), "elsewhere", Role::station_worker, "4112/411203/");
  const auto create = [&](const Actor& by, const char* login, const char* scope) {
    return code_of(bench().run(by, [&](Call& c) {
      return create_staff_account(
          c, {*LoginName::parse(login), *Name::parse("n"), *SitePath::parse(scope), std::nullopt});
    }));
  };
  EXPECT_EQ(create(as(admin), "good", "4112/411202/411202001/"), "yes");
  EXPECT_EQ(create(as(admin), "GOOD", "4112/411202/"), "login_taken");
  EXPECT_EQ(create(as(admin), "above", "4112/"), "not_yours");
  EXPECT_EQ(create(as(admin), "beside", "4112/411203/"), "not_yours");
  EXPECT_EQ(create(as(worker_there), "worker", "4112/411203/"), "not_yours");
  EXPECT_EQ(create(nobody(), "nobody", "4112/411202/"), "not_signed_in");
  for (const auto verb : {suspend_staff, resume_staff}) {
    EXPECT_EQ(
        code_of(bench().run(as(admin), [&](Call& c) { return verb(c, {worker_there.person}); })),
        "staff_unknown");
  }
  const auto list = bench().look(as(admin), [](Call& c) { return list_staff(c, {}); });
  ASSERT_TRUE(list.ok());
  EXPECT_THAT(list.value().items, SizeIs(2)) << "the administrator and the one just made";
}

struct Secrets : StaffSignIn {
  std::string change(const Actor& by, const char* from, const char* to) {
    return code_of(run_both(bench(), by, ChangePassword{{from}, {to}}, prepare_change_password,
                            change_password));
  }
};
EACH_DATABASE(Secrets);

TEST_P(Secrets, ChangeByTheirOwner) {
  const Staff staff = worker();
  bench().tick(1min);
  const auto second = enter_staff(bench(), staff_answer(staff, staff.password, now_totp(staff)));
  const Actor me = *actor_of(bench(), second.value().token);
  EXPECT_EQ(change(nobody(), "x", "y"), "not_signed_in");
  EXPECT_EQ(change(me, "wrong password!", "eight ginkgo trees"), "password_wrong");
  EXPECT_EQ(change(me, staff.password.c_str(), "short"), "bad_request");
  EXPECT_EQ(change(me, staff.password.c_str(), staff.password.c_str()), "bad_request");
  EXPECT_EQ(change(me, staff.password.c_str(), "eight ginkgo trees"), "yes");
  EXPECT_FALSE(actor_of(bench(), staff.token)) << "other devices are out";
  EXPECT_TRUE(actor_of(bench(), second.value().token));
  bench().tick(1min);
  EXPECT_EQ(enters(staff, staff.password, now_totp(staff)), "sign_in_wrong");
  EXPECT_EQ(enters(staff, "eight ginkgo trees", now_totp(staff)), "yes");
}

TEST_P(Secrets, AreNotGuessedFromAnOpenSession) {
  const Staff staff = worker();
  int evaluated = 0;
  for (int i = 0; i < 20; ++i) {
    evaluated += change(as(staff), "wrong password!", "eight ginkgo trees") == "password_wrong";
  }
  EXPECT_EQ(evaluated, 4);
  EXPECT_EQ(change(as(staff), staff.password.c_str(), "eight ginkgo trees"), "sign_in_too_soon");
}

TEST_P(Secrets, MoveToANewAuthenticator) {
  const Staff staff = worker();
  const Actor me = as(staff);
  const auto confirm = [&](const std::string& code) {
    return bench().run(me, [&](Call& c) { return confirm_totp(c, {*SixDigits::parse(code)}); });
  };
  EXPECT_EQ(code_of(confirm("123456")), "totp_not_started");
  const auto started =
      run_both(bench(), me, ProvePassword{{staff.password}}, prepare_prove_password, start_totp);
  ASSERT_TRUE(started.ok());
  Staff moved = staff;
  moved.secret = must(totp_secret_from(started.value().totp_secret));
  bench().tick(1min);
  EXPECT_EQ(enters(staff, staff.password, now_totp(staff)), "yes") << "old until confirmed";
  EXPECT_EQ(code_of(confirm(now_totp(staff))), "totp_wrong");
  const auto confirmed = confirm(now_totp(moved));
  ASSERT_TRUE(confirmed.ok());
  EXPECT_THAT(confirmed.value().recovery_codes, SizeIs(10));
  bench().tick(1min);
  EXPECT_EQ(enters(staff, staff.password, now_totp(staff)), "sign_in_wrong");
  EXPECT_EQ(enters(moved, staff.password, now_totp(moved)), "yes");
  EXPECT_EQ(enters(moved, staff.password, staff.recovery_codes[0]), "sign_in_wrong");
  EXPECT_EQ(enters(moved, staff.password, confirmed.value().recovery_codes[0]), "yes");
}

TEST_P(Secrets, AreStoredUnreadable) {
  const Staff staff = worker();
  const storage::Sql all{storage::Sql::Unlisted{}, "all", "select * from staff_login"};
  bench().db().read([&](storage::Tx& tx) {
    const auto row = tx.start(all, {});
    ASSERT_TRUE(row->step());
    for (int i = 0; i < row->columns(); ++i) {
      if (row->is_null(i)) continue;
      const std::string text(row->text(i));
      EXPECT_EQ(text.find(staff.password), std::string::npos);
      EXPECT_EQ(text.find(to_base32(staff.secret)), std::string::npos);
      EXPECT_EQ(text.find(staff.recovery_codes[0]), std::string::npos);
    }
  });
}

TEST_P(Enrolment, GivesANameToActUnder) {
  const auto invited = invite_staff(bench(), TestBench::system(), "lin", "4112/");
  const auto other = invite_staff(bench(), TestBench::system(), "sun", "4112/");
  const PersonId resident = sign_in_by_phone(bench(), "13800000001").person;
  const auto names = [&](const std::vector<PersonId>& people) {
    return bench().look(nobody(), [&](Call& c) { return staff_names(c, people); });
  };
  EXPECT_THAT(names({invited.person, resident, other.person}),
              testing::ElementsAre(testing::Pair(invited.person, "lin"),
                                   testing::Pair(other.person, "sun")));
  EXPECT_THAT(names({}), IsEmpty());
  EXPECT_THAT(names({resident}), IsEmpty());
}

TEST_P(Secrets, OfTheFirstAdministratorComeFromTheCommandLine) {
  const CreateAdmin cmd{*LoginName::parse("first"), *Name::parse("首位"), Role::security_admin,
                        *SitePath::parse("4112/")};
  EXPECT_EQ(code_of(bench().run(nobody(), [&](Call& c) { return create_admin(c, cmd); })),
            "not_yours");
  const auto made = bench().run(TestBench::system(), [&](Call& c) { return create_admin(c, cmd); });
  const Staff first = enrol_staff(bench(), made.value());
  EXPECT_TRUE(may(as(first), Right::role_grant, "4112/411202/"));
  EXPECT_FALSE(may(as(first), Right::people_read, "4112/411202/"));
}

}  // namespace
}  // namespace lastmile::access
