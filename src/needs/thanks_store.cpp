#include "needs/thanks_store.h"

#include <iterator>

namespace lastmile::needs {
namespace {

using storage::Sql;

const Sql thanks_in_need{"needs.thanks_in_need", R"(
  select region, need, helper, thanked_by, words, thanked_at, answered_at
  from need_thanks where region = $1 and need = $2 order by helper)"};
const Sql thanks_said{"needs.thanks_said", R"(
  select t.region, t.need, t.helper, t.thanked_by, t.words, t.thanked_at, t.answered_at
  from need n join need_thanks t on t.region = n.region and t.need = n.id
  where n.region = $1 and n.recipient {in $2}
  order by t.need, t.helper limit 100000)"};
const Sql thanks_told{"needs.thanks_told", R"(
  select region, need, helper, thanked_by, words, thanked_at, answered_at
  from need_thanks where region = $1 and helper {in $2}
  order by need, helper limit 100000)"};

}  // namespace

std::vector<ThanksRow> load_thanks(storage::Tx& tx, int region, NeedId need) {
  return tx.rows<ThanksRow>(thanks_in_need, region, need);
}

std::vector<ThanksRow> load_thanks_of(storage::Tx& tx, int region, const people::Profiles& whose) {
  auto all = tx.rows<ThanksRow>(thanks_said, region, storage::in_list(whose));
  std::ranges::move(tx.rows<ThanksRow>(thanks_told, region, storage::in_list(whose)),
                    std::back_inserter(all));
  return all;
}

}  // namespace lastmile::needs
