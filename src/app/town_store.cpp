#include "app/town_store.h"

namespace lastmile::app {
namespace {

using storage::Sql;

const Sql own_journal_sql{"app.own_journal", "select region from journal_head where region = $1"};
const Sql journal_below_sql{"app.journal_below",
                            "select region from journal_head where region < $1 limit 1"};
const Sql journal_above_sql{"app.journal_above",
                            "select region from journal_head where region > $1 limit 1"};

}  // namespace

bool has_journal(storage::Tx& tx, int region) {
  return tx.row<std::int64_t>(own_journal_sql, region).has_value();
}

std::optional<int> region_beside(storage::Tx& tx, int region) {
  auto other = tx.row<std::int64_t>(journal_below_sql, region);
  if (!other) other = tx.row<std::int64_t>(journal_above_sql, region);
  return other ? std::optional(static_cast<int>(*other)) : std::nullopt;
}

}  // namespace lastmile::app
