#pragma once
#include <functional>

#include "storage/db.h"

/// Walking whole tables without knowing their row types: for verify, replay and dumps.
namespace lastmile::storage {

using Digest = std::array<std::uint8_t, 16>;

/// Calls f with every row's columns, in the database's order of the primary key, a page at a time:
/// memory does not grow with the table, and f may run statements of its own.
void for_each_row_of(Tx& tx, std::string_view table,
                     const std::function<void(std::span<const Tx::Column>)>& f);

/// Calls f(key, digest) for every row: the same key and digest its Mark carried when it was
/// written, on either database. Nulls do not count, so a nullable column may come later.
void for_each_row(Tx& tx, std::string_view table,
                  const std::function<void(const std::string& key, const Digest& digest)>& f);

std::int64_t count_rows(Tx& tx, std::string_view table);

/// One digest of a whole table, whatever the order of its rows: equal contents, equal digest.
/// For comparing copies, not against an adversary.
Digest table_digest(Tx& tx, std::string_view table);

}  // namespace lastmile::storage
