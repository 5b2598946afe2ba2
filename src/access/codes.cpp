#include "access/codes.h"

#include <fmt/format.h>

#include "access/access_errors.h"
#include "access/accounts.h"
#include "access/session_store.h"
#include "access/sign_in_rules.h"
#include "access/texts.h"
#include "access/tokens.h"

namespace lastmile::access {
namespace {

constexpr Words message{
    "Lastmile code {}: valid for 5 minutes. Tell nobody; staff never ask for it.",
    "【满天星】验证码 {}，5 分钟内有效。请勿告诉任何人，工作人员不会索要。"};

// Over all that the row is trusted for: whoever edits the row, and has not the key, opens nothing.
// Not over its tries: a count put back cannot be told from one that never was.
std::string code_tag(const Call& call, const CodeRow& row, std::string_view code) {
  return call.vault.blind_index(
      "sign_in_code",
      fmt::format("{}/{}/{}/{}/{}/{}/{}", row.region, row.request_hash, row.phone_index,
                  row.device_hash, ms_of(row.sent_at), ms_of(row.expires_at), code));
}

// Did the phone's owner, if it has one, sign in from this device before?
bool is_own_device(Call& call, const std::optional<PersonId>& owner,
                   const std::optional<DeviceMark>& device) {
  return device && owner &&
         is_known_device(call.tx, call.region(), token_hash(device->str()), *owner);
}

// Each device has limits of its own, or a stranger would hold the owner up; those that name none
// share theirs. A number's new devices have one together: marks are easily made up.
Check check_limits(Call& call, const AskForCode& cmd, const CodeRow& row) {
  const Instant since = call.now - std::chrono::hours(24);
  const auto here = codes_sent(call.tx, call.region(), row.phone_index, row.device_hash, since);
  RETURN_IF_REFUSED(check_code_gap(here, call.now));
  const auto owner = account_of(call, cmd.phone);
  if (is_own_device(call, owner, cmd.device)) return Done{};
  const auto to_new =
      codes_sent_to_new(call.tx, call.region(), row.phone_index, owner.value_or(PersonId{}), since);
  return check_new_devices(to_new, call.now);
}

// What the row is found by: only who names the request and the device that asked finds it.
std::string code_key(std::string_view request, const std::optional<DeviceMark>& device) {
  if (!device) return token_hash(request);
  // Hashed first: whoever could write the whole of it as one request knows the mark.
  return token_hash(fmt::format("{}/{}", request, token_hash(device->str())));
}

// What proves that the phone is at hand, and where.
struct CodeSaid {
  const Phone& phone;
  const RequestToken& request;
  const SixDigits& code;
  const std::optional<DeviceMark>& device;
};

// A browser without a mark asks without one, and may have made one up since; one the person signed
// in from before would have named itself.
std::optional<CodeRow> code_asked(Call& call, const CodeSaid& said) {
  auto row = find_code(call.tx, call.region(), code_key(said.request.str(), said.device));
  if (!row && said.device) {
    row = find_code(call.tx, call.region(), code_key(said.request.str(), std::nullopt));
    if (row && is_own_device(call, account_of(call, said.phone), said.device)) return {};
  }
  if (!row || row->phone_index != phone_index(call.vault, said.phone)) return {};
  return row;
}

Refused counted(const Refusal& refusal) {
  Refused refused{refusal};
  refused.keeps_writes = true;
  return refused;
}

// Spends the code; a wrong try is counted and the count outlives the refusal.
Check spend_code(Call& call, const CodeSaid& said) {
  auto row = code_asked(call, said);
  if (!row) return code_not_asked;
  const std::string tag = code_tag(call, *row, half_width(said.code));
  const Check checked = check_code(*row, tag, call.now);
  if (!checked.ok()) {
    if (!(checked.refused().refusal == code_wrong)) return checked;
    call.tx.update(tried_wrongly(*row, call.now));
    return counted(code_wrong);
  }
  row->used_at = call.now;
  row->demo_code.reset();
  call.tx.update(*row);
  return Done{};
}

}  // namespace

Result<CodeAsked> ask_for_code(Call& call, const AskForCode& cmd) {
  if (!cmd.phone.is_mobile()) return phone_not_mobile;
  CodeRow row{.region = call.region(), .phone_index = phone_index(call.vault, cmd.phone)};
  if (cmd.device) row.device_hash = token_hash(cmd.device->str());
  RETURN_IF_REFUSED(check_limits(call, cmd, row));

  CodeAsked view;
  view.request = make_token(call.rng);
  view.expires_at = call.now + code_lifetime;
  view.resend_after_seconds = code_gap.count();
  const std::string code = make_code(call.rng);
  if (call.settings.demo) view.code = code;
  row.request_hash = code_key(view.request, cmd.device);
  row.next_try_at = row.sent_at = call.now;
  row.expires_at = view.expires_at;
  row.demo_code = view.code;
  row.code_tag = code_tag(call, row, code);
  call.tx.insert(row);
  send_text(call, "sign_in_code", cmd.phone,
            fmt::format(fmt::runtime(message.in(call.actor.lang)), code), view.expires_at);
  return view;
}

Result<SignedInView> sign_in(Call& call, const SignIn& cmd) {
  RETURN_IF_REFUSED(spend_code(call, {cmd.phone, cmd.request, cmd.code, cmd.device}));
  auto person = account_of(call, cmd.phone);
  const bool is_new = !person;
  if (is_new) {
    person = call.make_id<PersonTag>();
    RETURN_IF_REFUSED(open_account(call, *person, cmd.phone));
  }
  OpenSession how{*person, Method::code};
  how.number_of = prove_number(call, cmd.phone);
  if (is_new) keep_proved_phone(call, *person, cmd.phone);
  if (cmd.device_name) how.device_name = cmd.device_name->str();
  if (cmd.device) how.device = cmd.device->str();
  how.new_account = is_new;
  return open_session(call, how);
}

namespace {

// By whose number the request's session began; nobody's that signed in otherwise.
std::optional<PersonId> number_at_hand(Call& call) {
  if (!call.actor.session) return std::nullopt;
  const auto here = find_session(call.tx, call.region(), SessionId{*call.actor.session});
  return here ? here->number_of : std::nullopt;
}

// Those of profiles that were merged too: a number given up is soon somebody else's. Returns whose
// account the new one goes to: whose number this session signed in by, for they have it once the
// profiles are parted; where that is not known, the first who had one.
PersonId give_up_numbers(Call& call, PersonId person) {
  const auto account = find_account(call.tx, call.region(), person);
  if (!account) return person;
  const auto at_hand = number_at_hand(call);
  std::optional<PersonId> holder;
  for (AccountRow& row : accounts_into(call.tx, *account)) {
    if (!row.phone_index) continue;
    if (!holder || row.person == at_hand) holder = row.person;
    row.set_number({});
    call.tx.update(row);
  }
  return holder.value_or(person);
}

}  // namespace

Result<Done> change_phone(Call& call, const ChangePhone& cmd) {
  ASSIGN_OR_RETURN(const PersonId person, require_person(call));
  // Only who holds the phone learns whether it has an account.
  RETURN_IF_REFUSED(spend_code(call, {cmd.phone, cmd.request, cmd.code, cmd.device}));
  const auto owner = account_of(call, cmd.phone);
  if (owner && owner != person) return phone_taken;
  const bool waits = proved_phone(call, person).has_value();
  RETURN_IF_REFUSED(open_account(call, give_up_numbers(call, person), cmd.phone));
  prove_number(call, cmd.phone);
  if (waits) keep_proved_phone(call, person, cmd.phone);
  const SessionId here{call.actor.session.value_or(Uuid{})};
  end_sessions(call, person, here, "phone_changed");
  return Done{};
}

}  // namespace lastmile::access
