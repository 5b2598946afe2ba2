#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "base/describe.h"
#include "base/text.h"

/// Passwords of staff: what is a good one, and how it is kept.
namespace lastmile::access {

/// 10 to 128 characters, any of them; not trimmed, never shown.
struct Password {
  static constexpr std::size_t min = 10;
  static constexpr std::size_t max = 128;
  std::string text;
};

/// What the deployment asks of passwords. ASVS 5.0 (the default) asks for length and against
/// common ones; `dengbao3` adds what 等保三级 asks: kinds of characters and an age.
enum class PasswordRules { asvs, dengbao3 };
BOOST_DESCRIBE_ENUM(PasswordRules, asvs, dengbao3)

/// 90 days under dengbao3 (GB/T 22239-2019 8.1.4.1 a asks for regular change), else never.
std::optional<int> password_days_max(PasswordRules rules);

/// `bad_request` naming the field with length, common, name_in_it or kinds; Done when it is good.
/// Common ones are found in any case and dress (guessing_rules.h). Under dengbao3 three of: lower,
/// upper, digit, other.
Check check_password(const Password& password, std::string_view login, PasswordRules rules,
                     std::string_view path);

/// Argon2id, 19 MiB, 2 passes (OWASP Password Storage, 2023): about 30 ms. Never on the lane.
std::string hash_password(const Password& password);
/// About 30 ms, also when `hash` is empty: an absent account costs the same as a wrong password.
bool password_fits(const std::string& hash, const Password& password);

}  // namespace lastmile::access

template <>
struct lastmile::Wire<lastmile::access::Password> {
  static std::string text(const access::Password& p) { return p.text; }
  static std::optional<access::Password> parse(std::string_view s) {
    const auto length = count_characters(s);
    if (!length || *length > access::Password::max || !is_printable(s)) return std::nullopt;
    return access::Password{std::string(s)};
  }
  static constexpr std::string_view format = "password";
  static constexpr Words hint{"must be well-formed text of at most 128 characters",
                              "应为不超过 128 个字符的文字"};
};
