#include "access/demo_logins.h"

#include <algorithm>

#include "access/access_errors.h"
#include "access/accounts.h"
#include "access/demo_store.h"
#include "access/grants.h"
#include "access/sign_in_store.h"
#include "access/staff_sign_in.h"
#include "access/totp.h"

namespace lastmile::access {
namespace {

TotpSecret demo_secret(std::string_view login) {
  return sha1(bytes_of("demo/" + std::string(login)));
}

// A code of now or a step beside it that was not spent yet.
std::optional<std::string> open_code(Call& call, PersonId person, const TotpSecret& secret) {
  for (const int offset : {0, -1, 1}) {
    const std::int64_t step = totp_step(call.now) + offset;
    if (!is_spent(call.tx, call.region(), person, step)) return totp_code(secret, step);
  }
  return std::nullopt;
}

}  // namespace

Password demo_password() { return {"ginkgo-bridge-demo"}; }

Check offer_demo_phone(Call& call, const OfferPhone& who) {
  if (!call.settings.demo) return only_in_demo;
  call.tx.put(DemoRow{.region = call.region(),
                      .person = who.person,
                      .place = who.place,
                      .name = who.name,
                      .role_en = std::string(who.role.en),
                      .role_zh = std::string(who.role.zh),
                      .phone = who.phone.text(),
                      .phone_index = phone_index(call.vault, who.phone)});
  return Done{};
}

Result<PersonId> offer_demo_staff(Call& call, const OfferStaff& who) {
  if (!call.settings.demo) return only_in_demo;
  const auto login = LoginName::parse(who.login);
  const auto name = Name::parse(who.name);
  const auto scope = SitePath::parse(who.scope);
  ASSERT(login && name && scope);
  ASSIGN_OR_RETURN(const StaffInvited invited,
                   create_staff_account(call, {*login, *name, *scope, std::nullopt}));
  auto row = find_staff(call.tx, call.region(), invited.person);
  ASSERT(row);
  const TotpSecret secret = demo_secret(login->text);
  row->state = StaffState::active;
  row->password_hash = who.password_hash;
  row->password_set_at = call.now;
  row->totp = call.vault.seal_own({"staff_login", totp_row(row->person), "totp"}, chars_of(secret));
  row->totp_next.reset();
  row->invitation_hash.reset();
  row->invitation_expires_at.reset();
  call.tx.update(*row);
  RETURN_IF_REFUSED(grant_role(call, {row->person, who.role, *scope, std::nullopt, std::nullopt}));
  call.tx.put(DemoRow{.region = call.region(),
                      .person = row->person,
                      .place = who.place,
                      .name = who.name,
                      .role_en = std::string(who.role_words.en),
                      .role_zh = std::string(who.role_words.zh),
                      .login = login->text,
                      .password = demo_password().text,
                      .totp_secret = to_base32(secret)});
  return row->person;
}

Result<DemoLogins> list_demo_logins(Call& call, const Nothing&) {
  if (!call.settings.demo) return only_in_demo;
  DemoLogins list;
  for (auto& row : demo_rows(call.tx, call.region())) {
    DemoLogin item{row.person,
                   std::move(row.name),
                   call.actor.lang == Lang::zh ? std::move(row.role_zh) : std::move(row.role_en),
                   std::move(row.phone),
                   std::nullopt,
                   std::move(row.login),
                   std::move(row.password),
                   std::nullopt,
                   std::move(row.totp_secret)};
    if (row.phone_index) {
      const auto code = newest_code(call.tx, call.region(), *row.phone_index);
      if (code && call.now < code->expires_at) item.code = code->demo_code;
    }
    if (item.totp_secret) {
      const auto secret = totp_secret_from(*item.totp_secret);
      ASSERT(secret);
      item.totp = open_code(call, row.person, *secret);
    }
    list.items.push_back(std::move(item));
  }
  return list;
}

Result<DemoCode> see_demo_code(Call& call, const SeeDemoCode& query) {
  if (!call.settings.demo) return only_in_demo;
  const auto row = newest_code(call.tx, call.region(), phone_index(call.vault, query.phone));
  if (!row || !row->demo_code || call.now >= row->expires_at) return code_not_asked;
  return DemoCode{*row->demo_code, row->sent_at, row->expires_at};
}

Result<SignedInView> enter_demo(Call& call, const EnterDemo& cmd) {
  if (!call.settings.demo) return only_in_demo;
  const auto row = find_demo_row(call.tx, call.region(), cmd.person);
  if (!row) return demo_person_unknown;
  OpenSession how{row->person, row->login ? Method::staff : Method::code};
  how.is_expected = true;
  if (row->phone) how.number_of = prove_number(call, *Phone::parse(*row->phone));  // as codes do
  if (cmd.device_name) how.device_name = cmd.device_name->str();
  return open_session(call, how);
}

}  // namespace lastmile::access
