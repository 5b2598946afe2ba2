#include "app/upkeep_store.h"

namespace lastmile::app {
namespace {

using storage::Sql;

#define UPKEEP_COLUMNS                                                                           \
  "region, id, kind, state, asked_at, asked_by, started_at, ended_at, lease_until, part, done, " \
  "total, leaves, findings, not_checked, file, bytes, error from upkeep "

const Sql upkeep_by_id{"app.upkeep_by_id",
                       "select " UPKEEP_COLUMNS "where region = $1 and id = $2"};

const Sql upkeep_running{"app.upkeep_running", "select " UPKEEP_COLUMNS
                                               "{by upkeep_open} "
                                               "where region = $1 and ended_at is null limit 1"};

const Sql upkeep_last{"app.upkeep_last", "select " UPKEEP_COLUMNS R"(
  where region = $1 and kind = $2 and state in ('done', 'failed') order by id desc limit 1)"};

const Sql upkeep_proved{"app.upkeep_proved", R"(
  select file, bytes, leaves from upkeep
  where region = $1 and kind = 'backup' and state = 'done' order by id)"};

const Sql upkeep_forgotten{"app.upkeep_forgotten", R"(
  delete from upkeep
  where region = $1 and kind {in $2} and state in ('done', 'failed') and asked_at < $3)"};

const Sql premises_noted{"app.premises_noted", R"(
  select dir, backups, backups_kept, opened_at from premises where region = $1)"};

const Sql premises_put{"app.premises_put", R"(
  insert into premises (region, dir, backups, backups_kept, opened_at)
  values ($1, $2, $3, $4, $5)
  on conflict (region) do update set dir = excluded.dir, backups = excluded.backups,
    backups_kept = excluded.backups_kept, opened_at = excluded.opened_at)"};

}  // namespace

void note_premises(Call& call, const Premises& at) {
  call.tx.run(premises_put, call.region(), at.dir, at.backups, at.backups_kept, call.now);
}

Premises premises(storage::Tx& tx, int region) {
  return tx.row<Premises>(premises_noted, region).value_or(Premises{});
}

std::optional<UpkeepRow> load_upkeep(storage::Tx& tx, int region, UpkeepId id) {
  return tx.row<UpkeepRow>(upkeep_by_id, region, id);
}

std::optional<UpkeepRow> open_upkeep(storage::Tx& tx, int region) {
  return tx.row<UpkeepRow>(upkeep_running, region);
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
