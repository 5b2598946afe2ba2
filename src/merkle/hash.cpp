#include "merkle/hash.h"

#include <openssl/evp.h>

#include <algorithm>
#include <memory>
#include <new>

#include "base/assert.h"

namespace lastmile::merkle {
namespace {

/// SHA-256 with the processor's own instructions where it has them. Each thread keeps its context,
/// for making one costs more than a short digest.
class Sha256 {
 public:
  Hash of(std::uint8_t prefix, ByteView data) {
    begin();
    add({&prefix, 1});
    add(data);
    return end();
  }
  Hash of_nothing() {
    begin();
    return end();
  }

  static Sha256& mine() {
    thread_local Sha256 sha;
    return sha;
  }

 private:
  struct Free {
    void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
  };

  Sha256() : context_(EVP_MD_CTX_new()) {
    if (!context_) throw std::bad_alloc();
  }

  // Looking the algorithm up costs a microsecond: once, for all threads, and never let go.
  static const EVP_MD* algorithm() {
    static const EVP_MD* const found = [] {
      const EVP_MD* sha256 = EVP_MD_fetch(nullptr, "SHA256", nullptr);
      ASSERT(sha256);  // thrown, it is asked for again the next time
      return sha256;
    }();
    return found;
  }
  void begin() { ASSERT(EVP_DigestInit_ex2(context_.get(), algorithm(), nullptr) == 1); }
  void add(ByteView data) {
    ASSERT(EVP_DigestUpdate(context_.get(), data.data(), data.size()) == 1);
  }
  Hash end() {
    Hash hash;
    ASSERT(EVP_DigestFinal_ex(context_.get(), hash.data(), nullptr) == 1);
    return hash;
  }

  std::unique_ptr<EVP_MD_CTX, Free> context_;
};

}  // namespace

Hash leaf_hash(ByteView data) { return Sha256::mine().of(0x00, data); }

Hash leaf_hash(std::string_view data) { return leaf_hash(bytes_of(data)); }

Hash node_hash(const Hash& left, const Hash& right) {
  std::array<std::uint8_t, 64> both;
  std::ranges::copy(left, both.begin());
  std::ranges::copy(right, both.begin() + 32);
  return Sha256::mine().of(0x01, both);
}

Hash empty_root() { return Sha256::mine().of_nothing(); }

}  // namespace lastmile::merkle
