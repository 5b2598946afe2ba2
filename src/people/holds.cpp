#include "people/hold_store.h"
#include "people/people.h"

namespace lastmile::people {

void hold(Call& call, PersonId person, const Uuid& subject, std::string_view what) {
  const PersonHoldRow row{.region = call.region(),
                          .person = canonical(call, person),
                          .subject = subject,
                          .what = std::string(what),
                          .since = call.now};
  call.tx.insert(row);  // held once, however often it is said
}

void release(Call& call, PersonId person, const Uuid& subject) {
  // Held under either id when a merge, or its undoing, came between.
  for (const PersonId id : {canonical(call, person), person}) {
    for (const PersonHoldRow& row : load_holds(call.tx, call.region(), id)) {
      if (row.subject == subject) call.tx.erase(row);
    }
  }
}

}  // namespace lastmile::people
