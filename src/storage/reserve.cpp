#include "storage/reserve.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace lastmile::storage {

Reserve::Reserve(std::filesystem::path file, std::int64_t bytes)
    : file_(std::move(file)), bytes_(bytes) {
  // From an earlier run, and whole: on a full disk it could not be made again.
  struct stat about{};
  laid_ = ::stat(file_.c_str(), &about) == 0 && about.st_size == bytes_ &&
          std::int64_t{about.st_blocks} * 512 >= bytes_;
}

bool Reserve::lay_up() noexcept {
  if (laid_) return true;
  const int fd = ::open(file_.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  if (fd < 0) return false;
  laid_ = ::posix_fallocate(fd, 0, bytes_) == 0;
  ::close(fd);
  if (!laid_) ::unlink(file_.c_str());
  return laid_;
}

bool Reserve::spend() noexcept {
  if (!laid_) return false;
  laid_ = false;
  return ::unlink(file_.c_str()) == 0;
}

}  // namespace lastmile::storage
