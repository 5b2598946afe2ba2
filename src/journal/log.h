#pragma once
#include <array>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "base/result.h"
#include "journal/journal.h"
#include "vault/vault.h"

namespace lastmile::journal {

/// Who did it, for all facts of one command.
struct Author {
  std::optional<PersonId> actor;
  std::optional<PersonId> on_behalf;
};

/// The one writer of the journal of a region: numbers leaves, grows the tree, signs its head.
/// Used on the lane's thread only; the lane calls it as its batch seal.
class Log : public storage::BatchSeal {
 public:
  static std::unique_ptr<Log> open(storage::Db& db, vault::Vault& vault, int region);

  /// Writes a command's facts and the marks of the rows it saved, in its transaction.
  /// Returns the leaf index of its last fact; nothing when it had none.
  /// A command that wrote sealed rows and has no fact is a bug: Broken.
  virtual std::optional<std::int64_t> record(storage::Tx& tx, Book& book, const Author& author,
                                             Instant now) = 0;
};

/// Entries with seq ≥ from in order, at most `max` (≤ 1000).
std::vector<Entry> entries(storage::Tx& tx, int region, std::int64_t from, int max);
/// Number of leaves.
std::int64_t size(storage::Tx& tx, int region);

struct Head {
  std::int64_t size = 0;
  std::string root;        // base64
  std::string checkpoint;  // signed note, C2SP tlog-checkpoint
};
BOOST_DESCRIBE_STRUCT(Head, (), (size, root, checkpoint))
Head head(storage::Tx& tx, int region);

/// Inclusion (RFC 9162 §2.1.3) of a leaf in the tree of `tree_size` (0: the present one).
struct InclusionProof {
  std::int64_t leaf_index = 0;
  std::int64_t tree_size = 0;
  std::string leaf_hash;  // base64
  std::vector<std::string> path;
  std::string checkpoint;
};
BOOST_DESCRIBE_STRUCT(InclusionProof, (), (leaf_index, tree_size, leaf_hash, path, checkpoint))
Result<InclusionProof> prove_inclusion(storage::Tx& tx, int region, std::int64_t leaf,
                                       std::int64_t tree_size);

struct ConsistencyProof {
  std::int64_t old_size = 0;
  std::int64_t new_size = 0;
  std::vector<std::string> path;
};
BOOST_DESCRIBE_STRUCT(ConsistencyProof, (), (old_size, new_size, path))
Result<ConsistencyProof> prove_consistency(storage::Tx& tx, int region, std::int64_t old_size,
                                           std::int64_t new_size);

/// The canonical bytes whose hash is an entry's leaf.
std::string leaf_bytes(const Entry& entry);

/// What verify found: table, row and what is wrong with it.
struct Finding {
  std::string table;
  std::string row;
  std::string what;  // changed, missing, added, leaf_changed, tree, signature, gap
};
BOOST_DESCRIBE_STRUCT(Finding, (), (table, row, what))

/// Proves the data against the journal: re-hashes every leaf and tile, checks the signed heads,
/// and compares every row of every sealed table with the last digest the journal holds for it.
/// Names each edit, insertion and deletion made behind the program's back. O(leaves + rows),
/// memory about 40 bytes a sealed row.
std::vector<Finding> verify(storage::Tx& tx, vault::Vault& vault, int region,
                            const std::function<void(std::int64_t done)>& progress);

}  // namespace lastmile::journal
