#include "people/reveal_store.h"

namespace lastmile::people {
namespace {

const storage::Sql reveals_counted{"reveals_counted", R"(
  select count(distinct person) from reveal
  where region = $1 and actor = $2 and what = $3 and at >= $4)"};

}  // namespace

std::int64_t count_reveals(storage::Tx& tx, int region, const RevealCount& c) {
  return tx.row<std::int64_t>(reveals_counted, region, c.actor, c.what, c.since).value_or(0);
}

}  // namespace lastmile::people
