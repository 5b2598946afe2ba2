#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "access/policy.h"
#include "base/phone.h"
#include "call/call.h"

/// Who may: sign-in, sessions, roles over the site tree, and the log of personal-data reads.
namespace lastmile::access {

/// True when a grant on the path or above it carries the right. Paths end in '/': a grant over
/// "4112/411202/" covers "4112/411202/411202001/". O(grants).
bool may(const Actor& actor, Right right, std::string_view path);
/// The same as a check: `not_signed_in`, `not_yours`.
Check require(const Call& call, Right right, std::string_view path);
/// The paths over which the actor holds the right, none inside another; empty: nowhere.
/// Lists use it: `site_path >= $lo and site_path < $hi` for each.
std::vector<std::string> scopes(const Actor& actor, Right right);

/// The signed-in person: `not_signed_in` otherwise.
Result<PersonId> require_person(const Call& call);

/// Notes that personal data of `whom` is about to be shown; the read is logged before the answer
/// leaves. Reading one's own data is not logged.
void note_reading(Call& call, PersonId whom, std::string_view field_class,
                  std::string_view reason = {});

/// Gives a person an account that signs in by this phone; `phone_taken` when another has it.
Check open_account(Call& call, PersonId person, const Phone& phone);
/// Ends all sessions and the account itself (erasure, deactivation).
void close_account(Call& call, PersonId person);
/// The account that signs in by this phone, if any.
std::optional<PersonId> account_of(Call& call, const Phone& phone);

}  // namespace lastmile::access
