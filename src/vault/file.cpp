#include "vault/file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <string>

#include "storage/dump_file.h"
#include "storage/tx.h"

namespace lastmile::vault {
namespace {

[[noreturn]] void fail(const std::filesystem::path& file) {
  throw storage::Unavailable("cannot write " + file.string() + ": " + std::strerror(errno));
}

bool write_all(int fd, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t n = ::write(fd, bytes.data(), bytes.size());
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(n));
  }
  return true;
}

void sync_directory_of(const std::filesystem::path& file) {
  const auto parent = file.parent_path();
  const Descriptor dir(::open(parent.empty() ? "." : parent.c_str(), O_RDONLY | O_DIRECTORY));
  if (!dir.open() || ::fsync(dir.get()) != 0) fail(file);
}

/// Under a name nobody reads yet; leaves nothing behind when it fails.
void write_whole(const std::filesystem::path& file, std::string_view bytes, mode_t mode) {
  const Descriptor out(::open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode));
  if (!out.open()) fail(file);
  if (write_all(out.get(), bytes) && ::fchmod(out.get(), mode) == 0 && ::fsync(out.get()) == 0) {
    return;
  }
  const int why = errno;
  ::unlink(file.c_str());
  errno = why;
  fail(file);
}

}  // namespace

Descriptor::~Descriptor() {
  if (fd_ >= 0) ::close(fd_);
}

void write_new_file(const std::filesystem::path& file, std::string_view bytes, mode_t mode) {
  const std::filesystem::path fresh = file.string() + ".new." + std::to_string(::getpid());
  ::unlink(fresh.c_str());  // of a process of this number that was killed
  write_whole(fresh, bytes, mode);
  const int linked = ::link(fresh.c_str(), file.c_str());
  const int why = errno;
  ::unlink(fresh.c_str());
  errno = why;
  if (linked != 0) fail(file);
  sync_directory_of(file);
}

void replace_file(const std::filesystem::path& file, std::string_view bytes, mode_t mode) {
  storage::refuse_special_file(file);
  const std::filesystem::path fresh = file.string() + ".new";
  ::unlink(fresh.c_str());
  write_whole(fresh, bytes, mode);
  if (::rename(fresh.c_str(), file.c_str()) != 0) fail(file);
  sync_directory_of(file);
}

}  // namespace lastmile::vault
