#pragma once
#include <string>
#include <string_view>

namespace lastmile::places {

/// The paths at and under one: `site_path >= lo and site_path < hi`.
struct PathRange {
  std::string lo;
  std::string hi;
};

/// '0' follows '/', so the range of "4112/" ends before "41120". An empty path spans all.
inline PathRange subtree(std::string_view path) {
  if (path.empty()) return {"", ":"};
  std::string hi(path);
  if (hi.back() == '/')
    hi.back() = '0';
  else
    hi += '0';
  return {std::string(path), hi};
}

}  // namespace lastmile::places
