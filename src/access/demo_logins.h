#pragma once
#include "access/codes.h"
#include "access/password.h"
#include "access/staff_accounts.h"

/// The demo's people: known phones, passwords and second factors, offered on its sign-in page.
/// Everything here refuses with `only_in_demo` (404) unless Settings.demo.
namespace lastmile::access {

/// For the seeder: offers a person who signs in by phone.
struct OfferPhone {
  PersonId person;
  Phone phone;
  std::int64_t place = 0;
  std::string name;
  Words role;
};
Check offer_demo_phone(Call& call, const OfferPhone& who);

/// For the seeder: a staff account with the demo's password, a fixed second factor made from its
/// login, and a role. `password_hash` is made once: hash_password(demo_password()).
struct OfferStaff {
  std::string login;
  std::int64_t place = 0;
  std::string name;
  Words role_words;
  Role role = Role::station_worker;
  std::string scope;
  std::string password_hash;
};
Result<PersonId> offer_demo_staff(Call& call, const OfferStaff& who);
Password demo_password();

struct DemoLogin {
  PersonId person;
  std::string name;
  std::string role;
  std::optional<std::string> phone;
  std::optional<std::string> code;  // the last one sent to it, not used yet
  std::optional<std::string> login;
  std::optional<std::string> password;
  std::optional<std::string> totp;  // good now and not spent; none: wait half a minute
  std::optional<std::string> totp_secret;
};
BOOST_DESCRIBE_STRUCT(DemoLogin, (),
                      (person, name, role, phone, code, login, password, totp, totp_secret))
struct DemoLogins {
  std::vector<DemoLogin> items;
};
BOOST_DESCRIBE_STRUCT(DemoLogins, (), (items))
Result<DemoLogins> list_demo_logins(Call& call, const Nothing&);

struct SeeDemoCode {
  Phone phone;
};
BOOST_DESCRIBE_STRUCT(SeeDemoCode, (), (phone))
struct DemoCode {
  std::string code;
  Instant sent_at{};
  Instant expires_at{};
};
BOOST_DESCRIBE_STRUCT(DemoCode, (), (code, sent_at, expires_at))
/// The newest code of any phone, in place of the message. `only_in_demo`, `code_not_asked`.
Result<DemoCode> see_demo_code(Call& call, const SeeDemoCode& query);

struct EnterDemo {
  PersonId person;
  std::optional<Name> device_name;
};
BOOST_DESCRIBE_STRUCT(EnterDemo, (), (person, device_name))
/// Signs in as one of the demo's people at one press: no code, no counting. `demo_person_unknown`.
Result<SignedInView> enter_demo(Call& call, const EnterDemo& cmd);

}  // namespace lastmile::access
