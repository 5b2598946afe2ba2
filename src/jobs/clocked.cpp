#include "jobs/clocked.h"

namespace lastmile::jobs {
namespace {

using storage::Tx;

/// A time ahead of now was set by a clock that has been set back since: it counts as long ago.
bool is_due(const std::optional<ClockedRow>& row, const Clocked& step, Instant now) {
  return !row || row->ran_at > now || now - row->ran_at >= step.every;
}

}  // namespace

bool run_step(Commands& commands, const Clocked& step) {
  static const Actor the_program{.system = true};
  const int region = commands.settings().region;
  const bool remembered = step.every >= remembered_from;
  const auto due = [&](Tx& tx) {
    return !remembered || is_due(find_clocked(tx, region, step.name), step, commands.now());
  };
  if (remembered && !commands.db().reading(due)) return false;
  bool more = false;
  (void)commands.run(the_program, [&](Call& call) -> Check {
    if (!due(call.tx)) return Done{};
    more = step.step(call);
    if (remembered && !more) call.tx.put(ClockedRow{region, step.name, call.now});
    return Done{};
  });
  return more;
}

}  // namespace lastmile::jobs
