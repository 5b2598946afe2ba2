#include "app/folder.h"

#include <fmt/format.h>

#include <stdexcept>

namespace lastmile::app {
namespace {

std::runtime_error fault_at(const std::filesystem::path& path, std::string_view what) {
  return std::runtime_error(
      fmt::format("{} {}: give --data a folder that the user who runs this may read and write",
                  path.string(), what));
}

}  // namespace

bool is_there(const std::filesystem::path& path) {
  std::error_code why;
  const bool there = std::filesystem::exists(path, why);
  if (why) throw fault_at(path, fmt::format("cannot be looked at ({})", why.message()));
  return there;
}

void make_folder(const std::filesystem::path& dir) {
  std::error_code why;
  std::filesystem::create_directories(dir, why);
  std::error_code none;
  if (std::filesystem::is_directory(dir, none)) return;
  if (is_there(dir)) throw fault_at(dir, "is no folder");
  throw fault_at(dir, fmt::format("cannot be made ({})", why.message()));
}

}  // namespace lastmile::app
