#include "storage/test_db.h"

#include <unistd.h>

#include <atomic>

#include "storage/dialect.h"
#include "storage/schema_tables.h"

namespace lastmile::storage {
namespace {

std::string unique_name() {
  static std::atomic<int> count{0};
  return "lastmile_test_" + std::to_string(::getpid()) + "_" + std::to_string(count++);
}

std::filesystem::path memory_folder() {
  const std::filesystem::path shared = "/dev/shm";
  return ::access(shared.c_str(), W_OK) == 0 ? shared : std::filesystem::temp_directory_path();
}

}  // namespace

TestDb::TestDb(On on, Db::Options options, Begin begin) : options_(options) {
  const bool migrated = begin == Begin::migrated;
  if (on == On::sqlite) {
    folder_ = memory_folder() / unique_name();
    std::filesystem::create_directories(folder_);
    where_.file = folder_ / "lastmile.db";
  } else {
    postgres_ = std::make_unique<TestPostgres>(migrated);
    where_.postgres = postgres_->url();
  }
  db_ = Db::open(where_, options_);
  if (migrated) migrate(*db_);
}

TestDb::~TestDb() {
  db_.reset();
  if (!folder_.empty()) std::filesystem::remove_all(folder_);
}

void TestDb::reopen() { reopen(options_); }

void TestDb::reopen(Db::Options options) {
  db_.reset();
  options_ = options;
  db_ = Db::open(where_, options_);
}

void TestDb::add_tables(std::string_view script) {
  const auto tables = tables_of(script);
  if (!if_table(tables.front().info.name)) add_to_catalog(tables);
  const Dialect dialect = db_->is_postgres() ? Dialect::postgres : Dialect::sqlite;
  db_->write([&](Tx& tx) {
    for (const auto& statement : statements_of(in_dialect(script, dialect))) {
      tx.start_text(statement, {})->step();
    }
  });
}

}  // namespace lastmile::storage
