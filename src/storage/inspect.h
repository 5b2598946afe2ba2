#pragma once
#include <string>
#include <vector>

#include "storage/db.h"

/// What can be wrong with a database below its rows; for verify.
namespace lastmile::storage {

/// What SQLite's own check says of the file, at most 100 lines; none when it is whole. A row that
/// an index tells otherwise than its table shows nowhere else. None on PostgreSQL, whose server
/// looks after its pages. Reads the whole file.
std::vector<std::string> file_faults(Db& db);

/// Which database runs, and how much it keeps: the file of SQLite without its log, or all that
/// PostgreSQL keeps for this database.
struct DatabaseWords {
  std::string name;  // SQLite, PostgreSQL
  std::string version;
  std::int64_t bytes = 0;
};
BOOST_DESCRIBE_STRUCT(DatabaseWords, (), (name, version, bytes))
DatabaseWords database_words(Tx& tx);

/// A part of the schema that is not as the migrations which ran here make it.
struct SchemaFault {
  std::string part;  // "index account_by_phone", "column need.foo", "trigger zz"
  std::string what;  // missing, added, changed
};
/// Compares tables, columns, indexes, triggers and views: on SQLite to the last word, on PostgreSQL
/// their names and which indexes are unique. What extensions of PostgreSQL brought does not count.
std::vector<SchemaFault> schema_faults(Db& db);

}  // namespace lastmile::storage
