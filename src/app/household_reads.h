#pragma once
#include "call/call.h"
#include "http/serve.h"

/// Readings of a household's address: of places, which keeps it, and of people, whose it is.
namespace lastmile::app {

/// Puts what places noted of households down to each who lives there, the reader left out; where
/// nobody does, nothing personal was read.
void put_down_to_members(Call& call);

/// Those of access, with the readings told to people, who also know whom was erased.
http::Hooks http_hooks(int region);

}  // namespace lastmile::app
