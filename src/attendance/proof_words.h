#pragma once
#include "attendance/attendance.h"
#include "base/words.h"

namespace lastmile::attendance {

/// How a stay was shown, for what people read.
Words words_of(Proof proof);

}  // namespace lastmile::attendance
