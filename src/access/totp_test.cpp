#include "access/totp.h"

#include <gtest/gtest.h>

#include "base/hex.h"
#include "base/typing_fixture.h"

namespace lastmile::access {
namespace {

using std::chrono::seconds;

const std::string rfc_secret = "12345678901234567890";

Instant at_seconds(std::int64_t s) { return at_ms(s * 1000); }

// RFC 6238 appendix B, the SHA-1 column.
TEST(Totp, GivesTheCodesOfRfc6238) {
  struct Vector {
    std::int64_t seconds;
    const char* code;
  };
  for (const Vector v : {Vector{59, "94287082"},
                         {1111111109, "07081804"},
                         {1111111111, "14050471"},
                         {1234567890, "89005924"},
                         {2000000000, "69279037"},
                         {20000000000, "65353130"}}) {
    EXPECT_EQ(totp_code(bytes_of(rfc_secret), totp_step(at_seconds(v.seconds)), 8), v.code);
  }
}

// RFC 4226 appendix D.
TEST(Totp, GivesTheCodesOfRfc4226) {
  const char* codes[] = {"755224", "287082", "359152", "969429", "338314",
                         "254676", "287922", "162583", "399871", "520489"};
  for (int step = 0; step < 10; ++step) {
    EXPECT_EQ(totp_code(bytes_of(rfc_secret), step), codes[step]);
  }
}

// FIPS 180 examples and RFC 2202 §3.
TEST(Sha1, GivesThePublishedDigests) {
  EXPECT_EQ(to_hex(sha1(bytes_of(""))), "da39a3ee5e6b4b0d3255bfef95601890afd80709");
  EXPECT_EQ(to_hex(sha1(bytes_of("abc"))), "a9993e364706816aba3e25717850c26c9cd0d89d");
  EXPECT_EQ(to_hex(sha1(bytes_of("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"))),
            "84983e441c3bd26ebaae4aa1f95129e5e54670f1");
  EXPECT_EQ(to_hex(sha1(bytes_of(std::string(1000, 'a')))),
            "291e9a6c66994949b57ba5e650361e98fc36b1ba");
  EXPECT_EQ(to_hex(hmac_sha1(bytes_of("Jefe"), bytes_of("what do ya want for nothing?"))),
            "effcdf6ae5eb2fa2d27416d5f184df9c259a7c79");
  EXPECT_EQ(to_hex(hmac_sha1(bytes_of(std::string(80, '\xaa')),
                             bytes_of("Test Using Larger Than Block-Size Key - Hash Key First"))),
            "aa4ae5e15272d00e95705637ce8a3b55ed402112");
}

TEST(Totp, ToleratesOneStepEitherWay) {
  const Instant now = at_seconds(1111111111);
  const auto code_at = [&](int steps) {
    return totp_code(bytes_of(rfc_secret), totp_step(now) + steps);
  };
  for (const int steps : {-1, 0, 1}) {
    EXPECT_EQ(totp_match(bytes_of(rfc_secret), code_at(steps), now), totp_step(now) + steps);
  }
  for (const int steps : {-2, 2, -100, 2880}) {
    EXPECT_EQ(totp_match(bytes_of(rfc_secret), code_at(steps), now), std::nullopt) << steps;
  }
  EXPECT_EQ(totp_match(bytes_of(rfc_secret), full_width(code_at(0)), now), totp_step(now));
  for (const char* bad : {"", "0", "00000000", "abcdef", "      "}) {
    EXPECT_EQ(totp_match(bytes_of(rfc_secret), bad, now), std::nullopt) << bad;
  }
}

// RFC 4648 §10.
TEST(Base32, GivesThePublishedTexts) {
  EXPECT_EQ(to_base32(bytes_of("f")), "MY");
  EXPECT_EQ(to_base32(bytes_of("fo")), "MZXQ");
  EXPECT_EQ(to_base32(bytes_of("foo")), "MZXW6");
  EXPECT_EQ(to_base32(bytes_of("foob")), "MZXW6YQ");
  EXPECT_EQ(to_base32(bytes_of("fooba")), "MZXW6YTB");
  EXPECT_EQ(to_base32(bytes_of("foobar")), "MZXW6YTBOI");
}

TEST(Base32, ReadsBackSecretsAsPeopleTypeThem) {
  Rng rng(7);
  for (int i = 0; i < 100; ++i) {
    const TotpSecret secret = make_totp_secret(rng);
    std::string text = to_base32(secret);
    EXPECT_EQ(totp_secret_from(text), secret);
    for (char& c : text) c = static_cast<char>(std::tolower(c));
    EXPECT_EQ(totp_secret_from(text.substr(0, 4) + " " + text.substr(4)), secret);
  }
  for (const char* bad : {"", "MZXW6", "18888888888888888888888888888888"}) {
    EXPECT_EQ(totp_secret_from(bad), std::nullopt) << bad;
  }
}

TEST(Totp, MakesAUriThatAppsRead) {
  TotpSecret secret{};
  std::copy(rfc_secret.begin(), rfc_secret.end(), secret.begin());
  EXPECT_EQ(otpauth_uri(secret, "Lastmile 满天星", "wang lan"),
            "otpauth://totp/Lastmile%20%E6%BB%A1%E5%A4%A9%E6%98%9F:wang%20lan?"
            "secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Lastmile%20%E6%BB%A1%E5%A4%A9%E6%98%9F"
            "&algorithm=SHA1&digits=6&period=30");
}

}  // namespace
}  // namespace lastmile::access
