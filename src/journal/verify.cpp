#include <limits>
#include <set>

#include "base/base64.h"
#include "journal/head_check.h"
#include "journal/log.h"
#include "journal/row_ledger.h"
#include "journal/rows.h"
#include "storage/seeds.h"

namespace lastmile::journal {
namespace {

using storage::TableInfo;
using storage::Tx;

constexpr int page = 1000;
constexpr std::int64_t rows_at_a_time = 8'000'000;
constexpr std::int64_t no_limit = std::numeric_limits<std::int64_t>::max();
// Without a head to tell the size, a leaf further off than this was numbered by another hand.
constexpr std::int64_t gap_max = 10'000'000;

using Progress = std::function<void(std::int64_t)>;

bool is_sealed(const TableInfo& table) { return table.keeping == storage::Keeping::sealed; }

const TableInfo* sealed_table(std::string_view name) {
  const TableInfo* table = storage::if_table(name);
  return table && is_sealed(*table) ? table : nullptr;
}

/// Tables whose every row belongs to some region's journal.
bool is_of_regions(const TableInfo& table) {
  const bool own =
      table.name == "journal_entry" || table.name == "journal_node" || table.name == "checkpoint";
  return own || (is_sealed(table) && table.spread == storage::Spread::regional);
}

std::optional<Digest> digest_of(std::string_view text) {
  if (text.empty() || text == "-") return Digest{};
  const auto bytes = from_base64url(text);
  Digest digest{};
  if (!bytes || bytes->size() != digest.size()) return std::nullopt;
  std::ranges::copy(*bytes, digest.begin());
  return digest;
}

/// Which of several equal shares of the rows is looked at, so that memory is bounded.
struct Share {
  int number = 0;
  int count = 1;
  bool holds(const RowLedger::Name& name) const { return name[15] % count == number; }
};

struct Verification {
  Tx& tx;
  const vault::Vault& vault;
  const int region;
  const Progress& progress;
  Findings findings = {};
  RowLedger ledger = {};
  std::set<std::string> unreadable = {};  // tables; what stands in them is not known

  std::string row(std::int64_t seq) const { return fmt::format("{}/{}", region, seq); }

  void run() {
    TrustedHeads heads;
    reading("journal_head", [&] { heads = check_heads(tx, vault, region, findings); });
    reading("journal_entry", [&] { check_by(heads); });
    if (unreadable.contains("journal_head")) return;  // which regions have one is not known
    for (const TableInfo& table : storage::catalog()) {
      if (is_of_regions(table)) reading(table.name, [&] { name_rows_of_no_region(table); });
    }
  }

  /// Does what reads a table. Where that fails the table is named, once, and the rest goes on.
  void reading(const std::string& table, const std::function<void()>& f) {
    if (unreadable.contains(table)) return;
    const auto cannot_be_read = [&](std::string_view why) {
      tx.rollback_savepoint();
      unreadable.insert(table);
      findings.add(table, "", fmt::format("cannot be read: {}", why));
    };
    tx.begin_savepoint();
    try {
      f();
      tx.release_savepoint();
    } catch (const storage::StatementFailed& fault) {
      std::string_view text = fault.what();
      text = text.substr(0, text.find('\n'));  // below it PostgreSQL repeats the statement
      const auto colon = text.find(": ");      // before it stands the statement
      cannot_be_read(colon == text.npos ? text : text.substr(colon + 2));
    } catch (const storage::Damaged& fault) {
      cannot_be_read(fault.what());
    } catch (const Broken&) {
      cannot_be_read("its columns are not those this program made");
    }
  }

  void check_by(const TrustedHeads& heads) {
    if (no_leaf_is_left() && heads.size != 0) {
      // Every row would be called added, honest or not.
      return findings.add("journal_entry", std::to_string(region), "gone");
    }
    const Share first{0, shares()};
    note_seeds(first);
    check_leaves(heads, first);
    check_rows(first);
    for (int number = 1; number < first.count; ++number) {
      ledger.clear();
      note_seeds({number, first.count});
      each_marked_leaf(
          [&](const SeqMarks& leaf) { note_marks({number, first.count}, leaf.marks); });
      check_rows({number, first.count});
    }
  }

  void name_rows_of_no_region(const TableInfo& table) {
    for (const auto& key : rows_of_no_region(tx, table, region)) {
      findings.add(table.name, key, "added");
    }
  }

  bool no_leaf_is_left() const {
    return leaf_hashes(tx, region, std::numeric_limits<std::int64_t>::min(), 1).empty();
  }

  int shares() {
    std::int64_t rows = 0;
    for (const TableInfo& table : storage::catalog()) {
      if (!is_sealed(table)) continue;
      reading(table.name, [&] {
        const auto s = tx.start_text("select count(*) from " + table.name, {});
        if (s->step()) rows += s->integer(0);
      });
    }
    return static_cast<int>(std::min<std::int64_t>(256, 1 + rows / rows_at_a_time));
  }

