#pragma once
#include "access/access.h"
#include "needs/need.h"

/// What dispatch, records and stats call. The routes' verbs (ask, triage, check in, confirm, rate…)
/// are declared beside them by noun: need_ask.h, need_triage.h, need_service.h, need_close.h…
namespace lastmile::needs {

/// A need by id without any access check of its own; `need_unknown`.
Result<NeedBrief> find_need(Call& call, NeedId id);
/// The same after checking that the actor may see it (404) and holds the right over it (403).
Result<NeedBrief> access_need(Call& call, NeedId id, access::Right right);
/// When the present round of service began, as it stood at a leaf of the journal: the last time it
/// was to be done again or opened anew; the epoch when never.
Instant round_began(Call& call, NeedId id, std::int64_t leaf);
/// All needs of a site subtree that wait for dispatch, oldest first, at most `max`.
std::vector<NeedBrief> awaiting_dispatch(Call& call, std::string_view site_path, int max);
/// A category in use or given up, or a field of them such as "03"; `category_unknown`.
Check known_category(Call& call, std::string_view code);
/// Service categories by code; `category_unknown`.
Result<Category> find_category(Call& call, std::string_view code);

// State moves that dispatch causes. Each checks the state machine, writes the timeline step, the
// next due time and its fact; refusals: need_not_waiting, need_withdrawn, need_already_taken,
// need_over…
Result<NeedBrief> mark_offered(Call& call, NeedId id, Instant answer_due);
Result<NeedBrief> mark_unoffered(Call& call, NeedId id, std::string_view reason_code);
/// One person says yes: state taken (or scheduled when the window is fixed). With
/// people_wanted > 1 it stays offered until the last place is filled.
Result<NeedBrief> mark_taken(Call& call, NeedId id, PersonId person,
                             std::optional<people::TeamId> team);
/// One who said yes steps back (free): back to awaiting_dispatch when too few are left.
Result<NeedBrief> mark_left(Call& call, NeedId id, PersonId person, std::string_view reason_code);
/// Past hours given later show that the visit took place: the helper has served, the need waits for
/// confirmation. Nothing happens to one that is closed, whose time begins only after those hours,
/// or whose helper has served already.
void settle_served(Call& call, NeedId need, PersonId person, const TimeWindow& hours);
/// Responsibility moves to another site (down as an assignment, up or sideways as a transfer),
/// until somebody has come; `need_not_there_yet`.
Result<NeedBrief> move_to_site(Call& call, NeedId id, const places::Site& site,
                               std::string_view reason_code);
/// When the last hold of a need ends or ended, the epoch when there was none: what was offered
/// before then was taken back with it.
Instant last_held_until(Call& call, NeedId id);
/// What staff or a volunteer say about a step in their own words, sealed, to staff only.
void note_to_staff(Call& call, NeedId id, const Line& words);
/// Raises the escalation level by one: 站 → 所 → 中心; who is told follows from the site above.
Result<NeedBrief> escalate(Call& call, NeedId id, std::string_view reason_code);

/// When people who said yes are expected somewhere: agreed windows that touch `around`, or stays
/// begun. One query.
struct Busy {
  PersonId person;
  Instant start;
  Instant end;
};
BOOST_DESCRIBE_STRUCT(Busy, (), (person, start, end))
std::vector<Busy> busy_windows(Call& call, const std::vector<PersonId>& people,
                               const TimeWindow& around);
/// A need and the profile that said yes to it and has yet to come.
struct Agreed {
  NeedId need;
  PersonId helper;
};
BOOST_DESCRIBE_STRUCT(Agreed, (), (need, helper))
/// Those between a helper and a resident, who asked or is served.
std::vector<Agreed> agreed_between(Call& call, PersonId helper, PersonId resident);
/// How many needs each person said yes to since a moment: the load that fairness looks at.
struct Load {
  PersonId person;
  std::int64_t times = 0;
};
BOOST_DESCRIBE_STRUCT(Load, (), (person, times))
std::vector<Load> loads_since(Call& call, Instant since);
/// The same of one human.
std::int64_t load_since(Call& call, PersonId person, Instant since);

/// How often each helper served this recipient before: continuity in matching.
struct Continuity {
  PersonId volunteer;
  std::int64_t times = 0;
  std::int64_t stars = 0;  // the recipient's last rating of a service of theirs; 0: none
};
std::vector<Continuity> continuity_with(Call& call, PersonId recipient);

}  // namespace lastmile::needs
