#include "app/upkeep_store.h"

namespace lastmile::app {
namespace {

using storage::Sql;

#define UPKEEP_COLUMNS                                                                           \
  "region, id, kind, state, asked_at, asked_by, started_at, ended_at, lease_until, part, done, " \
  "total, leaves, findings, not_checked, file, bytes, error from upkeep "

const Sql upkeep_by_id{"app.upkeep_by_id",
                       "select " UPKEEP_COLUMNS "where region = $1 and id = $2"};

const Sql upkeep_now{"app.upkeep_now", "select " UPKEEP_COLUMNS R"(
  where region = $1 and state in ('waiting', 'running') limit 1)"};

const Sql upkeep_last{"app.upkeep_last", "select " UPKEEP_COLUMNS R"(
  where region = $1 and kind = $2 and state in ('done', 'failed') order by id desc limit 1)"};

const Sql upkeep_proved{"app.upkeep_proved", R"(
  select file, bytes, leaves from upkeep
  where region = $1 and kind = 'backup' and state = 'done' order by id)"};

const Sql upkeep_forgotten{"app.upkeep_forgotten", R"(
  delete from upkeep
  where region = $1 and kind {in $2} and state in ('done', 'failed') and asked_at < $3)"};

}  // namespace

std::optional<UpkeepRow> load_upkeep(storage::Tx& tx, int region, UpkeepId id) {
  return tx.row<UpkeepRow>(upkeep_by_id, region, id);
}

std::optional<UpkeepRow> open_upkeep(storage::Tx& tx, int region) {
  return tx.row<UpkeepRow>(upkeep_now, region);
}

std::optional<UpkeepRow> last_upkeep(storage::Tx& tx, int region, UpkeepKind kind) {
  return tx.row<UpkeepRow>(upkeep_last, region, kind);
}

std::vector<ProvedFile> proved_files(storage::Tx& tx, int region) {
  return tx.rows<ProvedFile>(upkeep_proved, region);
}

void forget_upkeep(storage::Tx& tx, int region, Instant before) {
  const storage::List kinds{{"verification", "backup"}};
  tx.run(upkeep_forgotten, region, kinds, before);
}

}  // namespace lastmile::app
