#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "storage/sql.h"

/// The one table of differences between the two databases. Nothing above storage knows it.
namespace lastmile::storage {

enum class Dialect { sqlite, postgres };

/// The text of a statement as one database wants it. Tokens (outside quotes):
///   {in $2}     membership in a list: json_each on SQLite, = any on PostgreSQL
///   {each $2}   a list of ids as a table in FROM, its column each.value: see README.md
///   {id} {int} {real} {bytes} {strict} {without_rowid}   in migrations
/// An unknown token throws Broken. Linear in the text.
std::string in_dialect(std::string_view text, Dialect dialect);

/// A list as the argument of `{in $n}`: a JSON array, or an array literal.
std::string list_text(const List& list, Dialect dialect);

/// The statements of a script, without comments, split at `;` outside quotes.
std::vector<std::string> statements_of(std::string_view script);

/// The highest n among the `$n` of a statement; 0 when it takes none.
std::size_t argument_count(std::string_view text);

/// Text checked before it is bound: PostgreSQL would cut it at a NUL, so both refuse it (Broken).
const std::string& bound_text(const std::string& text);
/// A real that both databases give back unchanged: finite (else Broken), zero without a sign.
double bound_real(double number);

}  // namespace lastmile::storage
