#pragma once
#include <filesystem>

/// The folder of --data, met as people name it: what the system says of it comes with the remedy.
namespace lastmile::app {

/// Whether a file or folder of DIR is there. Throws std::runtime_error when one may not even look.
bool is_there(const std::filesystem::path& path);
/// Makes DIR, and what it lies in. Throws std::runtime_error when that cannot be.
void make_folder(const std::filesystem::path& dir);

}  // namespace lastmile::app
