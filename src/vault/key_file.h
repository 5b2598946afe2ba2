#pragma once
#include <string>
#include <string_view>
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
/// Throws storage::Unavailable, naming the remedy, for a damaged file or another root's.
KeyFile parse_key_file(const Key& root, std::string_view text);

}  // namespace lastmile::vault
