#include <sqlite3.h>

#include <algorithm>
#include <cstring>

#include "storage/sqlite_fault.h"
#include "storage/tx.h"

namespace lastmile::storage {
namespace {

bool is_number(sqlite3_value* v) {
  const int type = sqlite3_value_type(v);
  return type == SQLITE_INTEGER || type == SQLITE_FLOAT;
}

/// The order PostgreSQL has under the C collation: numbers by value, text and bytes by byte.
bool before(sqlite3_value* a, sqlite3_value* b) {
  if (is_number(a) && is_number(b)) {
    if (sqlite3_value_type(a) == SQLITE_INTEGER && sqlite3_value_type(b) == SQLITE_INTEGER) {
      return sqlite3_value_int64(a) < sqlite3_value_int64(b);
    }
    return sqlite3_value_double(a) < sqlite3_value_double(b);
  }
  const void* x = sqlite3_value_blob(a);
  const void* y = sqlite3_value_blob(b);
  const int n = sqlite3_value_bytes(a);
  const int m = sqlite3_value_bytes(b);
  const int shared = std::min(n, m);
  const int c = shared > 0 ? std::memcmp(x, y, static_cast<std::size_t>(shared)) : 0;
  return c != 0 ? c < 0 : n < m;
}

template <bool Greatest>
void extreme(sqlite3_context* context, int count, sqlite3_value** values) {
  sqlite3_value* best = nullptr;
  for (int i = 0; i < count; ++i) {
    if (sqlite3_value_type(values[i]) == SQLITE_NULL) continue;
    if (!best || (Greatest ? before(best, values[i]) : before(values[i], best))) best = values[i];
  }
  if (best)
    sqlite3_result_value(context, best);
  else
    sqlite3_result_null(context);
}

void join_step(sqlite3_context* context, int, sqlite3_value** values) {
  auto** joined = static_cast<std::string**>(sqlite3_aggregate_context(context, sizeof(void*)));
  if (!joined || sqlite3_value_type(values[0]) == SQLITE_NULL) return;
  const auto text = [](sqlite3_value* v) {
    const auto* t = reinterpret_cast<const char*>(sqlite3_value_text(v));
    return std::string(t ? t : "");
  };
  if (*joined)
    **joined += text(values[1]) + text(values[0]);
  else
    *joined = new std::string(text(values[0]));
}

void join_end(sqlite3_context* context) {
  auto** joined = static_cast<std::string**>(sqlite3_aggregate_context(context, 0));
  if (!joined || !*joined) return sqlite3_result_null(context);
  const std::unique_ptr<std::string> owned(*joined);
  sqlite3_result_text(context, owned->data(), static_cast<int>(owned->size()), SQLITE_TRANSIENT);
}

}  // namespace

void add_sqlite_functions(sqlite3* db) {
  constexpr int pure = SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS;
  int rc =
      sqlite3_create_function(db, "greatest", -1, pure, nullptr, extreme<true>, nullptr, nullptr);
  if (rc == SQLITE_OK) {
    rc = sqlite3_create_function(db, "least", -1, pure, nullptr, extreme<false>, nullptr, nullptr);
  }
  if (rc == SQLITE_OK) {
    rc = sqlite3_create_function(db, "string_agg", 2, pure, nullptr, nullptr, join_step, join_end);
  }
  if (rc != SQLITE_OK) sqlite_fault(db, rc, "add functions");
}

namespace {

// What whoever runs the machine can do about it; "" where the words of SQLite must do.
const char* remedy(int rc) {
  switch (rc & 0xff) {
    case SQLITE_NOTADB:
      return " is no database of this program: put the right file there, or restore a backup into "
             "a new folder (lastmile restore)";
    case SQLITE_CORRUPT:
      return " is damaged: stop the server, keep a copy of it, and restore the newest backup into "
             "a new folder (lastmile restore)";
    case SQLITE_CANTOPEN:
    case SQLITE_READONLY:
    case SQLITE_PERM:
      return " cannot be opened for writing: it and its folder must belong to the user who runs "
             "this, be writable (chmod u+rw) and lie on a disk that is not mounted read-only";
    default:
      return "";
  }
}

std::string told(sqlite3* db, int rc, std::string_view what) {
  const char* own = db ? sqlite3_errmsg(db) : sqlite3_errstr(rc);
  const std::string plain = std::string(what) + ": " + own;
  const std::string_view help = remedy(rc);
  if (help.empty()) return plain;
  const char* file = db ? sqlite3_db_filename(db, "main") : nullptr;
  return std::string(file && *file ? std::string_view(file) : what) + std::string(help) +
         " (SQLite: " + plain + ")";
}

}  // namespace

void sqlite_fault(sqlite3* db, int rc, std::string_view what) {
  const std::string text = told(db, rc, what);
  switch (rc & 0xff) {
    case SQLITE_FULL:
      throw DiskFull(text);
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      throw Damaged(text);
    case SQLITE_IOERR:
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
    case SQLITE_NOMEM:
    case SQLITE_CANTOPEN:
    case SQLITE_READONLY:
    case SQLITE_PROTOCOL:
    case SQLITE_INTERRUPT:
    case SQLITE_PERM:
      throw Unavailable(text);
    default:
      throw StatementFailed(text);
  }
}

}  // namespace lastmile::storage
