#include "base/base64.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "base/hex.h"

namespace lastmile {
namespace {

using Read = std::optional<std::vector<std::uint8_t>>;

TEST(Base64, WritesTheExamplesOfTheRfc) {  // RFC 4648 §10
  const std::vector<std::pair<std::string_view, std::string_view>> table{{"", ""},
                                                                         {"f", "Zg=="},
                                                                         {"fo", "Zm8="},
                                                                         {"foo", "Zm9v"},
                                                                         {"foob", "Zm9vYg=="},
                                                                         {"fooba", "Zm9vYmE="},
                                                                         {"foobar", "Zm9vYmFy"}};
  for (const auto& [plain, coded] : table) {
    EXPECT_EQ(to_base64(bytes_of(plain)), coded);
    ASSERT_TRUE(from_base64(coded));
    EXPECT_EQ(chars_of(*from_base64(coded)), plain);
  }
}

TEST(Base64, UsesTheUrlsAlphabetWithoutPadding) {
  const std::vector<std::uint8_t> bytes{0xfb, 0xff, 0xfe, 0xff};
  EXPECT_EQ(to_base64(bytes), "+//+/w==");
  EXPECT_EQ(to_base64url(bytes), "-__-_w");
  EXPECT_EQ(from_base64url("-__-_w"), Read(bytes));
}

TEST(Base64, IsStrict) {
  for (const std::string_view text : {"Zg=", "Zg", "Zg===", "Zh==", "Z", "Zm9v\n", " Zm9v", "Zm-v",
                                      "Zm9v=", "====", "中文字符"}) {
    EXPECT_FALSE(from_base64(text)) << text;
  }
  for (const std::string_view text : {"Zg==", "Zh", "Z", "Zm+v", "Zm9v ", "A"}) {
    EXPECT_FALSE(from_base64url(text)) << text;
  }
}

TEST(Hex, ReadsEitherCaseAndNothingElse) {
  EXPECT_EQ(to_hex(std::vector<std::uint8_t>{0x00, 0x0f, 0xab}), "000fab");
  EXPECT_EQ(from_hex("000FaB"), Read({0x00, 0x0f, 0xab}));
  EXPECT_EQ(from_hex(""), Read(std::vector<std::uint8_t>{}));
  for (const std::string_view text : {"0", "abc", "0g", "00 ", "0x00", "00:11"}) {
    EXPECT_FALSE(from_hex(text)) << text;
  }
}

RC_GTEST_PROP(Base64, ComesBack, (const std::vector<std::uint8_t>& bytes)) {
  RC_ASSERT(from_base64(to_base64(bytes)) == Read(bytes));
  RC_ASSERT(from_base64url(to_base64url(bytes)) == Read(bytes));
  RC_ASSERT(from_hex(to_hex(bytes)) == Read(bytes));
}

RC_GTEST_PROP(Base64, HasOneSpelling, ()) {
  const auto text = *rc::gen::container<std::string>(
      rc::gen::oneOf(rc::gen::elementOf(std::string("AZaz09+/=-_")), rc::gen::arbitrary<char>()));
  const auto standard = from_base64(text), url = from_base64url(text), hex = from_hex(text);
  RC_ASSERT((!standard || to_base64(*standard) == text));
  RC_ASSERT((!url || to_base64url(*url) == text));
  RC_ASSERT((!hex || to_hex(*hex).size() == text.size()));
}

}  // namespace
}  // namespace lastmile
