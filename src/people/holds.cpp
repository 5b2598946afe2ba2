#include "people/hold_store.h"
#include "people/people.h"
#include "people/person_access.h"
#include "people/person_facts.h"

namespace lastmile::people {
namespace {

void note(Call& call, const PersonHoldRow& row, std::string scope, bool held) {
  call.journal.append(PersonHeld{row.person, row.subject, row.what, held},
                      {.subject = row.subject, .scope = std::move(scope), .people = {row.person}});
}

}  // namespace

void hold(Call& call, PersonId person, const Uuid& subject, std::string_view what) {
  const auto at = canonical_standing(call, person);
  const PersonHoldRow row{.region = call.region(),
                          .person = at ? at->id : person,
                          .subject = subject,
                          .what = std::string(what),
                          .since = call.now};
  if (call.tx.insert(row)) note(call, row, at ? at->site_path : std::string(), true);
}

void release(Call& call, PersonId person, const Uuid& subject) {
  // Held under either id when a merge, or its undoing, came between.
  for (const PersonId id : {canonical(call, person), person}) {
    for (const PersonHoldRow& row : load_holds(call.tx, call.region(), id)) {
      if (row.subject != subject) continue;
      call.tx.erase(row);
      const auto at = load_standing(call.tx, call.region(), id);
      note(call, row, at ? at->site_path : std::string(), false);
    }
  }
}

}  // namespace lastmile::people
