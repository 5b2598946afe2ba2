#include "http/site.h"

#include <sodium.h>

#include <algorithm>
#include <fstream>
#include <vector>

#include "base/bytes.h"
#include "base/hex.h"
#include "base/text.h"
#include "http/router.h"
#include "storage/tx.h"

namespace lastmile::http {
namespace {

namespace fs = std::filesystem;

constexpr std::uintmax_t site_max = 64u << 20;

std::string_view type_of(std::string_view path) {
  constexpr std::pair<std::string_view, std::string_view> types[] = {
      {".html", "text/html; charset=utf-8"},
      {".js", "text/javascript; charset=utf-8"},
      {".css", "text/css; charset=utf-8"},
      {".json", "application/json"},
      {".geojson", "application/geo+json"},
      {".webmanifest", "application/manifest+json"},
      {".svg", "image/svg+xml"},
      {".png", "image/png"},
      {".ico", "image/x-icon"},
      {".webp", "image/webp"},
      {".woff2", "font/woff2"},
      {".wasm", "application/wasm"},
      {".txt", "text/plain; charset=utf-8"},
  };
  for (const auto& [ending, type] : types) {
    if (path.ends_with(ending)) return type;
  }
  return "application/octet-stream";
}

std::shared_ptr<const std::string> bytes_of_file(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  auto bytes = std::make_shared<std::string>(std::istreambuf_iterator<char>(in),
                                             std::istreambuf_iterator<char>());
  if (in.bad() || !in.is_open()) throw storage::Unavailable("cannot read " + path.string());
  return bytes;
}

std::vector<fs::path> files_in(const fs::path& folder) {
  std::error_code ec;
  std::vector<fs::path> all;
  for (fs::recursive_directory_iterator it(folder, ec), end; !ec && it != end; it.increment(ec)) {
    if (it->is_regular_file(ec)) all.push_back(it->path());
  }
  if (ec) throw storage::Unavailable("cannot read the web app in " + folder.string());
  return all;
}

std::string tag_of(std::string_view bytes) {
  std::array<std::uint8_t, 16> hash{};
  crypto_generichash(hash.data(), hash.size(), bytes_of(bytes).data(), bytes.size(), nullptr, 0);
  return "\"" + to_hex(hash) + "\"";
}

/// Is the path one of the app's pages, one a line; "/desk/*" is all beneath? Without a list all
/// are.
bool is_page(const std::string* list, std::string_view path) {
  if (!list) return true;
  if (path.size() > 1 && path.ends_with('/')) path.remove_suffix(1);
  for (std::string_view rest = *list; !rest.empty();) {
    const auto end = std::min(rest.find('\n'), rest.size());
    const std::string_view page = trimmed(rest.substr(0, end));
    rest.remove_prefix(std::min(end + 1, rest.size()));
    if (page == path) return true;
    if (page.ends_with("/*") && path.starts_with(page.substr(0, page.size() - 1))) return true;
  }
  return false;
}

}  // namespace

Site::Site(const fs::path& folder) {
  if (folder.empty()) return;
  std::uintmax_t total = 0;
  for (const fs::path& found : files_in(folder)) {
    std::string path = "/" + fs::relative(found, folder).generic_string();
    total += fs::file_size(found);
    if (total > site_max) throw storage::Unavailable("the web app is over 64 MiB");
    const bool br = path.ends_with(".br"), gz = path.ends_with(".gz");
    if (br || gz) path.resize(path.size() - 3);
    const auto bytes = bytes_of_file(found);
    File& file = files_[path];
    file.content_type = type_of(path);
    Variant& variant = br ? file.br : gz ? file.gz : file.plain;
    variant.bytes = bytes;
    variant.tag = tag_of(*bytes);
  }
  for (auto it = files_.begin(); it != files_.end();) {
    it = it->second.plain.bytes ? std::next(it) : files_.erase(it);
  }
}

std::optional<Reply> Site::find(std::string_view path, const Asked& asked) const {
  const auto decoded = percent_decoded(path, false);
  if (!decoded || files_.empty()) return std::nullopt;
  const bool is_asset = decoded->starts_with("/assets/");
  auto found = files_.find(*decoded);
  Reply reply;
  if (found == files_.end()) {
    if (is_asset) return std::nullopt;
    found = files_.find("/index.html");
    if (found == files_.end()) return std::nullopt;
    const auto list = files_.find("/pages.txt");
    const bool known =
        is_page(list == files_.end() ? nullptr : list->second.plain.bytes.get(), *decoded);
    if (!known) reply.status = 404;  // the app itself tells people so
  }
  const File& file = found->second;
  const Variant* variant = &file.plain;
  if (file.br.bytes && weight_of(asked.accept_encoding, "br") > 0) {
    variant = &file.br;
    reply.headers.emplace_back("Content-Encoding", "br");
  } else if (file.gz.bytes && weight_of(asked.accept_encoding, "gzip") > 0) {
    variant = &file.gz;
    reply.headers.emplace_back("Content-Encoding", "gzip");
  }
  reply.content_type = file.content_type;
  reply.headers.emplace_back("ETag", variant->tag);
  reply.headers.emplace_back("Vary", "Accept-Encoding");
  if (reply.status != 404) {  // which nobody keeps
    reply.headers.emplace_back("Cache-Control",
                               is_asset ? "public, max-age=31536000, immutable" : "no-cache");
  }
  if (reply.status != 404 && !asked.if_none_match.empty() &&
      names_tag(asked.if_none_match, variant->tag)) {
    reply.status = 304;
  } else {
    reply.shared_body = variant->bytes;
  }
  return reply;
}

}  // namespace lastmile::http
