#include "base/encode.h"

#include <cmath>
#include <cstring>

#include "base/assert.h"

namespace lastmile {

namespace {

// True when one of eight bytes is a control character, a quote or a backslash; bytes of Chinese are
// above all three. Eight at a time, for texts are a fifth of the cost of an answer.
bool has_special(const char* eight) {
  constexpr std::uint64_t ones = 0x0101010101010101, tops = 0x8080808080808080;
  std::uint64_t w = 0;
  std::memcpy(&w, eight, sizeof w);
  const auto zeros = [](std::uint64_t x) { return (x - ones) & ~x; };
  const std::uint64_t control = (w - ones * 0x20) & ~w;
  return ((control | zeros(w ^ (ones * '"')) | zeros(w ^ (ones * '\\'))) & tops) != 0;
}

}  // namespace

void encode_string(std::string& out, std::string_view text) {
  out += '"';
  std::size_t plain = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    while (i + 8 <= text.size() && !has_special(text.data() + i)) i += 8;
    if (i == text.size()) break;
    const auto c = static_cast<unsigned char>(text[i]);
    if (c >= 0x20 && c != '"' && c != '\\') continue;
    out.append(text, plain, i - plain);
    plain = i + 1;
    switch (c) {
      case '"':
        out += "\\\"";
        break;
      case '\\':
        out += "\\\\";
        break;
      case '\n':
        out += "\\n";
        break;
      case '\t':
        out += "\\t";
        break;
      case '\r':
        out += "\\r";
        break;
      default:
        fmt::format_to(std::back_inserter(out), "\\u{:04x}", c);
    }
  }
  out.append(text, plain, text.size() - plain);
  out += '"';
}

void encode_double(std::string& out, double number) {
  ASSERT(std::isfinite(number));
  fmt::format_to(std::back_inserter(out), "{}", number == 0 ? 0 : number);  // no "-0"
}

namespace detail {

// "... [with T = lastmile::needs::NeedView; ...]" (gcc) or "... [T = lastmile::...]" (clang).
std::string tidy_type_name(std::string_view pretty) {
  const auto start = pretty.find("T = ");
  std::string_view name = pretty.substr(start + 4);
  name = name.substr(0, name.find_first_of(";]"));
  std::string out;
  constexpr std::string_view root = "lastmile::";
  for (std::size_t i = 0; i < name.size(); ++i) {
    if (name.substr(i).starts_with(root)) i += root.size();
    if (name.substr(i).starts_with("::")) {
      out += '.';
      ++i;
    } else if (std::isalnum(static_cast<unsigned char>(name[i])) || name[i] == '_') {
      out += name[i];
    } else if (name[i] == '<' || name[i] == ',') {
      out += '-';
    }
  }
  return out;
}

}  // namespace detail
}  // namespace lastmile
