#include "access/staff_sign_in.h"

#include <fmt/format.h>

#include <algorithm>

#include "access/access_errors.h"
#include "access/session_store.h"
#include "access/sign_in_rules.h"
#include "access/tokens.h"
#include "access/totp.h"

namespace lastmile::access {
namespace {

void journal_change(Call& call, const StaffRow& row, std::string_view what) {
  call.journal.append(AccountChanged{row.person, std::string(what)},
                      {.subject = row.person.uuid, .scope = row.scope, .people = {row.person}});
}

Refused counted(const Refusal& refusal) {
  Refused refused{refusal};
  refused.keeps_writes = true;
  return refused;
}

std::string open_totp(const Call& call, const StaffRow& row, const vault::Sealed& sealed) {
  return call.vault.open_own({"staff_login", totp_row(row.person), "totp"}, sealed);
}

// The invited row. Who signs in by phone must be signed in, or whoever made the invitation could
// take a volunteer's account over.
Result<StaffRow> access_invitation(Call& call, std::string_view invitation) {
  auto row = find_staff_by_invitation(call.tx, call.region(), token_hash(invitation));
  if (!row || !row->invitation_expires_at || call.now >= *row->invitation_expires_at) {
    return invitation_unknown;
  }
  const auto account = find_account(call.tx, call.region(), row->person);
  ASSERT(account && row->totp_next);
  if (signs_in_by_phone(call.tx, *account) && call.actor.person != row->person)
    return invitation_not_yours;
  return std::move(*row);
}

std::string recovery_hash(const Call& call, PersonId person, std::string_view code) {
  std::string plain;
  for (const char c : code) {
    if (c == '-' || c == ' ') continue;
    plain += c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  }
  return call.vault.blind_index("recovery_code", fmt::format("{}/{}", person.text(), plain));
}

// What stood in for the second factor: a time step not spent before, or a recovery code.
struct SecondFactor {
  std::optional<std::int64_t> step;
  std::optional<std::string> recovery_hash;
};

std::optional<SecondFactor> second_factor(Call& call, const StaffRow& row, std::string_view said) {
  if (!row.totp) return std::nullopt;
  const std::string secret = open_totp(call, row, *row.totp);
  if (const auto step = totp_match(bytes_of(secret), said, call.now)) {
    if (is_spent(call.tx, call.region(), row.person, *step)) return std::nullopt;
    return SecondFactor{step, std::nullopt};
  }
  const std::string hash = recovery_hash(call, row.person, said);
  if (std::ranges::find(row.recovery_hashes, hash) == row.recovery_hashes.end()) {
    return std::nullopt;
  }
  return SecondFactor{std::nullopt, hash};
}

void spend(Call& call, StaffRow& row, const SecondFactor& used) {
  if (used.step) {
    spend_step(call.tx, call.region(), row.person, *used.step, call.now);
    return;
  }
  std::erase(row.recovery_hashes, *used.recovery_hash);
  call.tx.update(row);
  journal_change(call, row, "recovery_code_used");
}

// The two counters a sign-in passes. Strangers share the empty device; one the person signed in
// from before has its own, so that nobody else can slow it down.
struct Doors {
  ThrottleRow login;
  Door login_door = Door::login;
  ThrottleRow second;
};

Doors doors_of(const Call& call, const SignInStaff& cmd, const std::optional<StaffRow>& staff) {
  std::string device;
  if (cmd.device && staff) {
    device = token_hash(cmd.device->str());
    if (!is_known_device(call.tx, call.region(), device, staff->person)) device.clear();
  }
  const std::string login = call.vault.blind_index("login", cmd.login.text);
  Doors doors;
  doors.login = {call.region(), "login/" + login, device};
  doors.login_door = device.empty() ? Door::login : Door::known_device;
  doors.second = {call.region(), "second/" + login, device};
  return doors;
}

Check check_door(Call& call, const ThrottleRow& door, Door kind) {
  return check_throttle(find_throttle(call.tx, call.region(), door.subject, door.device_hash), kind,
                        call.now);
}

bool is_too_old(const Call& call, const StaffRow& row) {
  const auto days = password_days_max(password_rules(call.settings));
  return days && row.password_set_at &&
         call.now - *row.password_set_at >= std::chrono::hours(24 * *days);
}

}  // namespace

PasswordRules password_rules(const Settings& settings) {
  return settings.dengbao3 ? PasswordRules::dengbao3 : PasswordRules::asvs;
}

std::vector<std::string> renew_recovery_codes(Call& call, StaffRow& row) {
  row.recovery_hashes.clear();
  std::vector<std::string> codes;
  for (int i = 0; i < 10; ++i) {
    std::array<std::uint8_t, 7> bytes{};
    call.rng.fill(bytes);
    std::string code = to_base32(bytes).substr(0, 10);  // 50 bits
    code.insert(5, "-");
    row.recovery_hashes.push_back(recovery_hash(call, row.person, code));
    codes.push_back(std::move(code));
  }
  return codes;
}

Result<InvitationView> see_invitation(Call& call, const SeeInvitation& cmd) {
  ASSIGN_OR_RETURN(const StaffRow row, access_invitation(call, cmd.invitation));
  TotpSecret secret{};
  const std::string plain = open_totp(call, row, *row.totp_next);
  ASSERT(plain.size() == secret.size());
  std::ranges::copy(bytes_of(plain), secret.begin());
  return InvitationView{row.login, row.name, to_base32(secret),
                        otpauth_uri(secret, "Lastmile", row.login), *row.invitation_expires_at};
}

Result<NewPassword> prepare_enrol(Call& call, const Enrol& cmd) {
  ASSIGN_OR_RETURN(const StaffRow row, access_invitation(call, cmd.invitation));
  RETURN_IF_REFUSED(
      check_password(cmd.password, row.login, password_rules(call.settings), "/password"));
  return NewPassword{hash_password(cmd.password)};
}

Result<EnrolledView> enrol(Call& call, const Enrol& cmd, const NewPassword& ready) {
  ASSIGN_OR_RETURN(StaffRow row, access_invitation(call, cmd.invitation));
  if (row.state == StaffState::suspended) return staff_suspended;
  const auto step = totp_match(bytes_of(open_totp(call, row, *row.totp_next)), cmd.totp, call.now);
  if (!step) return totp_wrong;
  spend_step(call.tx, call.region(), row.person, *step, call.now);

  row.state = StaffState::active;
  row.password_hash = ready.hash;
  row.password_set_at = call.now;
  row.totp = std::exchange(row.totp_next, std::nullopt);
  row.invitation_hash.reset();
  row.invitation_expires_at.reset();
  EnrolledView view;
  view.recovery_codes = renew_recovery_codes(call, row);
  call.tx.update(row);
  journal_change(call, row, "enrolled");
  end_sessions(call, row.person, std::nullopt, "password_changed");
  OpenSession how{row.person, Method::staff};
  how.is_expected = true;
  if (cmd.device_name) how.device_name = cmd.device_name->str();
  SignedInView session = open_session(call, how);
  view.token = std::move(session.token);
  view.person = session.person;
  view.session = session.session;
  view.expires_at = session.expires_at;
  view.device = std::move(session.device);
  return view;
}

Result<PasswordSeen> prepare_sign_in_staff(Call& call, const SignInStaff& cmd) {
  const auto staff = find_staff_by_login(call.tx, call.region(), cmd.login.text);
  const Doors doors = doors_of(call, cmd, staff);
  RETURN_IF_REFUSED(check_door(call, doors.login, doors.login_door));
  PasswordSeen seen;
  if (staff) seen.hash = staff->password_hash.value_or("");
  seen.fits = password_fits(seen.hash, cmd.password);
  if (seen.fits && cmd.new_password) {
    RETURN_IF_REFUSED(check_password(*cmd.new_password, cmd.login.text,
                                     password_rules(call.settings), "/new_password"));
    seen.new_hash = hash_password(*cmd.new_password);
  }
  return seen;
}

Result<SignedInView> sign_in_staff(Call& call, const SignInStaff& cmd, const PasswordSeen& ready) {
  auto staff = find_staff_by_login(call.tx, call.region(), cmd.login.text);
  const Doors doors = doors_of(call, cmd, staff);
  // Again: many tries at once passed the first half before any of them was counted.
  RETURN_IF_REFUSED(check_door(call, doors.login, doors.login_door));
  if (!ready.fits || !staff || staff->password_hash != ready.hash) {
    count_failure(call.tx, doors.login, call.now);
    return counted(sign_in_wrong);
  }
  RETURN_IF_REFUSED(check_door(call, doors.second, Door::second_factor));
  const auto second = second_factor(call, *staff, cmd.totp);
  if (!second) {
    count_failure(call.tx, doors.login, call.now);
    count_failure(call.tx, doors.second, call.now);
    return counted(sign_in_wrong);
  }
  // Told only to those who know both; nothing is spent yet.
  if (staff->state == StaffState::suspended) return staff_suspended;
  if (ready.new_hash.empty() && is_too_old(call, *staff)) return password_expired;

  spend(call, *staff, *second);
  if (!ready.new_hash.empty()) {
    staff->password_hash = ready.new_hash;
    staff->password_set_at = call.now;
    call.tx.update(*staff);
    journal_change(call, *staff, "password");
  }
  clear_failures(call.tx, doors.login);
  clear_failures(call.tx, doors.second);
  OpenSession how{staff->person, Method::staff};
  if (cmd.device_name) how.device_name = cmd.device_name->str();
  if (cmd.device) how.device = cmd.device->str();
  return open_session(call, how);
}

}  // namespace lastmile::access
