#pragma once
#include <filesystem>

namespace lastmile::vault {

/// A folder of a test's own, in memory where there is such a place; gone with the object.
class TestDir {
 public:
  TestDir();
  ~TestDir();
  TestDir(const TestDir&) = delete;
  TestDir& operator=(const TestDir&) = delete;
  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

}  // namespace lastmile::vault
