#pragma once
#include "journal/log.h"
#include "storage/rows_fixture.h"
#include "vault/test_dir.h"

/// What the tests of this module share: a journal over a table of bricks.
namespace lastmile::journal {

struct BrickLaid {
  static constexpr std::string_view kind = "brick_laid";
  static constexpr int version = 1;
  std::string label;
};
BOOST_DESCRIBE_STRUCT(BrickLaid, (), (label))

inline constexpr int region = 4112;
inline const Instant morning = parse_instant("2026-03-02T09:00:00+08:00").value();

class Bricks : public storage::OnEachDatabase {
 protected:
  void SetUp() override {
    OnEachDatabase::SetUp();
    if (IsSkipped()) return;
    test_db().add_tables(storage::test_tables);
    vault = vault::Vault::open(keys.path(), db());
    log = Log::open(db(), *vault, region);
  }
  void TearDown() override { log.reset(); }

  /// One command: what f writes and tells, recorded; returns its leaf.
  std::optional<std::int64_t> command(const std::function<void(storage::Tx&, Book&)>& f) {
    return db().writing([&](storage::Tx& tx) {
      Book book;
      f(tx, book);
      return log->record(tx, book, {}, now);
    });
  }
  std::int64_t lay(const storage::BrickRow& row) {
    return command([&](storage::Tx& tx, Book& book) {
             ASSERT(tx.insert(row));
             book.append(BrickLaid{row.label}, {row.id.uuid, "/4112", {}});
           })
        .value();
  }
  std::int64_t lay(const std::string& label) { return lay(storage::brick(label)); }
  /// `count` leaves in commands of up to 500 facts each.
  void grow(int count) {
    for (int done = 0; done < count; done += 500) {
      command([&](storage::Tx&, Book& book) {
        for (int i = done; i < std::min(count, done + 500); ++i) {
          book.append(BrickLaid{"brick " + std::to_string(i)}, {});
        }
      });
    }
  }
  void restart() {
    log.reset();
    vault.reset();
    test_db().reopen();
    vault = vault::Vault::open(keys.path(), db());
    log = Log::open(db(), *vault, region);
  }
  std::vector<Entry> all_entries() {
    return db().reading([](storage::Tx& tx) { return entries(tx, region, 0, 1000); });
  }
  Head present() {
    return db().reading([](storage::Tx& tx) { return head(tx, region); });
  }
  std::vector<Finding> findings(storage::Tx& tx) {
    return verify(tx, *vault, region, [](std::int64_t) {});
  }
  std::vector<Finding> findings() {
    return db().reading([&](storage::Tx& tx) { return findings(tx); });
  }

  vault::TestDir keys;
  std::unique_ptr<vault::Vault> vault;
  std::unique_ptr<Log> log;
  Instant now = morning;
};

inline std::string told(const std::vector<Finding>& all) {
  std::string out;
  for (const auto& f : all) out += f.table + " " + f.row + " " + f.what + "; ";
  return out;
}

}  // namespace lastmile::journal
