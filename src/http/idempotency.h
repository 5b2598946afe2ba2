#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "call/call.h"
#include "jobs/jobs.h"

/// A command sent twice is done once: its answer is kept for 48 hours under the sender's key.
/// Row ids are keyed hashes and answers are sealed under a key that grows from the sender's own, so
/// the table alone tells neither who sent what nor what was answered. An erasure cannot find in it
/// what names somebody, so each replay asks first whether one of `people_named` was erased since.
namespace lastmile::http {

inline constexpr std::chrono::hours answers_kept{48};

/// 1–128 visible ASCII characters.
bool is_idempotency_key(std::string_view key);

/// An answer as it was given.
struct Kept {
  int status = 200;
  std::string content_type = {};
  std::string body = {};
  std::optional<std::int64_t> leaf = {};
  // By its facts and readings; of one that was kept, those whom its body does not name.
  std::vector<PersonId> people = {};
  Instant kept_at = {};
};

/// Whom an answer to this target may tell of; ids of other things are among them. Nobody for an
/// empty body.
std::vector<PersonId> people_named(const Kept& answer, std::string_view target);

/// Where one command's answer lies, and what opens it.
struct Slot {
  std::array<std::uint8_t, 16> id{};
  std::array<std::uint8_t, 32> key{};
  std::array<std::uint8_t, 16> digest{};  // of the request's content
};

/// What makes two requests the same command.
struct Sent {
  std::string_view actor;   // person id, or "" for nobody
  std::string_view route;   // "POST /v1/needs/{need}/take"
  std::string_view key;     // as sent
  std::string_view target;  // path and query: content
  std::string_view body;    // content
};

/// Safe from any thread.
class Idempotency {
 public:
  explicit Idempotency(const vault::Vault& vault);

  Slot slot(const Sent& sent) const;
  /// The answer kept, if any; `idempotency_key_reused` when it was to another content,
  /// `kept_answer_unreadable` when somebody edited it: the command is not done a second time.
  Result<std::optional<Kept>> find(storage::Tx& tx, int region, const Slot& slot) const;
  void keep(storage::Tx& tx, int region, const Slot& slot, const Kept& answer, Rng& rng) const;

 private:
  std::array<std::uint8_t, 32> id_key_;
  std::array<std::uint8_t, 32> seal_key_;
};

/// The clocked work that lets go of answers after 48 hours.
jobs::Clocked purge_of_answers();

}  // namespace lastmile::http
