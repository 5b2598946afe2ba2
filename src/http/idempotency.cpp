#include "http/idempotency.h"

#include <sodium.h>

#include <algorithm>
#include <charconv>
#include <set>

#include "base/assert.h"
#include "base/bytes.h"
#include "http/http_errors.h"

namespace lastmile::http {
namespace {

using storage::Bytes;
using storage::Sql;

const Sql find_answer("http.find_answer",
                      "select digest, answer, kept_at from idempotency "
                      "where region = $1 and id = $2");
const Sql keep_answer("http.keep_answer",
                      "insert into idempotency (region, id, digest, answer, kept_at) "
                      "values ($1, $2, $3, $4, $5)");
const Sql old_answers("http.old_answers",
                      "select id from idempotency where region = $1 and kept_at < $2 "
                      "order by kept_at limit 500");
const Sql drop_answer("http.drop_answer", "delete from idempotency where region = $1 and id = $2");

struct AnswerRow {
  Bytes digest;
  Bytes answer;
  Instant kept_at;
};
BOOST_DESCRIBE_STRUCT(AnswerRow, (), (digest, answer, kept_at))

template <std::size_t N>
Bytes as_bytes(const std::array<std::uint8_t, N>& a) {
  return {std::string(chars_of(a))};
}

/// Keyed BLAKE2b over parts, each with its length before it, so that no two lists look alike.
template <std::size_t N>
std::array<std::uint8_t, N> keyed_hash(ByteView key,
                                       std::initializer_list<std::string_view> parts) {
  crypto_generichash_state state;
  crypto_generichash_init(&state, key.data(), key.size(), N);
  for (const std::string_view part : parts) {
    const std::uint64_t length = part.size();
    std::array<std::uint8_t, 8> head{};
    for (std::size_t i = 0; i < 8; ++i) head[i] = static_cast<std::uint8_t>(length >> (8 * i));
    crypto_generichash_update(&state, head.data(), head.size());
    crypto_generichash_update(&state, bytes_of(part).data(), part.size());
  }
  std::array<std::uint8_t, N> out{};
  crypto_generichash_final(&state, out.data(), out.size());
  return out;
}

constexpr std::size_t nonce_size = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr std::size_t tag_size = crypto_aead_xchacha20poly1305_ietf_ABYTES;

/// Nonce, then ciphertext and tag; the slot's id is bound in.
std::string seal(const Slot& slot, std::string_view plain, Rng& rng) {
  std::string out(nonce_size + plain.size() + tag_size, '\0');
  auto* bytes = reinterpret_cast<std::uint8_t*>(out.data());
  rng.fill({bytes, nonce_size});
  crypto_aead_xchacha20poly1305_ietf_encrypt(bytes + nonce_size, nullptr, bytes_of(plain).data(),
                                             plain.size(), slot.id.data(), slot.id.size(), nullptr,
                                             bytes, slot.key.data());
  return out;
}

/// Nothing for an answer that was edited behind our back.
std::optional<std::string> open(const Slot& slot, std::string_view sealed) {
  if (sealed.size() < nonce_size + tag_size) return std::nullopt;
  const auto* bytes = bytes_of(sealed).data();
  std::string plain(sealed.size() - nonce_size - tag_size, '\0');
  const int failed = crypto_aead_xchacha20poly1305_ietf_decrypt(
      reinterpret_cast<std::uint8_t*>(plain.data()), nullptr, nullptr, bytes + nonce_size,
      sealed.size() - nonce_size, slot.id.data(), slot.id.size(), bytes, slot.key.data());
  return failed == 0 ? std::optional(std::move(plain)) : std::nullopt;
}

void add_ids(std::vector<PersonId>& ids, std::string_view text) {
  constexpr std::size_t before_dash = 8, length = 36;
  for (auto at = text.find('-'); at != text.npos; at = text.find('-', at + 1)) {
    if (at < before_dash) continue;
    if (const auto id = PersonId::parse(text.substr(at - before_dash, length))) ids.push_back(*id);
  }
}

/// "200 17 application/json", a tab before each person whom the body does not name itself, a line
/// end and the body; -1 stands for no leaf.
std::string to_text(const Kept& kept) {
  std::string head =
      fmt::format("{} {} {}", kept.status, kept.leaf.value_or(-1), kept.content_type);
  std::set<PersonId> told;
  std::vector<PersonId> in_body;
  add_ids(in_body, kept.body);
  told.insert(in_body.begin(), in_body.end());
  for (const PersonId person : kept.people) {
    if (told.insert(person).second) head += '\t' + person.text();
  }
  return head + '\n' + kept.body;
}

Kept parse_kept(const std::string& text) {
  Kept kept;
  std::int64_t leaf = -1;
  const char* end = text.data() + text.size();
  auto [after_status, bad_status] = std::from_chars(text.data(), end, kept.status);
  ASSERT(bad_status == std::errc() && after_status < end);
  auto [after_leaf, bad_leaf] = std::from_chars(after_status + 1, end, leaf);
  ASSERT(bad_leaf == std::errc() && after_leaf < end);
  const auto type_at = static_cast<std::size_t>(after_leaf + 1 - text.data());
  const auto line_end = text.find('\n', type_at);
  ASSERT(line_end != text.npos);
  const auto type_end = std::min(text.find('\t', type_at), line_end);
  kept.content_type = text.substr(type_at, type_end - type_at);
  add_ids(kept.people, std::string_view(text).substr(type_end, line_end - type_end));
  kept.body = text.substr(line_end + 1);
  if (leaf >= 0) kept.leaf = leaf;
  return kept;
}

}  // namespace

bool is_idempotency_key(std::string_view key) {
  return !key.empty() && key.size() <= 128 &&
         std::all_of(key.begin(), key.end(), [](char c) { return c > 0x20 && c < 0x7f; });
}

std::vector<PersonId> people_named(const Kept& answer, std::string_view target) {
  if (answer.body.empty()) return {};
  std::vector<PersonId> all = answer.people;
  add_ids(all, answer.body);
  add_ids(all, target);
  std::ranges::sort(all);
  const auto twice = std::ranges::unique(all);
  all.erase(twice.begin(), twice.end());
  return all;
}

Idempotency::Idempotency(const vault::Vault& vault)
    : id_key_(vault.derive("http/idempotency/id")),
      seal_key_(vault.derive("http/idempotency/seal")) {}

Slot Idempotency::slot(const Sent& sent) const {
  Slot slot;
  slot.id = keyed_hash<16>(id_key_, {sent.actor, sent.route, sent.key});
  slot.key = keyed_hash<32>(seal_key_, {sent.actor, sent.route, sent.key});
  slot.digest = keyed_hash<16>(slot.key, {sent.target, sent.body});
  return slot;
}

Result<std::optional<Kept>> Idempotency::find(storage::Tx& tx, int region, const Slot& slot) const {
  const auto row = tx.row<AnswerRow>(find_answer, region, as_bytes(slot.id));
  if (!row) return std::optional<Kept>();
  if (row->digest != as_bytes(slot.digest)) return idempotency_key_reused;
  const auto plain = open(slot, row->answer.data);
  if (!plain) return kept_answer_unreadable;
  Kept kept = parse_kept(*plain);
  kept.kept_at = row->kept_at;
  return std::optional<Kept>(std::move(kept));
}

void Idempotency::keep(storage::Tx& tx, int region, const Slot& slot, const Kept& answer,
                       Rng& rng) const {
  tx.run(keep_answer, region, as_bytes(slot.id), as_bytes(slot.digest),
         Bytes{seal(slot, to_text(answer), rng)}, answer.kept_at);
}

jobs::Clocked purge_of_answers() {
  return {"http.purge_answers", std::chrono::seconds(30), [](Call& call) {
            const auto old =
                call.tx.rows<Bytes>(old_answers, call.region(), call.now - answers_kept);
            for (const Bytes& id : old) call.tx.run(drop_answer, call.region(), id);
            return old.size() == 500;
          }};
}

}  // namespace lastmile::http
