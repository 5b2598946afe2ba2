#include "merkle/frontier.h"

#include <gtest/gtest.h>
#include <sodium.h>

#include "merkle/tree_fixture.h"

namespace lastmile::merkle {
namespace {

std::string hex(const Hash& hash) {
  std::string text(65, '\0');
  sodium_bin2hex(text.data(), text.size(), hash.data(), hash.size());
  text.pop_back();
  return text;
}

std::vector<std::uint8_t> bytes_of_hex(std::string_view text) {
  std::vector<std::uint8_t> bytes(text.size() / 2 + 1);  // never empty: sodium minds null
  sodium_hex2bin(bytes.data(), bytes.size(), text.data(), text.size(), nullptr, nullptr, nullptr);
  bytes.pop_back();
  return bytes;
}

// The reference tree of google/certificate-transparency, merkletree/merkle_tree_test.cc: eight
// inputs and the roots after each.
constexpr const char* inputs[] = {"",
                                  "00",
                                  "10",
                                  "2021",
                                  "3031",
                                  "40414243",
                                  "5051525354555657",
                                  "606162636465666768696a6b6c6d6e6f"};
constexpr const char* roots[] = {
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"};

TEST(Frontier, HasTheRootsOfTheReferenceTree) {
  Frontier frontier;
  EXPECT_EQ(hex(frontier.root()),
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  for (std::size_t i = 0; i < std::size(inputs); ++i) {
    frontier.append(leaf_hash(ByteView(bytes_of_hex(inputs[i]))));
    EXPECT_EQ(hex(frontier.root()), roots[i]) << "after " << i + 1 << " leaves";
    EXPECT_EQ(frontier.head(), (TreeHead{i + 1, frontier.root()}));
  }
}

TEST(Frontier, HasTheRootOfTheDefinitionAtEverySize) {
  StoredTree tree(0);
  for (std::size_t size = 0; size <= 600; ++size) {
    ASSERT_EQ(tree.frontier.root(), root_by_definition(tree.levels[0], 0, size)) << size;
    ASSERT_EQ(tree.frontier.size(), size);
    tree.append(leaf_hash("leaf " + std::to_string(size)));
  }
}

TEST(Frontier, ReportsEachClosedTileOnceAndRight) {
  StoredTree tree(0);
  std::vector<Subtree> seen;
  for (std::uint64_t i = 0; i < 65'536 + 300; ++i) {
    const Hash leaf = leaf_hash("leaf " + std::to_string(i));
    tree.levels[0].push_back(leaf);
    for (const Subtree& closed : tree.frontier.append(leaf)) seen.push_back(closed);
  }
  ASSERT_EQ(seen.size(), 257 + 1);
  EXPECT_EQ(seen[0], (Subtree{8, 0, root_by_definition(tree.levels[0], 0, 256)}));
  EXPECT_EQ(seen[254], (Subtree{8, 254, root_by_definition(tree.levels[0], 65'024, 65'280)}));
  EXPECT_EQ(seen[256], (Subtree{16, 0, root_by_definition(tree.levels[0], 0, 65'536)}));
  EXPECT_EQ(seen[257].level, 8);
  EXPECT_EQ(seen[257].index, 256);
}

TEST(Frontier, SurvivesBytesAtEverySize) {
  StoredTree tree(0);
  for (std::uint64_t size = 0; size <= 300; ++size) {
    const auto bytes = tree.frontier.to_bytes();
    const auto back = Frontier::from_bytes(bytes);
    ASSERT_TRUE(back) << size;
    ASSERT_EQ(*back, tree.frontier) << size;
    tree.append(leaf_hash(std::to_string(size)));
  }
}

TEST(Frontier, RefusesBytesOfTheWrongLength) {
  const auto bytes = StoredTree(77).frontier.to_bytes();
  for (std::size_t length = 0; length < bytes.size(); ++length) {
    EXPECT_FALSE(Frontier::from_bytes(ByteView(bytes).first(length))) << length;
  }
  auto longer = bytes;
  longer.push_back(0);
  EXPECT_FALSE(Frontier::from_bytes(longer));
  std::vector<std::uint8_t> full(8, 0xff);  // the largest size asks for 64 hashes
  EXPECT_FALSE(Frontier::from_bytes(full));
}

TEST(Frontier, IsAValue) {
  StoredTree tree(10);
  Frontier copy = tree.frontier;
  copy.append(leaf_hash("another"));
  EXPECT_NE(copy, tree.frontier);
  EXPECT_EQ(tree.frontier.root(), root_by_definition(tree.levels[0], 0, 10));
}

TEST(Hash, TellsLeavesFromNodes) {
  const Hash a = leaf_hash("a");
  const Hash b = leaf_hash("b");
  std::vector<std::uint8_t> joined(a.begin(), a.end());
  joined.insert(joined.end(), b.begin(), b.end());
  EXPECT_NE(leaf_hash(ByteView(joined)), node_hash(a, b));
  EXPECT_NE(node_hash(a, b), node_hash(b, a));
}

}  // namespace
}  // namespace lastmile::merkle
