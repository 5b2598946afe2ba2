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
/// Used on the lane's thread only; the lane calls it as its batch seal. Several servers may write
/// to one PostgreSQL: what the tree is stands in the database and is read anew for each batch.
class Log : public storage::BatchSeal {
 public:
  /// Makes itself the seal of `db`, which must outlive it; no writes may be under way.
  /// A journal whose head was changed or deleted opens, to be read and verified; from then on every
  /// write to `db` throws Broken.
  static std::unique_ptr<Log> open(storage::Db& db, vault::Vault& vault, int region);

  /// Writes a command's facts and the marks of the rows it saved, in its transaction.
  /// Returns the leaf index of its last fact; nothing when it had none.
  /// A command that wrote sealed rows and has no fact is a bug: Broken.
  virtual std::optional<std::int64_t> record(storage::Tx& tx, Book& book, const Author& author,
                                             Instant now) = 0;

  /// Calls `f` after each commit that added leaves, with their number so far: on the lane's
  /// thread, so it must be quick and must not throw. Returns a token to stop it by.
  virtual int on_growth(std::function<void(std::int64_t size)> f) = 0;
  virtual void stop_on_growth(int token) = 0;
};

/// Throws Broken, with the remedy, when nothing can be written to the journal because its head was
/// changed or deleted behind the program's back.
void check_head(storage::Tx& tx, const vault::Vault& vault, int region);

/// Whether the journal was begun by a program that did not seal its followers' cursors, and nobody
/// has sealed them since. False also for a head that is not as the program wrote it.
bool cursors_are_unsealed(storage::Tx& tx, const vault::Vault& vault, int region);
/// From now on a cursor without a seal is an edit; in the transaction that sealed them all.
void cursors_were_sealed(storage::Tx& tx, const vault::Vault& vault, int region);

/// Who signs the checkpoints, as one line for `verify-certificate` and for witnesses: the
/// verifier of C2SP signed-note, with the key of the vault.
std::string verifier_line(const vault::Vault& vault, int region);

/// Entries with seq ≥ from in order, at most `max` (≤ 1000).
std::vector<Entry> entries(storage::Tx& tx, int region, std::int64_t from, int max);
/// The one with this number, if any.
std::optional<Entry> entry(storage::Tx& tx, int region, std::int64_t seq);
/// Entries about one subject with seq ≥ from in order, at most `max` (≤ 1000).
std::vector<Entry> entries_about(storage::Tx& tx, int region, Uuid subject, std::int64_t from,
                                 int max);
/// Number of leaves.
std::int64_t size(storage::Tx& tx, int region);

struct Head {
  std::int64_t size = 0;
  std::string root;        // base64
  std::string checkpoint;  // signed note, C2SP tlog-checkpoint
};
BOOST_DESCRIBE_STRUCT(Head, (), (size, root, checkpoint))
Head head(storage::Tx& tx, int region);

/// Signed notes of the past, one a minute of activity: those of size ≥ from in order, at most
/// `max` (≤ 1000). Two of them and a consistency proof show that nothing between was rewritten.
std::vector<Head> past_heads(storage::Tx& tx, int region, std::int64_t from, int max);

/// Inclusion (RFC 9162 §2.1.3) of a leaf in the tree of `tree_size` (0: the present one).
/// Refuses merkle's leaf_beyond_tree and tree_beyond_journal. The checkpoint is the one signed at
/// this size; empty when none was kept of it: use the present size, or prove consistency.
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
/// How the tree grew from `old_size` leaves to `new_size` (0: the present size).
/// Refuses merkle's tree_sizes_reversed and tree_beyond_journal.
Result<ConsistencyProof> prove_consistency(storage::Tx& tx, int region, std::int64_t old_size,
                                           std::int64_t new_size);

/// The canonical bytes whose hash is an entry's leaf: JSON of its members from `at` (ms) to
/// `marks`, in the order of Entry, absent ones left out. Region and seq are not in it: the name in
/// the checkpoint and the place in the tree tell them.
std::string leaf_bytes(const Entry& entry);

/// What verify found: table, row and what is wrong with it.
struct Finding {
  std::string table;
  std::string row;
  // changed, missing, added, overwritten (an edit was, by a later command), leaf_changed, tree,
  // signature, gap, gone (every leaf is), or words of its own
  std::string what;
};
BOOST_DESCRIBE_STRUCT(Finding, (), (table, row, what))

/// Proves the data against the journal: re-hashes every leaf and tile, checks the signed heads,
/// and compares every row of every sealed table with the last digest the journal holds for it.
/// Names each edit, insertion and deletion made behind the program's back, of one kind in one table
/// up to 100 and how many more. Where no leaf is left no row is judged.
/// O(leaves + rows), memory about 60 bytes a sealed row, at most 8 million rows at a time.
/// `progress`, which may be empty, hears the number of leaves done.
std::vector<Finding> verify(storage::Tx& tx, vault::Vault& vault, int region,
                            const std::function<void(std::int64_t done)>& progress);

}  // namespace lastmile::journal
