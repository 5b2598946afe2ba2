#pragma once
#include <filesystem>
#include <string>
#include <vector>

#include "vault/key_store.h"
#include "vault/suite.h"

/// The file that carries wrapped keys beside a data dump: one JSON object a line, the last a seal
/// over all before it, by a key grown from the root.
namespace lastmile::vault {

struct KeyFile {
  std::vector<KekRow> keks;
  std::vector<PersonKeyRow> person_keys;
};

std::string key_file_text(const Key& root, const KeyFile& keys);
/// Throws storage::Unavailable, naming the remedy, for a file that is missing, damaged or another
/// root's.
KeyFile read_key_file(const Key& root, const std::filesystem::path& file);

}  // namespace lastmile::vault
