#include "vault/root.h"

#include <fcntl.h>
#include <sodium.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "base/base64.h"
#include "storage/tx.h"
#include "vault/file.h"

namespace lastmile::vault {
namespace {

constexpr std::string_view heading = "lastmile-root-1 ";
constexpr std::size_t file_max = 128;

const char* context_of(RootUse use) {
  switch (use) {
    case RootUse::wrap:
      return "lm-wrap_";
    case RootUse::own:
      return "lm-own__";
    case RootUse::blind:
      return "lm-blind";
    case RootUse::derive:
      return "lm-deriv";
  }
  throw Broken("no such use of the root key");
}

[[noreturn]] void refuse(const std::filesystem::path& file, const std::string& why) {
  throw storage::Unavailable("the root key " + file.string() + " " + why);
}

}  // namespace

std::optional<Key> read_root(const std::filesystem::path& file) {
  const Descriptor in(::open(file.c_str(), O_RDONLY | O_CLOEXEC));
  if (!in.open()) {
    if (errno == ENOENT) return std::nullopt;
    refuse(file, std::string("cannot be read: ") + std::strerror(errno));
  }
  struct stat about{};
  if (::fstat(in.get(), &about) != 0 || !S_ISREG(about.st_mode)) refuse(file, "is not a file");
  if ((about.st_mode & 077) != 0) {
    refuse(file, "can be read by others: run chmod 0400 " + file.string() +
                     " and, if others were on this machine, treat its secrets as known");
  }
  char text[file_max];
  const ssize_t n = ::read(in.get(), text, sizeof text);
  std::string_view line(text, n > 0 ? static_cast<std::size_t>(n) : 0);
  if (line.ends_with('\n')) line.remove_suffix(1);
  auto bytes = line.starts_with(heading) ? from_base64url(line.substr(heading.size()))
                                         : std::optional<std::vector<std::uint8_t>>();
  sodium_memzero(text, sizeof text);
  if (!bytes || bytes->size() != Key::size) {
    refuse(file, "is damaged: put the right file back from where you keep a copy of it");
  }
  const Key key{ByteView(*bytes)};
  sodium_memzero(bytes->data(), bytes->size());
  return key;
}

Key create_root(const std::filesystem::path& file) {
  if (!std::filesystem::exists(file.parent_path())) {
    std::filesystem::create_directories(file.parent_path());
    std::filesystem::permissions(file.parent_path(), std::filesystem::perms::owner_all);
  }
  const Key key = Key::random();
  write_new_file(file, std::string(heading) + to_base64url(key.view()) + "\n", 0400);
  return key;
}

Key grown(const Key& root, RootUse use, std::uint64_t number) {
  Key key;
  crypto_kdf_derive_from_key(key.data(), Key::size, number, context_of(use), root.data());
  return key;
}

}  // namespace lastmile::vault
