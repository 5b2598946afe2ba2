#include "send/web_post.h"

#include <gmock/gmock.h>

#include "send/far_fixture.h"

namespace lastmile::send {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;

TEST(PrivateAddresses, AreKnownInEveryForm) {
  for (const char* ip : {"127.0.0.1",
                         "127.255.0.9",
                         "10.1.2.3",
                         "172.16.0.1",
                         "172.31.255.255",
                         "192.168.1.1",
                         "169.254.169.254",
                         "100.64.0.1",
                         "0.0.0.0",
                         "198.18.0.1",
                         "224.0.0.1",
                         "255.255.255.255",
                         "::1",
                         "::",
                         "fe80::1",
                         "fc00::1",
                         "fd12:3456::1",
                         "ff02::1",
                         "::ffff:127.0.0.1",
                         "::ffff:10.0.0.1",
                         "::127.0.0.1",
                         "64:ff9b::10.0.0.1",
                         "2002:7f00:1::",
                         "2001:db8::1"}) {
    EXPECT_TRUE(is_private_address(ip)) << ip;
  }
  for (const char* ip : {"1.1.1.1", "172.15.0.1", "172.32.0.1", "100.128.0.1", "8.8.8.8",
                         "2400:3200::1", "::ffff:8.8.8.8", "64:ff9b::8.8.8.8", "example.cn", ""}) {
    EXPECT_FALSE(is_private_address(ip)) << ip;
  }
}

TEST(WebPost, KeepsAwayFromPrivateAddressesHoweverTheyAreNamed) {
  FarWeb far(http_answer(200, "{}"));
  const auto port = far.url().substr(far.url().rfind(':'));
  for (const std::string host : {"127.0.0.1", "localhost", "[::ffff:127.0.0.1]", "2130706433"}) {
    const auto answer =
        post({.url = "http://" + host + port + "/hook", .may_reach_private = false}, {});
    EXPECT_EQ(answer.status, 0) << host;
    EXPECT_FALSE(answer.asked) << host;
  }
  EXPECT_THAT(far.asked(), IsEmpty());
  EXPECT_EQ(post({.url = far.url() + "/hook"}, {}).status, 200);
}

TEST(WebPost, SaysWhatIsSaidAndGoesNowhereElse) {
  FarWeb far([](const std::string& request) {
    if (request.starts_with("POST /there")) return http_answer(200, "arrived");
    return std::string("HTTP/1.1 307 X\r\nLocation: /there\r\nContent-Length: 0\r\n\r\n");
  });
  const auto answer =
      post({.url = far.url() + "/here", .headers = {"X-Mark: 7"}, .body = "say"}, {});
  EXPECT_EQ(answer.status, 307);
  ASSERT_EQ(far.asked().size(), 1u);
  EXPECT_THAT(far.asked()[0], HasSubstr("\r\nX-Mark: 7\r\n"));
  EXPECT_THAT(far.asked()[0], testing::EndsWith("\r\n\r\nsay"));
  EXPECT_THAT(post({.url = "file:///etc/passwd"}, {}).body, IsEmpty());
}

// RFC 4231, test case 2.
TEST(Hmac, IsThatOfTheStandard) {
  EXPECT_EQ(hmac_sha256("Jefe", "what do ya want for nothing?"),
            "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
}

TEST(Hosts, AreFoundInUrls) {
  EXPECT_EQ(host_of("https://hook.example.cn:8443/a?b"), "hook.example.cn");
  EXPECT_EQ(host_of("http://[::1]:8080/"), "::1");
  EXPECT_EQ(host_of("https://user:word@10.0.0.1/"), "10.0.0.1");
  EXPECT_EQ(host_of("nothing at all"), "");
}

TEST(OneLine, IsWhatAReaderCanBeShown) {
  EXPECT_EQ(one_line("550-no such\r\n550 user here\r\n"), "550-no such 550 user here");
  EXPECT_EQ(one_line(std::string("a\0b\x1b[2J", 7)), "a b [2J");
  std::string wide;
  for (int i = 0; i < 200; ++i) wide += "满";
  EXPECT_EQ(one_line(wide).size(), 300u);
  EXPECT_EQ(one_line("x" + wide).size(), 298u);
  EXPECT_EQ(one_line("gb \xc2\xfa 2312"), "gb  2312");
}

}  // namespace
}  // namespace lastmile::send
