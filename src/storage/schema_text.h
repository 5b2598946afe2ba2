#pragma once
#include <span>
#include <string>
#include <string_view>

namespace lastmile::storage {

/// One file of schema/, built into the program.
struct Migration {
  int version;
  std::string_view name;  // "vault" of 0010_vault.sql
  std::string_view text;
};

/// In order of version. Generated at build time from schema/NNNN_name.sql.
std::span<const Migration> migrations();
/// All of them, one after the other.
std::string whole_schema();

}  // namespace lastmile::storage
