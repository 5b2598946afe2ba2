#pragma once
#include <optional>
#include <string>
#include <vector>

#include "base/id.h"
#include "storage/tx.h"

namespace lastmile::access {

/// A one-time code sent to a phone. Bound to the request, whose token the asking device holds, and
/// to the device when it named itself.
struct CodeRow {
  int region = 0;
  std::string request_hash;  // of the request, and of the mark of the device that asked
  std::string phone_index;
  std::string device_hash;  // of the device that named itself when asking, else empty
  std::string code_tag;     // HMAC of what is above, times and code; key outside the database
  std::int64_t tries = 0;
  Instant next_try_at{};
  Instant sent_at{};
  Instant expires_at{};
  std::optional<Instant> used_at;
  std::optional<std::string> demo_code;  // the code itself, in the demo only
};
BOOST_DESCRIBE_STRUCT(CodeRow, (),
                      (region, request_hash, phone_index, device_hash, code_tag, tries, next_try_at,
                       sent_at, expires_at, used_at, demo_code))

std::optional<CodeRow> find_code(storage::Tx& tx, int region, const std::string& request_hash);
/// When codes were sent to this phone for this device since then, oldest first, at most 100.
std::vector<Instant> codes_sent(storage::Tx& tx, int region, const std::string& phone_index,
                                const std::string& device_hash, Instant since);
/// The same for all devices that are new to its owner.
std::vector<Instant> codes_sent_to_new(storage::Tx& tx, int region, const std::string& phone_index,
                                       PersonId owner, Instant since);
/// The newest code of a phone that nobody used.
std::optional<CodeRow> newest_code(storage::Tx& tx, int region, const std::string& phone_index);
/// Purges take at most 500 rows and say how many went.
std::int64_t purge_codes(storage::Tx& tx, int region, Instant before);

/// Failures in a row at one door.
struct ThrottleRow {
  int region = 0;
  std::string subject;
  std::string device_hash;
  std::int64_t failures = 0;
  Instant last_at{};
};
BOOST_DESCRIBE_STRUCT(ThrottleRow, (), (region, subject, device_hash, failures, last_at))

std::optional<ThrottleRow> find_throttle(storage::Tx& tx, int region, const std::string& subject,
                                         const std::string& device_hash);
/// One more; those of a day ago and before are forgotten.
void count_failure(storage::Tx& tx, const ThrottleRow& door, Instant now);
void clear_failures(storage::Tx& tx, const ThrottleRow& door);
std::int64_t purge_throttles(storage::Tx& tx, int region, Instant before);

/// Spends a step of a person's second factor; false when it was spent before.
bool spend_step(storage::Tx& tx, int region, PersonId person, std::int64_t step, Instant now);
bool is_spent(storage::Tx& tx, int region, PersonId person, std::int64_t step);
std::int64_t purge_steps(storage::Tx& tx, int region, Instant before);

}  // namespace lastmile::access

template <>
struct lastmile::storage::Table<lastmile::access::CodeRow> {
  static constexpr std::string_view name = "sign_in_code";
  static constexpr std::size_t key_columns = 2;
};
template <>
struct lastmile::storage::Table<lastmile::access::ThrottleRow> {
  static constexpr std::string_view name = "sign_in_throttle";
  static constexpr std::size_t key_columns = 3;
};
