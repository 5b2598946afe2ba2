#include "base/idcard.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/assert.h"

namespace lastmile {
namespace {

constexpr std::size_t length = 18;
constexpr std::size_t old_length = 15;
constexpr Day earliest_birth{std::chrono::year{1900} / 1 / 1};

bool is_digit(char c) { return c >= '0' && c <= '9'; }

std::string tidy(std::string_view raw) {
  const std::string half = half_width(raw.substr(0, 256));
  std::string s(trimmed(half));
  if (!s.empty() && s.back() == 'x') s.back() = 'X';
  return s;
}

char check_character(std::string_view s) {
  constexpr std::array<int, 17> weights{7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
  int sum = 0;
  for (std::size_t i = 0; i < weights.size(); ++i) sum += weights[i] * (s[i] - '0');
  return "10X98765432"[sum % 11];
}

std::optional<Day> birth_in(std::string_view s) {
  const auto day =
      parse_day(fmt::format("{}-{}-{}", s.substr(6, 4), s.substr(10, 2), s.substr(12, 2)));
  return day && *day >= earliest_birth ? day : std::nullopt;
}

// Foreigners' permanent residence cards since 2023: 9, then the province that issued it.
bool is_foreign(std::string_view s) { return s[0] == '9'; }

IdCardCheck check_tidy(std::string_view s) {
  if (s.size() == old_length && std::ranges::all_of(s, is_digit)) return IdCardCheck::old_form;
  if (s.size() != length) return IdCardCheck::wrong_length;
  if (!std::ranges::all_of(s.substr(0, length - 1), is_digit)) return IdCardCheck::wrong_character;
  if (!is_digit(s.back()) && s.back() != 'X') return IdCardCheck::wrong_character;
  if (!is_province(s.substr(is_foreign(s) ? 1 : 0, 2))) return IdCardCheck::wrong_region;
  if (!birth_in(s)) return IdCardCheck::wrong_date;
  if (s.back() != check_character(s)) return IdCardCheck::wrong_check;
  return IdCardCheck::ok;
}

}  // namespace

IdCardCheck check_id_card(std::string_view text) { return check_tidy(tidy(text)); }

std::optional<IdCard> IdCard::parse(std::string_view text) {
  IdCard card;
  card.text_ = tidy(text);
  if (check_tidy(card.text_) != IdCardCheck::ok) return std::nullopt;
  return card;
}

std::string IdCard::masked() const {
  if (text_.empty()) return {};
  return std::string(length - 4, '*') + text_.substr(length - 4);
}

Day IdCard::birth() const {
  ASSERT(text_.size() == length);
  return birth_in(text_).value();
}

Sex IdCard::sex() const {
  ASSERT(text_.size() == length);
  return (text_[16] - '0') % 2 == 0 ? Sex::female : Sex::male;
}

std::optional<RegionCode> IdCard::region() const {
  ASSERT(text_.size() == length);
  return is_foreign(text_) ? std::nullopt : RegionCode::parse(std::string_view(text_).substr(0, 6));
}

Words remedy(IdCardCheck check) {
  switch (check) {
    case IdCardCheck::ok:
      return {"", ""};
    case IdCardCheck::old_form:
      return {"is the old form of 15 digits: write the 18 characters of the present card",
              "这是已停用的 15 位旧号码，请填写现在证件上的 18 位号码"};
    case IdCardCheck::wrong_length:
      return {"must have 18 characters", "应为 18 位"};
    case IdCardCheck::wrong_character:
      return {"must be digits; only the last character may be X", "应为数字，只有末位可以是 X"};
    case IdCardCheck::wrong_region:
      return {"begins with no province's code: check the first two digits",
              "开头不是任何省份的代码，请核对前两位"};
    case IdCardCheck::wrong_date:
      return {"holds no possible birth date: check digits 7 to 14",
              "出生日期不存在，请核对第 7 到 14 位"};
    case IdCardCheck::wrong_check:
      return {"does not add up: compare every digit with the card", "校验码不符，请与证件逐位核对"};
  }
  return {"", ""};
}

}  // namespace lastmile
