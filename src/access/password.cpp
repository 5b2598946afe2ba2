#include "access/password.h"

#include <sodium.h>

#include <algorithm>
#include <stdexcept>

#include "access/guessing_rules.h"

namespace lastmile::access {
namespace {

constexpr unsigned long long passes = 2;
constexpr std::size_t memory_bytes = 19 * 1024 * 1024;

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return out;
}

int kinds_in(std::string_view text) {
  bool lower_case = false, upper_case = false, digit = false, other = false;
  for (const char c : text) {
    if (c >= 'a' && c <= 'z')
      lower_case = true;
    else if (c >= 'A' && c <= 'Z')
      upper_case = true;
    else if (c >= '0' && c <= '9')
      digit = true;
    else
      other = true;
  }
  return lower_case + upper_case + digit + other;
}

void start_sodium() {
  if (sodium_init() < 0) throw std::runtime_error("libsodium does not start");
}

// What a password is compared with when there is no account: nothing fits it.
const std::string& nobodys_hash() {
  static const std::string hash = hash_password({"nobody has this password \x01"});
  return hash;
}

}  // namespace

std::optional<int> password_days_max(PasswordRules rules) {
  return rules == PasswordRules::dengbao3 ? std::optional(90) : std::nullopt;
}

Check check_password(const Password& password, std::string_view login, PasswordRules rules,
                     std::string_view path) {
  const auto refuse = [&](std::string_view code, Words words) -> Check {
    return bad_field(std::string(path), std::string(code), words);
  };
  if (count_characters(password.text).value_or(0) < Password::min) {
    return refuse("length", {"must have at least 10 characters", "至少 10 个字符"});
  }
  const std::string low = lower(password.text);
  if (is_guessable(low)) {
    return refuse("common", {"is among the first that attackers try: choose another",
                             "过于常见，容易被猜到，请换一个"});
  }
  if (login.size() >= 4 && low.find(lower(login)) != std::string::npos) {
    return refuse("name_in_it", {"must not contain the login name", "不能包含用户名"});
  }
  if (rules == PasswordRules::dengbao3 && kinds_in(password.text) < 3) {
    return refuse("kinds", {"must mix three of: lower case, upper case, digits, other characters",
                            "须含大写、小写、数字、其他字符中的三种"});
  }
  return Done{};
}

std::string hash_password(const Password& password) {
  start_sodium();
  char out[crypto_pwhash_STRBYTES];
  if (crypto_pwhash_str_alg(out, password.text.data(), password.text.size(), passes, memory_bytes,
                            crypto_pwhash_ALG_ARGON2ID13) != 0) {
    throw std::runtime_error("no memory to hash a password");
  }
  return out;
}

bool password_fits(const std::string& hash, const Password& password) {
  start_sodium();
  const std::string& against = hash.empty() ? nobodys_hash() : hash;
  const bool fits =
      crypto_pwhash_str_verify(against.c_str(), password.text.data(), password.text.size()) == 0;
  return fits && !hash.empty();
}

}  // namespace lastmile::access
