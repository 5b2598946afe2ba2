#pragma once
#include "access/access.h"
#include "base/describe.h"

namespace lastmile::access {

/// Where people name a part of the site tree: "4112/411202/" is that site and all beneath it. Only
/// the shape is held to here; whether there is such a site is asked later.
class SitePath {
 public:
  SitePath() = default;
  static std::optional<SitePath> parse(std::string_view text) {
    if (!is_path(text)) return std::nullopt;
    SitePath path;
    path.text_ = text;
    return path;
  }
  const std::string& str() const { return text_; }
  bool empty() const { return text_.empty(); }
  operator std::string_view() const { return text_; }
  friend auto operator<=>(const SitePath&, const SitePath&) = default;

 private:
  std::string text_;
};

}  // namespace lastmile::access

namespace lastmile {

template <>
struct Wire<access::SitePath> {
  static std::string text(const access::SitePath& path) { return path.str(); }
  static std::optional<access::SitePath> parse(std::string_view s) {
    return access::SitePath::parse(s);
  }
  static constexpr std::string_view format = "";
  static constexpr Words hint{
      "must be the path of a site, a slash after each code, such as 4112/411202/",
      "应为站点路径，末尾带斜线，例如 4112/411202/"};
};

}  // namespace lastmile
