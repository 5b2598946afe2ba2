#pragma once
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string>

#include "base/describe.h"

/// The JSON encoder: a value straight to text, members in declaration order, an empty optional
/// left out (so a column added later does not change the text of an older row).
namespace lastmile {

void encode_string(std::string& out, std::string_view text);
/// The same for a text known to hold nothing that JSON escapes.
inline void encode_plain(std::string& out, std::string_view text) {
  out += '"';
  out += text;
  out += '"';
}
/// What stands before a member of an object, `,"name":`, made while compiling.
template <class Member>
constexpr auto member_key = [] {
  constexpr std::string_view name = plain_name(Member::name);
  std::array<char, name.size() + 4> key{',', '"'};
  std::copy(name.begin(), name.end(), key.begin() + 2);
  key[name.size() + 2] = '"';
  key[name.size() + 3] = ':';
  return key;
}();
/// Shortest form that reads back the same; non-finite numbers are a bug and throw Broken.
void encode_double(std::string& out, double number);

template <class T>
void encode(std::string& out, const T& value) {
  if constexpr (PlainWired<T>) {
    out += '"';
    Wire<T>::append(out, value);
    out += '"';
  } else if constexpr (Wired<T>) {
    encode_string(out, Wire<T>::text(value));
  } else if constexpr (std::is_same_v<T, bool>) {
    out += value ? "true" : "false";
  } else if constexpr (PlainNumber<T>) {
    const fmt::format_int digits(value);
    out.append(digits.data(), digits.size());
  } else if constexpr (BoundedNumber<T>) {
    encode(out, value.value);
  } else if constexpr (std::is_floating_point_v<T>) {
    encode_double(out, value);
  } else if constexpr (DescribedEnum<T>) {
    encode_plain(out, to_text(value));
  } else if constexpr (Optional<T>) {
    if (value)
      encode(out, *value);
    else
      out += "null";
  } else if constexpr (Vector<T>) {
    out += '[';
    const std::size_t begin = out.size();
    for (std::size_t i = 0; i < value.size(); ++i) {
      if (i > 0) out += ',';
      encode(out, value[i]);
      // Room for the rest, if they are as long as the first: else a page is copied ten times.
      if (i == 0) out.reserve(out.size() + (value.size() - 1) * (out.size() - begin));
    }
    out += ']';
  } else if constexpr (DescribedStruct<T>) {
    out += '{';
    bool first = true;
    boost::mp11::mp_for_each<members_of<T>>([&](auto d) {
      const auto& member = value.*d.pointer;
      if constexpr (Optional<std::remove_cvref_t<decltype(member)>>) {
        if (!member) return;
      }
      constexpr auto& key = member_key<decltype(d)>;
      const std::size_t comma = first ? 1 : 0;
      out.append(key.data() + comma, key.size() - comma);
      first = false;
      encode(out, member);
    });
    out += '}';
  } else {
    encode_string(out, std::string_view(value));
  }
}

/// JSON text of any described value.
template <class T>
std::string to_json(const T& value) {
  std::string out;
  encode(out, value);
  return out;
}

}  // namespace lastmile
