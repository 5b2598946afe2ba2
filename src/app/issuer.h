#pragma once
#include <filesystem>

namespace lastmile::app {

/// Where a town writes down the verifier line of its key: what `verify-certificate` trusts beside
/// it.
std::filesystem::path issuer_file(const std::filesystem::path& data);

}  // namespace lastmile::app
