#pragma once

namespace lastmile::app {

inline constexpr const char* version = LASTMILE_VERSION;

}  // namespace lastmile::app
