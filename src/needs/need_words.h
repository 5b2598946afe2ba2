#pragma once
#include "base/words.h"
#include "needs/need.h"

/// What the states, urgencies and sources of needs are called by the people who read them.
namespace lastmile::needs {

Words words_of(NeedState value);
Words words_of(Urgency value);
Words words_of(Source value);

}  // namespace lastmile::needs
