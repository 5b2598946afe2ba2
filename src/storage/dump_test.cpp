#include "storage/dump.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

#include <fstream>
#include <map>

#include "storage/migrate.h"
#include "storage/rows_fixture.h"
#include "storage/schema_tables.h"
#include "storage/sweep.h"

namespace lastmile::storage {
namespace {

/// The schema's own first file and the tables of the tests.
std::vector<Migration> test_schema() { return {migrations()[0], {2, "bricks", test_tables}}; }

void migrate_for_test(Db& db) {
  db.write([&](Tx& tx) {
    for (const Migration& m : test_schema()) apply_migration(tx, m, db.is_postgres());
  });
}

const Sql journal_text{"test.journal_text", "select count(*) from brick where region = 4112"};
std::string journal(Tx& tx) { return std::to_string(*tx.row<std::int64_t>(journal_text)); }

DumpOptions options() { return {"1.2.3", at_ms(1'772'000'000'000), journal, {}}; }

struct Backup : OnEachDatabase {
  void SetUp() override {
    OnEachDatabase::SetUp();
    if (IsSkipped()) return;
    if (!if_table("brick")) add_to_catalog(tables_of(test_tables));
    migrate_for_test(*from);
    from->write([](Tx& tx) {
      for (int i = 0; i < 300; ++i) {
        BrickRow row = brick("砖 " + std::to_string(i) + " \"\\\n\t" + std::string(1, '\x7f'));
        row.density = i / 7.0;
        row.weight = i % 2 == 0 ? std::numeric_limits<std::int64_t>::max() : -i;
        if (i % 3 == 0) row.note = "";
        row.stamp.data = std::string(static_cast<std::size_t>(i), static_cast<char>(i));
        tx.insert(row);
        tx.insert(LooseRow{4112, std::to_string(i)});
      }
    });
  }
  void TearDown() override { std::filesystem::remove(file); }

  std::map<std::string, Digest> digests(Db& db) {
    std::map<std::string, Digest> all;
    db.read([&](Tx& tx) {
      for (const auto& t : tables_of(whole_schema_for_test())) {
        all[t.info.name] = table_digest(tx, t.info.name);
      }
    });
    return all;
  }
  static std::string whole_schema_for_test() {
    return std::string(migrations()[0].text) + std::string(test_tables);
  }
  Result<DumpReport> restored(Db& db) { return restore(db, file, journal, test_schema()); }
  /// A refused restore leaves its database as empty as it was: the same one serves for all.
  void expect_refused(const Refusal& refusal) {
    if (!blank) blank = std::make_unique<TestDb>(GetParam(), Db::Options{}, TestDb::Begin::empty);
    TestDb& to = *blank;
    const auto result = restored(*to);
    ASSERT_FALSE(result.ok());
    EXPECT_EQ(result.refused().refusal, refusal) << result.refused().seen;
    EXPECT_EQ(schema_version(*to), 0);
  }

  On other() const { return GetParam() == On::sqlite ? On::postgres : On::sqlite; }

