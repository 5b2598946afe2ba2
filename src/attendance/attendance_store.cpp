#include "attendance/attendance_store.h"

namespace lastmile::attendance {
namespace {

using storage::Sql;

const Sql sitting_open{"attendance.sitting_open", R"(
  select region, id, subject, person, site_path, planned_start, planned_end, from_at, to_at,
         proof_in, proof_out, flagged, flag_reason
  from sitting where region = $1 and subject = $2 and person = $3 and to_at is null)"};

const Sql sittings_of_subject{"attendance.sittings_of_subject", R"(
  select region, id, subject, person, site_path, planned_start, planned_end, from_at, to_at,
         proof_in, proof_out, flagged, flag_reason
  from sitting where region = $1 and subject = $2 order by from_at, id)"};

const Sql sittings_overlapping{"attendance.sittings_overlapping", R"(
  select region, id, subject, person, site_path, planned_start, planned_end, from_at, to_at,
         proof_in, proof_out, flagged, flag_reason
  from sitting
  where region = $1 and person = $2 and from_at < $4 and (to_at is null or to_at > $3)
  order by from_at, id)"};

const Sql code_used_now{"attendance.code_used_now", R"(
  insert into used_code (region, subject, person, direction, slot)
  values ($1, $2, $3, $4, $5)
  on conflict (region, subject, person, direction, slot) do nothing)"};

const Sql wrong_tries{"attendance.wrong_tries", R"(
  select tries from wrong_try
  where region = $1 and subject = $2 and person = $3 and since >= $4)"};

const Sql wrong_try_counted{"attendance.wrong_try_counted", R"(
  insert into wrong_try (region, subject, person, since, tries) values ($1, $2, $3, $4, 1)
  on conflict (region, subject, person) do update set
    tries = case when wrong_try.since < $5 then 1 else wrong_try.tries + 1 end,
    since = case when wrong_try.since < $5 then excluded.since else wrong_try.since end)"};

const Sql old_codes_gone{"attendance.old_codes_gone", R"(
  delete from used_code where region = $1 and slot < $2)"};
const Sql old_tries_gone{"attendance.old_tries_gone", R"(
  delete from wrong_try where region = $1 and since < $2)"};

}  // namespace

std::optional<SittingRow> load_open(storage::Tx& tx, int region, const Uuid& subject,
                                    PersonId person) {
  return tx.row<SittingRow>(sitting_open, region, subject, person);
}

std::vector<SittingRow> load_sittings(storage::Tx& tx, int region, const Uuid& subject) {
  return tx.rows<SittingRow>(sittings_of_subject, region, subject);
}

std::vector<SittingRow> load_overlapping(storage::Tx& tx, int region, PersonId person,
                                         const TimeWindow& window) {
  return tx.rows<SittingRow>(sittings_overlapping, region, person, window.start, window.end);
}

bool use_code(storage::Tx& tx, int region, const Uuid& subject, PersonId person,
              Direction direction, std::int64_t slot) {
  return tx.run(code_used_now, region, subject, person, direction, slot) == 1;
}

std::int64_t load_wrong_tries(storage::Tx& tx, int region, const Uuid& subject, PersonId person,
                              Instant since) {
  return tx.row<std::int64_t>(wrong_tries, region, subject, person, since).value_or(0);
}

void count_wrong_try(storage::Tx& tx, int region, const Uuid& subject, PersonId person, Instant now,
                     Instant window_start) {
  tx.run(wrong_try_counted, region, subject, person, now, window_start);
}

void purge(storage::Tx& tx, int region, Instant before) {
  tx.run(old_codes_gone, region, slot_of(before));
  tx.run(old_tries_gone, region, before);
}

}  // namespace lastmile::attendance
