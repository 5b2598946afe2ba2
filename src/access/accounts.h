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

/// Whether the person has an account, or had one.
bool had_account(storage::Tx& tx, int region, PersonId person);

struct ChooseLanguage {
  Lang lang = Lang::zh;
};
BOOST_DESCRIBE_STRUCT(ChooseLanguage, (), (lang))
/// The language of messages and pages; `not_signed_in`.
Result<Done> choose_language(Call& call, const ChooseLanguage& cmd);

}  // namespace lastmile::access
