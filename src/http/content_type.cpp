#include "http/content_type.h"

#include "http/http_errors.h"

namespace lastmile::http {
namespace {

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return out;
}

bool is_json(std::string_view content_type) {
  return media_type(content_type) == "application/json";
}

// What the address takes, by name: JSON, or the files its route is for.
Refused other_type(const Route& route) {
  std::string types = route.takes_file ? "" : "application/json";
  for (const auto type : route.file_types) types += (types.empty() ? "" : ", ") + std::string(type);
  BadField field{"Content-Type", "choice", "must be one of: " + types, "只能是：" + types};
  if (types.empty()) {
    field.en = "must be the file's own type";
    field.zh = "应为文件本身的类型";
  }
  return Refused{content_type_wrong, {std::move(field)}};
}

/// Bytes of another character set would be stored as if they were ours.
Check is_utf8(std::string_view content_type) {
  const std::string text = lower(content_type);
  for (auto mark = text.find(';'); mark != text.npos; mark = text.find(';', mark + 1)) {
    std::string_view parameter(text);
    parameter = parameter.substr(mark + 1);
    parameter = trimmed(parameter.substr(0, parameter.find(';')));
    if (!parameter.starts_with("charset=")) continue;
    auto name = parameter.substr(8);
    if (name.size() >= 2 && name.starts_with('"') && name.ends_with('"'))
      name = name.substr(1, name.size() - 2);
    if (name == "utf-8" || name == "utf8" || name == "us-ascii") continue;
    return Refused{content_type_wrong,
                   {{"Content-Type", "charset", "must be UTF-8: leave charset out, or say utf-8",
                     "须为 UTF-8：请去掉 charset，或写 utf-8"}},
                   std::string(name)};
  }
  return Done{};
}

}  // namespace

std::string media_type(std::string_view content_type) {
  return lower(trimmed(content_type.substr(0, content_type.find(';'))));
}

Check check_content_type(const Route& route, const Asked& asked, bool has_body) {
  if (!asked.content_encoding.empty() && lower(asked.content_encoding) != "identity") {
    return Refused{content_type_wrong,
                   {{"Content-Encoding", "encoding", "must be left out: send the body uncompressed",
                     "请去掉这个头，正文不要压缩"}}};
  }
  const std::string_view type = asked.content_type;
  // No file here is JSON: who sends it meant another address, or forgot the file's own type.
  const bool wrong = route.takes_file ? type.empty() || is_json(type) : has_body && !is_json(type);
  if (wrong) return other_type(route);
  if (!route.takes_file) return is_utf8(type);
  return Done{};
}

}  // namespace lastmile::http