  std::unique_ptr<TestDb> owned =
      is_available(GetParam())
          ? std::make_unique<TestDb>(GetParam(), Db::Options{}, TestDb::Begin::empty)
          : nullptr;
  TestDb& from = *owned;
  std::unique_ptr<TestDb> blank;
  const std::filesystem::path file =
      std::filesystem::temp_directory_path() / ("lastmile_dump_" + std::to_string(::getpid()));
};
EACH_DATABASE(Backup);

TEST_P(Backup, ComesBackEqual) {
  const DumpReport made = dump(*from, file, options(), test_schema());
  EXPECT_EQ(made.journal, "300");
  EXPECT_EQ(read_dump_header(file)->tables, made.tables);
  TestDb to = TestDb::empty(GetParam());
  const auto back = restored(*to);
  ASSERT_TRUE(back.ok()) << back.refused().seen;
  EXPECT_EQ(back->tables, made.tables);
  EXPECT_EQ(back->program, "1.2.3");
  EXPECT_EQ(digests(*to), digests(*from));
}

TEST_P(Backup, TravelsToTheOtherDatabaseAndBack) {
  if (!is_available(other())) GTEST_SKIP() << "LASTMILE_TEST_POSTGRES is not set";
  dump(*from, file, options(), test_schema());
  TestDb abroad = TestDb::empty(other());
  ASSERT_TRUE(restored(*abroad).ok());
  EXPECT_EQ(digests(*abroad), digests(*from));
  dump(*abroad, file, options(), test_schema());
  TestDb home = TestDb::empty(GetParam());
  ASSERT_TRUE(restored(*home).ok());
  EXPECT_EQ(digests(*home), digests(*from));
}

TEST_P(Backup, IsOneSnapshotWhileOthersWrite) {
  DumpOptions meanwhile = options();
  meanwhile.journal = [&](Tx& tx) {
    const std::string seen = journal(tx);
    from->write([](Tx& other) { other.insert(brick("late")); });
    return seen;
  };
  const DumpReport made = dump(*from, file, meanwhile, test_schema());
  TestDb to = TestDb::empty(GetParam());
  ASSERT_TRUE(restored(*to).ok());
  EXPECT_EQ(made.journal, "300");
  EXPECT_EQ(to->reading(journal), "300");
  EXPECT_EQ(from->reading(journal), "301");
}

TEST_P(Backup, LeavesOutWhatItIsTold) {
  DumpOptions without = options();
  without.leave_out = {"loose"};
  dump(*from, file, without, test_schema());
  TestDb to = TestDb::empty(GetParam());
  ASSERT_TRUE(restored(*to).ok());
  EXPECT_EQ(to->reading([](Tx& tx) { return count_rows(tx, "loose"); }), 0);
  EXPECT_EQ(to->reading([](Tx& tx) { return count_rows(tx, "brick"); }), 300);
}

TEST_P(Backup, CutOffAnywhereIsRefused) {
  dump(*from, file, options(), test_schema());
  const auto size = std::filesystem::file_size(file);
  for (const auto cut : {size - 1, size - 9, size / 2, size / 10}) {
    std::filesystem::resize_file(file, cut);
    expect_refused(dump_truncated);
  }
  std::filesystem::resize_file(file, 0);
  expect_refused(dump_foreign);
  std::filesystem::remove(file);
  expect_refused(dump_missing);
}

TEST_P(Backup, ProvesItselfWithoutARestore) {
  const auto made = dump(*from, file, options(), test_schema());
  EXPECT_EQ(prove_dump(file).value().tables, made.tables);
  std::filesystem::resize_file(file, std::filesystem::file_size(file) / 2);
  EXPECT_EQ(prove_dump(file).refused().refusal.code, dump_truncated.code);
}

TEST_P(Backup, TellsHowFarItIsAndMayBeBrokenOff) {
  from->write([](Tx& tx) {
    for (int i = 0; i < 1000; ++i) tx.insert(LooseRow{4112, "more " + std::to_string(i)});
  });
  DumpOptions told = options();
  std::int64_t heard = 0;
  told.progress = [&](std::int64_t rows, std::int64_t all) {
    heard = rows;
    EXPECT_LE(rows, all);
  };
  dump(*from, file, told, test_schema());
  EXPECT_EQ(heard, 1000);
  std::filesystem::remove(file);
  told.progress = [](std::int64_t, std::int64_t) { throw std::runtime_error("enough"); };
  EXPECT_THROW(dump(*from, file, told, test_schema()), std::runtime_error);
  EXPECT_FALSE(std::filesystem::exists(file));
}

TEST_P(Backup, AFlippedByteIsRefused) {
  dump(*from, file, options(), test_schema());
  const auto size = std::filesystem::file_size(file);
  for (const auto at : {size / 3, size / 2, size - 6}) {
    std::fstream f(file, std::ios::in | std::ios::out | std::ios::binary);
    f.seekg(static_cast<std::streamoff>(at));
    const int byte = f.get();
    f.seekp(static_cast<std::streamoff>(at));
    f.put(static_cast<char>(~byte));  // one bit might be padding between blocks of deflate
    f.close();
    expect_refused(dump_corrupt);
    std::ofstream(file, std::ios::in | std::ios::out | std::ios::binary)
        .seekp(static_cast<std::streamoff>(at))
        .put(static_cast<char>(byte));
  }
  TestDb to = TestDb::empty(GetParam());
  EXPECT_TRUE(restored(*to).ok());
}

/// Takes the file apart, lets `f` change the text, and packs it again.
void edit(const std::filesystem::path& file, const std::function<void(std::string&)>& f) {
  std::string text;
  gzFile in = ::gzopen(file.c_str(), "rb");
  for (char part[65536]; const int n = ::gzread(in, part, sizeof part);) {
    text.append(part, static_cast<std::size_t>(n));
  }
  ::gzclose(in);
  f(text);
  gzFile out = ::gzopen(file.c_str(), "wb");
  ::gzwrite(out, text.data(), static_cast<unsigned>(text.size()));
  ::gzclose(out);
}

TEST_P(Backup, AnEditedValueOrAStrangerFileIsRefused) {
  dump(*from, file, options(), test_schema());
  edit(file, [](std::string& t) { t.replace(t.find("red"), 3, "rad"); });
  expect_refused(dump_corrupt);
  dump(*from, file, options(), test_schema());
  edit(file, [](std::string& t) { t.resize(t.rfind("{\"done\"")); });
  expect_refused(dump_truncated);
  edit(file, [](std::string& t) { t.replace(t.find("backup 1"), 8, "backup 2"); });
  expect_refused(dump_too_new);
  edit(file, [](std::string& t) { t = "hello\n"; });
  expect_refused(dump_foreign);
  std::ofstream(file) << "plain text\n";
  expect_refused(dump_foreign);
}

TEST_P(Backup, ANewerSchemaIsRefused) {
  dump(*from, file, options(), test_schema());
  TestDb to = TestDb::empty(GetParam());
  const auto result = restore(*to, file, journal, migrations().first(1));
  ASSERT_FALSE(result.ok());
  EXPECT_EQ(result.refused().refusal, dump_too_new);
}

TEST_P(Backup, RestoringOverDataIsRefused) {
  dump(*from, file, options(), test_schema());
  const auto before = digests(*from);
  const auto result = restored(*from);
  ASSERT_FALSE(result.ok());
  EXPECT_EQ(result.refused().refusal, database_not_empty);
  EXPECT_EQ(digests(*from), before);
}

TEST_P(Backup, AnotherJournalRootIsRefused) {
  dump(*from, file, options(), test_schema());
  TestDb to = TestDb::empty(GetParam());
  const auto result = restore(*to, file, [](Tx&) { return "another"; }, test_schema());
  ASSERT_FALSE(result.ok());
  EXPECT_EQ(result.refused().refusal, restore_not_proved);
  EXPECT_EQ(schema_version(*to), 0);
}

TEST_P(Backup, AFolderThatCannotBeWrittenIsAFault) {
  EXPECT_THROW(dump(*from, "/proc/nowhere/backup", options(), test_schema()), Unavailable);
  std::ofstream(file) << "the last one";
  DumpOptions failing = options();
  failing.journal = [](Tx&) -> std::string { throw Unavailable("read"); };
  EXPECT_THROW(dump(*from, file, failing, test_schema()), Unavailable);
  EXPECT_EQ(std::filesystem::file_size(file), 12u);
  EXPECT_FALSE(std::filesystem::exists(file.string() + ".part"));
}

TEST_P(Backup, WhatIsNoRegularFileIsLeftAsItIs) {
  ASSERT_EQ(::mkfifo(file.c_str(), 0600), 0);  // as a device would be
  EXPECT_THROW(dump(*from, file, options(), test_schema()), Unavailable);
  EXPECT_TRUE(std::filesystem::is_fifo(file));
  EXPECT_FALSE(std::filesystem::exists(file.string() + ".part"));
}

}  // namespace
}  // namespace lastmile::storage
