#pragma once
#include "http/router.h"

namespace lastmile::notices {

void add_notice_routes(http::Router& r);

}  // namespace lastmile::notices
