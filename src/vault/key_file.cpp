#include "vault/key_file.h"

#include <sodium.h>

#include <fstream>
#include <sstream>

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

[[noreturn]] void refuse(const std::filesystem::path& file, const char* why) {
  throw storage::Unavailable("the key file " + file.string() + " " + why);
}

std::string text_of(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  std::ostringstream text;
  text << in.rdbuf();
  if (!in || text.str().empty())
    refuse(file, "is empty or cannot be read: check the path, or copy it again");
  return text.str();
}

template <class Row>
Row row_of(const std::filesystem::path& file, std::string_view line) {
  auto row = from_json<Row>(line);
  if (!row) refuse(file, "holds a line this program does not know: use the program that wrote it");
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

KeyFile read_key_file(const Key& root, const std::filesystem::path& file) {
  const std::string whole = text_of(file);
  const std::string_view text = whole;
  if (!text.starts_with(heading)) {
    refuse(file, "is not a key file: give the FILE.keys that `lastmile backup FILE` wrote");
  }
  if (!text.ends_with('\n')) refuse(file, "is cut short: copy it again");
  const std::size_t last = text.rfind('\n', text.size() - 2) + 1;
  if (last == 0 || text.substr(last, text.size() - 1 - last) != seal_of(root, text.substr(0, last)))
    refuse(file,
           "is damaged, cut short, or of another root key: copy it again, or put here the "
           "keys/root.key of the town it was written in");
  KeyFile keys;
  for (std::size_t at = heading.size() + 1; at < last;) {
    const std::size_t end = text.find('\n', at);
    const std::string_view line = text.substr(at, end - at);
    at = end + 1;
    if (line.starts_with('k'))
      keys.keks.push_back(row_of<KekRow>(file, line.substr(1)));
    else
      keys.person_keys.push_back(row_of<PersonKeyRow>(file, line.substr(1)));
  }
  return keys;
}

}  // namespace lastmile::vault
