#pragma once
#include "http/router.h"
#include "http/serve.h"

namespace lastmile::access {

void add_access_routes(http::Router& r);

/// What http asks of access: who carries a token, what they may, the log of reads, who may know of
/// an event. All work on rows; `region` as in Settings.
http::Hooks http_hooks(int region);

}  // namespace lastmile::access
