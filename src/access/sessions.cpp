#include "access/sessions.h"

#include <algorithm>

#include "access/access_errors.h"
#include "access/account_store.h"
#include "access/session_store.h"
#include "access/tokens.h"

namespace lastmile::access {
namespace {

// Ends it; false when it had ended already.
bool end_row(Call& call, SessionRow row) {
  if (row.ended_at) return false;
  row.ended_at = call.now;
  return call.tx.update(row);
}

void journal_ended(Call& call, PersonId person, std::vector<SessionId> sessions,
                   std::string_view reason) {
  call.journal.append(SessionsEnded{person, std::move(sessions), std::string(reason)},
                      {.subject = person.uuid, .people = {person}});
}

// The session the request came with, when a person is signed in.
std::optional<SessionRow> own_session(Call& call) {
  if (!call.actor.person || !call.actor.session) return std::nullopt;
  return find_session(call.tx, call.region(), SessionId{*call.actor.session});
}

// The newest sessions stay, so that a new sign-in never fails for old ones.
void end_surplus(Call& call, PersonId person) {
  auto open = sessions_of(call.tx, call.region(), person, call.now);
  std::vector<SessionId> ended;
  for (std::size_t i = sessions_max - 1; i < open.size(); ++i) {
    end_row(call, open[i]);
    ended.push_back(open[i].id);
  }
  if (!ended.empty()) journal_ended(call, person, std::move(ended), "replaced");
}

}  // namespace

std::optional<Actor> authenticate(storage::Tx& tx, int region, std::string_view token,
                                  Instant now) {
  if (token.size() > token_length_max) return std::nullopt;
  const auto row = find_token(tx, region, token_hash(token));
  if (!row) return std::nullopt;
  if (!holds({row->last_seen_at, row->expires_at, row->ended_at}, row->method, now)) {
    return std::nullopt;
  }
  Actor actor;
  actor.person = row->person;
  actor.session = row->id.uuid;
  if (row->method == Method::staff) actor.grants = grants_of(tx, region, row->person, now);
  actor.lang = row->lang.value_or(Lang::zh);
  return actor;
}

void touch_sessions(storage::Tx& tx, int region, const std::vector<Uuid>& sessions, Instant now) {
  for (const Uuid& session : sessions) touch_session(tx, region, SessionId{session}, now);
}

SignedInView open_session(Call& call, const OpenSession& how) {
  if (const auto before = own_session(call); before && !before->ended_at) {
    end_row(call, *before);
    journal_ended(call, before->person, {before->id}, "replaced");
  }
  end_surplus(call, how.person);

  SignedInView view;
  view.token = make_token(call.rng);
  view.person = how.person;
  view.session = call.make_id<SessionTag>();
  view.method = how.method;
  view.expires_at = call.now + limits_of(how.method).whole;
  view.new_account = how.new_account;

  // A device keeps its mark when it has one that is known; a made-up one is not taken over.
  const bool known =
      how.device && is_known_device(call.tx, call.region(), token_hash(*how.device), how.person);
  view.device = known ? *how.device : make_token(call.rng);
  remember_device(call.tx, call.region(), token_hash(view.device), how.person, call.now);

  call.tx.insert(SessionRow{.region = call.region(),
                            .id = view.session,
                            .token_hash = token_hash(view.token),
                            .person = how.person,
                            .method = how.method,
                            .device_name = how.device_name,
                            .created_at = call.now,
                            .expires_at = view.expires_at,
                            .number_of = how.number_of});
  const bool is_strange = !known && !how.new_account && !how.is_expected;
  call.journal.append(SignedIn{how.person, view.session, how.method, is_strange},
                      {.subject = how.person.uuid, .people = {how.person}});
  return view;
}

std::int64_t end_sessions(Call& call, PersonId person, std::optional<SessionId> keep,
                          std::string_view reason) {
  std::vector<SessionId> ended;
  for (const auto& row : sessions_of(call.tx, call.region(), person, call.now)) {
    if (row.id == keep) continue;
    end_row(call, row);
    ended.push_back(row.id);
  }
  const auto count = static_cast<std::int64_t>(ended.size());
  if (count > 0) journal_ended(call, person, std::move(ended), reason);
  return count;
}

Result<Done> sign_out(Call& call, const Nothing&) {
  ASSIGN_OR_RETURN(const PersonId person, require_person(call));
  const auto here = own_session(call);
  if (!here || here->ended_at) return Done{};
  end_row(call, *here);
  journal_ended(call, person, {here->id}, "signed_out");
  return Done{};
}

Result<SessionList> list_sessions(Call& call, const Nothing&) {
  ASSIGN_OR_RETURN(const PersonId person, require_person(call));
  SessionList list;
  for (auto& row : sessions_of(call.tx, call.region(), person, call.now)) {
    const Instant seen = last_seen(call.tx, call.region(), row.id).value_or(row.created_at);
    list.items.push_back({row.id, std::move(row.device_name), row.method, row.created_at, seen,
                          row.expires_at, row.id.uuid == call.actor.session});
  }
  return list;
}

Result<Done> revoke_session(Call& call, const RevokeSession& cmd) {
  ASSIGN_OR_RETURN(const PersonId person, require_person(call));
  const auto row = find_session(call.tx, call.region(), cmd.session);
  if (!row || row->person != person) return session_not_found;
  if (!end_row(call, *row)) return Done{};
  journal_ended(call, person, {row->id}, "revoked");
  return Done{};
}

Result<RevokedView> revoke_other_sessions(Call& call, const Nothing&) {
  ASSIGN_OR_RETURN(const PersonId person, require_person(call));
  const auto here = own_session(call);
  return RevokedView{
      end_sessions(call, person, here ? std::optional(here->id) : std::nullopt, "revoked")};
}

Result<MeView> show_me(Call& call, const Nothing&) {
  ASSIGN_OR_RETURN(const PersonId person, require_person(call));
  const auto here = own_session(call);
  const auto account = find_account(call.tx, call.region(), person);
  if (!here || !account) return not_signed_in;

  MeView view;
  view.id = person;
  view.session = here->id;
  view.method = here->method;
  if (auto staff = find_staff(call.tx, call.region(), person)) {
    view.name = std::move(staff->name);
    view.login = std::move(staff->login);
  }
  view.roles = call.actor.grants;
  for (const Right right : all_of<Right>()) {
    if (!scopes(call.actor, right).empty()) view.rights.push_back(right);
  }
  view.lang = account->lang;
  view.signs_in_by_phone = signs_in_by_phone(call.tx, *account);
  view.signed_in_at = here->created_at;
  view.expires_at = here->expires_at;
  return view;
}

bool purge_sessions(Call& call) {
  constexpr std::int64_t at_once = 200;
  const Instant week_ago = call.now - std::chrono::hours(7 * 24);
  const auto over = sessions_over(call.tx, call.region(), week_ago, at_once);
  if (over.empty()) return false;
  for (const SessionRow& row : over) {
    call.tx.erase(row);
    forget_use(call.tx, call.region(), row.id);
  }
  call.journal.append(SessionsPurged{static_cast<std::int64_t>(over.size()), week_ago}, {});
  return over.size() == at_once;
}

}  // namespace lastmile::access
