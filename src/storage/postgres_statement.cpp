#include <libpq-fe.h>

#include <charconv>
#include <cstdlib>

#include "storage/postgres_connection.h"

namespace lastmile::storage {
namespace {

constexpr Oid oid_bool = 16, oid_bytea = 17, oid_int8 = 20, oid_int2 = 21, oid_int4 = 23,
              oid_float4 = 700, oid_float8 = 701, oid_numeric = 1700;

int digit(char c) { return c <= '9' ? c - '0' : c - 'a' + 10; }

/// "\x00ff" as the server writes bytea.
std::string from_hex(std::string_view hex) {
  std::string out;
  for (std::size_t i = 2; i + 1 < hex.size(); i += 2) {
    out += static_cast<char>(digit(hex[i]) * 16 + digit(hex[i + 1]));
  }
  return out;
}

/// An answer, whole in memory: other statements may run while it is read.
class PgStatement final : public Statement {
 public:
  explicit PgStatement(PgResult result)
      : result_(std::move(result)), rows_(PQntuples(result_.get())) {}

  bool step() override { return ++row_ < rows_; }
  int columns() const override { return PQnfields(result_.get()); }
  std::string_view name(int column) const override { return PQfname(result_.get(), column); }
  bool is_null(int column) const override { return PQgetisnull(result_.get(), row_, column) != 0; }
  std::int64_t integer(int column) const override {
    const std::string_view t = text(column);
    if (t == "t") return 1;  // a comparison's boolean; a column of ours is 0 or 1
    std::int64_t n = 0;
    std::from_chars(t.data(), t.data() + t.size(), n);
    return n;
  }
  double real(int column) const override { return std::strtod(text(column).data(), nullptr); }
  std::string_view text(int column) const override {
    return {PQgetvalue(result_.get(), row_, column),
            static_cast<std::size_t>(PQgetlength(result_.get(), row_, column))};
  }
  std::string bytes(int column) const override { return from_hex(text(column)); }
  Value value(int column) const override {
    if (is_null(column)) return {};
    switch (PQftype(result_.get(), column)) {
      case oid_bool:
      case oid_int2:
      case oid_int4:
      case oid_int8:
        return integer(column);
      case oid_float4:
      case oid_float8:
        return real(column);
      case oid_numeric:
        if (text(column).find('.') == std::string_view::npos) return integer(column);
        return real(column);
      case oid_bytea:
        return Bytes{bytes(column)};
      default:
        return std::string(text(column));
    }
  }
  std::int64_t changed() const override {
    const std::string_view t = PQcmdTuples(result_.get());
    std::int64_t n = 0;
    std::from_chars(t.data(), t.data() + t.size(), n);
    return n;
  }

 private:
  const PgResult result_;
  const int rows_;
  int row_ = -1;
};

}  // namespace

void PgTx::refuse_failed() const {
  if (connection_.failed()) {
    throw StatementFailed("an earlier statement of this work failed; roll back to a savepoint");
  }
}

std::unique_ptr<Statement> PgTx::start(const Sql& sql, std::span<const Value> args) {
  refuse_failed();
  return std::make_unique<PgStatement>(connection_.run(sql, args));
}

std::unique_ptr<Statement> PgTx::start_text(const std::string& text, std::span<const Value> args) {
  refuse_failed();
  return std::make_unique<PgStatement>(connection_.run_text(text, args));
}

void PgTx::prepare_only(const Sql& sql) {
  refuse_failed();
  connection_.prepare_only(sql);
}

void PgTx::command(SavepointCommand what, std::size_t depth) {
  const std::string name = "savepoint s" + std::to_string(depth);
  if (what == SavepointCommand::rollback) {
    connection_.mend();
    connection_.later("rollback to " + name);
    return connection_.later("release " + name);
  }
  refuse_failed();
  connection_.later(what == SavepointCommand::begin ? name : "release " + name);
}

}  // namespace lastmile::storage
