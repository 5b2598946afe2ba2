#pragma once
#include <sodium.h>

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

#include "base/result.h"

struct gzFile_s;

namespace lastmile::storage {

/// What makes a backup unusable; thrown within restore(), which turns it into a refusal.
struct BadDump {
  Refusal refusal;
  std::string why;
};

/// Throws Unavailable when something other than a file lies there, such as a device: a rename would
/// put a file in its place.
void refuse_special_file(const std::filesystem::path& path);

/// A gzip file of lines, written beside its place and renamed into it once it is whole.
class DumpOut {
 public:
  explicit DumpOut(const std::filesystem::path& path);  // throws Unavailable
  ~DumpOut();                                           // removes what was not finished
  DumpOut(const DumpOut&) = delete;
  void line(std::string_view text);
  /// The digest of all lines so far, hex.
  std::string sum() const;
  void finish();

 private:
  [[noreturn]] void fail(const char* what);

  const std::filesystem::path path_;
  const std::filesystem::path temporary_;
  int fd_ = -1;
  gzFile_s* gz_ = nullptr;
  crypto_generichash_state state_{};
};

/// The same, read. Throws BadDump: missing, foreign, truncated or corrupt.
class DumpIn {
 public:
  explicit DumpIn(const std::filesystem::path& path);
  /// False at the end of a file that ends where it should.
  bool line(std::string& out);
  /// The digest of all lines before the last one read, hex.
  const std::string& sum_before() const { return sum_before_; }

 private:
  struct Close {
    void operator()(gzFile_s* gz) const;
  };
  bool fill();

  std::unique_ptr<gzFile_s, Close> gz_;
  std::string buffer_;
  std::size_t at_ = 0;
  std::string sum_before_;
  crypto_generichash_state state_{};
};

}  // namespace lastmile::storage
