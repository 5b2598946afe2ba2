#include "vault/key_file.h"

#include <sodium.h>

#include "base/base64.h"
#include "storage/tx.h"
#include "vault/root.h"

namespace lastmile::vault {
namespace {

constexpr std::string_view heading = "lastmile-keys-1";
constexpr std::uint64_t seal_number = 2;  // of the keys grown for wrapping; 1 wraps the keys

std::string seal_of(const Key& root, std::string_view text) {
  const Key key = grown(root, RootUse::wrap, seal_number);
  std::array<std::uint8_t, crypto_generichash_BYTES> seal{};
  crypto_generichash(seal.data(), seal.size(), bytes_of(text).data(), text.size(), key.data(),
                     Key::size);
  return to_base64url(seal);
}

[[noreturn]] void refuse(const char* why) {
  throw storage::Unavailable(std::string("the key file ") + why);
}

template <class Row>
Row row_of(std::string_view line) {
  auto row = from_json<Row>(line);
  if (!row) refuse("holds a line this program does not know: use the program that wrote it");
  return std::move(row).value();
}

}  // namespace

std::string key_file_text(const Key& root, const KeyFile& keys) {
  std::string text(heading);
  text += '\n';
  for (const auto& kek : keys.keks) text += "k" + to_json(kek) + "\n";
  for (const auto& key : keys.person_keys) text += "p" + to_json(key) + "\n";
  return text + seal_of(root, text) + "\n";
}

KeyFile parse_key_file(const Key& root, std::string_view text) {
  if (!text.starts_with(heading)) refuse("is not a key file: give the one that export wrote");
  if (!text.ends_with('\n')) refuse("is cut short: copy it again");
  const std::size_t last = text.rfind('\n', text.size() - 2) + 1;
  if (last == 0 || text.substr(last, text.size() - 1 - last) != seal_of(root, text.substr(0, last)))
    refuse("is damaged, or was written under another root key: use the root.key it belongs to");
  KeyFile keys;
  for (std::size_t at = heading.size() + 1; at < last;) {
    const std::size_t end = text.find('\n', at);
    const std::string_view line = text.substr(at, end - at);
    at = end + 1;
    if (line.starts_with('k'))
      keys.keks.push_back(row_of<KekRow>(line.substr(1)));
    else
      keys.person_keys.push_back(row_of<PersonKeyRow>(line.substr(1)));
  }
  return keys;
}

}  // namespace lastmile::vault
