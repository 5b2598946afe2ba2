#pragma once
#include "base/describe.h"

namespace lastmile {

/// The five levels of China's divisions; a code has 2, 4, 6, 9 or 12 digits (GB/T 2260, 10114).
enum class RegionLevel { province, city, county, township, village };
BOOST_DESCRIBE_ENUM(RegionLevel, province, city, county, township, village)

/// Texts t with lo <= t < hi; compare as text, in any collation that orders digits.
struct RegionRange {
  std::string lo;
  std::string hi;
};

/// One division. 湖滨区 is 411202, a street of it 411202001, a neighbourhood 411202001001.
class RegionCode {
 public:
  RegionCode() = default;
  /// 2, 4, 6, 9 or 12 digits of a province that exists.
  static std::optional<RegionCode> parse(std::string_view text);

  const std::string& text() const { return text_; }
  RegionLevel level() const;
  /// The division one level up; none above a province.
  std::optional<RegionCode> parent() const;
  /// True for `above` itself and everything beneath it.
  bool is_under(const RegionCode& above) const { return text_.starts_with(above.text_); }
  /// Exactly the codes that are under this one, for an index: `code >= $1 AND code < $2`.
  RegionRange range() const;

  friend auto operator<=>(const RegionCode&, const RegionCode&) = default;

 private:
  std::string text_;
};

/// True for the two digits of a province-level division (Hong Kong, Macao and Taiwan as 81–83, 71).
bool is_province(std::string_view two_digits);

template <>
struct Wire<RegionCode> {
  static std::string text(const RegionCode& r) { return r.text(); }
  static std::optional<RegionCode> parse(std::string_view s) { return RegionCode::parse(s); }
  static constexpr std::string_view format = "";
  static constexpr Words hint{"must be a region code of 2, 4, 6, 9 or 12 digits, such as 411202",
                              "应为 2、4、6、9 或 12 位行政区划代码，例如 411202"};
};

}  // namespace lastmile
