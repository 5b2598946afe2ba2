#pragma once
#include <gtest/gtest.h>

#include "storage/db.h"
#include "storage/test_postgres.h"

/// Databases for tests, of this module and of all above it.
namespace lastmile::storage {

enum class On { sqlite, postgres };

/// A fresh, migrated database of its own; gone with the object. SQLite lies in memory-backed
/// files, PostgreSQL in a database of the server LASTMILE_TEST_POSTGRES names.
class TestDb {
 public:
  enum class Begin { migrated, empty };
  explicit TestDb(On on = On::sqlite, Db::Options options = {}, Begin begin = Begin::migrated);
  static TestDb empty(On on) { return TestDb(on, {}, Begin::empty); }
  ~TestDb();
  TestDb(const TestDb&) = delete;

  Db& operator*() { return *db_; }
  Db* operator->() { return db_.get(); }
  const Where& where() const { return where_; }
  /// Closes and opens again, as a restart of the program does.
  void reopen();
  void reopen(Db::Options options);
  /// Makes tables the schema does not have, known to the catalog from then on.
  void add_tables(std::string_view script);

 private:
  std::filesystem::path folder_;
  std::unique_ptr<TestPostgres> postgres_;
  Where where_;
  Db::Options options_;
  std::unique_ptr<Db> db_;
};

/// Whether tests on this database can run here: PostgreSQL needs LASTMILE_TEST_POSTGRES.
/// In CI its absence is a failure, not a reason to skip.
bool is_available(On on);

/// A fixture whose tests run on both databases:
///   struct Needs : storage::OnEachDatabase {};
///   EACH_DATABASE(Needs);
///   TEST_P(Needs, AreTakenOnce) { (*db).write(…); }
class OnEachDatabase : public testing::TestWithParam<On> {
 protected:
  void SetUp() override {
    if (!is_available(GetParam())) GTEST_SKIP() << "LASTMILE_TEST_POSTGRES is not set";
    opened_ = std::make_unique<TestDb>(GetParam());
  }
  TestDb& test_db() { return *opened_; }
  Db& db() { return **opened_; }

 private:
  std::unique_ptr<TestDb> opened_;
};

inline std::string name_of_database(const testing::TestParamInfo<On>& info) {
  return info.param == On::sqlite ? "sqlite" : "postgres";
}

#define EACH_DATABASE(Suite)                                                               \
  INSTANTIATE_TEST_SUITE_P(                                                                \
      Each, Suite,                                                                         \
      testing::Values(::lastmile::storage::On::sqlite, ::lastmile::storage::On::postgres), \
      ::lastmile::storage::name_of_database)

}  // namespace lastmile::storage
