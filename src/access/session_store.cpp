#include "access/session_store.h"

namespace lastmile::access {
namespace {

using storage::Sql;

const Sql session_by_token{"access.session_by_token", R"(
  select s.id, s.person, s.method, coalesce(u.last_seen_at, s.created_at), s.expires_at,
    s.ended_at, a.lang
  from session s join account a on a.region = s.region and a.person = s.person
    left join session_use u on u.region = s.region and u.session = s.id
  where s.region = $1 and s.token_hash = $2 and a.state = 'open')"};

const Sql grants_in_force{"access.grants_in_force", R"(
  select role, scope from role_grant
  where region = $1 and person = $2 and state = 'active' and from_at <= $3
    and (until_at is null or until_at > $3)
  order by scope, role)"};

const Sql session_by_id{"access.session_by_id", R"(
  select region, id, token_hash, person, method, device_name, created_at, expires_at, ended_at,
    number_of
  from session where region = $1 and id = $2)"};

const Sql session_by_person{"access.session_by_person", R"(
  select region, id, token_hash, person, method, device_name, created_at, expires_at, ended_at,
    number_of
  from session
  where region = $1 and person = $2 and ended_at is null and expires_at > $3
  order by created_at desc, id desc)"};

const Sql sessions_past_end{"access.sessions_past_end", R"(
  select region, id, token_hash, person, method, device_name, created_at, expires_at, ended_at,
    number_of
  from session
  where region = $1 and expires_at < $2 order by expires_at limit $3)"};

const Sql use_find{"access.use_find", R"(
  select last_seen_at from session_use where region = $1 and session = $2)"};

const Sql use_put{"access.use_put", R"(
  insert into session_use (region, session, last_seen_at) values ($1, $2, $3)
  on conflict (region, session) do update set last_seen_at = excluded.last_seen_at
    where session_use.last_seen_at < excluded.last_seen_at)"};

const Sql use_forget{"access.use_forget", R"(
  delete from session_use where region = $1 and session = $2)"};

const Sql device_find{"access.device_find", R"(
  select seen_at from known_device where region = $1 and device_hash = $2 and person = $3)"};

const Sql device_put{"access.device_put", R"(
  insert into known_device (region, device_hash, person, seen_at) values ($1, $2, $3, $4)
  on conflict (region, device_hash, person) do update set seen_at = excluded.seen_at)"};

const Sql device_forget{"access.device_forget", R"(
  delete from known_device where region = $1 and person = $2)"};

const Sql device_purge{"access.device_purge", R"(
  delete from known_device where region = $1 and (device_hash, person) in (
    select device_hash, person from known_device where region = $1 and seen_at < $2
    limit 500))"};

}  // namespace

std::optional<TokenRow> find_token(storage::Tx& tx, int region, const std::string& token_hash) {
  return tx.row<TokenRow>(session_by_token, region, token_hash);
}

std::vector<Grant> grants_of(storage::Tx& tx, int region, PersonId person, Instant now) {
  return tx.rows<Grant>(grants_in_force, region, person, now);
}

std::optional<SessionRow> find_session(storage::Tx& tx, int region, SessionId id) {
  return tx.row<SessionRow>(session_by_id, region, id);
}

std::vector<SessionRow> sessions_of(storage::Tx& tx, int region, PersonId person, Instant now) {
  return tx.rows<SessionRow>(session_by_person, region, person, now);
}

std::vector<SessionRow> sessions_over(storage::Tx& tx, int region, Instant before,
                                      std::int64_t limit) {
  return tx.rows<SessionRow>(sessions_past_end, region, before, limit);
}

std::optional<Instant> last_seen(storage::Tx& tx, int region, SessionId id) {
  return tx.row<Instant>(use_find, region, id);
}

void touch_session(storage::Tx& tx, int region, SessionId id, Instant seen) {
  tx.run(use_put, region, id, seen);
}

void forget_use(storage::Tx& tx, int region, SessionId id) { tx.run(use_forget, region, id); }

bool is_known_device(storage::Tx& tx, int region, const std::string& device_hash, PersonId person) {
  return tx.row<Instant>(device_find, region, device_hash, person).has_value();
}

void remember_device(storage::Tx& tx, int region, const std::string& device_hash, PersonId person,
                     Instant now) {
  tx.run(device_put, region, device_hash, person, now);
}

void forget_devices(storage::Tx& tx, int region, PersonId person) {
  tx.run(device_forget, region, person);
}

std::int64_t purge_devices(storage::Tx& tx, int region, Instant before) {
  return tx.run(device_purge, region, before);
}

}  // namespace lastmile::access
