#include "access/accounts.h"

#include "access/access_errors.h"
#include "access/session_store.h"
#include "access/sessions.h"

namespace lastmile::access {
namespace {

journal::About about(PersonId person) { return {.subject = person.uuid, .people = {person}}; }

// Writes the row anew or over a closed one: a person keeps one account for good.
void put_account(Call& call, PersonId person, std::optional<std::string> index) {
  const bool by_phone = index.has_value();
  call.tx.put(AccountRow{.region = call.region(),
                         .person = person,
                         .phone_index = std::move(index),
                         .opened_at = call.now});
  call.journal.append(AccountOpened{person, by_phone}, about(person));
}

}  // namespace

Check open_account(Call& call, PersonId person, const Phone& phone) {
  const std::string index = phone_index(call.vault, phone);
  const auto owner = find_account_by_phone(call.tx, call.region(), index);
  if (owner) {
    if (owner->person == person) return Done{};
    return phone_taken;
  }
  auto known = find_account(call.tx, call.region(), person);
  if (!known || known->state == AccountState::closed) {
    put_account(call, person, index);
    return Done{};
  }
  known->phone_index = index;
  call.tx.update(*known);
  call.journal.append(AccountChanged{person, "phone"}, about(person));
  return Done{};
}

void open_staff_account(Call& call, PersonId person) {
  const auto known = find_account(call.tx, call.region(), person);
  if (known && known->state == AccountState::open) return;
  put_account(call, person, std::nullopt);
}

void close_account(Call& call, PersonId person) {
  end_sessions(call, person, std::nullopt, "account_closed");
  forget_devices(call.tx, call.region(), person);
  if (const auto staff = find_staff(call.tx, call.region(), person)) {
    call.tx.erase(*staff);
    call.journal.append(AccountChanged{person, "staff_login_erased"}, about(person));
  }
  auto row = find_account(call.tx, call.region(), person);
  if (!row || row->state == AccountState::closed) return;
  row->state = AccountState::closed;
  row->phone_index.reset();
  row->closed_at = call.now;
  call.tx.update(*row);
  call.journal.append(AccountClosed{person}, about(person));
}

std::optional<PersonId> account_of(Call& call, const Phone& phone) {
  const auto row = find_account_by_phone(call.tx, call.region(), phone_index(call.vault, phone));
  return row ? std::optional(row->person) : std::nullopt;
}

bool has_account(Call& call, PersonId person) {
  const auto row = find_account(call.tx, call.region(), person);
  return row && row->state == AccountState::open;
}

bool is_staff(Call& call, PersonId person) {
  return find_staff(call.tx, call.region(), person).has_value();
}

std::vector<StaffName> staff_names(Call& call, const std::vector<PersonId>& people) {
  if (people.empty()) return {};
  return names_of_staff(call.tx, call.region(), people);
}

Result<Done> choose_language(Call& call, const ChooseLanguage& cmd) {
  ASSIGN_OR_RETURN(const PersonId person, require_person(call));
  auto row = find_account(call.tx, call.region(), person);
  ASSERT(row);
  if (row->lang == cmd.lang) return Done{};
  row->lang = cmd.lang;
  call.tx.update(*row);
  call.journal.append(AccountChanged{person, "lang"}, about(person));
  return Done{};
}

}  // namespace lastmile::access
