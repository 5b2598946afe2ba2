#pragma once
#include "base/describe.h"
#include "base/region.h"

namespace lastmile {

enum class Sex { female, male };
BOOST_DESCRIBE_ENUM(Sex, female, male)

/// What is wrong with an ID number; checked in this order.
enum class IdCardCheck {
  ok,
  old_form,  // 15 digits, no longer valid since 2013
  wrong_length,
  wrong_character,
  wrong_region,
  wrong_date,   // no such day, or before 1900
  wrong_check,  // most often a mistyped digit
};

/// A resident ID number: 18 characters, GB 11643 (check character ISO 7064 MOD 11-2). Personal
/// data: shown only masked, stored only encrypted.
class IdCard {
 public:
  IdCard() = default;
  /// Takes full-width forms, a lower-case x, spaces at the ends. Whether the birth day is past is
  /// for the caller, who has a clock.
  static std::optional<IdCard> parse(std::string_view text);

  const std::string& text() const { return text_; }
  /// Only the last four characters: "**************5678".
  std::string masked() const;
  Day birth() const;
  Sex sex() const;
  /// Six digits of the county where the number was given; none on a foreigner's permanent
  /// residence card, which begins with 9.
  std::optional<RegionCode> region() const;

  friend auto operator<=>(const IdCard&, const IdCard&) = default;

 private:
  std::string text_;
};

IdCardCheck check_id_card(std::string_view text);
/// What to do about it; empty for ok.
Words remedy(IdCardCheck check);

template <>
struct Wire<IdCard> {
  static std::string text(const IdCard& card) { return card.text(); }
  static std::optional<IdCard> parse(std::string_view s) { return IdCard::parse(s); }
  static Words explain(std::string_view s) { return remedy(check_id_card(s)); }
  static constexpr std::string_view format = "";
  static constexpr Words hint{"must be the 18 characters of the resident ID card",
                              "应为 18 位居民身份证号码"};
};

}  // namespace lastmile
