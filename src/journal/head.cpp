#include "journal/head.h"

#include "base/base64.h"
#include "journal/log.h"

namespace lastmile::journal {

std::string origin_of(int region) { return fmt::format("lastmile/journal/{}", region); }

merkle::Signer signer_of(const vault::Vault& vault, int region) {
  return merkle::make_signer(origin_of(region), vault.derive(vault::signing_purpose));
}

std::string verifier_line(const vault::Vault& vault, int region) {
  const auto line = merkle::verifier_line(merkle::verifier_of(signer_of(vault, region)));
  ASSERT(line);
  return *line;
}

namespace {

std::string text_of(const HeadRow& row) {
  return fmt::format("{}|{}|{}|{}|{}|{}", row.region, row.size, ms_of(row.at), row.kept,
                     to_base64url(bytes_of(row.frontier.data)), row.note);
}

}  // namespace

std::string seal_of(const vault::Vault& vault, const HeadRow& row) {
  return vault.blind_index("journal_head/2", text_of(row));
}

std::string first_seal_of(const vault::Vault& vault, const HeadRow& row) {
  return vault.blind_index("journal_head", text_of(row));
}

bool is_sealed(const vault::Vault& vault, const HeadRow& row) {
  return row.seal == seal_of(vault, row) || row.seal == first_seal_of(vault, row);
}

std::string seal_of(const vault::Vault& vault, const CheckpointRow& row) {
  return vault.blind_index("checkpoint", fmt::format("{}|{}|{}|{}|{}", row.region, row.size,
                                                     ms_of(row.at), row.previous, row.note));
}

merkle::Frontier trusted_frontier(const vault::Vault& vault, const HeadRow& row) {
  auto frontier = merkle::Frontier::from_bytes(bytes_of(row.frontier.data));
  if (!is_sealed(vault, row) || !frontier ||
      frontier->size() != static_cast<std::uint64_t>(row.size)) {
    throw Broken(
        fmt::format("journal_head {} was changed behind the program's back: nothing more is "
                    "written; run `lastmile verify` to see what else is wrong, then restore a "
                    "backup",
                    row.region));
  }
  return std::move(*frontier);
}

HeadRow head_of(const vault::Vault& vault, const HeadRow& before, const merkle::Frontier& frontier,
                Instant at, const merkle::Signer& signer) {
  HeadRow row = before;
  row.size = static_cast<std::int64_t>(frontier.size());
  row.at = at;
  const auto bytes = frontier.to_bytes();
  row.frontier.data.assign(bytes.begin(), bytes.end());
  const auto note = merkle::sign_checkpoint({signer.name, frontier.head()}, signer);
  ASSERT(note);
  row.note = *note;
  row.seal = seal_of(vault, row);
  return row;
}

std::optional<merkle::TreeHead> signed_head(const std::string& note,
                                            const merkle::Verifier& verifier) {
  const auto parsed = merkle::parse_checkpoint(note);
  if (!parsed || !merkle::verify_checkpoint(*parsed, verifier)) return std::nullopt;
  if (parsed->checkpoint.origin != verifier.name) return std::nullopt;
  return parsed->checkpoint.head;
}

}  // namespace lastmile::journal
