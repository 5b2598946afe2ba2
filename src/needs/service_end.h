#pragma once
#include "needs/need_moves.h"

/// How a stay at a need ends: by check-out, or by the program at the planned end.
namespace lastmile::needs {

void set_helper_state(Call& call, const NeedRow& need, PersonId person, HelperState state);

/// Records one helper's stay (`need_served`) and, when nobody is in service any more, moves the
/// need on to confirmation.
Check end_service(Call& call, NeedRow& need, PersonId person, const attendance::Sitting& sitting);

/// Records a helper's stay (`need_served`) and nothing else: `closed_at` is the end the program had
/// given it, when a ticket brought a better one.
void tell_served(Call& call, const NeedRow& need, const attendance::Sitting& sitting,
                 std::optional<Instant> closed_at);

/// Closes every stay still open at needs past their planned end, at most `max`; true when more
/// wait.
bool close_overrun(Call& call, int max);

}  // namespace lastmile::needs
