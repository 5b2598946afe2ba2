#pragma once
#include "access/access.h"
#include "needs/need_store.h"

/// What all verbs of needs share: who may act, and the one way a need changes state.
namespace lastmile::needs {

/// How the caller stands to a need. Several may hold at once.
struct Standing {
  bool recipient = false;  // the one served, or one who speaks for them
  bool asker = false;
  std::optional<PersonId> helper;  // said yes and has not left: the profile that did
  bool coming = false;             // said yes and has not served yet
  bool staff = false;              // holds need_read over its site; of drafts nobody does
  bool asking() const { return recipient || asker; }
  bool any() const { return recipient || asker || helper || staff; }
};
Standing standing_of(Call& call, const NeedRow& need, const std::vector<HelperRow>& helpers);

/// A need with its helpers and the caller's standing; `not_signed_in`, `need_unknown` when the
/// caller has no standing at all.
struct Held {
  NeedRow need;
  std::vector<HelperRow> helpers;
  Standing standing;
};
Result<Held> access_held(Call& call, NeedId id);
/// The same for staff with a right over its site: unseen 404, seen without the right 403.
Result<Held> access_as_staff(Call& call, NeedId id, access::Right right);
/// The same for the recipient's side: who asked, is served, or speaks for them, and for those who
/// were helped to ask, staff with need_assist; else 403.
Result<Held> access_as_asker(Call& call, NeedId id);
/// The same for all who have a part in it: whoever only reads as staff gets 403.
Result<Held> access_as_party(Call& call, NeedId id);
/// The same for one who said yes; `not_a_helper`.
Result<Held> access_as_helper(Call& call, NeedId id);

/// Moves a need by the table of need_rules: state, time, next due time; saves it and records
/// `need_moved`. The refusal's `seen` tells what was done, when and, to staff, by whom.
Check move(Call& call, NeedRow& need, Move m, std::string_view reason_code = {});
/// Where a need stood before a move, and when that step was due.
struct Stood {
  NeedState state;
  std::optional<Instant> due_at;
  std::optional<std::string> reason;
};
/// Takes a move back by the one that undoes it, and further to where the need stood; records
/// `need_moved` for each step.
Check take_back(Call& call, NeedRow& need, Move m, const Stood& before);
/// A merged need stands on its own again, where it stood; `person_erased`.
Check unmerge(Call& call, NeedRow& need);
/// The same judged only, to the state it would have: nothing is saved.
Result<NeedState> may_move(Call& call, const NeedRow& need, Move m);
/// A refusal because of the state a need is in, which `seen` says in the reader's language.
Refused refused_in_state(const Call& call, const Refusal& refusal, const NeedRow& need);
/// What is over has no clock to stop, let run or put off, and nobody to object to;
/// `need_withdrawn`, `need_merged`, `need_closed`.
Check still_open(const Call& call, const NeedRow& need);
/// Where a need stands for whoever comes second, in the reader's language.
std::string stands_at(Call& call, const NeedRow& need);
/// Nothing more is written about one whose data was erased at their wish; `person_erased`.
Check recipient_stands(Call& call, const NeedRow& need);
/// While a need is open, the one served and those who come are neither erased nor merged.
void hold_people(Call& call, const NeedRow& need);
/// Said yes and has not served yet.
constexpr bool is_coming(const HelperRow& helper) { return is_expected(helper.state); }
/// One helper has served, or left.
void end_help(Call& call, HelperRow helper, HelperState how, std::string_view reason_code = {});
/// Those who come may work in this window (age, licence; `helper_may_not`) and are expected nowhere
/// else (`helper_busy`).
Check all_free(Call& call, const NeedRow& need, const std::vector<HelperRow>& helpers,
               const TimeWindow& window);
/// Whoever begins licensed or dangerous work holds licence and insurance then; `helper_may_not`.
Check papers_stand(Call& call, const NeedRow& need, PersonId helper);
/// All who were to come are free again: the need starts anew. Whoever served stays in its story.
void end_all_help(Call& call, const NeedRow& need, std::string_view reason_code);
/// Saves a need that changed without a move, under its own fact; a triage before that stands.
void save(Call& call, NeedRow& need);
journal::About about(const NeedRow& need, std::vector<PersonId> more = {});

/// What is due from now on; whoever is in charge is reminded first when it runs out.
void set_due(NeedRow& need, std::optional<Instant> at);

/// When the step of the need's present state is due, by the site's rules and the time asked for.
std::optional<Instant> next_due(Call& call, const NeedRow& need);

/// Another time was agreed on: what is due at that time, or before it, is so by the new one.
/// Nothing else is put off. `former_start`: when the time that holds no more would have begun.
void retime(Call& call, NeedRow& need, std::optional<Instant> former_start);

/// How long the step is given once more after a reminder: as its rule says, at least ten minutes.
std::chrono::minutes again_after(Call& call, const NeedRow& need, DueStep step);

NeedBrief brief_of(Call& call, const NeedRow& need, const std::vector<HelperRow>& helpers);

// Texts sealed for the recipient.
vault::Sealed seal_text(Call& call, const NeedRow& need, std::string_view column,
                        std::string_view plain);
/// Empty when the recipient was erased.
std::string open_text(Call& call, const NeedRow& need, std::string_view column,
                      const vault::Sealed& sealed);
/// Where it is to happen, exactly; nothing once the recipient's key is destroyed.
std::optional<places::MapPoint> open_point(Call& call, const NeedRow& need);

}  // namespace lastmile::needs
