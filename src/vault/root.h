#pragma once
#include <filesystem>
#include <optional>

#include "storage/tx.h"
#include "vault/suite.h"

/// The one secret outside the database: DIR/root.key, 0400. All that must outlive every rotation
/// is grown from it: blind indexes, derived keys, the signing key, class keys by generation.
namespace lastmile::vault {

/// The root key; nothing when there is no such file. Throws storage::Unavailable, naming the
/// remedy, when others may read it or it is not a root key.
std::optional<Key> read_root(const std::filesystem::path& file);
/// Makes one, durable before it returns; the directory is made 0700 when absent. Never overwrites.
Key create_root(const std::filesystem::path& file);

/// Throws storage::Unavailable, with the remedy, when the keys of this data were sealed by another
/// root key; writes nothing.
void check_root(const Key& root, storage::Tx& tx);
/// The same for the file that export_keys wrote: every key in it is opened, in memory. For whoever
/// is about to restore.
void check_key_file(const Key& root, const std::filesystem::path& file);

/// What is grown from the root: one key a use and number. Source: BLAKE2b as a KDF, libsodium
/// crypto_kdf.
enum class RootUse { wrap, own, blind, derive };
Key grown(const Key& root, RootUse use, std::uint64_t number);

}  // namespace lastmile::vault
