#include "access/account_store.h"

#include <algorithm>

namespace lastmile::access {
namespace {

using storage::Sql;

const Sql account_by_person{"access.account_by_person", R"(
  select region, person, phone_index, state, lang, opened_at, closed_at, passed_to, proved, phone,
    aside_index
  from account where region = $1 and person = $2)"};

const Sql account_by_phone{"access.account_by_phone", R"(
  select region, person, phone_index, state, lang, opened_at, closed_at, passed_to, proved, phone,
    aside_index
  from account where region = $1 and phone_index = $2)"};

const Sql accounts_passed_to{"access.accounts_passed_to", R"(
  select region, person, phone_index, state, lang, opened_at, closed_at, passed_to, proved, phone,
    aside_index
  from account where region = $1 and passed_to = $2 order by person)"};

const Sql staff_by_person{"access.staff_by_person", R"(
  select region, person, login, name, scope, state, password_hash, password_set_at, totp,
    totp_next, recovery_hashes, invitation_hash, invitation_expires_at, entered_at
  from staff_login where region = $1 and person = $2)"};

const Sql staff_by_login{"access.staff_by_login", R"(
  select region, person, login, name, scope, state, password_hash, password_set_at, totp,
    totp_next, recovery_hashes, invitation_hash, invitation_expires_at, entered_at
  from staff_login where region = $1 and login = $2)"};

const Sql staff_by_invitation{"access.staff_by_invitation", R"(
  select region, person, login, name, scope, state, password_hash, password_set_at, totp,
    totp_next, recovery_hashes, invitation_hash, invitation_expires_at, entered_at
  from staff_login where region = $1 and invitation_hash = $2)"};

const Sql staff_names_by_person{"access.staff_names_by_person", R"(
  select person, name from staff_login where region = $1 and person {in $2})"};

const Sql staff_by_scope{"access.staff_by_scope", R"(
  select region, person, login, name, scope, state, password_hash, password_set_at, totp,
    totp_next, recovery_hashes, invitation_hash, invitation_expires_at, entered_at
  from staff_login where region = $1 and scope >= $2 and scope < $3 and person > $4
  order by person limit $5)"};

}  // namespace

std::string phone_index(const vault::Vault& vault, const Phone& phone) {
  return vault.blind_index("phone", phone.text());
}

std::optional<AccountRow> find_account(storage::Tx& tx, int region, PersonId person) {
  return tx.row<AccountRow>(account_by_person, region, person);
}

std::optional<AccountRow> find_account_by_phone(storage::Tx& tx, int region,
                                                const std::string& phone_index) {
  return tx.row<AccountRow>(account_by_phone, region, phone_index);
}

std::vector<AccountRow> accounts_into(storage::Tx& tx, const AccountRow& account) {
  std::vector<AccountRow> all{account};
  for (std::size_t i = 0; i < all.size(); ++i) {
    for (auto& passed : tx.rows<AccountRow>(accounts_passed_to, account.region, all[i].person)) {
      all.push_back(std::move(passed));
    }
  }
  return all;
}

bool signs_in_by_phone(storage::Tx& tx, const AccountRow& account) {
  return std::ranges::any_of(accounts_into(tx, account),
                             [](const AccountRow& a) { return a.phone_index.has_value(); });
}

std::optional<StaffRow> find_staff(storage::Tx& tx, int region, PersonId person) {
  return tx.row<StaffRow>(staff_by_person, region, person);
}

std::optional<StaffRow> find_staff_by_login(storage::Tx& tx, int region, const std::string& login) {
  return tx.row<StaffRow>(staff_by_login, region, login);
}

std::optional<StaffRow> find_staff_by_invitation(storage::Tx& tx, int region,
                                                 const std::string& invitation_hash) {
  return tx.row<StaffRow>(staff_by_invitation, region, invitation_hash);
}

std::vector<StaffName> names_of_staff(storage::Tx& tx, int region,
                                      const std::vector<PersonId>& people) {
  return tx.rows<StaffName>(staff_names_by_person, region, storage::in_list(people));
}

std::vector<StaffRow> staff_under(storage::Tx& tx, int region, const std::string& path,
                                  PersonId after, std::int64_t limit) {
  return tx.rows<StaffRow>(staff_by_scope, region, path, path_end(path), after, limit);
}

}  // namespace lastmile::access
