#pragma once
#include "access/policy.h"
#include "base/id.h"
#include "base/instant.h"

/// What access appends to the journal. Ids, states and codes only: facts are forever.
/// About: subject = the person, grant or session; people = the person concerned.
namespace lastmile::access {

using SessionId = Id<struct SessionTag>;
using GrantId = Id<struct GrantTag>;

/// How a session was opened: by one-time code, or as staff with two factors. Only the latter
/// carries grants.
enum class Method { code, staff };
BOOST_DESCRIBE_ENUM(Method, code, staff)

struct AccountOpened {
  static constexpr std::string_view kind = "account_opened";
  static constexpr int version = 1;
  PersonId person;
  bool by_phone = false;
};
BOOST_DESCRIBE_STRUCT(AccountOpened, (), (person, by_phone))

struct AccountClosed {
  static constexpr std::string_view kind = "account_closed";
  static constexpr int version = 1;
  PersonId person;
};
BOOST_DESCRIBE_STRUCT(AccountClosed, (), (person))

/// What of an account or staff login changed: phone, lang, password, totp, recovery_codes,
/// recovery_code_used, invited, enrolled, suspended, resumed, passed, taken_back, set_aside,
/// brought_back.
struct AccountChanged {
  static constexpr std::string_view kind = "account_changed";
  static constexpr int version = 1;
  PersonId person;
  std::string what;
};
BOOST_DESCRIBE_STRUCT(AccountChanged, (), (person, what))

struct SignedIn {
  static constexpr std::string_view kind = "signed_in";
  static constexpr int version = 2;  // 1 had no new_device
  PersonId person;
  SessionId session;
  Method method;
  std::optional<bool> new_device = {};  // they had signed in before, and never on this one
};
BOOST_DESCRIBE_STRUCT(SignedIn, (), (person, session, method, new_device))

/// Sessions ended before their time. reason: signed_out, revoked, replaced, password_changed,
/// account_closed, suspended, merged, merge_undone.
struct SessionsEnded {
  static constexpr std::string_view kind = "sessions_ended";
  static constexpr int version = 1;
  PersonId person;
  std::vector<SessionId> sessions;
  std::string reason;
};
BOOST_DESCRIBE_STRUCT(SessionsEnded, (), (person, sessions, reason))

/// Rows of sessions that were over before `before` left the table.
struct SessionsPurged {
  static constexpr std::string_view kind = "sessions_purged";
  static constexpr int version = 1;
  std::int64_t rows = 0;
  Instant before;
};
BOOST_DESCRIBE_STRUCT(SessionsPurged, (), (rows, before))

enum class GrantState { proposed, active, revoked };
BOOST_DESCRIBE_ENUM(GrantState, proposed, active, revoked)

struct GrantMoved {
  static constexpr std::string_view kind = "grant_moved";
  static constexpr int version = 1;
  GrantId grant;
  PersonId person;
  Role role;
  std::string scope;
  GrantState to;
  Instant from_at;
  std::optional<Instant> until_at;
};
BOOST_DESCRIBE_STRUCT(GrantMoved, (), (grant, person, role, scope, to, from_at, until_at))

/// Personal data was shown. The rows say whose; the fact says that rows were written.
struct PersonalDataRead {
  static constexpr std::string_view kind = "personal_data_read";
  static constexpr int version = 1;
  std::int64_t rows = 0;
  bool of_minors = false;
};
BOOST_DESCRIBE_STRUCT(PersonalDataRead, (), (rows, of_minors))

struct ReadingsPurged {
  static constexpr std::string_view kind = "readings_purged";
  static constexpr int version = 1;
  std::int64_t rows = 0;
  Instant before;
};
BOOST_DESCRIBE_STRUCT(ReadingsPurged, (), (rows, before))

}  // namespace lastmile::access
