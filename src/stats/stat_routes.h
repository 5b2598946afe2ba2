#pragma once
#include "http/router.h"

namespace lastmile::stats {

/// Registers figures, comparisons and the rows behind them.
void add_stat_routes(http::Router& router);

}  // namespace lastmile::stats
