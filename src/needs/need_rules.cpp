#include "needs/need_rules.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "geo/point.h"

namespace lastmile::needs {
namespace {

using S = NeedState;
using M = Move;

constexpr std::array loop{
    Transition{M::submit, S::draft, S::submitted},
    Transition{M::submit, S::returned, S::submitted},
    Transition{M::return_, S::submitted, S::returned},
    Transition{M::refuse, S::submitted, S::refused},
    Transition{M::refer, S::submitted, S::referred},
    Transition{M::refer, S::accepted, S::referred},
    Transition{M::refer, S::awaiting_dispatch, S::referred},
    Transition{M::accept, S::submitted, S::awaiting_dispatch},
    Transition{M::keep, S::submitted, S::accepted},
    Transition{M::release, S::accepted, S::awaiting_dispatch},
    Transition{M::untriage, S::returned, S::submitted},
    Transition{M::untriage, S::refused, S::submitted},
    Transition{M::untriage, S::referred, S::submitted},
    Transition{M::untriage, S::accepted, S::submitted},
    Transition{M::untriage, S::awaiting_dispatch, S::submitted},
    Transition{M::offer, S::awaiting_dispatch, S::offered},
    Transition{M::offer, S::offered, S::offered},
    Transition{M::unoffer, S::offered, S::awaiting_dispatch},
    Transition{M::take, S::awaiting_dispatch, S::taken},
    Transition{M::take, S::offered, S::taken},
    Transition{M::schedule, S::awaiting_dispatch, S::scheduled},
    Transition{M::schedule, S::offered, S::scheduled},
    Transition{M::schedule, S::taken, S::scheduled},
    Transition{M::schedule, S::scheduled, S::scheduled},
    Transition{M::leave, S::taken, S::awaiting_dispatch},
    Transition{M::leave, S::scheduled, S::awaiting_dispatch},
    Transition{M::start, S::awaiting_dispatch, S::in_service},
    Transition{M::start, S::offered, S::in_service},
    Transition{M::start, S::taken, S::in_service},
    Transition{M::start, S::scheduled, S::in_service},
    Transition{M::start, S::in_service, S::in_service},
    Transition{M::start, S::awaiting_confirmation, S::in_service},
    Transition{M::finish, S::in_service, S::awaiting_confirmation},
    Transition{M::settle, S::awaiting_dispatch, S::awaiting_confirmation},
    Transition{M::settle, S::offered, S::awaiting_confirmation},
    Transition{M::settle, S::taken, S::awaiting_confirmation},
    Transition{M::settle, S::scheduled, S::awaiting_confirmation},
    Transition{M::confirm, S::awaiting_confirmation, S::awaiting_rating},
    Transition{M::rate, S::awaiting_rating, S::archived},
    Transition{M::rate, S::archived, S::archived},
    Transition{M::redo, S::awaiting_confirmation, S::awaiting_dispatch},
    Transition{M::redo, S::awaiting_rating, S::awaiting_dispatch},
    Transition{M::redo, S::archived, S::awaiting_dispatch},
    Transition{M::close, S::awaiting_confirmation, S::archived},
    Transition{M::close, S::awaiting_rating, S::archived},
    Transition{M::withdraw, S::draft, S::withdrawn},
    Transition{M::withdraw, S::submitted, S::withdrawn},
    Transition{M::withdraw, S::returned, S::withdrawn},
    Transition{M::withdraw, S::accepted, S::withdrawn},
    Transition{M::withdraw, S::awaiting_dispatch, S::withdrawn},
    Transition{M::withdraw, S::offered, S::withdrawn},
    Transition{M::withdraw, S::taken, S::withdrawn},
    Transition{M::withdraw, S::scheduled, S::withdrawn},
    Transition{M::merge, S::submitted, S::merged},
    Transition{M::merge, S::returned, S::merged},
    Transition{M::merge, S::accepted, S::merged},
    Transition{M::merge, S::awaiting_dispatch, S::merged},
    Transition{M::unmerge, S::merged, S::submitted},
    Transition{M::reopen, S::archived, S::submitted},
    Transition{M::reopen, S::refused, S::submitted},
    Transition{M::reopen, S::withdrawn, S::submitted},
};

}  // namespace

bool is_triage(Move move) {
  return move == M::return_ || move == M::refuse || move == M::refer || move == M::accept ||
         move == M::keep;
}

std::span<const Transition> transitions() { return loop; }

Result<NeedState> moved(NeedState from, Move move) {
  const auto row = std::find_if(loop.begin(), loop.end(), [&](const Transition& t) {
    return t.move == move && t.from == from;
  });
  if (row != loop.end()) return row->to;
  Refused refused{refusal_for(from, move)};
  refused.seen = to_text(from);
  return refused;
}

Refusal refusal_for(NeedState from, Move move) {
  if (from == S::withdrawn) return need_withdrawn;
  if (from == S::merged) return need_merged;
  if (from == S::archived || from == S::refused || from == S::referred) return need_closed;
  if (is_triage(move) && from != S::draft && from != S::returned) return need_already_triaged;
  const bool taken = from == S::taken || from == S::scheduled || from == S::in_service;
  if (taken && (move == M::take || move == M::offer)) return need_already_taken;
  return need_not_there_yet;
}

bool is_open(NeedState s) {
  return s != S::archived && s != S::refused && s != S::referred && s != S::withdrawn &&
         s != S::merged;
}

bool may_be_held(NeedState s) {
  return is_open(s) && s != S::in_service && s != S::awaiting_confirmation &&
         s != S::awaiting_rating;
}

bool may_change_site(NeedState s) { return may_be_held(s); }

bool is_looking(NeedState s) { return s == S::awaiting_dispatch || s == S::offered; }

std::optional<DueStep> due_step(NeedState state) {
  switch (state) {
    case S::submitted:
      return DueStep::triage;
    case S::accepted:
    case S::awaiting_dispatch:
      return DueStep::dispatch;
    case S::offered:
      return DueStep::answer;
    case S::taken:
    case S::scheduled:
    case S::in_service:  // they check out by the planned end
      return DueStep::arrive;
    case S::awaiting_confirmation:
      return DueStep::confirm;
    case S::awaiting_rating:
      return DueStep::rate;
    default:
      return std::nullopt;
  }
}

bool is_before_visit(DueStep step) { return step == DueStep::triage || step == DueStep::dispatch; }

std::chrono::minutes default_due(Urgency urgency, DueStep step) {
  using std::chrono::minutes;
  constexpr int hour = 60, day = 24 * hour;
  struct Row {
    int triage, dispatch, answer, arrive;
  };
  constexpr std::array<Row, 4> table{{{10, 10, 10, 60},                         // now
                                      {30, 2 * hour, 1 * hour, 8 * hour},       // same day
                                      {4 * hour, 1 * day, 8 * hour, 3 * day},   // three days
                                      {1 * day, 3 * day, 1 * day, 14 * day}}};  // appointment
  const Row& row = table[static_cast<std::size_t>(urgency)];
  switch (step) {
    case DueStep::triage:
      return minutes{row.triage};
    case DueStep::dispatch:
      return minutes{row.dispatch};
    case DueStep::answer:
      return minutes{row.answer};
    case DueStep::arrive:
      return minutes{row.arrive};
    case DueStep::confirm:
      return minutes{7 * day};
    case DueStep::rate:
      return minutes{14 * day};
  }
  return minutes{day};
}

Instant due_by(Instant from, std::chrono::milliseconds allowed, std::optional<Instant> by) {
  const Instant due = from + allowed;
  return by ? std::min(due, std::max(from, *by)) : due;
}

Instant due_again(const Running& clock, Instant now, Instant from) {
  const bool held = clock.held_until && *clock.held_until > now;
  const Instant begins = held ? *clock.held_until : now;
  if (clock.by && clock.due == (held ? std::max(*clock.by, begins) : *clock.by)) {
    return std::max(from, *clock.by);
  }
  const auto left = std::max(std::chrono::milliseconds{0}, clock.due - begins);
  return due_by(from, left, clock.by);
}

Instant rise_at(Instant now, std::chrono::minutes pause, std::optional<Instant> until) {
  constexpr std::chrono::minutes least{10};
  const Instant then = now + std::max(least, pause);
  if (!until || *until <= now) return then;
  return std::min(then, std::max(now + least, *until));
}

Check check_window(const TimeWindow& window, Instant now) {
  if (window.end <= window.start || window.end - window.start > std::chrono::hours{24 * 30}) {
    return window_wrong;
  }
  if (window.end <= now) return window_past;
  if (window.start - now > std::chrono::hours{24 * 366}) return window_far;
  return Done{};
}

Check may_ask_again(std::span<const Instant> asked, std::int64_t a_day, Instant now) {
  struct Limit {
    std::int64_t most;
    std::chrono::hours within;
  };
  std::vector<Instant> past;  // a clock that was set back holds nobody up
  std::ranges::copy_if(asked, std::back_inserter(past), [&](Instant t) { return t <= now; });
  for (const Limit& l : {Limit{a_day, std::chrono::hours{24}},
                         Limit{std::max<std::int64_t>(a_day / 3, 1), std::chrono::hours{1}}}) {
    if (std::ssize(past) < l.most) continue;
    const Instant next = *(past.end() - l.most) + l.within;
    if (now >= next) continue;
    Refused refused{asked_too_often};
    refused.retry_after_seconds =
        static_cast<int>(std::chrono::ceil<std::chrono::seconds>(next - now).count());
    return refused;
  }
  return Done{};
}

bool looks_same(const Trace& a, const Trace& b) {
  const auto apart = a.submitted_at > b.submitted_at ? a.submitted_at - b.submitted_at
                                                     : b.submitted_at - a.submitted_at;
  if (apart > std::chrono::hours{24 * 7}) return false;
  if (a.recipient == b.recipient) return true;
  if (a.household && a.household == b.household) return true;
  if (a.category != b.category) return false;
  if (!a.point || !b.point) return false;
  return geo::distance_metres({a.point->lat, a.point->lon}, {b.point->lat, b.point->lon}) <= 50.0;
}

places::MapPoint blurred(const places::MapPoint& p) {
  constexpr double cell = 0.005;  // about 500 m
  const auto middle = [](double x) { return (std::floor(x / cell) + 0.5) * cell; };
  return {middle(p.lat), middle(p.lon)};
}

}  // namespace lastmile::needs
