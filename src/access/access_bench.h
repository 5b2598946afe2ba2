#pragma once
#include "access/codes.h"
#include "access/demo_logins.h"
#include "access/grants.h"
#include "access/staff_secrets.h"
#include "access/totp.h"
#include "call/test_call.h"

/// What the tests of access share: people who sign in on a bench.
namespace lastmile::access {

template <class T>
std::string code_of(const Result<T>& result) {
  return result.ok() ? "yes" : std::string(result.refused().refusal.code);
}
template <class T>
T must(std::optional<T> v) {
  EXPECT_TRUE(v.has_value());
  return std::move(*v);
}

inline Phone phone(const char* text) { return must(Phone::parse(text)); }
inline const Actor& nobody() {
  static const Actor actor;
  return actor;
}

/// A command in two halves, as serve() runs it: prepared on a snapshot, decided on the lane.
template <class Command, class Ready, class View>
Result<View> run_both(TestBench& bench, const Actor& actor, const Command& cmd,
                      Result<Ready> (*prepare)(Call&, const Command&),
                      Result<View> (*verb)(Call&, const Command&, const Ready&)) {
  auto ready = bench.look(actor, [&](Call& call) { return prepare(call, cmd); });
  if (!ready.ok()) return std::move(ready).refused();
  return bench.run(actor, [&](Call& call) { return verb(call, cmd, ready.value()); });
}

inline std::optional<Actor> actor_of(TestBench& bench, std::string_view token) {
  return bench.db().reading(
      [&](storage::Tx& tx) { return authenticate(tx, bench.settings.region, token, bench.now()); });
}

inline Result<CodeAsked> ask(TestBench& bench, const Phone& to,
                             const std::optional<std::string>& device = {}) {
  AskForCode cmd{to, std::nullopt};
  if (device) cmd.device = must(DeviceMark::parse(*device));
  return bench.run(nobody(), [&](Call& call) { return ask_for_code(call, cmd); });
}

inline SignIn answer_to(const Phone& phone, const CodeAsked& asked, std::string_view code) {
  return {phone, must(RequestToken::parse(asked.request)), must(SixDigits::parse(code)),
          Name::parse("test phone"), std::nullopt};
}

inline Result<SignedInView> enter(TestBench& bench, const SignIn& cmd,
                                  const Actor& actor = nobody()) {
  return bench.run(actor, [&](Call& call) { return sign_in(call, cmd); });
}

/// Asks for a code, reads it (the bench must be a demo) and signs in.
inline SignedInView sign_in_by_phone(TestBench& bench, const char* number) {
  EXPECT_TRUE(bench.settings.demo);
  const Phone to = phone(number);
  const CodeAsked asked = ask(bench, to).value();
  return enter(bench, answer_to(to, asked, must(asked.code))).value();
}

/// A staff account enrolled by its invitation, with its password and second factor.
struct Staff {
  PersonId person;
  std::string login;
  std::string password;
  TotpSecret secret{};
  std::string token;
  std::string device;
  std::vector<std::string> recovery_codes;

  std::string totp(Instant at) const { return totp_code(secret, totp_step(at)); }
};

inline StaffInvited invite_staff(TestBench& bench, const Actor& by, const char* login,
                                 const char* scope) {
  return bench
      .run(by,
           [&](Call& call) {
             return create_staff_account(call,
                                         {must(LoginName::parse(login)), must(Name::parse(login)),
                                          must(SitePath::parse(scope)), std::nullopt});
           })
      .value();
}

inline Result<EnrolledView> enrol_with(TestBench& bench, const Actor& actor,
                                       std::string_view invitation, const TotpSecret& secret,
                                       const std::string& password) {
  const Enrol cmd{must(RequestToken::parse(invitation)), Password{password},
                  must(SixDigits::parse(totp_code(secret, totp_step(bench.now())))), std::nullopt};
  return run_both(bench, actor, cmd, prepare_enrol, enrol);
}

inline Result<InvitationView> look_at_invitation(TestBench& bench, const Actor& actor,
                                                 std::string_view invitation) {
  return bench.run(actor, [&](Call& call) {
    return see_invitation(call, {must(RequestToken::parse(invitation))});
  });
}

inline Staff enrol_staff(TestBench& bench, const StaffInvited& invited) {
  const auto seen = look_at_invitation(bench, nobody(), invited.invitation).value();
  Staff staff{invited.person, invited.login, "seven ginkgo trees", {}, {}, {}, {}};
  staff.secret = must(totp_secret_from(seen.totp_secret));
  auto view = enrol_with(bench, nobody(), invited.invitation, staff.secret, staff.password).value();
  staff.token = view.token;
  staff.device = view.device;
  staff.recovery_codes = view.recovery_codes;
  return staff;
}

/// A staff member with a role, given by the program itself; enrolled.
inline Staff staff_with(TestBench& bench, const char* login, Role role, const char* scope) {
  const StaffInvited invited = invite_staff(bench, TestBench::system(), login, scope);
  const auto granted = bench.run(TestBench::system(), [&](Call& call) {
    return grant_role(
        call, {invited.person, role, must(SitePath::parse(scope)), std::nullopt, std::nullopt});
  });
  EXPECT_TRUE(granted.ok());
  return enrol_staff(bench, invited);
}

inline SignInStaff staff_answer(const Staff& staff, const std::string& password,
                                const std::string& totp,
                                const std::optional<std::string>& device = {}) {
  SignInStaff cmd{must(LoginName::parse(staff.login)),
                  Password{password},
                  must(Text<6, 20>::parse(totp)),
                  std::nullopt,
                  std::nullopt,
                  std::nullopt};
  if (device) cmd.device = must(DeviceMark::parse(*device));
  return cmd;
}

inline Result<SignedInView> enter_staff(TestBench& bench, const SignInStaff& cmd) {
  return run_both(bench, nobody(), cmd, prepare_sign_in_staff, sign_in_staff);
}

}  // namespace lastmile::access
