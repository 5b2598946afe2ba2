#include "base/text.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "base/typing_fixture.h"

namespace lastmile {
namespace {

TEST(Text, CountsCharactersNotBytes) {
  EXPECT_EQ(count_characters(""), 0u);
  EXPECT_EQ(count_characters("茅津a"), 3u);
  EXPECT_EQ(count_characters("𬇕"), 1u);
  EXPECT_EQ(count_characters("\xf4\x8f\xbf\xbf"), 1u);  // U+10FFFF
}

TEST(Text, RefusesMalformedUtf8) {
  for (const std::string_view bad :
       {"\x80", "\xc0\x80", "\xc1\xbf", "\xe0\x80\x80", "\xed\xa0\x80", "\xed\xbf\xbf",
        "\xf0\x80\x80\x80", "\xf4\x90\x80\x80", "\xf5\x80\x80\x80", "\xff", "\xe8\x8c", "a\xe8",
        "\xf0\xac\x87", "\xc2"}) {
    EXPECT_FALSE(count_characters(bad));
    EXPECT_FALSE((Text<0, 10>::parse(bad)));
  }
}

TEST(Text, IsTrimmedThenBounded) {
  using Short = Text<2, 3>;
  EXPECT_EQ(Short::parse(" \t甲乙　\r\n")->str(), "甲乙");
  EXPECT_FALSE(Short::parse(" 甲 "));
  EXPECT_TRUE(Short::parse("甲乙丙"));
  EXPECT_FALSE(Short::parse("甲乙丙丁"));
  EXPECT_EQ((Text<0, 3>::parse("  ")->str()), "");
  EXPECT_EQ(trimmed("　　"), "");
}

TEST(Text, HasNoControlCharacters) {
  EXPECT_TRUE(is_printable("a\nb\tc"));
  for (const std::string_view bad :
       {std::string_view("\0", 1), std::string_view("\x1b[31m"), std::string_view("\x7f"),
        std::string_view("\xc2\x80"), std::string_view("\xc2\x9f"), std::string_view("a\rb")}) {
    EXPECT_FALSE(is_printable(bad));
  }
  EXPECT_TRUE(is_printable("\xc2\xa0"));
}

TEST(Text, HasNoNoncharacters) {
  for (const std::string_view bad : {"\xef\xbf\xbe", "\xef\xbf\xbf", "\xef\xb7\x90", "\xef\xb7\xaf",
                                     "\xf0\x9f\xbf\xbf", "\xf4\x8f\xbf\xbe"}) {
    EXPECT_FALSE((Text<1, 2000>::parse("张" + std::string(bad)))) << bad;
  }
  EXPECT_TRUE((Text<1, 2000>::parse("\xef\xbf\xbd \xef\xb7\xb0 \xf0\x9f\x98\x80")));
}

TEST(Text, HasNoMarksThatTurnTheDirectionOfWriting) {
  for (const std::string_view bad :
       {"\u202E", "\u202A", "\u2066", "\u2069", "\u200E", "\u200F", "\u061C"}) {
    EXPECT_FALSE((Text<1, 2000>::parse("甲" + std::string(bad) + "乙"))) << bad;
  }
  EXPECT_TRUE((Text<1, 2000>::parse("\u201C引\u201D\u2026 a\u2060b")));
}

TEST(Text, HasSomethingToSee) {
  for (const std::string_view unseen :
       {"\u200B", "\u3000\u200B", "\u00A0", "\u2003", "\u200D", "\u2060", "\u2064", "\uFEFF",
        "\u00AD", "\u3164", "\uFFA0", "\u115F", "\u1160", "\u180E", "\uFE0F", "\U000E0041",
        "\U000E0100", "\u2800", "\u2028"}) {
    EXPECT_TRUE(is_blank(unseen)) << unseen;
    EXPECT_FALSE((Text<1, 2000>::parse(unseen))) << unseen;
    EXPECT_TRUE((Text<1, 2000>::parse("甲" + std::string(unseen) + "乙"))) << unseen;
  }
  EXPECT_TRUE((Text<0, 60>::parse("\u200B")));
  for (const std::string_view seen : {"甲", ".", "𬇕", "👩\u200D🌾", "é"}) {
    EXPECT_FALSE(is_blank(seen)) << seen;
  }
}

TEST(Text, IsOneLineWhenShort) {
  for (const std::string_view bad : {"\n", "\t", "\u2028", "\u2029"}) {
    const std::string two = "甲" + std::string(bad) + "乙";
    EXPECT_FALSE(Line::parse(two)) << bad;
    EXPECT_TRUE(Words2000::parse(two)) << bad;
  }
  EXPECT_EQ(Line::parse("甲\n")->str(), "甲") << "trimmed first";
}

TEST(Text, BecomesHalfWidth) {
  EXPECT_EQ(half_width("ＡＢｚ０９!~_`＿"), "ABz09!~_`_");
  EXPECT_EQ(half_width("（１）　－"), "(1) -");
  EXPECT_EQ(half_width("茅津,。"), "茅津,。");
  EXPECT_EQ(half_width("\xef\xbc"), "\xef\xbc");
  EXPECT_EQ(half_width("\xef\xbd\x9f"), "\xef\xbd\x9f");  // U+FF5F is none of them
}

RC_GTEST_PROP(Text, HalfWidthUndoesFullWidth, ()) {
  const auto ascii = *rc::gen::container<std::string>(rc::gen::inRange<char>(0x21, 0x7f));
  RC_ASSERT(half_width(full_width(ascii)) == ascii);
  RC_ASSERT(half_width(ascii) == ascii);
}

TEST(Bounded, HoldsWhatIsWithin) {
  EXPECT_TRUE((Bounded<1, 3>::parse(1)));
  EXPECT_TRUE((Bounded<1, 3>::parse(3)));
  EXPECT_FALSE((Bounded<1, 3>::parse(0)));
  EXPECT_FALSE((Bounded<1, 3>::parse(4)));
  EXPECT_EQ((Bounded<5, 9>{}.value), 5);
}

}  // namespace
}  // namespace lastmile
