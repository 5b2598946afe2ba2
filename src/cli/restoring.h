#pragma once
#include <string>

#include "cli/cli.h"
#include "storage/dump.h"

/// restore and keys import: a town made anew from its copies, the people erased since erased again.
namespace lastmile::cli {

/// Everything is tried before anything is written: the root key, the key file, the region. One that
/// is broken off all the same is gone on with by the same command; until then the town does not
/// open. Never empties anything.
int restore(const Store& store, const std::string& file);
int import_keys(const Store& store, const std::string& file);

void print_tables(const storage::DumpReport& report);

}  // namespace lastmile::cli
