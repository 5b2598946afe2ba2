#include "merkle/proof.h"

#include <gtest/gtest.h>
#include <sodium.h>

#include <map>
#include <set>

#include "base/rng.h"
#include "merkle/tree_fixture.h"

namespace lastmile::merkle {
namespace {

Hash from_hex(std::string_view text) {
  Hash hash;
  sodium_hex2bin(hash.data(), hash.size(), text.data(), text.size(), nullptr, nullptr, nullptr);
  return hash;
}

Path path_of(std::initializer_list<std::string_view> hexes) {
  Path path;
  for (const std::string_view hex : hexes) path.push_back(from_hex(hex));
  return path;
}

// The reference tree and paths of google/certificate-transparency and transparency-dev/merkle
// (proof/verify_test.go); leaf numbers here start at 0.
StoredTree reference_tree() {
  using namespace std::string_view_literals;
  StoredTree tree(0);
  for (const std::string_view input :
       {""sv, "\x00"sv, "\x10"sv, "\x20\x21"sv, "\x30\x31"sv, "\x40\x41\x42\x43"sv,
        "\x50\x51\x52\x53\x54\x55\x56\x57"sv,
        "\x60\x61\x62\x63\x64\x65\x66\x67\x68\x69\x6a\x6b\x6c\x6d\x6e\x6f"sv}) {
    tree.append(leaf_hash(input));
  }
  return tree;
}

TEST(Inclusion, HasTheReferencePaths) {
  StoredTree tree = reference_tree();
  struct Case {
    std::uint64_t index, size;
    Path path;
  };
  const Case cases[] = {
      {0, 1, {}},
      {0, 8,
       path_of({"96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
                "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4"})},
      {5, 8,
       path_of({"bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
                "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
                "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7"})},
      {2, 3, path_of({"fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"})},
      {1, 5,
       path_of({"6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
                "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b"})}};
  for (const Case& c : cases) {
    const auto path = inclusion_path(c.index, c.size, tree.source());
    ASSERT_TRUE(path.ok());
    EXPECT_EQ(*path, c.path) << c.index << " of " << c.size;
  }
}

TEST(Consistency, HasTheReferencePaths) {
  StoredTree tree = reference_tree();
  struct Case {
    std::uint64_t before, now;
    Path path;
  };
  const Case cases[] = {
      {1, 1, {}},
      {1, 8,
       path_of({"96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
                "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4"})},
      {6, 8,
       path_of({"0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
                "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
                "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7"})},
      {2, 5,
       path_of({"5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b"})},
      {6, 7,
       path_of({"0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
                "b08693ec2e721597130641e8211e7eedccb4c26413963eee6c1e2ed16ffb1a5f",
                "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7"})}};
  for (const Case& c : cases) {
    const auto path = consistency_path(c.before, c.now, tree.source());
    ASSERT_TRUE(path.ok());
    EXPECT_EQ(*path, c.path) << c.before << " to " << c.now;
  }
}

TEST(Inclusion, HoldsForEveryLeafOfEverySmallTreeAndForNothingElse) {
  StoredTree tree(70);
  const auto& leaves = tree.levels[0];
  for (std::uint64_t size = 1; size <= 70; ++size) {
    const TreeHead head{size, root_by_definition(leaves, 0, size)};
    for (std::uint64_t index = 0; index < size; ++index) {
      const Path path = *inclusion_path(index, size, tree.source());
      ASSERT_TRUE(verify_inclusion(leaves[index], index, path, head)) << index << '/' << size;
      for (std::uint64_t other = 0; other <= size; ++other) {
        if (other == index) continue;
        ASSERT_FALSE(verify_inclusion(leaves[index], other, path, head));
      }
      ASSERT_FALSE(verify_inclusion(leaves[(index + 1) % 70], index, path, head));
    }
  }
}

TEST(Consistency, HoldsForEveryPairOfSmallTrees) {
  StoredTree tree(70);
  const auto& leaves = tree.levels[0];
  std::vector<TreeHead> heads;
  for (std::uint64_t n = 0; n <= 70; ++n) heads.push_back({n, root_by_definition(leaves, 0, n)});
  for (std::uint64_t now = 0; now <= 70; ++now) {
    for (std::uint64_t before = 0; before <= now; ++before) {
      const Path path = *consistency_path(before, now, tree.source());
      ASSERT_TRUE(verify_consistency(heads[before], heads[now], path)) << before << ' ' << now;
      if (before == now) continue;
      ASSERT_FALSE(verify_consistency(heads[now], heads[before], path)) << before << ' ' << now;
      if (before == 0) continue;
      TreeHead forged = heads[now];
      forged.root = heads[now - 1].root;
      ASSERT_FALSE(verify_consistency(heads[before], forged, path));
    }
  }
}

TEST(Inclusion, FallsWithAnySingleBit) {
  StoredTree tree(23);
  const std::uint64_t index = 17;
  const Hash leaf = tree.levels[0][index];
  const TreeHead head = tree.frontier.head();
  const Path path = *inclusion_path(index, 23, tree.source());
  for (std::size_t bit = 0; bit < 256; ++bit) {
    const auto flip = [bit](Hash hash) {
      hash[bit / 8] = static_cast<std::uint8_t>(hash[bit / 8] ^ 1u << bit % 8);
      return hash;
    };
    EXPECT_FALSE(verify_inclusion(flip(leaf), index, path, head));
    EXPECT_FALSE(verify_inclusion(leaf, index, path, {head.size, flip(head.root)}));
    for (std::size_t i = 0; i < path.size(); ++i) {
      Path bent = path;
      bent[i] = flip(bent[i]);
      EXPECT_FALSE(verify_inclusion(leaf, index, bent, head)) << i << ' ' << bit;
    }
  }
  for (int bit = 0; bit < 64; ++bit) {
    const std::uint64_t mask = std::uint64_t{1} << bit;
    EXPECT_FALSE(verify_inclusion(leaf, index ^ mask, path, head)) << bit;
  }
}

TEST(Consistency, FallsWithAnySingleBit) {
  StoredTree tree(23);
  for (const std::uint64_t size : {13ull, 16ull}) {
    const TreeHead before{size, root_by_definition(tree.levels[0], 0, size)};
    const TreeHead now = tree.frontier.head();
    const Path path = *consistency_path(size, 23, tree.source());
    for (std::size_t bit = 0; bit < 256; ++bit) {
      const auto flip = [bit](Hash hash) {
        hash[bit / 8] = static_cast<std::uint8_t>(hash[bit / 8] ^ 1u << bit % 8);
        return hash;
      };
      EXPECT_FALSE(verify_consistency({size, flip(before.root)}, now, path));
      EXPECT_FALSE(verify_consistency(before, {23, flip(now.root)}, path));
      for (std::size_t i = 0; i < path.size(); ++i) {
        Path bent = path;
        bent[i] = flip(bent[i]);
        EXPECT_FALSE(verify_consistency(before, now, bent)) << i << ' ' << bit;
      }
    }
  }
}

TEST(Paths, TooLongOrTooShortAreFalse) {
  StoredTree tree(100);
  const TreeHead head = tree.frontier.head();
  const TreeHead before{37, root_by_definition(tree.levels[0], 0, 37)};
  Path leaf_path = *inclusion_path(40, 100, tree.source());
  Path grown_path = *consistency_path(37, 100, tree.source());
  for (Path longer : {leaf_path, grown_path}) {
    longer.push_back(head.root);
    EXPECT_FALSE(verify_inclusion(tree.levels[0][40], 40, longer, head));
    EXPECT_FALSE(verify_consistency(before, head, longer));
    longer.insert(longer.end(), 1000, head.root);
    EXPECT_FALSE(verify_inclusion(tree.levels[0][40], 40, longer, head));
    EXPECT_FALSE(verify_consistency(before, head, longer));
  }
  while (!leaf_path.empty()) {
    leaf_path.pop_back();
    EXPECT_FALSE(verify_inclusion(tree.levels[0][40], 40, leaf_path, head));
  }
  while (!grown_path.empty()) {
    grown_path.pop_back();
    EXPECT_FALSE(verify_consistency(before, head, grown_path));
  }
}

TEST(Paths, AreRefusedBeyondTheTree) {
  StoredTree tree(5);
  EXPECT_EQ(inclusion_path(5, 5, tree.source()).refused().refusal, leaf_beyond_tree);
  EXPECT_EQ(inclusion_path(0, 0, tree.source()).refused().refusal, leaf_beyond_tree);
  EXPECT_EQ(inclusion_path(~0ull, 5, tree.source()).refused().refusal, leaf_beyond_tree);
  EXPECT_EQ(consistency_path(6, 5, tree.source()).refused().refusal, tree_sizes_reversed);
  EXPECT_TRUE(tree.reads.empty());
}

TEST(Paths, OfTheTreeWithoutLeaves) {
  const TreeHead none{};
  const TreeHead some = StoredTree(3).frontier.head();
  const Hash leaf = leaf_hash("leaf 0");
  EXPECT_FALSE(verify_inclusion(leaf, 0, {}, none));
  EXPECT_FALSE(verify_inclusion(empty_root(), 0, {}, none));
  EXPECT_TRUE(verify_consistency(none, none, {}));
  EXPECT_TRUE(verify_consistency(none, some, {}));
  EXPECT_FALSE(verify_consistency(none, some, {leaf}));
  EXPECT_FALSE(verify_consistency({0, leaf}, some, {}));
  EXPECT_FALSE(verify_consistency({0, leaf}, {0, leaf}, {}));
  EXPECT_FALSE(verify_consistency(some, some, {leaf}));
  EXPECT_TRUE(verify_consistency(some, some, {}));
}

TEST(Paths, VerifyAtTheLargestSizesWithoutHarm) {
  const Path path(64, leaf_hash("x"));
  const TreeHead vast{~0ull, leaf_hash("y")};
  EXPECT_FALSE(verify_inclusion(leaf_hash("z"), ~0ull - 1, path, vast));
  EXPECT_FALSE(verify_inclusion(leaf_hash("z"), ~0ull, path, vast));
  EXPECT_FALSE(verify_consistency({~0ull - 1, leaf_hash("z")}, vast, path));
}

TEST(Paths, OfLargeTreesReadAtMostTwoTilesALevel) {
  StoredTree tree(200'000);
  Rng rng(20261121);
  for (int round = 0; round < 300; ++round) {
    const std::uint64_t size = 1 + rng.below(200'000);
    const std::uint64_t index = rng.below(size);
    const std::uint64_t older = rng.below(size + 1);
    const TreeHead head{size, root_at(size, tree.source())};
    const TreeHead before{older, root_at(older, tree.source())};

    tree.reads.clear();
    const Path path = *inclusion_path(index, size, tree.source());
    const auto leaf_reads = std::exchange(tree.reads, {});
    const Path grown = *consistency_path(older, size, tree.source());
    for (const auto& reads : {leaf_reads, tree.reads}) {
      std::map<int, int> reads_at;
      for (const NodeRange& range : reads) {
        EXPECT_LE(range.count, 256);
        EXPECT_EQ(range.first % 256, 0);
        EXPECT_LE(++reads_at[range.level], 2) << index << '/' << size;
      }
    }
    ASSERT_TRUE(verify_inclusion(tree.levels[0][index], index, path, head));
    ASSERT_TRUE(verify_consistency(before, head, grown)) << older << ' ' << size;
    ASSERT_FALSE(verify_inclusion(tree.levels[0][index ^ 1], index, path, head));
  }
  EXPECT_EQ(root_at(200'000, tree.source()), tree.frontier.root());
}

TEST(Paths, NameADamagedStore) {
  const NodeSource forgetful = [](const NodeRange& range) {
    return std::vector<Hash>(range.count - 1);
  };
  EXPECT_THROW((void)inclusion_path(3, 10, forgetful), BrokenTree);
  EXPECT_THROW((void)root_at(10, forgetful), BrokenTree);
}

}  // namespace
}  // namespace lastmile::merkle
