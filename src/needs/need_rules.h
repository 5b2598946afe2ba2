#pragma once
#include <span>

#include "needs/need.h"
#include "needs/need_errors.h"

/// The decisions about a need: pure. The loop is one table of moves.
namespace lastmile::needs {

/// What is done to a need; each verb of the API is one of these.
enum class Move {
  submit,   // the asker sends it, or sends it again after it was returned
  return_,  // triage asks for detail
  refuse,
  refer,
  accept,   // 受理: triaged; goes on to dispatch
  keep,     // 受理 but not yet to be dispatched
  release,  // from kept to dispatch
  offer,
  unoffer,   // all declined or the answer time ran out
  take,      // 接单, time open
  schedule,  // who and when fixed
  leave,     // the last helper stepped back
  start,     // first check-in, of a team that is still looked for too
  finish,    // last check-out
  settle,    // served without the door: hours given later show it
  confirm,   // the one served says it happened
  rate,
  redo,   // not satisfied: done again; for a while of what is archived, too
  close,  // archived without a rating when its time ran out
  withdraw,
  merge,
  unmerge,  // back to where it stood
  reopen,
  untriage,  // triage taken back while nothing else happened
};
BOOST_DESCRIBE_ENUM(Move, submit, return_, refuse, refer, accept, keep, release, offer, unoffer,
                    take, schedule, leave, start, finish, settle, confirm, rate, redo, close,
                    withdraw, merge, unmerge, reopen, untriage)

/// One of the decisions of triage.
bool is_triage(Move move);

struct Transition {
  Move move;
  NeedState from;
  NeedState to;
};
/// The whole state machine, one row a move and state.
std::span<const Transition> transitions();

/// The state a move leads to, or the refusal that fits what the need is now: withdrawn, merged,
/// closed, already triaged, already taken, else `need_not_there_yet`.
Result<NeedState> moved(NeedState from, Move move);
/// The refusal alone, for a state in which a move is not possible.
Refusal refusal_for(NeedState from, Move move);

/// True while someone still has something to do.
bool is_open(NeedState state);
/// Until somebody has come: from then on there is nothing left to wait with.
bool may_be_held(NeedState state);
/// Until somebody has come: the visit and its record belong to the station it began at.
bool may_change_site(NeedState state);

/// Somebody is still looked for, though some of a team may have agreed.
bool is_looking(NeedState state);

/// The step whose due time runs in a state; nothing in final states.
enum class DueStep { triage, dispatch, answer, arrive, confirm, rate };
BOOST_DESCRIBE_ENUM(DueStep, triage, dispatch, answer, arrive, confirm, rate)
std::optional<DueStep> due_step(NeedState state);
/// Finding somebody, and what goes before it: done in time only before the time asked for begins.
bool is_before_visit(DueStep step);
/// How long the step may take where no rule of the site says otherwise. Source: the urgency
/// classes; 12345 practice (due time printed on each order).
std::chrono::minutes default_due(Urgency urgency, DueStep step);

/// When a step is due that may take so long and helps nobody once the time asked for (`by`) has
/// begun: no later than that, and never before its clock starts.
Instant due_by(Instant from, std::chrono::milliseconds allowed, std::optional<Instant> by);
/// A clock that is stopped until `from`, or let go then, runs on with the time that was left; what
/// is due when the time asked for (`by`) begins stays so, and nothing is due while it stands still.
struct Running {
  Instant due;
  std::optional<Instant> held_until;
  std::optional<Instant> by;
};
Instant due_again(const Running& clock, Instant now, Instant from);
/// When the one above hears of what nobody has done after a reminder: after another such pause, yet
/// while the time asked for (`until`) is not over no later than its end; ten minutes at least.
Instant rise_at(Instant now, std::chrono::minutes pause, std::optional<Instant> until);

/// A window must lie ahead, begin within a year, end after it starts, and be at most 30 days long.
Check check_window(const TimeWindow& window, Instant now);

/// May somebody ask once more who asked at these moments, oldest first? At most `a_day` times in 24
/// hours and a third of that in one. `asked_too_often`, with the seconds to wait.
Check may_ask_again(std::span<const Instant> asked, std::int64_t a_day, Instant now);

/// Two needs are probably one: within 7 days of the same recipient or household, whatever the
/// category, or of the same category within 50 m. A point that is only the station's is none.
struct Trace {
  std::string category;
  std::optional<places::MapPoint> point;
  std::optional<places::HouseholdId> household;
  PersonId recipient;
  Instant submitted_at;
};
bool looks_same(const Trace& a, const Trace& b);

/// A point of the map moved to the middle of its 500 m cell: what those may see who need not know
/// the door.
places::MapPoint blurred(const places::MapPoint& point);

}  // namespace lastmile::needs
