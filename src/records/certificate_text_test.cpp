#include "records/certificate_text.h"

#include <gtest/gtest.h>

namespace lastmile::records {
namespace {

TEST(Serials, AreReadAsPeopleTypeThem) {
  const std::string serial = "LM4112-7K2M-ABCD-EFGH";
  for (const char* typed :
       {"LM4112-7K2M-ABCD-EFGH", "lm4112-7k2m-abcd-efgh", "  LM4112-7K2M-ABCD-EFGH ",
        "LM4112－7K2M－ABCD－EFGH", "ＬＭ４１１２－７Ｋ２Ｍ－ＡＢＣＤ－ＥＦＧＨ",
        "LM4112 7K2M ABCD EFGH", "LM41127K2MABCDEFGH", "LM4112—7K2M–ABCD‐EFGH",
        "　lm4112-7k2mabcd-efgh　"}) {
    EXPECT_EQ(serial_of(typed), serial) << typed;
  }
  for (const char* other : {"LM-none", "", "ABCD-EFGH", "证明", "LM4112-7K2M"}) {
    EXPECT_EQ(serial_of(other), other);
  }
}

}  // namespace
}  // namespace lastmile::records
