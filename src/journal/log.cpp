#include "journal/log.h"

#include <map>
#include <mutex>
#include <unordered_map>

#include "journal/head.h"
#include "journal/past.h"

namespace lastmile::journal {
namespace {

using storage::Tx;

constexpr std::chrono::minutes checkpoint_every{1};

merkle::Hash as_hash(const storage::Bytes& bytes) {
  merkle::Hash hash{};
  ASSERT(bytes.data.size() == hash.size());
  std::ranges::copy(bytes_of(bytes.data), hash.begin());
  return hash;
}

std::string tables_of(const std::vector<storage::Mark>& marks) {
  std::string out;
  for (const auto& mark : marks) {
    if (out.find(mark.table) == std::string::npos) out += (out.empty() ? "" : ", ") + mark.table;
  }
  return out;
}

class TreeLog final : public Log {
 public:
  TreeLog(storage::Db& db, vault::Vault& vault, int region)
      : db_(db), vault_(vault), region_(region), signer_(signer_of(vault, region)) {
    if (is_new()) db_.write([&](Tx& tx) { begin_journal(tx); });
    db_.set_seal(this);
  }
  ~TreeLog() override { db_.set_seal(nullptr); }

  std::optional<std::int64_t> record(Tx& tx, Book& book, const Author& author,
                                     Instant now) override {
    auto facts = book.take();
    const auto marks = tx.take_marks();
    if (facts.empty()) {
      if (!marks.empty()) throw Broken("sealed rows without a fact: " + tables_of(marks));
      return std::nullopt;
    }
    std::int64_t seq = next_seq(tx, region_);
    for (std::size_t i = 0; i < facts.size(); ++i, ++seq) {
      Entry entry = entry_of(facts[i], author, now);
      entry.seq = seq;
      if (i + 1 == facts.size()) entry.marks = marks_text(marks);
      append(tx, entry);
    }
    return seq - 1;
  }

  int on_growth(std::function<void(std::int64_t)> f) override {
    const std::lock_guard lock(mutex_);
    listeners_[++last_token_] = std::move(f);
    return last_token_;
  }
  void stop_on_growth(int token) override {
    const std::lock_guard lock(mutex_);
    listeners_.erase(token);
  }

  /// Without a head that can be trusted nothing is written, not even what no leaf tells of: keys,
  /// sessions, work on its way.
  void batch_begins(Tx& tx) override {
    head_ = present_head(tx, region_);
    frontier_ = trusted_frontier(vault_, head_);
    recorded_.clear();
    grown_to_.reset();
  }

  void batch_ends(Tx& tx) override {
    if (recorded_.empty()) return;
    const auto fresh = leaf_hashes(tx, region_, head_.size, fresh_max());
    if (fresh.empty()) return;  // every command of the batch was rolled back
    for (const SeqHash& leaf : fresh) grow(tx, leaf);
    HeadRow after = head_;
    keep_checkpoint(tx, head_, after);
    after = head_of(vault_, after, frontier_, last_at_, signer_);
    // The first form stays until the cursors are sealed, which this very batch may have done.
    if (head_.seal == first_seal_of(vault_, head_) && cursors_are_unsealed(tx, vault_, region_)) {
      after.seal = first_seal_of(vault_, after);
    }
    ASSERT(tx.update(after));
    grown_to_ = after.size;
  }

  void batch_committed() noexcept override {
    if (!grown_to_) return;
    const std::lock_guard lock(mutex_);
    for (const auto& [token, listener] : listeners_) listener(*grown_to_);
  }

 private:
  /// A new head over what is there would pass a deleted one off as never made. Without one the
  /// journal can be read and verified.
  bool is_new() {
    try {
      return db_.reading([&](Tx& tx) { return !find_head(tx, region_) && !has_past(tx, region_); });
    } catch (const storage::StatementFailed&) {
      return false;  // a table was dropped
    }
  }
  void begin_journal(Tx& tx) {
    if (find_head(tx, region_)) return;  // another server was first
    HeadRow none;
    none.region = region_;
    ASSERT(tx.insert(head_of(vault_, none, {}, {}, signer_)));
  }

