#include "access/sign_in_store.h"

namespace lastmile::access {
namespace {

using storage::Sql;

const Sql code_by_request{"access.code_by_request", R"(
  select region, request_hash, phone_index, device_hash, code_tag, tries, next_try_at, sent_at,
    expires_at, used_at, demo_code
  from sign_in_code where region = $1 and request_hash = $2)"};

const Sql code_times{"access.code_times", R"(
  select sent_at from sign_in_code
  where region = $1 and phone_index = $2 and device_hash = $3 and sent_at > $4
  order by sent_at limit 100)"};

const Sql code_times_new{"access.code_times_new", R"(
  select c.sent_at from sign_in_code c
  where c.region = $1 and c.phone_index = $2 and c.sent_at > $3 and not exists (
    select 1 from known_device d
    where d.region = c.region and d.device_hash = c.device_hash and d.person = $4)
  order by c.sent_at limit 100)"};

const Sql code_newest{"access.code_newest", R"(
  select region, request_hash, phone_index, device_hash, code_tag, tries, next_try_at, sent_at,
    expires_at, used_at, demo_code
  from sign_in_code where region = $1 and phone_index = $2 and used_at is null
  order by sent_at desc limit 1)"};

const Sql code_purge{"access.code_purge", R"(
  delete from sign_in_code where region = $1 and request_hash in (
    select request_hash from sign_in_code where region = $1 and sent_at < $2 limit 500))"};

const Sql throttle_find{"access.throttle_find", R"(
  select region, subject, device_hash, failures, last_at
  from sign_in_throttle where region = $1 and subject = $2 and device_hash = $3)"};

const Sql throttle_purge{"access.throttle_purge", R"(
  delete from sign_in_throttle where region = $1 and (subject, device_hash) in (
    select subject, device_hash from sign_in_throttle where region = $1 and last_at < $2
    limit 500))"};

const Sql step_spend{"access.step_spend", R"(
  insert into totp_step (region, person, step, spent_at) values ($1, $2, $3, $4)
  on conflict (region, person, step) do nothing)"};

const Sql step_find{"access.step_find", R"(
  select step from totp_step where region = $1 and person = $2 and step = $3)"};

const Sql step_purge{"access.step_purge", R"(
  delete from totp_step where region = $1 and (person, step) in (
    select person, step from totp_step where region = $1 and spent_at < $2 limit 500))"};

}  // namespace

std::optional<CodeRow> find_code(storage::Tx& tx, int region, const std::string& request_hash) {
  return tx.row<CodeRow>(code_by_request, region, request_hash);
}

std::vector<Instant> codes_sent(storage::Tx& tx, int region, const std::string& phone_index,
                                const std::string& device_hash, Instant since) {
  return tx.rows<Instant>(code_times, region, phone_index, device_hash, since);
}

std::vector<Instant> codes_sent_to_new(storage::Tx& tx, int region, const std::string& phone_index,
                                       PersonId owner, Instant since) {
  return tx.rows<Instant>(code_times_new, region, phone_index, since, owner);
}

std::optional<CodeRow> newest_code(storage::Tx& tx, int region, const std::string& phone_index) {
  return tx.row<CodeRow>(code_newest, region, phone_index);
}

std::int64_t purge_codes(storage::Tx& tx, int region, Instant before) {
  return tx.run(code_purge, region, before);
}

std::optional<ThrottleRow> find_throttle(storage::Tx& tx, int region, const std::string& subject,
                                         const std::string& device_hash) {
  return tx.row<ThrottleRow>(throttle_find, region, subject, device_hash);
}

void count_failure(storage::Tx& tx, const ThrottleRow& door, Instant now) {
  auto row = find_throttle(tx, door.region, door.subject, door.device_hash).value_or(door);
  if (now - row.last_at > std::chrono::hours(24)) row.failures = 0;
  ++row.failures;
  row.last_at = now;
  tx.put(row);
}

void clear_failures(storage::Tx& tx, const ThrottleRow& door) { tx.erase(door); }

std::int64_t purge_throttles(storage::Tx& tx, int region, Instant before) {
  return tx.run(throttle_purge, region, before);
}

bool spend_step(storage::Tx& tx, int region, PersonId person, std::int64_t step, Instant now) {
  return tx.run(step_spend, region, person, step, now) > 0;
}

bool is_spent(storage::Tx& tx, int region, PersonId person, std::int64_t step) {
  return tx.row<std::int64_t>(step_find, region, person, step).has_value();
}

std::int64_t purge_steps(storage::Tx& tx, int region, Instant before) {
  return tx.run(step_purge, region, before);
}

}  // namespace lastmile::access
