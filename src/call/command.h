#pragma once
#include <optional>

#include "call/call.h"
#include "journal/log.h"

namespace lastmile {

/// What a command answered, and the leaf its last fact became.
template <class View>
struct Decided {
  Result<View> result;
  std::optional<std::int64_t> leaf;  // nothing when refused, or when it told no fact
};

/// Runs `verb(call)` as one command within the transaction of `call`: its facts go into the journal
/// with the rows it wrote, or, when it refuses, nothing of it remains, unless the refusal says that
/// it keeps its writes (a wrong try, counted). Faults pass through and are rolled back by the lane.
/// On the lane's thread only.
template <class F>
auto as_command(Call& call, journal::Log& log, F&& verb) {
  using R = std::invoke_result_t<F, Call&>;
  using View = std::remove_cvref_t<decltype(std::declval<R&>().value())>;
  call.tx.begin_savepoint();
  Decided<View> decided{verb(call), std::nullopt};
  if (!decided.result.ok() && !decided.result.refused().keeps_writes) {
    call.tx.rollback_savepoint();
    call.journal.take();
    return decided;
  }
  decided.leaf = log.record(call.tx, call.journal, {call.actor.person, call.on_behalf}, call.now);
  call.tx.release_savepoint();
  return decided;
}

}  // namespace lastmile
