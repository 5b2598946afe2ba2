#pragma once
#include <array>
#include <memory>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <vector>

#include "base/assert.h"
#include "base/decode.h"
#include "storage/sql.h"

namespace lastmile::storage {

/// The machine below failed (disk full, connection lost): nothing was done, try again later.
struct Unavailable : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// The same because no space is left: writes are refused until some is freed, reads go on.
struct DiskFull : Unavailable {
  using Unavailable::Unavailable;
};

/// The same because the file itself is damaged: trying again helps nothing, a backup does.
struct Damaged : Unavailable {
  using Unavailable::Unavailable;
};

/// The database refused a statement: a broken constraint or a mistake in its text. A bug of ours,
/// unless rows were changed behind the program's back.
struct StatementFailed : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// A running statement; columns are counted from 0 and read after step() said true.
class Statement {
 public:
  virtual ~Statement() = default;
  virtual bool step() = 0;
  virtual int columns() const = 0;
  virtual std::string_view name(int column) const = 0;
  virtual bool is_null(int column) const = 0;
  virtual std::int64_t integer(int column) const = 0;
  virtual double real(int column) const = 0;
  virtual std::string_view text(int column) const = 0;  // valid until the next step
  virtual std::string bytes(int column) const = 0;
  virtual std::int64_t changed() const = 0;  // rows inserted, updated or deleted
  /// The column as the database typed it: null, integer, real, text or bytes.
  virtual Value value(int column) const = 0;
};

/// What a sealed row leaves in the journal leaf of the command that wrote it: its digest, and the
/// digest of what stood there, so that writing over an edit made by another hand does not hide it.
struct Mark {
  std::string table;
  std::string key;                        // "4112/0198f3a0-…": key columns joined with '/'
  std::array<std::uint8_t, 16> digest{};  // all zero: the row was deleted
  std::array<std::uint8_t, 16> before{};  // all zero: there was none
};

/// What a table's rows are named and which columns lead. Specialise beside the row struct:
///   template <> struct Table<NeedRow> { static constexpr std::string_view name = "need";
///                                       static constexpr std::size_t key_columns = 2; };
/// The first `key_columns` members are the primary key. Whether rows are sealed stands in the
/// schema: `-- @sealed`, `-- @derived`, `-- @volatile reason` before CREATE TABLE.
template <class Row>
struct Table;

struct RowText;

template <class T>
void read_column(const Statement& s, int column, T& out);

/// Throws Broken: what stands there no version of this program wrote. Names the column, never what
/// it holds, which may be somebody's.
[[noreturn]] void throw_unreadable(const Statement& s, int column);

/// One transaction on either database: all its writes commit together or not at all.
/// Reads in a write transaction see its own writes; a read transaction is one snapshot.
/// Not shared by threads; never outlives the function it was handed to.
class Tx {
 public:
  virtual ~Tx() = default;
  virtual bool writable() const = 0;
  /// The arguments are read while the statement runs: they outlive it.
  virtual std::unique_ptr<Statement> start(const Sql& sql, std::span<const Value> args) = 0;
  /// Text made at run time from described structs and catalogs, never from people's input.
  virtual std::unique_ptr<Statement> start_text(const std::string& text,
                                                std::span<const Value> args) = 0;
  /// Prepares without running; throws StatementFailed naming what the database does not like.
  virtual void prepare_only(const Sql& sql) = 0;
  /// Nested: what happens between begin and rollback leaves no trace, marks included.
  virtual void begin_savepoint() = 0;
  virtual void release_savepoint() = 0;
  virtual void rollback_savepoint() = 0;

  /// Runs a statement; returns rows changed.
  template <class... A>
  std::int64_t run(const Sql& sql, const A&... args) {
    const auto values = values_of(args...);
    const auto s = start(sql, values);
    while (s->step()) {
    }
    return s->changed();
  }
  /// All rows; columns map to the members of Row in declaration order.
  template <class Row, class... A>
  std::vector<Row> rows(const Sql& sql, const A&... args) {
    std::vector<Row> all;
    const auto values = values_of(args...);
    const auto s = start(sql, values);
    while (s->step()) all.push_back(read_row<Row>(*s));
    return all;
  }
  /// The first row, if any. Row may be a described struct or a scalar.
  template <class Row, class... A>
  std::optional<Row> row(const Sql& sql, const A&... args) {
    const auto values = values_of(args...);
    const auto s = start(sql, values);
    return s->step() ? std::optional<Row>(read_row<Row>(*s)) : std::nullopt;
  }
  /// Streams rows to f without keeping them.
  template <class Row, class F, class... A>
  void each(const Sql& sql, F&& f, const A&... args) {
    const auto values = values_of(args...);
    const auto s = start(sql, values);
    while (s->step()) f(read_row<Row>(*s));
  }

