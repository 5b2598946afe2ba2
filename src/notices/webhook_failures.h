#pragma once
#include "call/call.h"
#include "notices/notice.h"

/// What the sender tells a webhook's row: how its far end behaves.
namespace lastmile::notices {

void note_success(Call& call, WebhookId id);
/// One more in a row; after too many it is switched off, what waits for it ends as given up, and
/// the staff who keep it are told.
void note_failure(Call& call, WebhookId id, std::string_view said);

}  // namespace lastmile::notices
