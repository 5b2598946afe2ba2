#include "base/base64.h"
#include "journal/head.h"
#include "journal/journal_errors.h"
#include "journal/log.h"
#include "merkle/proof.h"

namespace lastmile::journal {
namespace {

using storage::Tx;

std::vector<merkle::Hash> as_hashes(const std::vector<storage::Bytes>& rows) {
  std::vector<merkle::Hash> all(rows.size());
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (rows[i].data.size() != all[i].size()) throw merkle::BrokenTree("a hash of wrong length");
    std::ranges::copy(bytes_of(rows[i].data), all[i].begin());
  }
  return all;
}

merkle::NodeSource nodes_of(Tx& tx, int region) {
  return [&tx, region](const merkle::NodeRange& range) {
    const auto first = static_cast<std::int64_t>(range.first);
    const auto count = static_cast<std::int64_t>(range.count);
    if (range.level > 0) return as_hashes(node_hashes(tx, region, range.level, first, count));
    std::vector<storage::Bytes> hashes;
    for (auto& leaf : leaf_hashes(tx, region, first, count)) hashes.push_back(std::move(leaf.hash));
    return as_hashes(hashes);
  };
}

std::vector<std::string> as_text(const merkle::Path& path) {
  std::vector<std::string> all;
  for (const auto& hash : path) all.push_back(to_base64(hash));
  return all;
}

/// The size asked for, or the present one for 0.
Result<std::int64_t> tree_size(Tx& tx, int region, std::int64_t asked) {
  const std::int64_t present = size(tx, region);
  if (asked < 0 || asked > present) return tree_beyond_journal;
  return asked == 0 ? present : asked;
}

std::string note_of(Tx& tx, int region, std::int64_t size) {
  const auto head = find_head(tx, region);
  if (head && head->size == size) return head->note;
  const auto kept = find_checkpoint(tx, region, size);
  return kept ? kept->note : "";
}

std::string root_of(const std::string& note) {
  const auto parsed = merkle::parse_checkpoint(note);
  return parsed ? to_base64(parsed->checkpoint.head.root) : "";
}

}  // namespace

Head head(Tx& tx, int region) {
  const auto row = find_head(tx, region);
  if (!row) return {0, to_base64(merkle::empty_root()), ""};
  return {row->size, root_of(row->note), row->note};
}

std::vector<Head> past_heads(Tx& tx, int region, std::int64_t from, int max) {
  ASSERT(max <= 1000);
  std::vector<Head> all;
  for (const auto& row : checkpoints(tx, region, from, max)) {
    all.push_back({row.size, root_of(row.note), row.note});
  }
  return all;
}

Result<InclusionProof> prove_inclusion(Tx& tx, int region, std::int64_t leaf,
                                       std::int64_t asked_size) {
  ASSIGN_OR_RETURN(const std::int64_t size, tree_size(tx, region, asked_size));
  if (leaf < 0) return merkle::leaf_beyond_tree;
  ASSIGN_OR_RETURN(const merkle::Path path,
                   merkle::inclusion_path(static_cast<std::uint64_t>(leaf),
                                          static_cast<std::uint64_t>(size), nodes_of(tx, region)));
  const auto hash = leaf_hashes(tx, region, leaf, 1);
  ASSERT(hash.size() == 1 && hash.front().seq == leaf);
  return InclusionProof{leaf, size, to_base64(bytes_of(hash.front().hash.data)), as_text(path),
                        note_of(tx, region, size)};
}

Result<ConsistencyProof> prove_consistency(Tx& tx, int region, std::int64_t old_size,
                                           std::int64_t asked_size) {
  ASSIGN_OR_RETURN(const std::int64_t size, tree_size(tx, region, asked_size));
  if (old_size < 0 || old_size > size) return merkle::tree_sizes_reversed;
  ASSIGN_OR_RETURN(
      const merkle::Path path,
      merkle::consistency_path(static_cast<std::uint64_t>(old_size),
                               static_cast<std::uint64_t>(size), nodes_of(tx, region)));
  return ConsistencyProof{old_size, size, as_text(path)};
}

}  // namespace lastmile::journal
