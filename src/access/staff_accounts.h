#pragma once
#include "access/accounts.h"
#include "access/site_path.h"
#include "base/page.h"

/// Staff accounts as the security administrator keeps them: invite, suspend, list. Nobody but the
/// invited person ever knows password and second factor.
namespace lastmile::access {

/// 2 to 40 of a–z, 0–9, '.', '_', '-', a letter first; read in any case, kept in lower case.
struct LoginName {
  std::string text;
  static std::optional<LoginName> parse(std::string_view s);
  friend auto operator<=>(const LoginName&, const LoginName&) = default;
};

struct CreateStaff {
  LoginName login;
  Name name;
  SitePath scope;                  // the site that answers for the account; grants no right
  std::optional<PersonId> person;  // one who signs in by phone already; else somebody new
};
BOOST_DESCRIBE_STRUCT(CreateStaff, (), (login, name, scope, person))

/// The invitation is told once; who holds it chooses password and second factor.
struct StaffInvited {
  PersonId person;
  std::string login;
  std::string invitation;
  Instant expires_at{};
};
BOOST_DESCRIBE_STRUCT(StaffInvited, (), (person, login, invitation, expires_at))
/// Right::role_grant over the scope. `login_taken`, `account_unknown`, `staff_exists`.
Result<StaffInvited> create_staff_account(Call& call, const CreateStaff& cmd);

struct StaffPerson {
  PersonId person;
};
BOOST_DESCRIBE_STRUCT(StaffPerson, (), (person))
/// A new invitation for one who lost password or phone; the old ones hold until it is used. Lifts
/// the suspension of an account that never enrolled. Never
/// opens a volunteer's account: who signs in by phone must be signed in that way to use it.
/// `staff_unknown`, `second_person_needed` when it holds a role that two must give.
Result<StaffInvited> invite_again(Call& call, const StaffPerson& cmd);
/// Ends all sessions at once, and any open invitation: that is how one is taken back.
/// `staff_unknown`, `staff_state_wrong`, `suspend_self`, `last_security_admin`.
Result<Done> suspend_staff(Call& call, const StaffPerson& cmd);
/// Who never enrolled is invited again instead. `staff_unknown`, `staff_state_wrong`,
/// `staff_not_enrolled`.
Result<Done> resume_staff(Call& call, const StaffPerson& cmd);

struct ListStaff {
  std::optional<SitePath> scope;  // at or under this path only
  std::optional<Cursor> cursor;
  std::optional<PageLimit> limit;
};
BOOST_DESCRIBE_STRUCT(ListStaff, (), (scope, cursor, limit))
struct StaffView {
  PersonId person;
  std::string login;
  std::string name;
  std::string scope;
  StaffState state = StaffState::invited;
  Instant entered_at{};
};
BOOST_DESCRIBE_STRUCT(StaffView, (), (person, login, name, scope, state, entered_at))
/// Those of the actor's scope, by the order of their ids. `not_yours` without a scope.
Result<Page<StaffView>> list_staff(Call& call, const ListStaff& query);

/// The first administrators, from the command line of the machine: account and role at once,
/// without a second person. `only the program itself may`: `not_yours`.
struct CreateAdmin {
  LoginName login;
  Name name;
  Role role = Role::security_admin;
  SitePath scope;
};
BOOST_DESCRIBE_STRUCT(CreateAdmin, (), (login, name, role, scope))
Result<StaffInvited> create_admin(Call& call, const CreateAdmin& cmd);

/// Where the sealed second factor of a staff row stands.
std::string totp_row(PersonId person);

}  // namespace lastmile::access

template <>
struct lastmile::Wire<lastmile::access::LoginName> {
  static std::string text(const access::LoginName& l) { return l.text; }
  static std::optional<access::LoginName> parse(std::string_view s) {
    return access::LoginName::parse(s);
  }
  static constexpr std::string_view format = "";
  static constexpr Words hint{"must be 2 to 40 of a-z, 0-9, '.', '_', '-', a letter first",
                              "应为 2 到 40 个小写字母、数字或 . _ -，以字母开头"};
};
