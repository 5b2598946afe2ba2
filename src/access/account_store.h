#pragma once
#include <optional>
#include <string>
#include <vector>

#include "access/access.h"
#include "access/access_facts.h"
#include "base/phone.h"
#include "storage/tx.h"
#include "vault/vault.h"

namespace lastmile::access {

enum class AccountState { open, closed };
BOOST_DESCRIBE_ENUM(AccountState, open, closed)

struct AccountRow {
  int region = 0;
  PersonId person;
  std::optional<std::string> phone_index;
  AccountState state = AccountState::open;
  std::optional<Lang> lang;
  Instant opened_at{};
  std::optional<Instant> closed_at;
  std::optional<PersonId> passed_to;  // whom its number signs in instead
  std::optional<bool> proved;         // the number, by a code; nothing: opened before this was kept
  std::optional<vault::Sealed> phone;      // the number proved, until there is a profile
  std::optional<std::string> aside_index;  // of a number that waits for the profiles to be parted

  /// Another number, or none: nobody proved it yet.
  void set_number(std::optional<std::string> index) {
    phone_index = std::move(index);
    proved = false;
    phone.reset();
  }
};
BOOST_DESCRIBE_STRUCT(AccountRow, (),
                      (region, person, phone_index, state, lang, opened_at, closed_at, passed_to,
                       proved, phone, aside_index))

enum class StaffState { invited, active, suspended };
BOOST_DESCRIBE_ENUM(StaffState, invited, active, suspended)

struct StaffRow {
  int region = 0;
  PersonId person;
  std::string login;
  std::string name;
  std::string scope;  // the site path that answers for the account
  StaffState state = StaffState::invited;
  std::optional<std::string> password_hash;
  std::optional<Instant> password_set_at;
  std::optional<vault::Sealed> totp;
  std::optional<vault::Sealed> totp_next;  // asked for, not yet confirmed by a code
  std::vector<std::string> recovery_hashes;
  std::optional<std::string> invitation_hash;
  std::optional<Instant> invitation_expires_at;
  Instant entered_at{};

  /// Nobody comes in by it any more; a new phone's secret not yet confirmed goes with it.
  void void_invitation() {
    invitation_hash.reset();
    invitation_expires_at.reset();
    totp_next.reset();
  }
};
BOOST_DESCRIBE_STRUCT(StaffRow, (),
                      (region, person, login, name, scope, state, password_hash, password_set_at,
                       totp, totp_next, recovery_hashes, invitation_hash, invitation_expires_at,
                       entered_at))

/// What a phone is found by; the number itself is nowhere in the clear.
std::string phone_index(const vault::Vault& vault, const Phone& phone);

std::optional<AccountRow> find_account(storage::Tx& tx, int region, PersonId person);
std::optional<AccountRow> find_account_by_phone(storage::Tx& tx, int region,
                                                const std::string& phone_index);

/// The account and all that were passed to it, over however many merges.
std::vector<AccountRow> accounts_into(storage::Tx& tx, const AccountRow& account);
/// By a number of any of them.
bool signs_in_by_phone(storage::Tx& tx, const AccountRow& account);

std::optional<StaffRow> find_staff(storage::Tx& tx, int region, PersonId person);
std::optional<StaffRow> find_staff_by_login(storage::Tx& tx, int region, const std::string& login);
std::optional<StaffRow> find_staff_by_invitation(storage::Tx& tx, int region,
                                                 const std::string& invitation_hash);
struct StaffName {
  PersonId person;
  std::string name;
};
BOOST_DESCRIBE_STRUCT(StaffName, (), (person, name))
std::vector<StaffName> names_of_staff(storage::Tx& tx, int region,
                                      const std::vector<PersonId>& people);
/// Staff whose scope lies at or under the path, by person, after `after` (nil: from the start).
std::vector<StaffRow> staff_under(storage::Tx& tx, int region, const std::string& path,
                                  PersonId after, std::int64_t limit);

}  // namespace lastmile::access

template <>
struct lastmile::storage::Table<lastmile::access::AccountRow> {
  static constexpr std::string_view name = "account";
  static constexpr std::size_t key_columns = 2;
};
template <>
struct lastmile::storage::Table<lastmile::access::StaffRow> {
  static constexpr std::string_view name = "staff_login";
  static constexpr std::size_t key_columns = 2;
};