  /// Hashes every leaf anew, grows the tree, and notes the marks of the share.
  void check_leaves(const TrustedHeads& heads, const Share& share) {
    TreeCheck tree(region, heads.heads, findings);
    const std::int64_t limit = heads.size.value_or(no_limit);
    for (std::int64_t from = std::numeric_limits<std::int64_t>::min();;) {
      const auto some = leaves(tx, region, from, page);
      for (const StoredLeaf& leaf : some) check_leaf(tree, leaf, limit, share);
      if (some.size() < page) break;
      from = some.back().seq + 1;
      if (progress) progress(tree.size());
    }
    if (limit != no_limit) gap(tree, limit);
    tree.check_nodes(tx);
    if (progress) progress(tree.size());
  }

  void check_leaf(TreeCheck& tree, const StoredLeaf& leaf, std::int64_t limit, const Share& share) {
    if (leaf.seq < 0 || leaf.seq >= limit || leaf.seq - tree.size() > gap_max) {
      findings.add("journal_entry", row(leaf.seq), "added");
      return;
    }
    gap(tree, leaf.seq);
    const merkle::Hash content = hash_of(leaf.leaf);
    merkle::Hash stored{};
    const bool whole = leaf.hash.data.size() == stored.size();
    if (whole) std::ranges::copy(bytes_of(leaf.hash.data), stored.begin());
    if (!whole || stored != content) {
      findings.add("journal_entry", row(leaf.seq), "leaf_changed");
    }
    tree.add(content, stored);
    note_marks(share, leaf.leaf.marks);
  }

  void note_seeds(const Share& share) {
    storage::each_seed([&](const TableInfo& table, const std::string& key, const Digest& digest) {
      const auto name = RowLedger::name_of(table.name, key);
      const bool is_first = !share.holds(name) || ledger.note(name, Digest{}, digest);
      ASSERT(is_first);
    });
  }

  void note_marks(const Share& share, const std::string& marks) {
    each_mark(marks, [&](const MarkView& mark) {
      const std::string key = unescaped_key(mark.key);
      const auto name = RowLedger::name_of(mark.table, key);
      const auto now = digest_of(mark.digest);
      if (!now || !share.holds(name)) return;
      const auto before = mark.before ? digest_of(*mark.before) : std::nullopt;
      if (ledger.note(name, before, *now)) return;
      // A leaf may name any table, as another hand may have written it.
      if (const TableInfo* table = sealed_table(mark.table)) {
        findings.add(table->name, key, "overwritten");
      }
    });
  }

  void gap(TreeCheck& tree, std::int64_t next) {
    const std::int64_t first = tree.size();
    if (first >= next) return;
    findings.add("journal_entry",
                 first + 1 == next ? row(first) : fmt::format("{}-{}", row(first), next - 1),
                 "gap");
    tree.skip(next - first);
  }

  void check_rows(const Share& share) {
    for (const TableInfo& table : storage::catalog()) {
      if (!is_sealed(table)) continue;
      reading(table.name, [&] { check_rows_of(table, share); });
    }
    if (ledger.any_missing()) name_missing(share);
  }

  void check_rows_of(const TableInfo& table, const Share& share) {
    each_row(tx, table, region, [&](const std::string& key, const Digest& digest) {
      const auto name = RowLedger::name_of(table.name, key);
      if (!share.holds(name)) return;
      const auto verdict = ledger.check(name, digest);
      if (verdict == RowLedger::Verdict::changed) findings.add(table.name, key, "changed");
      if (verdict == RowLedger::Verdict::added) findings.add(table.name, key, "added");
    });
  }

  /// The ledger knows rows by hash only, so the names are looked up again where they came from.
  void name_missing(const Share& share) {
    storage::each_seed([&](const TableInfo& table, const std::string& key, const Digest&) {
      name_if_missing(share, table, key);
    });
    each_marked_leaf([&](const SeqMarks& leaf) {
      each_mark(leaf.marks, [&](const MarkView& mark) {
        const TableInfo* table = sealed_table(mark.table);
        if (table) name_if_missing(share, *table, unescaped_key(mark.key));
      });
    });
  }

  void name_if_missing(const Share& share, const TableInfo& table, const std::string& key) {
    if (unreadable.contains(table.name)) return;
    const auto name = RowLedger::name_of(table.name, key);
    if (!share.holds(name) || !ledger.is_missing(name)) return;
    findings.add(table.name, key, "missing");
    ledger.drop(name);  // name it once
  }

  void each_marked_leaf(const std::function<void(const SeqMarks&)>& f) const {
    for (std::int64_t from = 0;;) {
      const auto some = leaf_marks(tx, region, from, page);
      for (const SeqMarks& leaf : some) f(leaf);
      if (some.size() < page) return;
      from = some.back().seq + 1;
    }
  }
};

}  // namespace

std::vector<Finding> verify(Tx& tx, vault::Vault& vault, int region, const Progress& progress) {
  Verification verification{tx, vault, region, progress};
  verification.run();
  return verification.findings.take();
}

}  // namespace lastmile::journal
