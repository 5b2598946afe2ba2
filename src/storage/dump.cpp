#include "storage/dump.h"

#include <algorithm>

#include "storage/dump_file.h"
#include "storage/dump_text.h"
#include "storage/migrate.h"
#include "storage/schema_tables.h"
#include "storage/sweep.h"

namespace lastmile::storage {
namespace {

std::string script_of(std::span<const Migration> schema, const std::vector<int>& versions) {
  std::string script;
  for (const Migration& m : schema) {
    if (std::ranges::find(versions, m.version) != versions.end()) {
      script += std::string(m.text) + "\n";
    }
  }
  return script;
}

void write_table(Tx& tx, DumpOut& out, const TableCount& table,
                 const std::function<void()>& wrote) {
  std::int64_t rows = 0;
  for_each_row_of(tx, table.table, [&](std::span<const Tx::Column> columns) {
    if (rows++ == 0) {
      TableLine line{table.table, {}};
      for (const auto& c : columns) line.columns.emplace_back(c.name);
      out.line(table_line(line));
    }
    out.line(row_line(columns));
    wrote();
  });
  ASSERT(rows == table.rows);  // one snapshot
}

/// Rows of one table on their way in, many to a statement.
class Filler {
 public:
  Filler(Tx& tx, const std::vector<TableText>& tables) : tx_(tx), tables_(tables) {}

  void open(const TableLine& line) {
    flush();
    const auto at =
        std::ranges::find(tables_, line.table, [](const auto& t) { return t.info.name; });
    if (at == tables_.end()) throw BadDump{dump_corrupt, "unknown table " + line.table};
    for (const auto& c : line.columns) {
      const bool known = std::ranges::any_of(at->columns, [&](auto& k) { return k.first == c; });
      if (!known) throw BadDump{dump_corrupt, "unknown column " + line.table + "." + c};
    }
    line_ = line;
  }
  void add(std::vector<Value> row) {
    if (line_.columns.empty() || row.size() != line_.columns.size()) {
      throw BadDump{dump_corrupt, "a row that does not fit its table"};
    }
    values_.insert(values_.end(), std::make_move_iterator(row.begin()),
                   std::make_move_iterator(row.end()));
    if (values_.size() >= values_max) flush();
  }
  void flush() {
    if (values_.empty()) return;
    const auto s = tx_.start_text(text(), values_);
    while (s->step()) {
    }
    values_.clear();
  }

 private:
  // Arguments of one statement. SQLite looks named ones up one by one, so more would be slower;
  // for PostgreSQL it is already a dozen rows a round trip.
  static constexpr std::size_t values_max = 240;

  std::string text() const {
    std::string names, rows;
    for (const auto& c : line_.columns) names += (names.empty() ? "" : ", ") + c;
    for (std::size_t i = 0; i < values_.size(); ++i) {
      const bool first = i % line_.columns.size() == 0;
      rows += (first ? (i ? "), (" : "(") : ", ") + ("$" + std::to_string(i + 1));
    }
    return "insert into " + line_.table + " (" + names + ") values " + rows + ")";
  }

