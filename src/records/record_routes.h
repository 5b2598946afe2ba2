#pragma once
#include "http/router.h"

namespace lastmile::records {

/// Registers records, cases, back-filling and certificates.
void add_record_routes(http::Router& router);

}  // namespace lastmile::records
