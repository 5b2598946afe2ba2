#include "merkle/checkpoint.h"

#include <gtest/gtest.h>

#include "base/base64.h"
#include "merkle/tree_fixture.h"

namespace lastmile::merkle {
namespace {

Signer log_signer() { return make_signer("lastmile.example/4112", KeySeed{7, 7, 7}); }

Checkpoint of_size(std::uint64_t size) {
  return {"lastmile.example/4112", StoredTree(size).frontier.head()};
}

TEST(Checkpoint, ReadsTheExampleOfTheSpecification) {
  const auto read = parse_checkpoint(
      "example.com/behind-the-sofa\n"
      "20852163\n"
      "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n"
      "\n"
      "\u2014 example.com/behind-the-sofa "
      "Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8="
      "\n");
  ASSERT_TRUE(read);
  EXPECT_EQ(read->checkpoint.origin, "example.com/behind-the-sofa");
  EXPECT_EQ(read->checkpoint.head.size, 20852163);
  EXPECT_EQ(to_base64(read->checkpoint.head.root), "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=");
  EXPECT_EQ(read->note.signatures.at(0).key_id, (KeyId{0x03, 0x3d, 0xe0, 0xae}));
}

TEST(Checkpoint, IsWrittenAsTheSpecificationAsks) {
  const auto text = sign_checkpoint({"a.example", {0, empty_root()}}, log_signer());
  ASSERT_TRUE(text);
  EXPECT_TRUE(
      text->starts_with("a.example\n0\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n\n"
                        "\u2014 lastmile.example/4112 "))
      << *text;
}

TEST(Checkpoint, ComesBackAndVerifies) {
  Checkpoint checkpoint = of_size(1000);
  for (int lines = 0; lines < 3; ++lines) {
    const auto text = sign_checkpoint(checkpoint, log_signer());
    ASSERT_TRUE(text);
    const auto read = parse_checkpoint(*text);
    ASSERT_TRUE(read);
    EXPECT_EQ(read->checkpoint, checkpoint);
    EXPECT_TRUE(verify_checkpoint(*read, verifier_of(log_signer())));
    checkpoint.extensions.push_back("扩展 " + std::to_string(lines));
  }
}

TEST(Checkpoint, FallsWithAnySingleBit) {
  const std::string text = *sign_checkpoint(of_size(12), log_signer());
  for (std::size_t bit = 0; bit < text.size() * 8; ++bit) {
    std::string bent = text;
    bent[bit / 8] = static_cast<char>(bent[bit / 8] ^ 1 << bit % 8);
    const auto read = parse_checkpoint(bent);
    EXPECT_FALSE(read && verify_checkpoint(*read, verifier_of(log_signer()))) << bit;
  }
}

TEST(Checkpoint, DoesNotVerifyWithAnotherKeyOrAnotherContent) {
  auto read = *parse_checkpoint(*sign_checkpoint(of_size(12), log_signer()));
  EXPECT_FALSE(
      verify_checkpoint(read, verifier_of(make_signer("lastmile.example/4112", KeySeed{8}))));
  EXPECT_FALSE(verify_checkpoint(read, verifier_of(make_signer("b.example", KeySeed{7, 7, 7}))));
  read.checkpoint.head.size = 13;
  EXPECT_FALSE(verify_checkpoint(read, verifier_of(log_signer())));
}

TEST(Checkpoint, IsNotSignedWhenALineCouldSayTwoThings) {
  for (const std::string origin : {"", "a\n9", "a\x01"}) {
    EXPECT_FALSE(sign_checkpoint({origin, {1, leaf_hash("x")}}, log_signer())) << origin;
  }
  for (const std::string line : {"", "two\nlines", "\xff"}) {
    EXPECT_FALSE(sign_checkpoint({"a.example", {1, leaf_hash("x")}, {line}}, log_signer())) << line;
  }
}

TEST(Checkpoint, OfAWrongFormIsNotRead) {
  const std::string root = "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n";
  const auto read = [](const std::string& text) {
    return parse_checkpoint(*sign_note({text, {}}, log_signer())).has_value();
  };
  EXPECT_TRUE(read("a\n0\n" + root));
  EXPECT_TRUE(read("a\n18446744073709551615\n" + root));
  for (const std::string size : {"", "-1", "+1", " 1", "1 ", "01", "00", "1e3", "0x1",
                                 "18446744073709551616", "99999999999999999999999"}) {
    EXPECT_FALSE(read("a\n" + size + "\n" + root)) << size;
  }
  EXPECT_FALSE(read("a\n1\n"));
  EXPECT_FALSE(read("\n1\n" + root));
  EXPECT_FALSE(read("a\n1\n" + root + "\n"));
  EXPECT_FALSE(read("a\n1\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuA==\n"));
  EXPECT_FALSE(read("a\n1\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFV=\n"));
}

}  // namespace
}  // namespace lastmile::merkle