  Tx& tx_;
  const std::vector<TableText>& tables_;
  TableLine line_;
  std::vector<Value> values_;
};

/// Reads a file from header to closing line, handing each line between to f.
template <class F>
DumpReport read_through(const std::filesystem::path& path, F&& f) {
  DumpIn in(path);
  std::string line;
  if (!in.line(line)) throw BadDump{dump_foreign, "empty"};
  const DumpReport report = read_header_line(line);
  std::int64_t rows = 0;
  while (in.line(line)) {
    if (line.starts_with("{\"done\"")) {
      const DoneLine done = read_done_line(read_line(line));
      if (done.sum != in.sum_before() || done.rows != rows) {
        throw BadDump{dump_corrupt, "its sum does not match"};
      }
      if (in.line(line)) throw BadDump{dump_corrupt, "lines after the last"};
      return report;
    }
    if (line.starts_with('[')) ++rows;
    f(line);
  }
  throw BadDump{dump_truncated, "no closing line"};
}

void refuse_unknown_migrations(const DumpReport& report, std::span<const Migration> schema) {
  for (const int v : report.migrations) {
    if (std::ranges::find(schema, v, &Migration::version) == schema.end()) {
      throw BadDump{dump_too_new, "schema change " + std::to_string(v)};
    }
  }
}

void fill(Tx& tx, const std::filesystem::path& path, const std::vector<TableText>& tables) {
  Filler filler(tx, tables);
  read_through(path, [&](const std::string& line) {
    const auto v = read_line(line);
    if (v.is_array())
      filler.add(read_row_line(v));
    else
      filler.open(read_table_line(v));
  });
  filler.flush();
}

void prove(Tx& tx, const DumpReport& report, const std::function<std::string(Tx&)>& journal) {
  for (const TableCount& t : report.tables) {
    const auto s = tx.start_text("select count(*) from " + t.table, {});
    ASSERT(s->step());
    if (s->integer(0) != t.rows) {
      throw BadDump{restore_not_proved, t.table + ": " + std::to_string(t.rows) + " rows, now " +
                                            std::to_string(s->integer(0))};
    }
  }
  const std::string now = journal ? journal(tx) : report.journal;
  if (now != report.journal) {
    throw BadDump{restore_not_proved, "journal " + report.journal + ", now " + now};
  }
}

/// The tables the backup's schema makes, made in an empty database.
std::vector<TableText> schema_made(Tx& tx, bool postgres, const DumpReport& report,
                                   std::span<const Migration> schema) {
  if (!applied_migrations(tx, postgres).empty()) {
    throw BadDump{database_not_empty, "it has a schema"};
  }
  for (const Migration& m : schema) {
    if (std::ranges::find(report.migrations, m.version) != report.migrations.end()) {
      apply_migration(tx, m, postgres);
    }
  }
  return tables_of(script_of(schema, report.migrations));
}

void refill(Tx& tx, const std::filesystem::path& path, const DumpReport& report,
            const std::vector<TableText>& tables) {
  for (const TableCount& t : report.tables) {
    const bool known = std::ranges::any_of(tables, [&](auto& k) { return k.info.name == t.table; });
    if (!known) throw BadDump{dump_corrupt, "unknown table " + t.table};
    // What migrations seeded comes back with the rest, as it stood.
    tx.start_text("delete from " + t.table, {})->step();
  }
  fill(tx, path, tables);
}

}  // namespace

DumpReport dump(Db& db, const std::filesystem::path& path, const DumpOptions& options,
                std::span<const Migration> schema) {
  DumpReport report;
  report.program = options.program;
  report.made_at = options.now;
  db.read([&](Tx& tx) {
    report.migrations = applied_migrations(tx, db.is_postgres());
    if (options.journal) report.journal = options.journal(tx);
    std::int64_t rows = 0;
    for (const TableText& t : tables_of(script_of(schema, report.migrations))) {
      if (std::ranges::find(options.leave_out, t.info.name) != options.leave_out.end()) continue;
      report.tables.push_back({t.info.name, count_rows(tx, t.info.name)});
      rows += report.tables.back().rows;
    }
    DumpOut out(path);
    out.line(header_line(report));
    constexpr std::int64_t told_every = 1000;
    std::int64_t written = 0;
    const auto wrote = [&] {
      if (++written % told_every == 0 && options.progress) options.progress(written, rows);
    };
    for (const TableCount& t : report.tables) write_table(tx, out, t, wrote);
    out.line(done_line({rows, out.sum()}));
    out.finish();
  });
  return report;
}

Result<DumpReport> restore(Db& empty, const std::filesystem::path& path,
                           const std::function<std::string(Tx&)>& journal,
                           std::span<const Migration> schema) {
  try {
    const DumpReport report = read_through(path, [](const std::string&) {});
    refuse_unknown_migrations(report, schema);
    empty.write([&](Tx& tx) {
      refill(tx, path, report, schema_made(tx, empty.is_postgres(), report, schema));
      prove(tx, report, journal);
    });
    return report;
  } catch (const BadDump& bad) {
    return Refused{bad.refusal, {}, bad.why};
  } catch (const StatementFailed& failed) {
    return Refused{dump_corrupt, {}, failed.what()};
  }
}

Result<DumpReport> prove_dump(const std::filesystem::path& path) {
  try {
    return read_through(path, [](const std::string&) {});
  } catch (const BadDump& bad) {
    return Refused{bad.refusal, {}, bad.why};
  }
}

Result<DumpReport> read_dump_header(const std::filesystem::path& path) {
  try {
    DumpIn in(path);
    std::string line;
    if (!in.line(line)) throw BadDump{dump_foreign, "empty"};
    return read_header_line(line);
  } catch (const BadDump& bad) {
    return Refused{bad.refusal, {}, bad.why};
  }
}

}  // namespace lastmile::storage