  /// Inserts a whole row and marks it; false when a key or unique index already holds one.
  template <DescribedStruct Row>
  bool insert(const Row& row) {
    return write_row(Write::insert, Table<Row>::name, Table<Row>::key_columns, columns_of(row));
  }
  /// Writes a whole row over the one with its key and marks it; false when there is none.
  template <DescribedStruct Row>
  bool update(const Row& row) {
    return write_row(Write::update, Table<Row>::name, Table<Row>::key_columns, columns_of(row));
  }
  /// Inserts, or overwrites the row with the same key; marks it.
  template <DescribedStruct Row>
  void put(const Row& row) {
    write_row(Write::put, Table<Row>::name, Table<Row>::key_columns, columns_of(row));
  }
  /// Deletes the row with this row's key and marks its end; false when there is none.
  template <DescribedStruct Row>
  bool erase(const Row& row) {
    return write_row(Write::erase, Table<Row>::name, Table<Row>::key_columns, columns_of(row));
  }

  /// Marks of sealed rows written since the last call, in the order of writing; the journal takes
  /// them. A write over a row reads it first (one more lookup by key).
  std::vector<Mark> take_marks() { return std::exchange(marks_, {}); }

  struct Column {
    std::string_view name;
    Value value;
  };
  enum class Write { insert, update, put, erase };

 protected:
  std::vector<Mark> marks_;

 private:
  bool write_row(Write what, std::string_view table, std::size_t key_columns,
                 std::vector<Column> columns);
  std::array<std::uint8_t, 16> standing_digest(const RowText& row, std::span<const Column> key);

  template <class... A>
  static std::array<Value, sizeof...(A)> values_of(const A&... args) {
    return {to_value(args)...};
  }
  template <class Row>
  static Row read_row(const Statement& s) {
    Row out{};
    if constexpr (DescribedStruct<Row> && !Wired<Row>) {
      ASSERT(s.columns() == static_cast<int>(member_count<Row>));
      int column = 0;
      each_member(out, [&](std::string_view, auto& member) { read_column(s, column++, member); });
    } else {
      read_column(s, 0, out);
    }
    return out;
  }
  template <DescribedStruct Row>
  static std::vector<Column> columns_of(const Row& row) {
    std::vector<Column> all;
    all.reserve(member_count<Row>);
    each_member(row, [&](std::string_view name, const auto& member) {
      all.push_back({name, to_value(member)});
    });
    return all;
  }
};

/// The digest of a row as the journal marks it: column names and values, nulls left out, so that
/// a nullable column added later leaves older digests true. BLAKE2b, 16 bytes.
std::array<std::uint8_t, 16> row_digest(std::span<const Tx::Column> columns);

template <class T>
void read_column(const Statement& s, int column, T& out) {
  if constexpr (Optional<T>) {
    if (s.is_null(column)) return out.reset();
    read_column(s, column, out.emplace());
  } else if constexpr (std::is_same_v<T, Bytes>) {
    out.data = s.bytes(column);
  } else if constexpr (std::is_same_v<T, Instant>) {
    out = at_ms(s.integer(column));
  } else if constexpr (std::is_same_v<T, bool>) {
    out = s.integer(column) != 0;
  } else if constexpr (PlainNumber<T>) {
    out = static_cast<T>(s.integer(column));
  } else if constexpr (BoundedNumber<T>) {
    out.value = s.integer(column);
  } else if constexpr (std::is_floating_point_v<T>) {
    out = static_cast<T>(s.real(column));
  } else if constexpr (stored_as_json<T>) {
    auto v = from_json<T>(s.text(column));
    if (!v.ok()) throw_unreadable(s, column);
    out = std::move(v).value();
  } else if constexpr (std::is_same_v<T, std::string>) {
    out = s.text(column);
  } else {
    Trouble trouble;
    decode_text(s.text(column), out, At{}, trouble);
    if (!trouble.fields.empty()) throw_unreadable(s, column);
  }
}

}  // namespace lastmile::storage
