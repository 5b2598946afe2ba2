#include "base/phone.h"

#include <algorithm>

namespace lastmile {
namespace {

constexpr std::size_t longest_input = 64;

// Digits with an optional leading +; nothing when something else is in it.
std::optional<std::string> dialled(std::string_view raw) {
  if (raw.size() > longest_input) return std::nullopt;
  const std::string half = half_width(raw);
  std::string out;
  for (const char c : trimmed(half)) {
    if (c >= '0' && c <= '9')
      out += c;
    else if (c == '+' && out.empty())
      out += c;
    else if (std::string_view(" -.()").find(c) == std::string_view::npos)
      return std::nullopt;
  }
  return out;
}

bool is_mobile_number(std::string_view digits) {
  return digits.size() == 11 && digits[0] == '1' && digits[1] >= '3';
}

// Digits of the area code with its 0: 010 and 02x have three, all others four.
std::size_t area_length(std::string_view digits) {
  if (digits.starts_with("010") || digits.starts_with("02")) return 3;
  return digits.size() > 4 && digits[1] >= '3' ? 4 : 0;
}

std::optional<std::string> landline(std::string_view digits) {
  if (!digits.starts_with('0')) return std::nullopt;
  const std::size_t area = area_length(digits);
  if (area == 0 || digits.size() < area + 7) return std::nullopt;
  const auto number = digits.substr(area);
  const bool length = number.size() == 8 || (number.size() == 7 && area == 4);
  if (!length || number[0] < '2' || number[0] > '8') return std::nullopt;
  return std::string(digits.substr(0, area)) + "-" + std::string(number);
}

// Without the country's prefix; a landline gets back the 0 that is left out behind +86.
std::string national(std::string digits) {
  std::size_t prefix = 0;
  if (digits.starts_with("+86"))
    prefix = 3;
  else if (digits.starts_with("0086"))
    prefix = 4;
  else if (digits.starts_with("86") && is_mobile_number(digits.substr(2)))
    prefix = 2;
  if (prefix == 0) return digits;
  digits.erase(0, prefix);
  return is_mobile_number(digits) || digits.starts_with('0') ? digits : "0" + digits;
}

}  // namespace

std::optional<Phone> Phone::parse(std::string_view text) {
  const auto digits = dialled(text);
  if (!digits) return std::nullopt;
  std::string s = national(*digits);
  if (s.starts_with('0') && is_mobile_number(s.substr(1))) s.erase(0, 1);  // dialled from afar
  Phone phone;
  if (is_mobile_number(s))
    phone.text_ = s;
  else if (auto fixed = landline(s))
    phone.text_ = std::move(*fixed);
  else
    return std::nullopt;
  return phone;
}

bool Phone::is_mobile() const { return is_mobile_number(text_); }

std::string Phone::masked() const {
  if (text_.empty()) return {};
  const std::size_t shown = is_mobile() ? 3 : text_.find('-') + 1;
  return text_.substr(0, shown) + std::string(text_.size() - shown - 4, '*') +
         text_.substr(text_.size() - 4);
}

std::string Phone::international() const {
  if (is_mobile()) return "+86" + text_;
  std::string out = "+86";
  for (const char c : std::string_view(text_).substr(std::min<std::size_t>(1, text_.size()))) {
    if (c != '-') out += c;
  }
  return out;
}

}  // namespace lastmile
