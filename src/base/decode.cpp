#include "base/decode.h"

#include <unicode/utf8.h>

#include <charconv>
#include <cmath>

namespace lastmile {

std::string At::pointer() const {
  if (!up) return "";
  std::string out = up->pointer() + "/";
  if (key.data() == nullptr) return out + std::to_string(index);
  for (const char c : key) {  // RFC 6901: ~ is ~0, / is ~1
    if (c == '~')
      out += "~0";
    else if (c == '/')
      out += "~1";
    else
      out += c;
  }
  return out;
}

void Trouble::add(const At& at, std::string_view code, std::string en, std::string zh) {
  constexpr std::size_t reported_max = 100;  // a hostile body must not make a huge answer
  if (fields.size() >= reported_max) return;
  fields.push_back({at.pointer(), std::string(code), std::move(en), std::move(zh)});
}

namespace detail {

namespace json = boost::json;

void wrong_type(const At& at, Trouble& t, Words what) {
  t.add(at, "type", fmt::format("must be {}", what.en), fmt::format("应为{}", what.zh));
}
void wrong_range(const At& at, Trouble& t, std::int64_t min, std::int64_t max) {
  t.add(at, "range", fmt::format("must be a whole number from {} to {}", min, max),
        fmt::format("应为 {} 到 {} 之间的整数", min, max));
}

namespace {

// "U+202E" for the first character that no text may hold.
std::string unprintable_in(std::string_view s) {
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(s.data());
  const auto size = static_cast<std::int32_t>(s.size());
  for (std::int32_t i = 0; i < size;) {
    const std::int32_t from = i;
    UChar32 c = 0;
    U8_NEXT(bytes, i, size, c);
    if (!is_printable(s.substr(static_cast<std::size_t>(from), static_cast<std::size_t>(i - from))))
      return fmt::format("U+{:04X}", c);
  }
  return {};
}

}  // namespace

void wrong_text(std::string_view s, const At& at, Trouble& t, Length length) {
  const auto [min, max] = length;
  const bool is_line = max <= line_max;
  if (!count_characters(s)) {
    return t.add(at, "character", "must be well-formed UTF-8", "应为合法的 UTF-8");
  }
  if (const auto found = unprintable_in(s); !found.empty()) {
    return t.add(at, "character", "must not hold the character " + found + ": take it out",
                 "不能含有字符 " + found + "，请去掉");
  }
  if (is_line && !is_one_line(trimmed(s))) {
    return t.add(at, "character", "must be on one line: take out line breaks and tabs",
                 "应写在一行内，请去掉换行和制表符");
  }
  const bool is_exact = min == max;
  t.add(at, "length",
        fmt::format("must be {} printable characters of UTF-8{}",
                    is_exact ? fmt::format("{}", min) : fmt::format("{} to {}", min, max),
                    is_line ? " on one line" : ""),
        fmt::format("应为 {} 个字，{}不含控制字符",
                    is_exact ? fmt::format("{}", min) : fmt::format("{} 到 {}", min, max),
                    is_line ? "写在一行内，" : ""));
}
void wrong_choice(const At& at, Trouble& t, const std::string& choices) {
  t.add(at, "choice", "must be one of: " + choices, "只能是：" + choices);
}
void missing_member(const At& at, Trouble& t) { t.add(at, "required", "is required", "必填"); }
void unknown_member(const At& at, Trouble& t) {
  t.add(at, "unknown", "is not a field of this request: take it out", "没有这一项，请去掉");
}
void too_many_items(const At& at, Trouble& t, std::size_t max) {
  t.add(at, "too_many", fmt::format("must hold at most {} items", max),
        fmt::format("最多 {} 项", max));
}
void wrong_format(const At& at, Trouble& t, Words hint) {
  t.add(at, "format", std::string(hint.en), std::string(hint.zh));
}

const TextParam* only_param(std::span<const TextParam> texts, std::string_view name, const At& at,
                            Trouble& t) {
  const TextParam* found = nullptr;
  for (const auto& p : texts) {
    if (p.name != name) continue;
    if (found) {
      t.add(at, "too_many", "must be given only once", "只能填一次");
      break;
    }
    found = &p;
  }
  return found;
}

std::optional<std::int64_t> whole(const json::value& v) {
  json::error_code ec;
  const auto n = v.to_number<std::int64_t>(ec);
  return ec ? std::nullopt : std::optional(n);
}
std::optional<double> finite(const json::value& v) {
  json::error_code ec;
  const auto n = v.to_number<double>(ec);
  return ec || !std::isfinite(n) ? std::nullopt : std::optional(n);
}
std::optional<std::int64_t> whole(std::string_view s) {
  std::int64_t n = 0;
  const auto [end, ec] = std::from_chars(s.data(), s.data() + s.size(), n);
  return ec == std::errc() && end == s.data() + s.size() ? std::optional(n) : std::nullopt;
}
std::optional<double> finite(std::string_view s) {
  double n = 0;
  const auto [end, ec] = std::from_chars(s.data(), s.data() + s.size(), n);
  const bool good = ec == std::errc() && end == s.data() + s.size() && std::isfinite(n);
  return good ? std::optional(n) : std::nullopt;
}
std::optional<bool> flag(std::string_view s) {
  if (s == "true" || s == "1") return true;
  if (s == "false" || s == "0") return false;
  return std::nullopt;
}
std::vector<std::string> split_commas(std::string_view s) {
  std::vector<std::string> parts;
  while (!s.empty()) {
    const auto comma = s.find(',');
    parts.emplace_back(s.substr(0, comma));
    s = comma == s.npos ? std::string_view{} : s.substr(comma + 1);
  }
  return parts;
}
const json::value* if_member(const json::value& object, std::string_view name) {
  return object.as_object().if_contains(name);
}
std::optional<std::string_view> if_string(const json::value& v) {
  const auto* s = v.if_string();
  return s ? std::optional<std::string_view>(std::string_view(s->data(), s->size())) : std::nullopt;
}
std::size_t item_count(const json::value& v) {
  const auto* a = v.if_array();
  return a ? a->size() : std::string::npos;
}
const json::value& item(const json::value& v, std::size_t i) { return v.as_array()[i]; }
bool is_object(const json::value& v) { return v.is_object(); }
bool is_null(const json::value& v) { return v.is_null(); }
std::optional<bool> if_bool(const json::value& v) {
  return v.is_bool() ? std::optional(v.get_bool()) : std::nullopt;
}
void each_key(const json::value& object, void (*f)(void*, std::string_view), void* context) {
  for (const auto& pair : object.as_object()) f(context, pair.key());
}

}  // namespace detail
}  // namespace lastmile
