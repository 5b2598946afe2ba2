#pragma once
#include <span>

#include "storage/schema_tables.h"

/// What the schema and the statements must keep to so that the data can be spread over regions
/// and read by both databases. Tests run it over everything; each finding names its remedy.
namespace lastmile::storage {

struct Offence {
  std::string where;  // table or statement
  std::string what;
};

/// region leads every key of a regional table; only the column types both databases share.
std::vector<Offence> lint_table(const TableText& table, std::span<const TableText> all);

/// A statement on regional tables names `region` once a table, in a condition or among the
/// inserted columns; nothing that only one of the databases, or no sharded one, understands.
std::vector<Offence> lint_statement(std::string_view name, std::string_view text,
                                    std::span<const TableText> all);

/// A migration makes no triggers, sequences or procedures.
std::vector<Offence> lint_script(std::string_view script);

/// All of the above over the migrations built in and every registered statement.
std::vector<Offence> lint_everything();

/// Prepares every registered statement; one offence for each the database does not like.
std::vector<Offence> prepare_everything(Db& db);

}  // namespace lastmile::storage
