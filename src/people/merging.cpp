#include "access/access_errors.h"
#include "people/duplicate_errors.h"
#include "people/duplicate_store.h"
#include "people/duplicates.h"
#include "people/hold_store.h"
#include "people/merge_code_store.h"
#include "people/merge_codes.h"
#include "people/merge_moves.h"
#include "people/people.h"
#include "people/person_access.h"
#include "people/person_facts.h"
#include "people/scoped_list.h"

namespace lastmile::people {
namespace {

constexpr std::chrono::days undo_within{30};

MergeView view(const MergeRow& row) {
  return {row.id,
          row.kept,
          row.gone,
          row.merged_by,
          row.merged_at,
          row.undone_at,
          row.merged_at + undo_within};
}

journal::About about_merge(const MergeRow& row) {
  return {.subject = row.id.uuid, .scope = row.site_path, .people = {row.kept, row.gone}};
}

bool is_actor(Call& call, PersonId person) {
  return call.actor.person && canonical(call, *call.actor.person) == person;
}

Check may_merge(Call& call, const PersonRow& kept, const PersonRow& gone) {
  if (kept.id == gone.id) return merge_with_self;
  if (is_actor(call, kept.id) || is_actor(call, gone.id)) return merge_own;
  // A staff login is not a station's to move.
  if (access::is_staff(call, gone.id)) return access::not_yours;
  const auto profiles = profiles_of(call, kept.id).size() + profiles_of(call, gone.id).size();
  if (profiles > profiles_max) return merge_too_many;
  const bool two_numbers = kept.id_index && gone.id_index && kept.id_index != gone.id_index;
  if (two_numbers) return merge_id_numbers_differ;
  for (const PersonHoldRow& hold : load_holds(call.tx, call.region(), gone.id)) {
    if (hold.what == "service") return Refused{merge_while_held, {}, told(hold, call.actor.lang)};
  }
  return Done{};
}

/// A merge the actor's station may undo, with the two rows as they stand.
struct Undoing {
  MergeRow merge;
  Pair pair;
};
Result<Undoing> access_merge(Call& call, MergeId id) {
  if (!call.actor.person && !call.actor.system) return access::not_signed_in;
  auto merge = load_merge(call.tx, call.region(), id);
  if (!merge || !access::may(call.actor, access::Right::people_read, merge->site_path)) {
    return merge_unknown;
  }
  RETURN_IF_REFUSED(access::require(call, access::Right::people_write, merge->site_path));
  auto kept = load_person(call.tx, call.region(), merge->kept);
  auto gone = load_person(call.tx, call.region(), merge->gone);
  ASSERT(kept && gone);
  Pair pair{std::move(*kept), std::move(*gone), merge->moved};
  return Undoing{std::move(*merge), std::move(pair)};
}

Check may_undo(Call& call, const MergeRow& merge, const PersonRow& kept) {
  if (merge.undone_at) return merge_undone_already;
  if (call.now >= merge.merged_at + undo_within) return merge_too_old;
  if (kept.state == PersonState::erased) return person_erased;
  const auto last = load_last_merge_of(call.tx, call.region(), merge.kept);
  if (last && last->id != merge.id) return Refused{merge_not_last, {}, last->id.text()};
  return Done{};
}

}  // namespace

Result<MergeView> merge_persons(Call& call, const MergePersons& cmd) {
  Pair pair;
  constexpr auto right = access::Right::people_write;
  ASSIGN_OR_RETURN(pair.kept, named_in("/kept", access_as_staff(call, cmd.kept, right)));
  ASSIGN_OR_RETURN(pair.gone, named_in("/gone", access_as_staff(call, cmd.gone, right)));
  RETURN_IF_REFUSED(may_merge(call, pair.kept, pair.gone));
  RETURN_IF_REFUSED(holders_agree(call, cmd));
  move_details(call, pair);
  move_volunteering(call, pair);
  move_papers(call, pair);
  move_family(call, pair);
  move_teams(call, pair);
  move_apart(call, pair);
  move_account(call, pair);
  pair.gone.state = PersonState::merged;
  pair.gone.merged_into = pair.kept.id;
  pair.kept.changed_at = pair.gone.changed_at = call.now;
  call.tx.update(pair.kept);
  call.tx.update(pair.gone);
  for (const PersonId id : {pair.kept.id, pair.gone.id}) {
    delete_merge_codes(call.tx, call.region(), id);
  }
  const MergeRow row{.region = call.region(),
                     .id = call.make_id<MergeTag>(),
                     .kept = pair.kept.id,
                     .gone = pair.gone.id,
                     .site_path = pair.kept.site_path,
                     .moved = pair.moved,
                     .merged_by = call.actor.person,
                     .merged_at = call.now,
                     .undone_by = {},
                     .undone_at = {}};
  ASSERT(call.tx.insert(row));
  call.journal.append(PersonsMerged{row.id.uuid, row.kept, row.gone}, about_merge(row));
  return view(row);
}

Result<MergeView> undo_merge(Call& call, const UndoMerge& cmd) {
  ASSIGN_OR_RETURN(Undoing undoing, access_merge(call, cmd.merge));
  MergeRow& row = undoing.merge;
  Pair& pair = undoing.pair;
  RETURN_IF_REFUSED(may_undo(call, row, pair.kept));
  return_account(call, pair);
  return_apart(call, pair);
  return_teams(call, pair);
  return_family(call, pair);
  return_papers(call, pair);
  return_volunteering(call, pair);
  return_details(call, pair);
  pair.gone.state = PersonState::active;
  pair.gone.merged_into.reset();
  pair.kept.changed_at = pair.gone.changed_at = call.now;
  call.tx.update(pair.kept);
  call.tx.update(pair.gone);
  row.undone_by = call.actor.person;
  row.undone_at = call.now;
  call.tx.update(row);
  call.journal.append(MergeUndone{row.id.uuid, row.kept, row.gone}, about_merge(row));
  return view(row);
}

Result<Page<MergeView>> list_merges(Call& call, const ListMerges& query) {
  const std::string under = query.under ? query.under->str() : "";
  ASSIGN_OR_RETURN(const auto scopes, scopes_to_list(call, access::Right::people_read, under));
  const auto fetch = [&](const places::PathRange& range, const Uuid& after, std::int64_t limit) {
    std::vector<MergeView> views;
    for (const auto& row :
         load_merge_page(call.tx, call.region(), {range.lo, range.hi, MergeId{after}, limit})) {
      views.push_back(view(row));
    }
    return views;
  };
  return scoped_page<MergeView>(scopes, query.cursor, items_asked(query.limit), fetch,
                                [](const MergeView& v) { return v.merge.uuid; });
}

}  // namespace lastmile::people
