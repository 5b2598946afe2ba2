#pragma once
#include "access/staff_sign_in.h"

/// What staff change about their own sign-in. Each asks for the present password, so that a
/// session left open is not enough; wrong tries are counted.
namespace lastmile::access {

struct ChangePassword {
  Password old_password;
  Password new_password;
};
BOOST_DESCRIBE_STRUCT(ChangePassword, (), (old_password, new_password))
/// `not_staff`, `sign_in_too_soon`, `password_wrong`, `bad_request`. Other sessions end.
Result<PasswordSeen> prepare_change_password(Call& call, const ChangePassword& cmd);
Result<Done> change_password(Call& call, const ChangePassword& cmd, const PasswordSeen& ready);

struct ProvePassword {
  Password password;
};
BOOST_DESCRIBE_STRUCT(ProvePassword, (), (password))
Result<PasswordSeen> prepare_prove_password(Call& call, const ProvePassword& cmd);

struct TotpView {
  std::string totp_secret;
  std::string otpauth_uri;
};
BOOST_DESCRIBE_STRUCT(TotpView, (), (totp_secret, otpauth_uri))
/// A new secret for a new phone; the old one holds until a code of the new one confirms it.
/// An open invitation is void then.
Result<TotpView> start_totp(Call& call, const ProvePassword& cmd, const PasswordSeen& ready);

struct ConfirmTotp {
  SixDigits totp;
};
BOOST_DESCRIBE_STRUCT(ConfirmTotp, (), (totp))
struct RecoveryCodes {
  std::vector<std::string> recovery_codes;
};
BOOST_DESCRIBE_STRUCT(RecoveryCodes, (), (recovery_codes))
/// `not_staff`, `totp_not_started`, `totp_wrong`. Old recovery codes end.
Result<RecoveryCodes> confirm_totp(Call& call, const ConfirmTotp& cmd);
/// Ten new ones in place of the old.
Result<RecoveryCodes> renew_recovery(Call& call, const ProvePassword& cmd,
                                     const PasswordSeen& ready);

}  // namespace lastmile::access
