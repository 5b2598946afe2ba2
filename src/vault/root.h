#pragma once
#include <filesystem>
#include <optional>

#include "vault/suite.h"

/// The one secret outside the database: DIR/root.key, 0400. All that must outlive every rotation
/// is grown from it: blind indexes, derived keys, the signing key, class keys by generation.
namespace lastmile::vault {

/// The root key; nothing when there is no such file. Throws storage::Unavailable, naming the
/// remedy, when others may read it or it is not a root key.
std::optional<Key> read_root(const std::filesystem::path& file);
/// Makes one, durable before it returns; the directory is made 0700 when absent. Never overwrites.
Key create_root(const std::filesystem::path& file);

/// What is grown from the root: one key a use and number. Source: BLAKE2b as a KDF, libsodium
/// crypto_kdf.
enum class RootUse { wrap, own, blind, derive };
Key grown(const Key& root, RootUse use, std::uint64_t number);

}  // namespace lastmile::vault
