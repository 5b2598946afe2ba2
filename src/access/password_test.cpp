#include "access/password.h"

#include <gtest/gtest.h>

namespace lastmile::access {
namespace {

std::string verdict(const char* text, PasswordRules rules, std::string_view login = "wanglan") {
  const Check check = check_password({text}, login, rules, "/password");
  if (check.ok()) return "good";
  EXPECT_EQ(check.refused().refusal.code, "bad_request");
  EXPECT_EQ(check.refused().fields.at(0).path, "/password");
  return check.refused().fields.at(0).code;
}

TEST(Password, IsJudgedByTheRules) {
  struct Case {
    const char* text;
    const char* asvs;
    const char* dengbao3;
  };
  for (const Case& c : {Case{"short", "length", "length"},
                        {"ninechars", "length", "length"},
                        {"七个汉字不够长", "length", "length"},
                        {"我们社区的银杏树下", "length", "length"},
                        {"我们社区的银杏树下见", "good", "kinds"},
                        {"correct horse battery", "good", "kinds"},
                        {"Correct horse battery", "good", "good"},
                        {"correct horse 7", "good", "good"},
                        {"woaini1314520", "common", "common"},
                        {"WoAiNi1314520", "common", "common"},
                        {"Password123", "common", "common"},
                        {"Password123!", "common", "common"},
                        {"qwertyuiop", "common", "common"},
                        {"MANTIANXING-2026", "common", "common"},
                        {"ginkgo-bridge-demo", "good", "kinds"},
                        {"0123456789", "common", "common"},
                        {"aaaaaaaaaaaaaaaa", "common", "common"},
                        {"zyxwvutsrqponm", "common", "common"},
                        {"WangLan-2026", "name_in_it", "name_in_it"},
                        {"assword12345", "good", "kinds"}}) {
    EXPECT_EQ(verdict(c.text, PasswordRules::asvs), c.asvs) << c.text;
    EXPECT_EQ(verdict(c.text, PasswordRules::dengbao3), c.dengbao3) << c.text;
  }
  EXPECT_EQ(verdict("li-2026-ginkgo", PasswordRules::asvs, "li"), "good");
}

TEST(Password, AgesOnlyUnderDengbao3) {
  EXPECT_EQ(password_days_max(PasswordRules::asvs), std::nullopt);
  EXPECT_EQ(password_days_max(PasswordRules::dengbao3), 90);
}

TEST(Password, IsKeptAsArgon2id) {
  const Password right{"correct horse battery"};
  const std::string hash = hash_password(right);
  EXPECT_TRUE(hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$")) << hash;
  EXPECT_NE(hash, hash_password(right)) << "each has a salt of its own";
  EXPECT_TRUE(password_fits(hash, right));
  EXPECT_FALSE(password_fits(hash, {"correct horse batterz"}));
  EXPECT_FALSE(password_fits(hash, {""}));
  EXPECT_FALSE(password_fits("", right));
  EXPECT_FALSE(password_fits("", {"nobody has this password \x01"}));
}

TEST(Password, TravelsUntrimmedAndBounded) {
  using W = Wire<Password>;
  EXPECT_EQ(W::parse("  two spaces  ")->text, "  two spaces  ");
  EXPECT_TRUE(W::parse(std::string(128, 'x')));
  EXPECT_FALSE(W::parse(std::string(129, 'x')));
  EXPECT_FALSE(W::parse("bad\xff"));
}

}  // namespace
}  // namespace lastmile::access
