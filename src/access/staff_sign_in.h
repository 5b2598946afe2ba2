#pragma once
#include "access/codes.h"
#include "access/password.h"
#include "access/staff_accounts.h"

/// Staff: enrolment by invitation, and sign-in with password and second factor. Passwords are
/// hashed in the first half of a command, outside the lane.
namespace lastmile::access {

struct SeeInvitation {
  RequestToken invitation;
};
BOOST_DESCRIBE_STRUCT(SeeInvitation, (), (invitation))
struct InvitationView {
  std::string login;
  std::string name;
  std::string totp_secret;  // base32, to type in
  std::string otpauth_uri;  // the same for a QR code
  Instant expires_at{};
};
BOOST_DESCRIBE_STRUCT(InvitationView, (), (login, name, totp_secret, otpauth_uri, expires_at))
/// What its holder puts into the authenticator app. `invitation_unknown`, `invitation_not_yours`.
Result<InvitationView> see_invitation(Call& call, const SeeInvitation& cmd);

struct Enrol {
  RequestToken invitation;
  Password password;
  SixDigits totp;
  std::optional<Name> device_name;
};
BOOST_DESCRIBE_STRUCT(Enrol, (), (invitation, password, totp, device_name))
/// A password made ready outside the lane.
struct NewPassword {
  std::string hash;
};
/// Signed in, with ten codes that each stand in once for the second factor; told once.
struct EnrolledView {
  std::string token;
  PersonId person;
  SessionId session;
  Instant expires_at{};
  std::string device;
  std::vector<std::string> recovery_codes;
};
BOOST_DESCRIBE_STRUCT(EnrolledView, (),
                      (token, person, session, expires_at, device, recovery_codes))
/// `invitation_unknown`, `invitation_not_yours`, `bad_request` over the password,
/// `staff_suspended`, `totp_wrong`.
Result<NewPassword> prepare_enrol(Call& call, const Enrol& cmd);
Result<EnrolledView> enrol(Call& call, const Enrol& cmd, const NewPassword& ready);

struct SignInStaff {
  LoginName login;
  Password password;
  Text<6, 20> totp;  // six digits, or a recovery code
  std::optional<Name> device_name;
  std::optional<DeviceMark> device;
  std::optional<Password> new_password;  // when the old one is past its age
};
BOOST_DESCRIBE_STRUCT(SignInStaff, (), (login, password, totp, device_name, device, new_password))
struct PasswordSeen {
  bool fits = false;
  std::string hash;      // the one compared with
  std::string new_hash;  // of new_password, when given and the old one fits
};
/// One answer and one duration for an unknown login, a wrong password and a wrong or spent code:
/// `sign_in_wrong`. `sign_in_too_soon`, `staff_suspended`, `password_expired`.
Result<PasswordSeen> prepare_sign_in_staff(Call& call, const SignInStaff& cmd);
Result<SignedInView> sign_in_staff(Call& call, const SignInStaff& cmd, const PasswordSeen& ready);

/// Ten fresh recovery codes; the row takes their hashes.
std::vector<std::string> renew_recovery_codes(Call& call, StaffRow& row);
PasswordRules password_rules(const Settings& settings);

}  // namespace lastmile::access
