#pragma once
#include "access/sessions.h"
#include "base/phone.h"

/// Sign-in by one-time code: residents, volunteers, anyone with a mobile phone.
namespace lastmile::access {

/// `device` as told at an earlier sign-in; before the first, a random one of the device's own.
using DeviceMark = Text<1, 128>;
using RequestToken = Text<1, 128>;
using SixDigits = Text<6, 6>;

struct AskForCode {
  Phone phone;
  std::optional<DeviceMark> device;
};
BOOST_DESCRIBE_STRUCT(AskForCode, (), (phone, device))

struct CodeAsked {
  std::string request;  // give it back with the code, and the device named here
  Instant expires_at{};
  std::int64_t resend_after_seconds = 0;
  std::optional<std::string> code;  // in the demo only, where no message is sent
};
BOOST_DESCRIBE_STRUCT(CodeAsked, (), (request, expires_at, resend_after_seconds, code))
/// Sends six digits, good for five minutes. Says the same whether the number is known or not. Each
/// device gets one a minute and ten a day, a number's new devices together one in 15 seconds and
/// thirty a day.
/// `phone_not_mobile`, `code_too_soon`, `code_daily_limit`.
Result<CodeAsked> ask_for_code(Call& call, const AskForCode& cmd);

struct SignIn {
  Phone phone;
  RequestToken request;
  SixDigits code;
  std::optional<Name> device_name;
  std::optional<DeviceMark> device;
};
BOOST_DESCRIBE_STRUCT(SignIn, (), (phone, request, code, device_name, device))
/// A number that proves itself and has no account gets one. Each code opens once.
/// The device is the one named when asking; where none was, none or one the person never signed in
/// from. `code_not_asked`, `code_used`, `code_expired`, `code_tries_over`, `code_try_too_soon`,
/// `code_wrong`; the last is counted although refused.
Result<SignedInView> sign_in(Call& call, const SignIn& cmd);

struct ChangePhone {
  Phone phone;
  RequestToken request;
  SixDigits code;
  std::optional<DeviceMark> device;
};
BOOST_DESCRIBE_STRUCT(ChangePhone, (), (phone, request, code, device))
/// The signed-in person's new number, proved by a code sent to it. Other sessions end.
/// As sign_in, and `phone_taken`.
Result<Done> change_phone(Call& call, const ChangePhone& cmd);

}  // namespace lastmile::access
