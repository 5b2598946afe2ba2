#pragma once
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "access/policy.h"
#include "base/phone.h"
#include "call/call.h"

/// Who may: sign-in, sessions, roles over the site tree, and the log of personal-data reads.
namespace lastmile::access {

/// True when a grant on the path or above it carries the right. Paths end in '/': a grant over
/// "4112/411202/" covers "4112/411202/411202001/". The program itself may all. O(grants).
bool may(const Actor& actor, Right right, std::string_view path);
/// The same as a check: `not_signed_in`, `not_yours`.
Check require(const Call& call, Right right, std::string_view path);
/// True when a grant on the path or above it opens this class of fields. O(grants).
bool may_see(const Actor& actor, FieldClass field, std::string_view path);
/// The paths over which the actor holds the right, none inside another, sorted; empty: nowhere.
/// Lists use it: `site_path >= $lo and site_path < $hi` for each, with $hi = path_end($lo).
std::vector<std::string> scopes(const Actor& actor, Right right);

/// The first text after all paths at and under this one: "4112/411202/" → "4112/4112020".
std::string path_end(std::string_view path);
/// True when it is a path of site codes from the city down, each ending in '/'.
bool is_path(std::string_view path);

/// The signed-in person: `not_signed_in` otherwise.
Result<PersonId> require_person(const Call& call);

/// Notes that personal data of `whom` is about to be shown; the read is logged before the answer
/// leaves. Reading one's own data is not logged, nor what the program itself reads.
void note_reading(Call& call, PersonId whom, FieldClass field, std::string_view reason = {});
/// The same of a full name that stands in a list, or beside something else that is shown.
void note_name(Call& call, PersonId whom);

/// Gives a person an account that signs in by this phone; `phone_taken` when another has it.
Check open_account(Call& call, PersonId person, const Phone& phone);
/// Ends all sessions and the account itself (erasure, deactivation).
void close_account(Call& call, PersonId person);
/// Two profiles of one human: whatever signed in `from` signs in `to`, who gets an account if they
/// have none. Ends the sessions of `from`.
void pass_account(Call& call, PersonId from, PersonId to);
/// Undoes it: each signs in as themself again, and `to` anew.
void take_account_back(Call& call, PersonId from, PersonId to);
/// Whom this phone signs in, if anybody.
std::optional<PersonId> account_of(Call& call, const Phone& phone);
/// True when the person has an open account, by phone or as staff.
bool has_account(Call& call, PersonId person);
/// True when the person signs in as staff: whoever joins or changes profiles leaves those alone.
bool is_staff(Call& call, PersonId person);

using Names = std::map<PersonId, std::string>;
/// Those among them who sign in as staff, by the name they act under at the counter: shown to
/// whoever they serve, unmasked. One query.
Names staff_names(Call& call, const std::vector<PersonId>& people);

}  // namespace lastmile::access
