#pragma once
#include "base/describe.h"

namespace lastmile {

/// A telephone number of the mainland in its one normal form, so that equal numbers are equal
/// texts: "13812341234", "0398-2823456". Personal data: shown masked.
class Phone {
 public:
  Phone() = default;
  /// Takes +86, 0086 and 86, full-width forms, spaces, hyphens, dots and brackets.
  static std::optional<Phone> parse(std::string_view text);

  const std::string& text() const { return text_; }
  /// Can get a text message.
  bool is_mobile() const;
  /// "138****1234", "0398-***3456".
  std::string masked() const;
  /// "+8613812341234", "+863982823456": for gateways.
  std::string international() const;

  friend auto operator<=>(const Phone&, const Phone&) = default;

 private:
  std::string text_;
};

template <>
struct Wire<Phone> {
  static std::string text(const Phone& phone) { return phone.text(); }
  static std::optional<Phone> parse(std::string_view s) { return Phone::parse(s); }
  static constexpr std::string_view format = "";
  static constexpr Words hint{
      "must be a mobile number of 11 digits, or a landline with its area code: 0398-2823456",
      "应为 11 位手机号码，或带区号的固定电话，例如 0398-2823456"};
};

}  // namespace lastmile
