#pragma once
#include "access/access.h"
#include "access/account_store.h"

/// Accounts: one for each person who signs in, by phone, as staff, or both.
namespace lastmile::access {

/// An account without a phone, for staff; nothing when the person has one.
void open_staff_account(Call& call, PersonId person);

/// The number of an account that nobody ever signed in to was only told by others: when they mend
/// it, the new one signs in instead, or nobody by none. An account its owner used, and that of
/// staff, stay as they are; a number that signs in another is left to them.
void move_unused_account(Call& call, PersonId person, const std::optional<Phone>& phone);

/// A code sent to this number came back: whoever it signs in holds it. Returns whose number it is,
/// themself or one who was merged into them; nobody's when none has it.
std::optional<PersonId> prove_number(Call& call, const Phone& phone);
/// A new account's number waits, sealed, for the profile that will be called by it; once that
/// stands, the account is found by the number and cannot tell it.
void keep_proved_phone(Call& call, PersonId person, const Phone& phone);
std::optional<Phone> proved_phone(Call& call, PersonId person);
void forget_proved_phone(Call& call, PersonId person);
/// True when somebody signs in as this person: by a number they proved, or as staff. A number that
/// others wrote down is nobody's account yet.
bool is_claimed(Call& call, PersonId person);

/// Two profiles about to be joined, and the phone that stands in the one kept.
struct Joined {
  PersonId kept;
  PersonId gone;
  std::optional<Phone> phone;
};
/// Numbers that nobody proved open nothing of the two once they are joined: all of them when one of
/// the two is claimed, else all but that phone. Returns whose they are.
std::vector<PersonId> set_unproved_aside(Call& call, const Joined& joined);
/// Undoes it; a number that signs in another by now is left to them.
void bring_numbers_back(Call& call, const std::vector<PersonId>& people);
/// Whether the person has an account, or had one.
bool had_account(storage::Tx& tx, int region, PersonId person);

struct ChooseLanguage {
  Lang lang = Lang::zh;
};
BOOST_DESCRIBE_STRUCT(ChooseLanguage, (), (lang))
/// The language of messages and pages; `not_signed_in`.
Result<Done> choose_language(Call& call, const ChooseLanguage& cmd);

}  // namespace lastmile::access
