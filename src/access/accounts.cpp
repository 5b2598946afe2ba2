#include "access/accounts.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "access/access_errors.h"
#include "access/preferences.h"
#include "access/session_store.h"
#include "access/sessions.h"
#include "journal/log.h"

namespace lastmile::access {
namespace {

journal::About about(PersonId person) { return {.subject = person.uuid, .people = {person}}; }

// Writes the row anew or over a closed one: a person keeps one account for good.
void put_account(Call& call, PersonId person, std::optional<std::string> index) {
  const bool by_phone = index.has_value();
  call.tx.put(AccountRow{.region = call.region(),
                         .person = person,
                         .phone_index = std::move(index),
                         .opened_at = call.now,
                         .proved = false});
  call.journal.append(AccountOpened{person, by_phone}, about(person));
}

// The one an account was passed to, over however many merges.
PersonId signed_in_by(Call& call, const AccountRow& account) {
  PersonId person = account.person;
  for (auto passed = account.passed_to; passed;) {
    person = *passed;
    const auto next = find_account(call.tx, call.region(), person);
    passed = next ? next->passed_to : std::nullopt;
  }
  return person;
}

// The journal remembers what sessions and devices are let go of in time.
bool ever_signed_in(Call& call, PersonId person) {
  constexpr int at_once = 200;
  for (std::int64_t from = 0;;) {
    const auto told = journal::entries_about(call.tx, call.region(), person.uuid, from, at_once);
    if (std::ranges::find(told, SignedIn::kind, &journal::Entry::kind) != told.end()) return true;
    if (std::ssize(told) < at_once) return false;
    from = told.back().seq + 1;
  }
}

bool is_proved(Call& call, const AccountRow& row) {
  if (row.state == AccountState::closed || !row.phone_index) return false;
  if (row.proved) return *row.proved;
  // Once it was passed, the journal tells that somebody signed in as the one it was passed to.
  const PersonId now = signed_in_by(call, row);
  return ever_signed_in(call, row.person) || (now != row.person && ever_signed_in(call, now));
}

bool is_held(Call& call, const AccountRow& row) {
  return is_proved(call, row) || is_staff(call, row.person);
}

// The person's account with all that were passed to it; none when there is no account.
std::vector<AccountRow> accounts_of(Call& call, PersonId person) {
  const auto account = find_account(call.tx, call.region(), person);
  return account ? accounts_into(call.tx, *account) : std::vector<AccountRow>();
}

// By whatever number: the account may be closed by now, and the number another's.
bool was_used(Call& call, PersonId person) {
  return ever_signed_in(call, person) ||
         std::ranges::any_of(accounts_of(call, person), [&](const AccountRow& row) {
           return row.person != person && ever_signed_in(call, row.person);
         });
}

void tell_changed(Call& call, PersonId person, std::string_view what) {
  call.journal.append(AccountChanged{person, std::string(what)}, about(person));
}

vault::Spot phone_spot(const std::string& person) { return {"account", person, "phone"}; }

// Of the accounts, those whose number is another than this are left without.
void give_up_other_numbers(Call& call, std::vector<AccountRow> accounts,
                           const std::optional<std::string>& kept) {
  for (AccountRow& row : accounts) {
    if (!row.phone_index || row.phone_index == kept) continue;
    row.set_number({});
    call.tx.update(row);
    tell_changed(call, row.person, "phone");
  }
}

}  // namespace

Check open_account(Call& call, PersonId person, const Phone& phone) {
  const std::string index = phone_index(call.vault, phone);
  if (const auto owner = account_of(call, phone)) {
    if (*owner == person) return Done{};
    return phone_taken;
  }
  auto known = find_account(call.tx, call.region(), person);
  if (!known || known->state == AccountState::closed) {
    put_account(call, person, index);
    return Done{};
  }
  known->set_number(index);
  call.tx.update(*known);
  tell_changed(call, person, "phone");
  return Done{};
}

void move_unused_account(Call& call, PersonId person, const std::optional<Phone>& phone) {
  if (is_claimed(call, person) || was_used(call, person)) return;
  const auto wanted = phone ? std::optional(phone_index(call.vault, *phone)) : std::nullopt;
  give_up_other_numbers(call, accounts_of(call, person), wanted);
  if (!phone || !phone->is_mobile() || account_of(call, *phone)) return;
  const Check opened = open_account(call, person, *phone);
  ASSERT(opened.ok());
}

void open_staff_account(Call& call, PersonId person) {
  const auto known = find_account(call.tx, call.region(), person);
  if (known && known->state == AccountState::open) return;
  put_account(call, person, std::nullopt);
}

void close_account(Call& call, PersonId person) {
  end_sessions(call, person, std::nullopt, "account_closed");
  forget_devices(call.tx, call.region(), person);
  forget_preferences(call, person);
  if (const auto staff = find_staff(call.tx, call.region(), person)) {
    call.tx.erase(*staff);
    tell_changed(call, person, "staff_login_erased");
  }
  auto row = find_account(call.tx, call.region(), person);
  if (!row || row->state == AccountState::closed) return;
  row->state = AccountState::closed;
  row->set_number({});
  row->aside_index.reset();
  row->passed_to.reset();
  row->closed_at = call.now;
  call.tx.update(*row);
  call.journal.append(AccountClosed{person}, about(person));
}

void pass_account(Call& call, PersonId from, PersonId to) {
  auto row = find_account(call.tx, call.region(), from);
  if (!row || row->state == AccountState::closed) return;
  end_sessions(call, from, std::nullopt, "merged");
  forget_devices(call.tx, call.region(), from);
  row->passed_to = to;
  call.tx.update(*row);
  tell_changed(call, from, "passed");
  if (!has_account(call, to)) put_account(call, to, std::nullopt);
}

void take_account_back(Call& call, PersonId from, PersonId to) {
  auto row = find_account(call.tx, call.region(), from);
  if (!row || row->passed_to != to) return;
  row->passed_to.reset();
  call.tx.update(*row);
  tell_changed(call, from, "taken_back");
  if (signs_in_by_phone(call.tx, *row)) {
    // Of both: devices, and older sessions, do not tell by whose number they began.
    end_sessions(call, to, std::nullopt, "merge_undone");
    forget_devices(call.tx, call.region(), to);
  }
  const auto kept = find_account(call.tx, call.region(), to);
  const bool opens =
      !kept || kept->aside_index || signs_in_by_phone(call.tx, *kept) || is_staff(call, to);
  if (!opens) close_account(call, to);
}

std::optional<PersonId> prove_number(Call& call, const Phone& phone) {
  auto row = find_account_by_phone(call.tx, call.region(), phone_index(call.vault, phone));
  if (!row) return std::nullopt;
  if (!row->proved.value_or(false)) {
    row->proved = true;
    call.tx.update(*row);
  }
  return row->person;
}

void keep_proved_phone(Call& call, PersonId person, const Phone& phone) {
  auto row = find_account(call.tx, call.region(), person);
  ASSERT(row);
  const std::string id = person.text();
  row->phone = call.vault.seal(call.tx, call.region(), person, phone_spot(id), phone.text());
  call.tx.update(*row);
}

void forget_proved_phone(Call& call, PersonId person) {
  auto row = find_account(call.tx, call.region(), person);
  if (!row || !row->phone) return;
  row->phone.reset();
  call.tx.update(*row);
}

std::optional<Phone> proved_phone(Call& call, PersonId person) {
  const auto row = find_account(call.tx, call.region(), person);
  if (!row || !row->phone) return std::nullopt;
  const std::string id = person.text();
  const auto plain = call.vault.open(call.tx, call.region(), person, phone_spot(id), *row->phone);
  return plain ? Phone::parse(*plain) : std::nullopt;
}

bool is_claimed(Call& call, PersonId person) {
  return is_staff(call, person) ||
         std::ranges::any_of(accounts_of(call, person),
                             [&](const AccountRow& row) { return is_held(call, row); });
}

std::vector<PersonId> set_unproved_aside(Call& call, const Joined& joined) {
  const bool claimed = is_claimed(call, joined.kept) || is_claimed(call, joined.gone);
  const auto kept =
      joined.phone ? std::optional(phone_index(call.vault, *joined.phone)) : std::nullopt;
  std::vector<AccountRow> rows = accounts_of(call, joined.kept);
  std::ranges::move(accounts_of(call, joined.gone), std::back_inserter(rows));
  std::vector<PersonId> aside;
  for (AccountRow& row : rows) {
    if (!row.phone_index) continue;
    // Said now: later the journal tells only that somebody signed in as the two.
    row.proved = is_proved(call, row);
    if (!is_held(call, row) && (claimed || row.phone_index != kept)) {
      row.aside_index = std::exchange(row.phone_index, std::nullopt);
      aside.push_back(row.person);
      tell_changed(call, row.person, "set_aside");
    }
    call.tx.update(row);
  }
  return aside;
}

void bring_numbers_back(Call& call, const std::vector<PersonId>& people) {
  for (const PersonId person : people) {
    auto row = find_account(call.tx, call.region(), person);
    if (!row || !row->aside_index) continue;
    const auto index = std::exchange(row->aside_index, std::nullopt);
    const bool free = !find_account_by_phone(call.tx, call.region(), *index);
    if (free && !row->phone_index) row->set_number(index);
    call.tx.update(*row);
    tell_changed(call, person, "brought_back");
  }
}

std::optional<PersonId> account_of(Call& call, const Phone& phone) {
  const auto row = find_account_by_phone(call.tx, call.region(), phone_index(call.vault, phone));
  return row ? std::optional(signed_in_by(call, *row)) : std::nullopt;
}

bool has_account(Call& call, PersonId person) {
  const auto row = find_account(call.tx, call.region(), person);
  return row && row->state == AccountState::open;
}

bool had_account(storage::Tx& tx, int region, PersonId person) {
  return find_account(tx, region, person).has_value();
}

bool is_staff(Call& call, PersonId person) {
  return find_staff(call.tx, call.region(), person).has_value();
}

Names staff_names(Call& call, const std::vector<PersonId>& people) {
  Names names;
  if (people.empty()) return names;
  for (auto& staff : names_of_staff(call.tx, call.region(), people)) {
    names[staff.person] = std::move(staff.name);
  }
  return names;
}

Result<Done> choose_language(Call& call, const ChooseLanguage& cmd) {
  ASSIGN_OR_RETURN(const PersonId person, require_person(call));
  auto row = find_account(call.tx, call.region(), person);
  ASSERT(row);
  if (row->lang == cmd.lang) return Done{};
  row->lang = cmd.lang;
  call.tx.update(*row);
  tell_changed(call, person, "lang");
  return Done{};
}

}  // namespace lastmile::access
