#pragma once
#include "http/router.h"

namespace lastmile::app {

/// Registers the journal's face: its head and key for anyone, entries and proofs.
void add_journal_routes(http::Router& router);

}  // namespace lastmile::app
