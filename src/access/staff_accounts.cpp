#include "access/staff_accounts.h"

#include <algorithm>

#include "access/access_errors.h"
#include "access/grant_store.h"
#include "access/grants.h"
#include "access/sessions.h"
#include "access/tokens.h"
#include "access/totp.h"

namespace lastmile::access {
namespace {

constexpr std::chrono::hours invitation_lifetime{72};

void journal_change(Call& call, const StaffRow& row, std::string_view what) {
  call.journal.append(AccountChanged{row.person, std::string(what)},
                      {.subject = row.person.uuid, .scope = row.scope, .people = {row.person}});
}

// A fresh invitation with a fresh second factor, into the row; the secret is shown to its holder.
StaffInvited invite(Call& call, StaffRow& row) {
  StaffInvited view{row.person, row.login, make_token(call.rng), call.now + invitation_lifetime};
  const TotpSecret secret = make_totp_secret(call.rng);
  row.totp_next =
      call.vault.seal_own({"staff_login", totp_row(row.person), "totp"}, chars_of(secret));
  row.invitation_hash = token_hash(view.invitation);
  row.invitation_expires_at = view.expires_at;
  // Suspended before they ever enrolled: there is nothing else to resume.
  if (!row.password_hash) row.state = StaffState::invited;
  journal_change(call, row, "invited");
  return view;
}

// The row, if the actor answers for its scope: else it does not exist for them.
Result<StaffRow> access_staff(Call& call, PersonId person) {
  if (!call.actor.person && !call.actor.system) return not_signed_in;
  auto row = find_staff(call.tx, call.region(), person);
  if (!row || !may(call.actor, Right::role_grant, row->scope)) return staff_unknown;
  return std::move(*row);
}

// Whoever locks out the last one who grants roles, or themselves, cannot undo it.
Check may_do_without(Call& call, PersonId person) {
  if (call.actor.person == person) return suspend_self;
  for (const GrantRow& grant : grants_standing(call.tx, call.region(), person, call.now)) {
    RETURN_IF_REFUSED(check_not_last(call, grant, Without::holder));
  }
  return Done{};
}

Refused in_that_state(const StaffRow& row) {
  Refused refused{staff_state_wrong};
  refused.seen = std::string(to_text(row.state));
  return refused;
}

StaffView view_of(StaffRow&& row) {
  return {row.person, std::move(row.login), std::move(row.name), std::move(row.scope),
          row.state,  row.entered_at};
}

}  // namespace

std::optional<LoginName> LoginName::parse(std::string_view s) {
  LoginName login{std::string(trimmed(s))};
  if (login.text.size() < 2 || login.text.size() > 40) return std::nullopt;
  for (char& c : login.text) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    const bool good =
        (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '_' || c == '-';
    if (!good) return std::nullopt;
  }
  if (login.text.front() < 'a') return std::nullopt;
  return login;
}

std::string totp_row(PersonId person) { return person.text(); }

Result<StaffInvited> create_staff_account(Call& call, const CreateStaff& cmd) {
  RETURN_IF_REFUSED(require(call, Right::role_grant, cmd.scope));
  if (find_staff_by_login(call.tx, call.region(), cmd.login.text)) return login_taken;
  if (cmd.person) {
    const auto account = find_account(call.tx, call.region(), *cmd.person);
    if (!account || account->state == AccountState::closed) return account_unknown;
    if (find_staff(call.tx, call.region(), *cmd.person)) return staff_exists;
  }
  const PersonId person = cmd.person ? *cmd.person : call.make_id<PersonTag>();
  open_staff_account(call, person);
  StaffRow row{.region = call.region(),
               .person = person,
               .login = cmd.login.text,
               .name = cmd.name.str(),
               .scope = cmd.scope.str(),
               .entered_at = call.now};
  const StaffInvited view = invite(call, row);
  call.tx.insert(row);
  return view;
}

Result<StaffInvited> invite_again(Call& call, const StaffPerson& cmd) {
  ASSIGN_OR_RETURN(StaffRow row, access_staff(call, cmd.person));
  const auto held = grants_standing(call.tx, call.region(), cmd.person, call.now);
  // Else one administrator alone would come into a role that two must give.
  const bool by_two =
      std::ranges::any_of(held, [](const GrantRow& g) { return needs_second(g.role, g.scope); });
  if (by_two) return second_person_needed;
  const StaffInvited view = invite(call, row);
  call.tx.update(row);
  return view;
}

Result<Done> suspend_staff(Call& call, const StaffPerson& cmd) {
  ASSIGN_OR_RETURN(StaffRow row, access_staff(call, cmd.person));
  if (row.state == StaffState::suspended) return in_that_state(row);
  RETURN_IF_REFUSED(may_do_without(call, cmd.person));
  row.state = StaffState::suspended;
  row.void_invitation();
  call.tx.update(row);
  journal_change(call, row, "suspended");
  // Who never enrolled has no session as staff, only those of the volunteer they may be.
  if (row.password_hash) end_sessions(call, cmd.person, std::nullopt, "suspended");
  return Done{};
}

Result<Done> resume_staff(Call& call, const StaffPerson& cmd) {
  ASSIGN_OR_RETURN(StaffRow row, access_staff(call, cmd.person));
  if (row.state == StaffState::active) return in_that_state(row);
  if (!row.password_hash) return staff_not_enrolled;
  row.state = StaffState::active;
  call.tx.update(row);
  journal_change(call, row, "resumed");
  return Done{};
}

Result<Page<StaffView>> list_staff(Call& call, const ListStaff& query) {
  RETURN_IF_REFUSED(require_person(call));
  ASSIGN_OR_RETURN(const auto paths, paths_asked(call, {Right::role_grant}, query.scope));
  StaffPerson after{};
  if (query.cursor) {
    ASSIGN_OR_RETURN(after, query.cursor->place<StaffPerson>());
  }
  const std::size_t limit = items_asked(query.limit);
  std::vector<StaffView> all;
  for (const auto& path : paths) {
    auto rows = staff_under(call.tx, call.region(), path, after.person,
                            static_cast<std::int64_t>(limit) + 1);
    for (auto& row : rows) all.push_back(view_of(std::move(row)));
  }
  std::ranges::sort(all, {}, &StaffView::person);
  return to_page(std::move(all), limit, [](const StaffView& v) { return StaffPerson{v.person}; });
}

Result<StaffInvited> create_admin(Call& call, const CreateAdmin& cmd) {
  if (!call.actor.system) return not_yours;
  ASSIGN_OR_RETURN(const StaffInvited view,
                   create_staff_account(call, {cmd.login, cmd.name, cmd.scope, std::nullopt}));
  RETURN_IF_REFUSED(
      grant_role(call, {view.person, cmd.role, cmd.scope, std::nullopt, std::nullopt}));
  return view;
}

}  // namespace lastmile::access
