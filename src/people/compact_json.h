#pragma once
#include <charconv>

#include "base/assert.h"
#include "base/decode.h"
#include "people/person.h"

/// Lists as our own encoder writes them, read back without a document tree: a hundred thousand
/// profiles are streamed with four lists each. Anything unexpected is read the general way.
namespace lastmile::people {

namespace detail {

/// Walks over text; every step says whether it went as expected.
struct Reader {
  std::string_view rest;

  bool take(std::string_view expected) {
    if (!rest.starts_with(expected)) return false;
    rest.remove_prefix(expected.size());
    return true;
  }
  bool plain_string(std::string& out) {
    if (!take("\"")) return false;
    const std::size_t end = rest.find_first_of("\"\\");
    if (end == rest.npos || rest[end] == '\\') return false;
    out = rest.substr(0, end);
    rest.remove_prefix(end + 1);
    return true;
  }
  template <class Number>
  bool number(std::string_view name, Number& out) {
    if (!take(name)) return false;
    const auto [end, error] = std::from_chars(rest.data(), rest.data() + rest.size(), out.value);
    if (error != std::errc{} || out.value < Number::min || out.value > Number::max) return false;
    rest.remove_prefix(static_cast<std::size_t>(end - rest.data()));
    return true;
  }
};

inline bool read_item(Reader& in, std::string& out) { return in.plain_string(out); }

inline bool read_item(Reader& in, FreeHours& out) {
  return in.number("{\"weekday\":", out.weekday) &&
         in.number(",\"from_minute\":", out.from_minute) &&
         in.number(",\"to_minute\":", out.to_minute) && in.take("}");
}

inline bool read_item(Reader& in, FreeException& out) {
  std::string day;
  if (!in.take("{\"day\":") || !in.plain_string(day)) return false;
  const auto parsed = parse_day(day);
  if (!parsed) return false;
  out.day = *parsed;
  if (in.take(",\"free\":true"))
    out.free = true;
  else if (in.take(",\"free\":false"))
    out.free = false;
  else
    return false;
  return in.number(",\"from_minute\":", out.from_minute) &&
         in.number(",\"to_minute\":", out.to_minute) && in.take("}");
}

template <class T>
bool read_items(std::string_view text, std::vector<T>& out) {
  Reader in{text};
  if (!in.take("[")) return false;
  if (in.take("]")) return in.rest.empty();
  do {
    if (!read_item(in, out.emplace_back())) return false;
  } while (in.take(","));
  return in.take("]") && in.rest.empty();
}

}  // namespace detail

/// The items of a list column; what is no such list at all is a bug and throws Broken.
template <class T>
std::vector<T> read_compact(std::string_view text) {
  std::vector<T> out;
  if (detail::read_items(text, out)) return out;
  auto general = from_json<std::vector<T>>(text);
  ASSERT(general.ok());
  return std::move(general).value();
}

}  // namespace lastmile::people
