#pragma once
#include <optional>
#include <vector>

#include "journal/journal.h"
#include "journal/leaf.h"
#include "merkle/frontier.h"
#include "storage/tx.h"

/// The SQL of the journal's own tables.
namespace lastmile::journal {

/// The number the next entry has, from the table itself: a command whose savepoint was rolled back
/// leaves no gap.
std::int64_t next_seq(storage::Tx& tx, int region);
/// Appends the entry under its number. (Taking the number in the same statement would need
/// RETURNING, for which SQLite opens a table of its own each time: a sixth of the statement.)
void insert_entry(storage::Tx& tx, const Entry& entry, const merkle::Hash& hash);

/// A leaf with its number and stored hash.
struct StoredLeaf {
  std::int64_t seq = 0;
  Leaf leaf;
  storage::Bytes hash;
};
std::vector<StoredLeaf> leaves(storage::Tx& tx, int region, std::int64_t from, int max);

struct SeqHash {
  std::int64_t seq = 0;
  storage::Bytes hash;
};
BOOST_DESCRIBE_STRUCT(SeqHash, (), (seq, hash))
std::vector<SeqHash> leaf_hashes(storage::Tx& tx, int region, std::int64_t from, std::int64_t max);

struct SeqMarks {
  std::int64_t seq = 0;
  std::string marks;
};
BOOST_DESCRIBE_STRUCT(SeqMarks, (), (seq, marks))
/// Leaves with marks only.
std::vector<SeqMarks> leaf_marks(storage::Tx& tx, int region, std::int64_t from, int max);

struct NodeRow {
  int region = 0;
  int level = 0;
  std::int64_t node = 0;
  storage::Bytes hash;
};
BOOST_DESCRIBE_STRUCT(NodeRow, (), (region, level, node, hash))
std::vector<storage::Bytes> node_hashes(storage::Tx& tx, int region, int level, std::int64_t first,
                                        std::int64_t count);
std::vector<NodeRow> nodes_after(storage::Tx& tx, const NodeRow& after, int max);

struct HeadRow {
  int region = 0;
  std::int64_t size = 0;
  Instant at{};  // of the last leaf
  storage::Bytes frontier;
  std::string note;        // signed checkpoint of this size
  std::int64_t kept = -1;  // size of the newest row in checkpoint, -1 when there is none
  std::string seal;
};
BOOST_DESCRIBE_STRUCT(HeadRow, (), (region, size, at, frontier, note, kept, seal))
std::optional<HeadRow> find_head(storage::Tx& tx, int region);
/// The same; throws Broken, saying what to do, when it was deleted.
HeadRow present_head(storage::Tx& tx, int region);

struct CheckpointRow {
  int region = 0;
  std::int64_t size = 0;
  Instant at{};
  std::int64_t previous = -1;  // size of the checkpoint kept before, -1 for the first
  std::string note;
  std::string seal;
};
BOOST_DESCRIBE_STRUCT(CheckpointRow, (), (region, size, at, previous, note, seal))
std::optional<CheckpointRow> find_checkpoint(storage::Tx& tx, int region, std::int64_t size);
std::vector<CheckpointRow> checkpoints(storage::Tx& tx, int region, std::int64_t from, int max);

}  // namespace lastmile::journal

template <>
struct lastmile::storage::Table<lastmile::journal::NodeRow> {
  static constexpr std::string_view name = "journal_node";
  static constexpr std::size_t key_columns = 3;
};
template <>
struct lastmile::storage::Table<lastmile::journal::HeadRow> {
  static constexpr std::string_view name = "journal_head";
  static constexpr std::size_t key_columns = 1;
};
template <>
struct lastmile::storage::Table<lastmile::journal::CheckpointRow> {
  static constexpr std::string_view name = "checkpoint";
  static constexpr std::size_t key_columns = 2;
};
