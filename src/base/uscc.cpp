#include "base/uscc.h"

#include "base/text.h"

namespace lastmile {
namespace {

constexpr std::size_t length = 18;
// Without I, O, S, V, Z, which look like digits or each other.
constexpr std::string_view alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";

char check_character(std::string_view s) {
  std::size_t sum = 0, weight = 1;  // 3^i mod 31
  for (std::size_t i = 0; i + 1 < length; ++i) {
    sum += alphabet.find(s[i]) * weight;
    weight = weight * 3 % alphabet.size();
  }
  return alphabet[(alphabet.size() - sum % alphabet.size()) % alphabet.size()];  // 31 is '0'
}

}  // namespace

std::string tidy_uscc(std::string_view text) {
  const std::string half = half_width(text.substr(0, 256));
  std::string s(trimmed(half));
  for (char& c : s) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  }
  return s;
}

UsccCheck check_uscc(std::string_view text) {
  const std::string s = tidy_uscc(text);
  if (s.size() != length) return UsccCheck::wrong_length;
  if (s.find_first_not_of(alphabet) != s.npos) return UsccCheck::wrong_character;
  return s.back() == check_character(s) ? UsccCheck::ok : UsccCheck::wrong_check;
}

Words remedy(UsccCheck check) {
  switch (check) {
    case UsccCheck::ok:
      return {"", ""};
    case UsccCheck::wrong_length:
      return {"must have 18 characters", "应为 18 位"};
    case UsccCheck::wrong_character:
      return {"must be digits and capital letters without I, O, S, V and Z",
              "应为数字和大写字母，且不含 I、O、S、V、Z"};
    case UsccCheck::wrong_check:
      return {"does not add up: compare it with the certificate, or confirm it with a reason",
              "校验码不符，请与证书核对；确认无误的请说明理由后继续"};
  }
  return {"", ""};
}

}  // namespace lastmile
