#include "storage/dump_file.h"

#include <fcntl.h>
#include <unistd.h>
#include <zlib.h>

#include <array>
#include <cerrno>
#include <cstring>

#include "base/hex.h"
#include "storage/dump.h"

namespace lastmile::storage {
namespace {

constexpr std::size_t chunk = 256 * 1024;
constexpr std::size_t line_max = 512u << 20;  // a row with its bytes; more is no row of ours
constexpr int quick_level = 4;                // measured: 2x faster than 6 for 5 % more bytes

std::string hex_of(const crypto_generichash_state& so_far) {
  crypto_generichash_state state = so_far;
  std::array<std::uint8_t, 32> digest{};
  crypto_generichash_final(&state, digest.data(), digest.size());
  return to_hex(digest);
}

void add(crypto_generichash_state& state, std::string_view text) {
  crypto_generichash_update(&state, bytes_of(text).data(), text.size());
}

void sync_folder(const std::filesystem::path& folder) {
  const int fd = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (fd < 0) return;
  ::fsync(fd);
  ::close(fd);
}

}  // namespace

void refuse_special_file(const std::filesystem::path& path) {
  if (!std::filesystem::exists(path) || std::filesystem::is_regular_file(path)) return;
  throw Unavailable(path.string() + " is no regular file and is left as it is: name a new file");
}

DumpOut::DumpOut(const std::filesystem::path& path)
    : path_(std::filesystem::absolute(path)), temporary_(path_.string() + ".part") {
  refuse_special_file(path_);
  crypto_generichash_init(&state_, nullptr, 0, 32);
  fd_ = ::open(temporary_.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  if (fd_ < 0) fail("open");
  const int own = ::dup(fd_);
  gz_ = own < 0 ? nullptr : ::gzdopen(own, "wb");
  if (!gz_) fail("open");
  ::gzbuffer(gz_, chunk);
  ::gzsetparams(gz_, quick_level, Z_DEFAULT_STRATEGY);
}

DumpOut::~DumpOut() {
  if (gz_) ::gzclose(gz_);
  if (fd_ < 0) return;
  ::close(fd_);
  ::unlink(temporary_.c_str());
}

void DumpOut::line(std::string_view text) {
  add(state_, text);
  add(state_, "\n");
  const auto write = [&](std::string_view piece) {
    return piece.empty() || ::gzwrite(gz_, piece.data(), static_cast<unsigned>(piece.size())) > 0;
  };
  if (!write(text) || !write("\n")) fail("write");
}

std::string DumpOut::sum() const { return hex_of(state_); }

void DumpOut::finish() {
  if (::gzclose(std::exchange(gz_, nullptr)) != Z_OK) fail("write");
  if (::fsync(fd_) != 0) fail("sync");
  if (::rename(temporary_.c_str(), path_.c_str()) != 0) fail("rename");
  ::close(std::exchange(fd_, -1));
  sync_folder(path_.parent_path());
}

void DumpOut::fail(const char* what) {
  const std::string why = std::strerror(errno);
  if (gz_) ::gzclose(std::exchange(gz_, nullptr));
  if (fd_ >= 0) {
    ::close(std::exchange(fd_, -1));
    ::unlink(temporary_.c_str());
  }
  throw Unavailable(std::string(what) + " " + temporary_.string() + ": " + why);
}

void DumpIn::Close::operator()(gzFile_s* gz) const { ::gzclose(gz); }

DumpIn::DumpIn(const std::filesystem::path& path) {
  crypto_generichash_init(&state_, nullptr, 0, 32);
  if (std::filesystem::is_regular_file(path)) gz_.reset(::gzopen(path.c_str(), "rb"));
  if (!gz_) throw BadDump{dump_missing, path.string()};
  ::gzbuffer(gz_.get(), chunk);
  fill();
  if (::gzdirect(gz_.get())) throw BadDump{dump_foreign, path.string()};
}

bool DumpIn::line(std::string& out) {
  std::size_t end = buffer_.find('\n', at_);
  while (end == std::string::npos) {
    const std::size_t seen = buffer_.size() - at_;
    if (seen > line_max) throw BadDump{dump_corrupt, "a line without end"};
    if (!fill()) {
      if (seen == 0) return false;
      throw BadDump{dump_truncated, "the last line is not whole"};
    }
    end = buffer_.find('\n', at_ + seen);
  }
  out.assign(buffer_, at_, end - at_);
  at_ = end + 1;
  sum_before_ = out.starts_with("{\"done\"") ? hex_of(state_) : std::string();
  add(state_, out);
  add(state_, "\n");
  return true;
}

bool DumpIn::fill() {
  buffer_.erase(0, std::exchange(at_, 0));
  const std::size_t before = buffer_.size();
  buffer_.resize(before + chunk);
  const int n = ::gzread(gz_.get(), buffer_.data() + before, chunk);
  buffer_.resize(before + static_cast<std::size_t>(std::max(n, 0)));
  int code = Z_OK;
  const char* why = ::gzerror(gz_.get(), &code);
  if (code == Z_BUF_ERROR) throw BadDump{dump_truncated, why};
  if (n < 0 || code != Z_OK) throw BadDump{dump_corrupt, why};
  return n > 0;
}

}  // namespace lastmile::storage
