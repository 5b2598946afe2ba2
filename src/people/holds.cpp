#include "people/hold_store.h"
#include "people/people.h"
#include "people/person_access.h"
#include "people/person_facts.h"

namespace lastmile::people {
namespace {

void note(Call& call, const PersonHoldRow& row, bool held) {
  const auto person = load_person(call.tx, call.region(), row.person);
  const std::string scope = person ? person->site_path : std::string();
  call.journal.append(PersonHeld{row.person, row.subject, row.what, held},
                      {.subject = row.subject, .scope = scope, .people = {row.person}});
}

}  // namespace

void hold(Call& call, PersonId person, const Uuid& subject, std::string_view what) {
  const PersonHoldRow row{.region = call.region(),
                          .person = canonical(call, person),
                          .subject = subject,
                          .what = std::string(what),
                          .since = call.now};
  if (call.tx.insert(row)) note(call, row, true);
}

void release(Call& call, PersonId person, const Uuid& subject) {
  // Held under either id when a merge, or its undoing, came between.
  for (const PersonId id : {canonical(call, person), person}) {
    for (const PersonHoldRow& row : load_holds(call.tx, call.region(), id)) {
      if (row.subject != subject) continue;
      call.tx.erase(row);
      note(call, row, false);
    }
  }
}

}  // namespace lastmile::people
