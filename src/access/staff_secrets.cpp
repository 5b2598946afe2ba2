#include "access/staff_secrets.h"

#include <algorithm>

#include "access/access_errors.h"
#include "access/sign_in_rules.h"
#include "access/totp.h"

namespace lastmile::access {
namespace {

void journal_change(Call& call, const StaffRow& row, std::string_view what) {
  call.journal.append(AccountChanged{row.person, std::string(what)},
                      {.subject = row.person.uuid, .scope = row.scope, .people = {row.person}});
}

Result<StaffRow> access_own_staff(Call& call) {
  ASSIGN_OR_RETURN(const PersonId person, require_person(call));
  auto row = find_staff(call.tx, call.region(), person);
  if (!row || !row->password_hash) return not_staff;
  return std::move(*row);
}

ThrottleRow own_door(const Call& call) {
  return {call.region(), "password/" + call.actor.person->text(), ""};
}

Check check_own_door(Call& call) {
  const ThrottleRow door = own_door(call);
  return check_throttle(find_throttle(call.tx, call.region(), door.subject, door.device_hash),
                        Door::known_device, call.now);
}

Result<PasswordSeen> look_at(Call& call, const Password& password) {
  ASSIGN_OR_RETURN(const StaffRow row, access_own_staff(call));
  RETURN_IF_REFUSED(check_own_door(call));
  PasswordSeen seen;
  seen.hash = *row.password_hash;
  seen.fits = password_fits(seen.hash, password);
  return seen;
}

// The row, once the password proved right; a wrong one is counted although refused.
Result<StaffRow> access_by_password(Call& call, const PasswordSeen& ready) {
  ASSIGN_OR_RETURN(StaffRow row, access_own_staff(call));
  RETURN_IF_REFUSED(check_own_door(call));
  if (!ready.fits || row.password_hash != ready.hash) {
    count_failure(call.tx, own_door(call), call.now);
    Refused refused{password_wrong};
    refused.keeps_writes = true;
    return refused;
  }
  clear_failures(call.tx, own_door(call));
  return row;
}

}  // namespace

Result<PasswordSeen> prepare_change_password(Call& call, const ChangePassword& cmd) {
  ASSIGN_OR_RETURN(PasswordSeen seen, look_at(call, cmd.old_password));
  if (!seen.fits) return seen;
  ASSIGN_OR_RETURN(const StaffRow row, access_own_staff(call));
  RETURN_IF_REFUSED(
      check_password(cmd.new_password, row.login, password_rules(call.settings), "/new_password"));
  if (cmd.new_password.text == cmd.old_password.text) {
    return bad_field("/new_password", "same", {"must differ from the old one", "须与旧密码不同"});
  }
  seen.new_hash = hash_password(cmd.new_password);
  return seen;
}

Result<Done> change_password(Call& call, const ChangePassword&, const PasswordSeen& ready) {
  ASSIGN_OR_RETURN(StaffRow row, access_by_password(call, ready));
  row.password_hash = ready.new_hash;
  row.password_set_at = call.now;
  call.tx.update(row);
  journal_change(call, row, "password");
  end_sessions(call, row.person, SessionId{call.actor.session.value_or(Uuid{})},
               "password_changed");
  return Done{};
}

Result<PasswordSeen> prepare_prove_password(Call& call, const ProvePassword& cmd) {
  return look_at(call, cmd.password);
}

Result<TotpView> start_totp(Call& call, const ProvePassword&, const PasswordSeen& ready) {
  ASSIGN_OR_RETURN(StaffRow row, access_by_password(call, ready));
  const TotpSecret secret = make_totp_secret(call.rng);
  row.totp_next =
      call.vault.seal_own({"staff_login", totp_row(row.person), "totp"}, chars_of(secret));
  row.invitation_hash.reset();
  row.invitation_expires_at.reset();
  call.tx.update(row);
  journal_change(call, row, "totp_started");
  return TotpView{to_base32(secret), otpauth_uri(secret, "Lastmile", row.login)};
}

Result<RecoveryCodes> confirm_totp(Call& call, const ConfirmTotp& cmd) {
  ASSIGN_OR_RETURN(StaffRow row, access_own_staff(call));
  if (!row.totp_next || row.invitation_hash) return totp_not_started;
  const std::string secret =
      call.vault.open_own({"staff_login", totp_row(row.person), "totp"}, *row.totp_next);
  const auto step = totp_match(bytes_of(secret), cmd.totp, call.now);
  if (!step) return totp_wrong;
  spend_step(call.tx, call.region(), row.person, *step, call.now);
  row.totp = std::exchange(row.totp_next, std::nullopt);
  RecoveryCodes view{renew_recovery_codes(call, row)};
  call.tx.update(row);
  journal_change(call, row, "totp");
  return view;
}

Result<RecoveryCodes> renew_recovery(Call& call, const ProvePassword&, const PasswordSeen& ready) {
  ASSIGN_OR_RETURN(StaffRow row, access_by_password(call, ready));
  RecoveryCodes view{renew_recovery_codes(call, row)};
  call.tx.update(row);
  journal_change(call, row, "recovery_codes");
  return view;
}

}  // namespace lastmile::access
