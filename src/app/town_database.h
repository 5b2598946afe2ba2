#pragma once
#include "app/town.h"

/// In which database a town lies. A command that leaves --postgres away, or adds it, would else
/// find no rows and begin a second town beside the first, with the same keys.
namespace lastmile::app {

/// Throws WrongDatabase when DIR is known to keep its rows in PostgreSQL and SQLite was asked for.
void require_database(const TownOptions& options);
/// Throws WrongDatabase when PostgreSQL was asked for and is empty, while DIR/lastmile.db is there.
void refuse_second_town(const TownOptions& options, storage::Db& db);
/// Leaves the mark by which `require_database` knows a folder whose rows are in PostgreSQL; none
/// where DIR/lastmile.db is, but by a restore.
void mark_database(const TownOptions& options);

}  // namespace lastmile::app
