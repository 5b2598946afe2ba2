#include "app/web_address.h"

#include <gtest/gtest.h>

namespace lastmile::app {
namespace {

TEST(WebAddress, IsHttpWithAHost) {
  EXPECT_EQ(web_address("https://volunteers.example.cn/"), "https://volunteers.example.cn");
  EXPECT_EQ(web_address("http://10.0.0.7:8080"), "http://10.0.0.7:8080");
  EXPECT_EQ(web_address("http://[::1]:8080"), "http://[::1]:8080");
  EXPECT_EQ(web_address("https://example.cn/star"), "https://example.cn/star");
  for (const char* wrong :
       {"", "volunteers.example.cn", "ftp://example.cn", "https://", "http:///x", "https://:443",
        "https://example.cn:0", "https://example.cn:70000", "https://example.cn:x",
        "https://a b.cn", "https://example.cn?x=1", "https://me@example.cn",
        "javascript:alert(1)"}) {
    EXPECT_EQ(web_address(wrong), std::nullopt) << wrong;
  }
}

TEST(WebAddress, OfAnIpAddressPutsV6InBrackets) {
  EXPECT_EQ(address_of("127.0.0.1", 8080), "http://127.0.0.1:8080");
  EXPECT_EQ(address_of("::1", 8100), "http://[::1]:8100");
}

}  // namespace
}  // namespace lastmile::app
