#pragma once
#include "notices/outbox_store.h"
#include "send/delivery.h"

/// How a message ends, and who hears of it: commands.
namespace lastmile::notices {

/// Ends a message that its sender still holds; a bounce is told to its reader, what did not arrive
/// to the staff of its site.
void end_sending(Call& call, SendingRow row, SendingState state, std::string_view said);
/// Another try after a pause, or the end when there is none left or it would be too late.
void try_later(Call& call, SendingRow row, std::string_view said);

/// After a restore nobody knows which of the messages that waited have gone out since the backup:
/// they are held as `unknown`, for staff to send again. Returns how many.
std::int64_t hold_after_restore(Call& call);

}  // namespace lastmile::notices
