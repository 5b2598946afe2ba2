#include "app/demo_mark.h"

#include <algorithm>

#include "access/demo_store.h"

namespace lastmile::app {
namespace {

// The subject by which the mark is found among a million leaves.
Uuid mark_subject() {
  const auto subject = Uuid::parse("64656d6f-2062-6567-756e-2068657265ff");
  ASSERT(subject);
  return *subject;
}

// Dictionaries are entered whenever a program starts; anything else is somebody's doing.
bool is_untouched(storage::Tx& tx, int region) {
  constexpr int enough = 100;
  const auto first = journal::entries(tx, region, 0, enough);
  return first.size() < enough &&
         std::ranges::all_of(
             first, [](const journal::Entry& entry) { return entry.kind == "categories_entered"; });
}

}  // namespace

bool is_demo(storage::Tx& tx, int region) {
  const auto marks = journal::entries_about(tx, region, mark_subject(), 0, 1);
  const bool marked = !marks.empty() && marks.front().kind == DemoBegun::kind;
  return marked || !access::demo_rows(tx, region).empty();
}

bool mark_as_demo(jobs::Commands& commands) {
  bool marked = false;
  const Check done = commands.run(Actor{.system = true}, [&](Call& call) -> Check {
    marked = is_untouched(call.tx, call.region());
    if (marked) call.journal.append(DemoBegun{call.region()}, {mark_subject()});
    return Done{};
  });
  ASSERT(done.ok());
  return marked;
}

}  // namespace lastmile::app
