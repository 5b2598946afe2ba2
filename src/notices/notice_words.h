#pragma once
#include "base/words.h"
#include "notices/webhook_store.h"
#include "notices/wish_store.h"

/// What topics, occasions, ways and states are called by the people who read them.
namespace lastmile::notices {

Words words_of(Topic value);
Words words_of(Occasion value);
Words words_of(Channel value);
Words words_of(SendingState value);

}  // namespace lastmile::notices