  static Entry fields_of(Book::Pending& fact) {
    Entry e;
    e.kind = std::move(fact.kind);
    e.version = fact.version;
    e.body = std::move(fact.body);
    e.subject = fact.about.subject;
    e.scope = std::move(fact.about.scope);
    e.people = std::move(fact.about.people);
    return e;
  }
  Entry entry_of(Book::Pending& fact, const Author& author, Instant now) const {
    Entry e = fields_of(fact);
    e.region = region_;
    e.at = now;
    e.actor = author.actor;
    e.on_behalf = author.on_behalf;
    return e;
  }

  void append(Tx& tx, const Entry& entry) {
    const merkle::Hash hash = merkle::leaf_hash(leaf_bytes(entry));
    insert_entry(tx, entry, hash);
    recorded_[entry.seq] = hash;
    last_at_ = entry.at;
  }

  /// One more than can be right, so that a row put in by another hand shows.
  std::int64_t fresh_max() const { return static_cast<std::int64_t>(recorded_.size()) + 1; }

  /// Takes a leaf of this batch into the tree; one that record() did not write is not signed.
  void grow(Tx& tx, const SeqHash& leaf) {
    const auto ours = recorded_.find(leaf.seq);
    const merkle::Hash hash = as_hash(leaf.hash);
    if (leaf.seq != static_cast<std::int64_t>(frontier_.size()) || ours == recorded_.end() ||
        ours->second != hash) {
      throw Broken(
          fmt::format("journal_entry {}/{} was put in behind the program's back: nothing "
                      "more is written until verify finds nothing",
                      region_, leaf.seq));
    }
    for (const merkle::Subtree& done : frontier_.append(hash)) {
      NodeRow row{region_, done.level, static_cast<std::int64_t>(done.index), {}};
      row.hash.data.assign(done.hash.begin(), done.hash.end());
      ASSERT(tx.insert(row));
    }
  }

  /// Keeps the head that was, once a minute; a clock set back counts as a minute gone.
  void keep_checkpoint(Tx& tx, const HeadRow& before, HeadRow& after) {
    if (before.size == 0) return;
    const auto last = before.kept < 0 ? std::nullopt : find_checkpoint(tx, region_, before.kept);
    const auto gone = last ? std::chrono::abs(before.at - last->at) : checkpoint_every;
    if (gone < checkpoint_every) return;
    CheckpointRow row{region_, before.size, before.at, before.kept, before.note, {}};
    row.seal = seal_of(vault_, row);
    ASSERT(tx.insert(row));
    after.kept = row.size;
  }

  storage::Db& db_;
  vault::Vault& vault_;
  const int region_;
  const merkle::Signer signer_;
  // Of the batch on its way: the head it began with, proved, and the tree as it grows.
  HeadRow head_;
  merkle::Frontier frontier_;
  // A number used again after a rollback is simply overwritten.
  std::unordered_map<std::int64_t, merkle::Hash> recorded_;
  Instant last_at_{};
  std::optional<std::int64_t> grown_to_;
  std::mutex mutex_;
  std::map<int, std::function<void(std::int64_t)>> listeners_;
  int last_token_ = 0;
};

}  // namespace

std::unique_ptr<Log> Log::open(storage::Db& db, vault::Vault& vault, int region) {
  return std::make_unique<TreeLog>(db, vault, region);
}

void check_head(Tx& tx, const vault::Vault& vault, int region) {
  trusted_frontier(vault, present_head(tx, region));
}

bool cursors_are_unsealed(Tx& tx, const vault::Vault& vault, int region) {
  const auto head = find_head(tx, region);
  return head && head->seal == first_seal_of(vault, *head);
}

void cursors_were_sealed(Tx& tx, const vault::Vault& vault, int region) {
  HeadRow head = present_head(tx, region);
  trusted_frontier(vault, head);
  head.seal = seal_of(vault, head);
  ASSERT(tx.update(head));
}

}  // namespace lastmile::journal
