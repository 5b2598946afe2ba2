#pragma once
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>

#include "http/asked.h"
#include "http/reply.h"

namespace lastmile::http {

/// The built web app, read into memory at start with its precompressed twins (`x.js.br`,
/// `x.js.gz`). Paths are looked up among the files found then, so no path can lead outside the
/// folder.
class Site {
 public:
  Site() = default;
  /// Empty folder name: no site. Throws storage::Unavailable when it cannot be read or is over 64
  /// MiB.
  explicit Site(const std::filesystem::path& folder);

  /// The file, or index.html for paths the web app answers itself; nothing when there is no site
  /// or no such asset. 304 when the client has it.
  std::optional<Reply> find(std::string_view path, const Asked& asked) const;

 private:
  struct Variant {
    std::shared_ptr<const std::string> bytes;
    std::string tag;
  };
  struct File {
    std::string content_type;
    Variant plain, br, gz;
  };
  std::map<std::string, File, std::less<>> files_;  // "/assets/app.js"
};

}  // namespace lastmile::http
