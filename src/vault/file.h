#pragma once
#include <sys/types.h>

#include <filesystem>
#include <string_view>

namespace lastmile::vault {

/// A file descriptor that closes itself.
class Descriptor {
 public:
  explicit Descriptor(int fd) : fd_(fd) {}
  ~Descriptor();
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  bool open() const { return fd_ >= 0; }
  int get() const { return fd_; }

 private:
  int fd_;
};

/// Writes a file that was not there, with this mode, durable (file and directory) before it
/// returns. It appears whole or not at all, whenever the program is killed. Throws
/// storage::Unavailable, also when there is one; leaves nothing behind then.
void write_new_file(const std::filesystem::path& file, std::string_view bytes, mode_t mode);
/// The same in place of one that may be there: readers see the old or the new, whole.
void replace_file(const std::filesystem::path& file, std::string_view bytes, mode_t mode);

}  // namespace lastmile::vault
