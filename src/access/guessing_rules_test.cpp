#include "access/guessing_rules.h"

#include <gtest/gtest.h>

#include <random>
#include <string>

namespace lastmile::access {
namespace {

TEST(Guessing, BeginsWithTheseAndTheirLike) {
  for (const char* low :
       {// The most used themselves; each stands behind another that ends like it.
        "qwertyuiop", "1234567890", "123456789a", "password123", "zhiyuanzhe", "asdfghjkl1",
        // A word with something around it, in any spelling.
        "password123!", "password123456", "p@ssw0rd2026", "passw0rd!!", "pa$$word12", "!!password",
        "pass.word.1", "1password1", "admin@2026", "adm1n12345", "admin13812345678", "$ecurity1!",
        "5ecurity2026", "welcome2026!", "iloveyou520", "1l0vey0u2026", "mantianxing2026",
        "lastmile@2026", "zhiyuanzhe!1", "woaini201314", "woaini1990", "5201314woaini",
        "shequ888888", "leifeng-0305", "sanmenxia.4112", "guanliyuan01", "changeme!!",
        "letmein2026", "dragon12345", "monkey!@#$%", "sunshine99", "zhangwei1990",
        // Two of them run together.
        "adminpassword", "rootadmin1", "testadmin123", "iloveyoubaobei",
        // Walks over the keyboard.
        "asdfghjkl;", "zxcvbnm,./", "1qaz2wsx3edc", "!qaz2wsx#edc", "1qaz2wsx!!", "zaq12wsxcde3",
        "1q2w3e4r5t", "q1w2e3r4t5", "qazwsxedcrfv", "qwer1234asdf", "qwertyuiop[]", "poiuytrewq",
        "1qaz@wsx1qaz", "qwertasdfg",
        // Runs and repetitions.
        "aaaaaaaaaa", "aaaaabbbbb", "abcdefghij", "abcabcabcabc", "1231231231", "12345678910",
        "9876543210", "2001200120", "20012001200", "1990010119900101", "adminadmin",
        "lastmilelastmile", "password password", "1a2b3c4d5e", "a1a2a3a4a5", "112233445566",
        "52013145201314", "1111111111a", "哈哈哈哈哈哈哈哈哈哈"}) {
    EXPECT_TRUE(is_guessable(low)) << low;
  }
}

TEST(Guessing, LeavesPassphrasesAndChanceAlone) {
  for (const char* low : {"ginkgo-bridge-demo",
                          "seven ginkgo trees",
                          "eight ginkgo trees",
                          "guess number one",
                          "correct horse battery staple",
                          "correct horse battery",
                          "correct horse 7",
                          "sunshine over the dragon bridge",
                          "password of the third well",
                          "li-2026-ginkgo",
                          "we plant 40 poplars in march",
                          "我们社区的银杏树下见",
                          "三棵银杏树下,周六见面",
                          "yinxingshuxia-zhouliu",
                          "laowangjia nan men 37",
                          "tx7#kq2m9vzb",
                          "x9f2lq84mzr1",
                          "vhq8zt3kfm5p",
                          "r4y!w8dn^c2j",
                          "kbtzmfwhqpxd",
                          "83619274058361",
                          "90417263582946",
                          "password 83619274058",
                          "assword12345"}) {
    EXPECT_FALSE(is_guessable(low)) << low;
  }
}

// A password manager's choice is not sent back to choose again.
TEST(Guessing, HardlyEverCatchesTwelveRandomCharacters) {
  constexpr std::string_view signs = "abcdefghijklmnopqrstuvwxyz0123456789!@#$%-_";
  std::mt19937 chance(7);
  int caught = 0;
  for (int n = 0; n < 20'000; ++n) {
    std::string low;
    for (int i = 0; i < 12; ++i) low += signs[chance() % signs.size()];
    caught += is_guessable(low) ? 1 : 0;
  }
  EXPECT_LE(caught, 10);
}

TEST(Guessing, LooksAtAnyText) {
  EXPECT_TRUE(is_guessable(""));
  EXPECT_TRUE(is_guessable("!"));
  EXPECT_TRUE(is_guessable(std::string(128, '!')));
  EXPECT_FALSE(is_guessable("好"));
}

}  // namespace
}  // namespace lastmile::access
