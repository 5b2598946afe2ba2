#pragma once
#include <filesystem>
#include <unordered_map>

#include "storage/savepoints.h"

struct sqlite3;
struct sqlite3_stmt;

namespace lastmile::storage {

/// A statement as SQLite holds it: prepared once, arguments mapped by name.
class Prepared {
 public:
  /// Throws StatementFailed when the text does not prepare.
  Prepared(sqlite3* db, std::string_view name, std::string_view text, bool kept);
  ~Prepared();
  Prepared(const Prepared&) = delete;

  void bind(std::span<const Value> args);  // texts and bytes stay where they are
  void reset();

  sqlite3* const db;
  const std::string name;
  sqlite3_stmt* handle = nullptr;
  bool busy = false;

 private:
  void bind_one(int slot, const Value& value);
  std::vector<int> slots_;  // of $1, $2…; 0 where a number is not used
};

/// One connection to the file, with its statements cached by the address of their Sql.
/// Used by one thread at a time.
class SqliteConnection {
 public:
  enum class Mode { write, read };
  /// Throws Unavailable when the file cannot be opened.
  SqliteConnection(const std::filesystem::path& file, Mode mode);
  ~SqliteConnection();
  SqliteConnection(const SqliteConnection&) = delete;

  std::unique_ptr<Statement> start(const Sql& sql, std::span<const Value> args);
  std::unique_ptr<Statement> start_text(const std::string& text, std::span<const Value> args);
  void prepare_only(const Sql& sql) const;
  void run(const Sql& sql);
  bool in_transaction() const;
  bool is_read_only() const;
  sqlite3* handle() const { return db_; }

 private:
  void execute(const char* text);

  sqlite3* db_ = nullptr;
  std::unordered_map<const Sql*, std::unique_ptr<Prepared>> cache_;
};

/// A transaction on a connection; the Db opens and ends it.
class SqliteTx final : public SavepointTx {
 public:
  SqliteTx(SqliteConnection& connection, bool writable)
      : connection_(connection), writable_(writable) {}
  bool writable() const override { return writable_; }
  std::unique_ptr<Statement> start(const Sql& sql, std::span<const Value> args) override {
    return connection_.start(sql, args);
  }
  std::unique_ptr<Statement> start_text(const std::string& text,
                                        std::span<const Value> args) override {
    return connection_.start_text(text, args);
  }
  void prepare_only(const Sql& sql) override { connection_.prepare_only(sql); }
  std::optional<std::int64_t> changes_so_far() const override;

 protected:
  void command(SavepointCommand what, std::size_t depth) override;

 private:
  SqliteConnection& connection_;
  const bool writable_;
};

}  // namespace lastmile::storage
