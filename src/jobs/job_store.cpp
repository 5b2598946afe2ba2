#include "jobs/job_store.h"

#include <algorithm>

namespace lastmile::jobs {
namespace {

using storage::Sql;
using storage::Tx;

const Sql due_sql{"jobs.due",
                  "select region, id, kind, key, payload, due_at, tries, lease_until, holder, "
                  "state, last_error from job where region = $1 and state = 'waiting' "
                  "and due_at <= $2 and kind {in $3} order by due_at, id limit 1"};
const Sql lapsed_sql{"jobs.lapsed",
                     "select region, id, kind, key, payload, due_at, tries, lease_until, holder, "
                     "state, last_error from job where region = $1 and state = 'running' "
                     "and (lease_until <= $2 or lease_until > $3) and kind {in $4} "
                     "order by due_at, id limit 1"};
const Sql displaced_sql{"jobs.displaced",
                        "select region, id, kind, key, payload, due_at, tries, lease_until, "
                        "holder, state, last_error from job where region = $1 "
                        "and state = 'waiting' and tries > 0 and due_at > $2 and kind {in $3} "
                        "order by due_at, id limit 1"};
const Sql find_job_sql{"jobs.find",
                       "select region, id, kind, key, payload, due_at, tries, lease_until, "
                       "holder, state, last_error from job where region = $1 and id = $2"};
const Sql is_waiting_sql{"jobs.is_waiting",
                         "select 1 from job where region = $1 and kind = $2 and key = $3 "
                         "and state = 'waiting'"};
const Sql cancel_sql{"jobs.cancel",
                     "delete from job where region = $1 and kind = $2 and key = $3 "
                     "and state = 'waiting'"};
const Sql dead_sql{"jobs.dead",
                   "select id, kind, key, tries, due_at, last_error from job "
                   "where region = $1 and state = 'dead' order by due_at, id limit $2"};
const Sql count_sql{"jobs.count",
                    "select coalesce(sum(case when state = 'waiting' then 1 else 0 end), 0), "
                    "coalesce(sum(case when state = 'running' then 1 else 0 end), 0), "
                    "coalesce(sum(case when state = 'dead' then 1 else 0 end), 0) "
                    "from job where region = $1"};
const Sql followers_sql{"jobs.followers",
                        "select region, name, next_seq, failures, retry_at, error, seal "
                        "from follower where region = $1 order by name"};
const Sql find_clocked_sql{"jobs.find_clocked",
                           "select region, name, ran_at from clocked_step "
                           "where region = $1 and name = $2"};

constexpr std::size_t payload_max = 64 * 1024;

/// What of a table is the region's, and its argument.
struct Part {
  std::string text;
  std::vector<storage::Value> args;
};
Part part_of(const std::string& table, int region) {
  if (storage::if_table(table)->spread != storage::Spread::regional) return {table, {}};
  return {table + " where region = $1", {std::int64_t{region}}};
}

}  // namespace

bool enqueue(Call& call, std::string_view kind, std::string_view key, std::string payload,
             Instant due) {
  ASSERT(payload.size() <= payload_max);
  JobRow row;
  row.region = call.region();
  row.id = Uuid::make(call.now, call.rng);
  row.kind = kind;
  row.key = key;
  row.payload = std::move(payload);
  row.due_at = due;
  return call.tx.insert(row);
}

bool cancel(Call& call, std::string_view kind, std::string_view key) {
  return call.tx.run(cancel_sql, call.region(), kind, key) > 0;
}

std::optional<JobRow> find_due_job(Tx& tx, int region, const storage::List& kinds,
                                   const Horizon& horizon) {
  if (auto row = tx.row<JobRow>(due_sql, region, horizon.now, kinds)) return row;
  if (auto row = tx.row<JobRow>(lapsed_sql, region, horizon.now, horizon.lease_max, kinds)) {
    return row;
  }
  return tx.row<JobRow>(displaced_sql, region, horizon.retry_max, kinds);
}

std::optional<JobRow> find_job(Tx& tx, int region, Uuid id) {
  return tx.row<JobRow>(find_job_sql, region, id);
}

bool is_waiting(Tx& tx, int region, std::string_view kind, std::string_view key) {
  return tx.row<int>(is_waiting_sql, region, kind, key).has_value();
}

std::vector<DeadJob> dead_jobs(Tx& tx, int region, int max) {
  return tx.rows<DeadJob>(dead_sql, region, max);
}

QueueCount queue_count(Tx& tx, int region) { return tx.row<QueueCount>(count_sql, region).value(); }

bool revive(Call& call, Uuid id) {
  auto row = find_job(call.tx, call.region(), id);
  if (!row || row->state != JobState::dead) return false;
  if (is_waiting(call.tx, call.region(), row->kind, row->key)) return false;
  row->state = JobState::waiting;
  row->tries = 0;
  row->due_at = call.now;
  return call.tx.update(*row);
}

std::vector<FollowerRow> follower_rows(Tx& tx, int region) {
  return tx.rows<FollowerRow>(followers_sql, region);
}

FollowerRow load_follower(Tx& tx, int region, const std::string& name) {
  return follower_among(follower_rows(tx, region), region, name);
}

FollowerRow follower_among(const std::vector<FollowerRow>& all, int region,
                           const std::string& name) {
  const auto row = std::ranges::find(all, name, &FollowerRow::name);
  return row != all.end() ? *row : FollowerRow{.region = region, .name = name};
}

bool holds_any(Tx& tx, const std::vector<std::string>& tables, int region) {
  return std::ranges::any_of(tables, [&](const std::string& table) {
    const Part part = part_of(table, region);
    return tx.start_text("select 1 from " + part.text + " limit 1", part.args)->step();
  });
}

void clear_derived(Tx& tx, const std::vector<std::string>& tables, int region) {
  for (const auto& table : tables) {
    const Part part = part_of(table, region);
    const auto s = tx.start_text("delete from " + part.text, part.args);
    while (s->step()) {
    }
  }
}

std::optional<ClockedRow> find_clocked(Tx& tx, int region, const std::string& name) {
  return tx.row<ClockedRow>(find_clocked_sql, region, name);
}

}  // namespace lastmile::jobs
