#pragma once
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "journal/head.h"
#include "journal/log.h"

namespace lastmile::journal {

/// What verify has found so far; of one kind in one table after 100 only how many more there are.
class Findings {
 public:
  void add(std::string table, std::string row, std::string what);
  std::vector<Finding> take();

 private:
  std::vector<Finding> all_;
  std::map<std::pair<std::string, std::string>, std::int64_t> counts_;  // by table and what
};

/// A checkpoint that is signed and sealed as it should be.
struct KnownHead {
  std::int64_t size = 0;
  merkle::Hash root{};
};

/// Grows the tree a second time, once from the leaves as they read now and once from the hashes
/// stored beside them, and compares it with the signed roots and the stored nodes. An edit changes
/// one of the two only, so what was not touched still agrees with the other.
class TreeCheck {
 public:
  /// `heads` in order of size: the roots the tree must pass through.
  TreeCheck(int region, std::vector<KnownHead> heads, Findings& findings);

  void add(const merkle::Hash& content, const merkle::Hash& stored);
  /// `count` leaves are gone from here; what they were part of cannot be compared.
  void skip(std::int64_t count);
  std::int64_t size() const { return static_cast<std::int64_t>(content_.frontier.size()); }
  /// Compares the stored nodes, level by level.
  void check_nodes(storage::Tx& tx);

 private:
  struct Grown {
    merkle::Frontier frontier;
    std::vector<merkle::Subtree> nodes;
    void add(const merkle::Hash& leaf);
  };
  struct Gap {
    std::int64_t first;
    std::int64_t last;  // exclusive
  };

  void check_head();
  bool in_gap(std::int64_t first, std::int64_t last) const;
  std::string row(std::int64_t first, std::int64_t last) const;

  const int region_;
  const std::vector<KnownHead> heads_;
  Findings& findings_;
  Grown content_;
  Grown stored_;
  std::vector<Gap> gaps_;
  std::size_t next_head_ = 0;
  std::int64_t good_size_ = 0;  // of the last head that agreed
  bool apart_ = false;          // a head did not agree, so no later one can
};

}  // namespace lastmile::journal
