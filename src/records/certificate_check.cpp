#include <sodium.h>

#include "base/base64.h"
#include "base/bytes.h"
#include "merkle/checkpoint.h"
#include "merkle/proof.h"
#include "records/certificate.h"
#include "records/certificate_text.h"
#include "records/record_facts.h"

/// The check anyone can make without the server: four questions, each answered from the file alone.
namespace lastmile::records {
namespace {

std::optional<merkle::Hash> hash_of(std::string_view base64) {
  const auto bytes = from_base64(base64);
  merkle::Hash hash{};
  if (!bytes || bytes->size() != hash.size()) return std::nullopt;
  std::copy(bytes->begin(), bytes->end(), hash.begin());
  return hash;
}

bool is_signed(const CertificateFile& file, const merkle::PublicKey& key) {
  const auto signature = from_base64(file.signature);
  if (!signature || signature->size() != crypto_sign_BYTES) return false;
  const std::string bytes = signed_bytes(file.text.bytes);
  return crypto_sign_verify_detached(signature->data(),
                                     reinterpret_cast<const unsigned char*>(bytes.data()),
                                     bytes.size(), key.data()) == 0;
}

// The entry's members that matter here; a leaf holds more.
bool names_the_text(std::string_view leaf, std::string_view text, std::string_view serial) {
  const auto entry = parse_json(leaf);
  if (!entry.ok() || !detail::is_object(*entry)) return false;
  const auto* kind = detail::if_member(*entry, "kind");
  const auto* body = detail::if_member(*entry, "body");
  if (!kind || !body || detail::if_string(*kind) != CertificateIssued::kind) return false;
  const auto told = detail::if_string(*body);
  const auto fact = told ? from_json<CertificateIssued>(*told)
                         : from_json<CertificateIssued>(std::string_view("{}"));
  return fact.ok() && fact->serial == serial && fact->payload_hash == text_hash(text);
}

bool is_included(const CertificateFile& file, const merkle::TreeHead& head) {
  merkle::Path path;
  for (const auto& step : file.path) {
    const auto hash = hash_of(step);
    if (!hash) return false;
    path.push_back(*hash);
  }
  if (file.leaf_index < 0 || file.tree_size < 0) return false;
  if (static_cast<std::uint64_t>(file.tree_size) != head.size) return false;
  return merkle::verify_inclusion(merkle::leaf_hash(std::string_view(file.leaf)),
                                  static_cast<std::uint64_t>(file.leaf_index), path, head);
}

}  // namespace

Result<CertificateCheck> check_certificate(const CertificateFile& file, std::string_view key) {
  CertificateCheck check;
  check.key_given = !key.empty();
  const auto verifier = merkle::parse_verifier(check.key_given ? key : std::string_view(file.key));
  if (!verifier) {
    return bad_field("/key", "format",
                     {"must be a verifier line: name+id+key", "应为 名称+编号+公钥 格式"});
  }
  ASSIGN_OR_RETURN(check.text, from_json<CertificateText>(file.text.bytes));
  check.signature_ok = file.format == certificate_format && is_signed(file, verifier->key);
  check.leaf_ok = names_the_text(file.leaf, file.text.bytes, check.text.serial);
  if (const auto head = merkle::parse_checkpoint(file.checkpoint)) {
    check.checkpoint_ok = merkle::verify_checkpoint(*head, *verifier);
    check.included = is_included(file, head->checkpoint.head);
  }
  return check;
}

}  // namespace lastmile::records
