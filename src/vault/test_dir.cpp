#include "vault/test_dir.h"

#include <unistd.h>

#include <stdexcept>
#include <string>

namespace lastmile::vault {

TestDir::TestDir() {
  const std::filesystem::path shared = "/dev/shm";
  const auto parent =
      ::access(shared.c_str(), W_OK) == 0 ? shared : std::filesystem::temp_directory_path();
  std::string name = (parent / "lastmile_vault_XXXXXX").string();
  if (!::mkdtemp(name.data())) throw std::runtime_error("cannot make a test folder");
  path_ = name;
}

TestDir::~TestDir() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

}  // namespace lastmile::vault
