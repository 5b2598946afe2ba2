#pragma once
#include "access/access.h"
#include "access/session_rules.h"

/// Sessions: a 256-bit token, kept as a hash, on a list of devices that its owner can end.
namespace lastmile::access {

/// Who carries this token, with the grants in force now; nothing when the session is over or never
/// was. Reads rows each time, so that a revocation holds from its commit on. Only sessions of
/// staff (two factors) carry grants. Two look-ups by key.
std::optional<Actor> authenticate(storage::Tx& tx, int region, std::string_view token, Instant now);
/// Notes that these sessions were in use: told by http once a minute, so that no request writes.
void touch_sessions(storage::Tx& tx, int region, const std::vector<Uuid>& sessions, Instant now);

/// A session just opened. `token` is told once.
struct SignedInView {
  std::string token;
  PersonId person;
  SessionId session;
  Method method = Method::code;
  Instant expires_at{};
  bool new_account = false;
  /// Give it as `device` when signing in again from here: delays caused by others then do not
  /// hold this device up.
  std::string device;
};
BOOST_DESCRIBE_STRUCT(SignedInView, (),
                      (token, person, session, method, expires_at, new_account, device))

struct OpenSession {
  PersonId person;
  Method method = Method::code;
  std::string device_name;
  std::optional<std::string> device;  // as told at an earlier sign-in
  bool new_account = false;
  bool is_expected = false;           // enrolment, a demo: a new device tells nobody anything
  std::optional<PersonId> number_of;  // of the joined profiles, whose number was proved
};
/// Opens a session with a fresh token, whatever the caller held before; that one ends.
SignedInView open_session(Call& call, const OpenSession& how);
/// Ends all sessions of a person, or all but one, and says so in the journal. Returns how many.
std::int64_t end_sessions(Call& call, PersonId person, std::optional<SessionId> keep,
                          std::string_view reason);

/// Clocked: lets go of sessions that were over a week ago; true while there are more.
bool purge_sessions(Call& call);

struct Nothing {};
BOOST_DESCRIBE_STRUCT(Nothing, (), ())
/// `not_signed_in`.
Result<Done> sign_out(Call& call, const Nothing&);

struct SessionView {
  SessionId id;
  std::string device_name;
  Method method = Method::code;
  Instant created_at{};
  Instant seen_at{};
  Instant expires_at{};
  bool current = false;
};
BOOST_DESCRIBE_STRUCT(SessionView, (),
                      (id, device_name, method, created_at, seen_at, expires_at, current))
struct SessionList {
  std::vector<SessionView> items;
};
BOOST_DESCRIBE_STRUCT(SessionList, (), (items))
/// One's own devices, newest first, at most `sessions_max`.
Result<SessionList> list_sessions(Call& call, const Nothing&);

struct RevokeSession {
  SessionId session;
};
BOOST_DESCRIBE_STRUCT(RevokeSession, (), (session))
/// Ends one of one's own sessions from any device: `session_not_found`.
Result<Done> revoke_session(Call& call, const RevokeSession& cmd);

struct RevokedView {
  std::int64_t revoked = 0;
};
BOOST_DESCRIBE_STRUCT(RevokedView, (), (revoked))
/// Ends all of one's sessions but this one.
Result<RevokedView> revoke_other_sessions(Call& call, const Nothing&);

struct MeView {
  PersonId id;
  SessionId session;
  Method method = Method::code;
  std::optional<std::string> name;   // of staff; people know the names of others
  std::optional<std::string> login;  // of staff
  std::vector<Grant> roles;
  std::vector<Right> rights;  // held somewhere: which screens to offer
  std::optional<Lang> lang;
  bool signs_in_by_phone = false;
  Instant signed_in_at{};
  Instant expires_at{};
};
BOOST_DESCRIBE_STRUCT(MeView, (),
                      (id, session, method, name, login, roles, rights, lang, signs_in_by_phone,
                       signed_in_at, expires_at))
Result<MeView> show_me(Call& call, const Nothing&);

}  // namespace lastmile::access
