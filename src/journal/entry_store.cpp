#include "journal/entry_store.h"

#include "journal/log.h"

namespace lastmile::journal {
namespace {

using storage::Sql;
using storage::Tx;

const Sql next_seq_sql{"journal.next_seq",
                       "select coalesce(max(seq), -1) + 1 from journal_entry where region = $1"};
const Sql insert_entry_sql{
    "journal.insert_entry",
    "insert into journal_entry (region, seq, at, kind, version, actor, on_behalf, subject, scope, "
    "people, body, marks, hash) "
    "values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)"};
const Sql entries_sql{"journal.entries",
                      "select region, seq, at, kind, version, actor, on_behalf, subject, scope, "
                      "people, body, marks from journal_entry "
                      "where region = $1 and seq >= $2 order by seq limit $3"};
const Sql entries_about_sql{
    "journal.entries_about",
    "select region, seq, at, kind, version, actor, on_behalf, subject, scope, people, body, marks "
    "from journal_entry where region = $1 and subject = $2 and seq >= $3 order by seq limit $4"};
const Sql leaves_sql{"journal.leaves",
                     "select seq, hash, at, kind, version, actor, on_behalf, subject, scope, "
                     "people, body, marks from journal_entry "
                     "where region = $1 and seq >= $2 order by seq limit $3"};
const Sql leaf_hashes_sql{"journal.leaf_hashes",
                          "select seq, hash from journal_entry "
                          "where region = $1 and seq >= $2 order by seq limit $3"};
const Sql leaf_marks_sql{"journal.leaf_marks",
                         "select seq, marks from journal_entry "
                         "where region = $1 and seq >= $2 and marks <> '' order by seq limit $3"};
const Sql node_hashes_sql{"journal.node_hashes",
                          "select hash from journal_node where region = $1 and level = $2 "
                          "and node >= $3 and node < $4 order by node"};
const Sql nodes_after_sql{"journal.nodes_after",
                          "select region, level, node, hash from journal_node "
                          "where region = $1 and (level, node) > ($2, $3) "
                          "order by level, node limit $4"};
const Sql find_head_sql{"journal.find_head",
                        "select region, size, at, frontier, note, kept, seal from journal_head "
                        "where region = $1"};
const Sql size_sql{"journal.size", "select size from journal_head where region = $1"};
const Sql find_checkpoint_sql{"journal.find_checkpoint",
                              "select region, size, at, previous, note, seal from checkpoint "
                              "where region = $1 and size = $2"};
const Sql checkpoints_sql{"journal.checkpoints",
                          "select region, size, at, previous, note, seal from checkpoint "
                          "where region = $1 and size >= $2 order by size limit $3"};

constexpr int page_max = 1000;

std::optional<std::string> optional_text(const storage::Statement& s, int column) {
  return s.is_null(column) ? std::nullopt : std::optional(std::string(s.text(column)));
}

}  // namespace

std::int64_t next_seq(Tx& tx, int region) {
  return tx.row<std::int64_t>(next_seq_sql, region).value();
}

void insert_entry(Tx& tx, const Entry& e, const merkle::Hash& hash) {
  const storage::Bytes bytes{std::string(hash.begin(), hash.end())};
  tx.run(insert_entry_sql, e.region, e.seq, e.at, e.kind, e.version, e.actor, e.on_behalf,
         e.subject, e.scope, e.people, e.body, e.marks, bytes);
}

std::vector<Entry> entries(Tx& tx, int region, std::int64_t from, int max) {
  ASSERT(max <= page_max);
  return tx.rows<Entry>(entries_sql, region, from, max);
}

std::optional<Entry> entry(Tx& tx, int region, std::int64_t seq) {
  auto found = entries(tx, region, seq, 1);
  if (found.empty() || found.front().seq != seq) return std::nullopt;
  return std::move(found.front());
}

std::vector<Entry> entries_about(Tx& tx, int region, Uuid subject, std::int64_t from, int max) {
  ASSERT(max <= page_max);
  return tx.rows<Entry>(entries_about_sql, region, subject, from, max);
}

std::int64_t size(Tx& tx, int region) { return tx.row<std::int64_t>(size_sql, region).value_or(0); }

std::vector<StoredLeaf> leaves(Tx& tx, int region, std::int64_t from, int max) {
  std::vector<StoredLeaf> all;
  const std::array<storage::Value, 3> args{std::int64_t{region}, from, std::int64_t{max}};
  const auto s = tx.start(leaves_sql, args);
  while (s->step()) {
    StoredLeaf& one = all.emplace_back();
    one.seq = s->integer(0);
    one.hash.data = s->bytes(1);
    one.leaf = {s->integer(2),           std::string(s->text(3)), static_cast<int>(s->integer(4)),
                optional_text(*s, 5),    optional_text(*s, 6),    std::string(s->text(7)),
                std::string(s->text(8)), std::string(s->text(9)), std::string(s->text(10)),
                std::string(s->text(11))};
  }
  return all;
}

std::vector<SeqHash> leaf_hashes(Tx& tx, int region, std::int64_t from, std::int64_t max) {
  return tx.rows<SeqHash>(leaf_hashes_sql, region, from, max);
}

std::vector<SeqMarks> leaf_marks(Tx& tx, int region, std::int64_t from, int max) {
  return tx.rows<SeqMarks>(leaf_marks_sql, region, from, max);
}

std::vector<storage::Bytes> node_hashes(Tx& tx, int region, int level, std::int64_t first,
                                        std::int64_t count) {
  return tx.rows<storage::Bytes>(node_hashes_sql, region, level, first, first + count);
}

std::vector<NodeRow> nodes_after(Tx& tx, const NodeRow& after, int max) {
  return tx.rows<NodeRow>(nodes_after_sql, after.region, after.level, after.node, max);
}

std::optional<HeadRow> find_head(Tx& tx, int region) {
  return tx.row<HeadRow>(find_head_sql, region);
}

HeadRow present_head(Tx& tx, int region) {
  auto head = find_head(tx, region);
  if (head) return std::move(*head);
  throw Broken(
      fmt::format("journal_head {} is missing, deleted behind the program's back: nothing more is "
                  "written; run `lastmile verify` to see what else is wrong, then restore a backup",
                  region));
}

std::optional<CheckpointRow> find_checkpoint(Tx& tx, int region, std::int64_t size) {
  return tx.row<CheckpointRow>(find_checkpoint_sql, region, size);
}

std::vector<CheckpointRow> checkpoints(Tx& tx, int region, std::int64_t from, int max) {
  return tx.rows<CheckpointRow>(checkpoints_sql, region, from, max);
}

}  // namespace lastmile::journal
