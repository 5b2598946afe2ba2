#include <cstdint>

#include "base/assert.h"
#include "merkle/note.h"
#include "records/certificate_seal.h"

// Any bytes are read as a certificate on paper: none passes for one without the issuer's key, and
// what is refused says why.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace lastmile;
  static const std::string nobodys_key = *merkle::verifier_line(
      merkle::verifier_of(merkle::make_signer("lastmile.example/4112", {1})));
  const std::string_view bytes{reinterpret_cast<const char*>(data), size};
  for (const std::string& key : {nobodys_key, std::string()}) {
    const auto check = records::check_paper(bytes, key);
    if (!check.ok()) {
      ASSERT(!check.refused().refusal.code.empty());
      continue;
    }
    ASSERT(key.empty() || !check->ok());
    ASSERT(!check->is_revoked() || check->pages_ok);
    ASSERT(!check->pages_ok || check->seal);
  }
  return 0;
}
