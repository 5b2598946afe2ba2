#pragma once
#include <optional>
#include <string>
#include <vector>

#include "access/access_facts.h"
#include "call/call.h"
#include "storage/tx.h"

namespace lastmile::access {

struct SessionRow {
  int region = 0;
  SessionId id;
  std::string token_hash;
  PersonId person;
  Method method = Method::code;
  std::string device_name;
  Instant created_at{};
  Instant expires_at{};
  std::optional<Instant> ended_at;
  std::optional<PersonId> number_of;  // by whose number it began: theirs, or one's joined with them
};
BOOST_DESCRIBE_STRUCT(SessionRow, (),
                      (region, id, token_hash, person, method, device_name, created_at, expires_at,
                       ended_at, number_of))

/// What each request asks of a token, in one look-up.
struct TokenRow {
  SessionId id;
  PersonId person;
  Method method = Method::code;
  Instant last_seen_at{};
  Instant expires_at{};
  std::optional<Instant> ended_at;
  std::optional<Lang> lang;
};
BOOST_DESCRIBE_STRUCT(TokenRow, (), (id, person, method, last_seen_at, expires_at, ended_at, lang))

std::optional<TokenRow> find_token(storage::Tx& tx, int region, const std::string& token_hash);
/// Grants in force at a moment.
std::vector<Grant> grants_of(storage::Tx& tx, int region, PersonId person, Instant now);

std::optional<SessionRow> find_session(storage::Tx& tx, int region, SessionId id);
/// Sessions not ended and not past their end, newest first.
std::vector<SessionRow> sessions_of(storage::Tx& tx, int region, PersonId person, Instant now);
/// Rows whose end lies before `before`, at most `limit`.
std::vector<SessionRow> sessions_over(storage::Tx& tx, int region, Instant before,
                                      std::int64_t limit);

/// When a session was last used; nothing when it was not since it began.
std::optional<Instant> last_seen(storage::Tx& tx, int region, SessionId id);
void touch_session(storage::Tx& tx, int region, SessionId id, Instant seen);
void forget_use(storage::Tx& tx, int region, SessionId id);

/// Devices a person signed in from before.
bool is_known_device(storage::Tx& tx, int region, const std::string& device_hash, PersonId person);
void remember_device(storage::Tx& tx, int region, const std::string& device_hash, PersonId person,
                     Instant now);
void forget_devices(storage::Tx& tx, int region, PersonId person);
std::int64_t purge_devices(storage::Tx& tx, int region, Instant before);

}  // namespace lastmile::access

template <>
struct lastmile::storage::Table<lastmile::access::SessionRow> {
  static constexpr std::string_view name = "session";
  static constexpr std::size_t key_columns = 2;
};
