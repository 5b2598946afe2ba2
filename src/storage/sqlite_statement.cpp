#include <sqlite3.h>

#include "storage/dialect.h"
#include "storage/sqlite_connection.h"
#include "storage/sqlite_fault.h"

namespace lastmile::storage {

Prepared::Prepared(sqlite3* database, std::string_view statement, std::string_view text, bool kept)
    : db(database), name(statement) {
  const std::string local = in_dialect(text, Dialect::sqlite);
  const unsigned flags = kept ? SQLITE_PREPARE_PERSISTENT : 0;
  const int rc =
      sqlite3_prepare_v3(db, local.data(), static_cast<int>(local.size()), flags, &handle, nullptr);
  if (rc != SQLITE_OK) sqlite_fault(db, rc, name);
  for (std::size_t n = 1; n <= argument_count(text); ++n) {
    slots_.push_back(sqlite3_bind_parameter_index(handle, ("$" + std::to_string(n)).c_str()));
  }
}

Prepared::~Prepared() { sqlite3_finalize(handle); }

void Prepared::bind(std::span<const Value> args) {
  if (args.size() != slots_.size()) {
    throw Broken(name + " takes " + std::to_string(slots_.size()) + " arguments, got " +
                 std::to_string(args.size()));
  }
  for (std::size_t i = 0; i < args.size(); ++i) {
    if (slots_[i] > 0) bind_one(slots_[i], args[i]);
  }
}

void Prepared::bind_one(int slot, const Value& value) {
  struct Binder {
    sqlite3_stmt* s;
    int slot;
    int text(const std::string& t, sqlite3_destructor_type kept) const {
      return sqlite3_bind_text(s, slot, t.data(), static_cast<int>(t.size()), kept);
    }
    int operator()(std::monostate) const { return sqlite3_bind_null(s, slot); }
    int operator()(std::int64_t n) const { return sqlite3_bind_int64(s, slot, n); }
    int operator()(double d) const { return sqlite3_bind_double(s, slot, bound_real(d)); }
    int operator()(const std::string& t) const { return text(bound_text(t), SQLITE_STATIC); }
    int operator()(const Bytes& b) const {
      return sqlite3_bind_blob(s, slot, b.data.data(), static_cast<int>(b.data.size()),
                               SQLITE_STATIC);
    }
    int operator()(const List& list) const {
      return text(list_text(list, Dialect::sqlite), SQLITE_TRANSIENT);
    }
  };
  if (const int rc = std::visit(Binder{handle, slot}, value); rc != SQLITE_OK) {
    sqlite_fault(db, rc, name);
  }
}

void Prepared::reset() {
  sqlite3_reset(handle);
  sqlite3_clear_bindings(handle);
  busy = false;
}

namespace {

/// A statement on its way; gives its prepared form back to the cache, or drops its own.
class SqliteStatement final : public Statement {
 public:
  SqliteStatement(Prepared& prepared, std::unique_ptr<Prepared> owned)
      : prepared_(prepared), owned_(std::move(owned)), handle_(prepared.handle) {
    prepared_.busy = true;
  }
  ~SqliteStatement() override { prepared_.reset(); }

  bool step() override {
    if (done_) return false;
    const int rc = sqlite3_step(handle_);
    if (rc == SQLITE_ROW) return true;
    done_ = true;
    if (rc != SQLITE_DONE) sqlite_fault(prepared_.db, rc, prepared_.name);
    if (!sqlite3_stmt_readonly(handle_)) changed_ = sqlite3_changes64(prepared_.db);
    return false;
  }
  int columns() const override { return sqlite3_column_count(handle_); }
  std::string_view name(int column) const override { return sqlite3_column_name(handle_, column); }
  bool is_null(int column) const override {
    return sqlite3_column_type(handle_, column) == SQLITE_NULL;
  }
  std::int64_t integer(int column) const override { return sqlite3_column_int64(handle_, column); }
  double real(int column) const override { return sqlite3_column_double(handle_, column); }
  std::string_view text(int column) const override {
    const auto* t = reinterpret_cast<const char*>(sqlite3_column_text(handle_, column));
    return t ? std::string_view(t, size(column)) : std::string_view();
  }
  std::string bytes(int column) const override {
    const auto* b = static_cast<const char*>(sqlite3_column_blob(handle_, column));
    return b ? std::string(b, size(column)) : std::string();
  }
  Value value(int column) const override {
    switch (sqlite3_column_type(handle_, column)) {
      case SQLITE_INTEGER:
        return integer(column);
      case SQLITE_FLOAT:
        return real(column);
      case SQLITE_TEXT:
        return std::string(text(column));
      case SQLITE_BLOB:
        return Bytes{bytes(column)};
      default:
        return {};
    }
  }
  std::int64_t changed() const override { return changed_; }

 private:
  std::size_t size(int column) const {
    return static_cast<std::size_t>(sqlite3_column_bytes(handle_, column));
  }

  Prepared& prepared_;
  const std::unique_ptr<Prepared> owned_;
  sqlite3_stmt* const handle_;
  bool done_ = false;
  std::int64_t changed_ = 0;
};

std::unique_ptr<Statement> started(Prepared& prepared, std::unique_ptr<Prepared> owned,
                                   std::span<const Value> args) {
  auto statement = std::make_unique<SqliteStatement>(prepared, std::move(owned));
  prepared.bind(args);
  return statement;
}

}  // namespace

std::unique_ptr<Statement> SqliteConnection::start(const Sql& sql, std::span<const Value> args) {
  auto& kept = cache_[&sql];
  if (!kept) kept = std::make_unique<Prepared>(db_, sql.name(), sql.text(), true);
  if (!kept->busy) return started(*kept, nullptr, args);
  auto own = std::make_unique<Prepared>(db_, sql.name(), sql.text(), false);
  Prepared& prepared = *own;
  return started(prepared, std::move(own), args);
}

void SqliteConnection::prepare_only(const Sql& sql) const {
  const Prepared prepared(db_, sql.name(), sql.text(), false);
}

std::unique_ptr<Statement> SqliteConnection::start_text(const std::string& text,
                                                        std::span<const Value> args) {
  auto own = std::make_unique<Prepared>(db_, text, text, false);
  Prepared& prepared = *own;
  return started(prepared, std::move(own), args);
}

}  // namespace lastmile::storage
