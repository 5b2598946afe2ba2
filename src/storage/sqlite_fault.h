#pragma once
#include <string_view>

struct sqlite3;

namespace lastmile::storage {

/// Throws what an SQLite result code means: Unavailable for the machine below (full, I/O, busy,
/// memory), StatementFailed for a constraint or a mistake in the text.
[[noreturn]] void sqlite_fault(sqlite3* db, int rc, std::string_view what);

/// greatest() and least(), which ignore nulls as PostgreSQL's do, and string_agg(x, separator).
void add_sqlite_functions(sqlite3* db);

}  // namespace lastmile::storage
