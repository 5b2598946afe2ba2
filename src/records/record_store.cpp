#include "records/record_store.h"

#include <algorithm>

#include "places/paths.h"

// The columns of a record in the order of RecordRow, said once for the statements of this file.
#define RECORD_COLUMNS                                                                            \
  "region, id, version, state, grade, volunteer, recipient, subject, category, site, site_path, " \
  "in_charge, from_at, to_at, intervals, minutes, content, proofs, pending_reason, "              \
  "first_record, back_filled, requested_by, evidence, attested_by, attested_role, approved_by, "  \
  "approved_minutes, sampled, due_at, made_at, changed_at"

namespace lastmile::records {
namespace {

using storage::in_list;
using storage::Sql;

const Sql record_by_id{"records.record_by_id",
                       "select " RECORD_COLUMNS " from record where region = $1 and id = $2"};
const Sql records_of_subject{"records.records_of_subject", "select " RECORD_COLUMNS R"(
  from record where region = $1 and subject = $2 and volunteer {in $3} order by id)"};
const Sql records_about{"records.records_about", "select " RECORD_COLUMNS R"(
  from record where region = $1 and subject = $2 order by id)"};
const Sql records_overlapping{"records.records_overlapping", "select " RECORD_COLUMNS R"(
  from record
  where region = $1 and volunteer {in $2} and from_at < $4 and to_at > $3 and id <> $5
    and state <> 'void'
  order by from_at, id)"};
const Sql records_of_volunteer{"records.records_of_volunteer", "select " RECORD_COLUMNS R"(
  from record
  where region = $1 and volunteer {in $2} and from_at >= $3 and from_at < $4 and id < $5
  order by id desc limit $6)"};
const Sql records_counted{"records.records_counted", "select " RECORD_COLUMNS R"(
  from record
  where region = $1 and volunteer {in $2} and from_at >= $3 and from_at < $4 and state = 'counted'
  order by from_at desc, id desc limit $5)"};
const Sql record_first_counted{"records.record_first_counted", R"(
  select from_at from record
  where region = $1 and volunteer {in $2} and from_at >= $3 and from_at < $4 and state = 'counted'
  order by from_at limit 1)"};
const Sql any_record{"records.any_record", R"(
  select 1 from record where region = $1 and volunteer {in $2} limit 1)"};
const Sql record_page{"records.record_page", "select " RECORD_COLUMNS R"(
  from record
  where region = $1 and site_path >= $2 and site_path < $3 and id < $4
    and ($5 = '' or state = $5) and ($6 = '' or grade = $6) and ($7 < 0 or sampled = $7)
  order by id desc limit $8)"};
const Sql record_queue{"records.record_queue", "select " RECORD_COLUMNS R"(
  from record {by record_waiting}
  where region = $1 and state <> 'counted' and state <> 'void'
    and (due_at, id) > ($2, $3) and site_path >= $4 and site_path < $5
  order by due_at, id limit $6)"};
const Sql versions_of_record{"records.versions_of_record", R"(
  select region, record, version, state, grade, minutes, intervals, reason_code, note,
         changed_by, changed_at
  from record_version where region = $1 and record = $2 order by version)"};
const Sql minutes_by_grade{"records.minutes_by_grade", R"(
  select grade, count(*), sum(minutes) from record
  where region = $1 and volunteer {in $2} and from_at >= $3 and from_at < $4 and state = 'counted'
  group by grade order by grade)"};

}  // namespace

std::optional<PendingReason> reason_of(const RecordRow& row) {
  return parse_enum<PendingReason>(row.pending_reason);
}

std::string note_row(const VersionRow& v) {
  return v.record.text() + "/" + std::to_string(v.version);
}

vault::Spot note_spot(const std::string& row) { return {"record_version", row, "note"}; }

std::optional<RecordRow> load_record(storage::Tx& tx, int region, RecordId id) {
  return tx.row<RecordRow>(record_by_id, region, id);
}

std::vector<RecordRow> load_records_of(storage::Tx& tx, int region, const Uuid& subject,
                                       const Profiles& who) {
  return tx.rows<RecordRow>(records_of_subject, region, subject, in_list(who));
}

std::vector<RecordRow> load_records_about(storage::Tx& tx, int region, const Uuid& subject) {
  return tx.rows<RecordRow>(records_about, region, subject);
}

std::vector<RecordRow> load_overlapping(storage::Tx& tx, int region, const Profiles& who,
                                        const TimeWindow& window, RecordId except) {
  return tx.rows<RecordRow>(records_overlapping, region, in_list(who), window.start, window.end,
                            except);
}

std::vector<RecordRow> load_of_volunteer(storage::Tx& tx, int region, const Profiles& who,
                                         const TimeWindow& window, RecordId before,
                                         std::int64_t limit) {
  if (before.is_nil()) before.uuid.bytes.fill(0xff);
  return tx.rows<RecordRow>(records_of_volunteer, region, in_list(who), window.start, window.end,
                            before, limit);
}

std::vector<RecordRow> load_counted(storage::Tx& tx, int region, const Profiles& who,
                                    const TimeWindow& window, std::int64_t limit) {
  return tx.rows<RecordRow>(records_counted, region, in_list(who), window.start, window.end, limit);
}

std::optional<Instant> first_counted(storage::Tx& tx, int region, const Profiles& who,
                                     const TimeWindow& window) {
  return tx.row<Instant>(record_first_counted, region, in_list(who), window.start, window.end);
}

bool has_any(storage::Tx& tx, int region, const Profiles& who) {
  return tx.row<std::int64_t>(any_record, region, in_list(who)).has_value();
}

namespace {

/// Few belong to one need: they are read together and sifted here.
std::vector<RecordRow> page_about(storage::Tx& tx, int region, const RecordFilter& f,
                                  RecordId before) {
  const auto range = places::subtree(f.site_path);
  auto rows = load_records_about(tx, region, *f.subject);
  std::erase_if(rows, [&](const RecordRow& r) {
    return r.site_path < range.lo || r.site_path >= range.hi || !(r.id < before) ||
           (!f.state.empty() && f.state != to_text(r.state)) ||
           (!f.grade.empty() && f.grade != to_text(r.grade)) ||
           (f.sampled >= 0 && r.sampled != (f.sampled == 1));
  });
  std::ranges::reverse(rows);
  if (rows.size() > static_cast<std::size_t>(f.limit))
    rows.resize(static_cast<std::size_t>(f.limit));
  return rows;
}

}  // namespace

std::vector<RecordRow> load_page(storage::Tx& tx, int region, const RecordFilter& f) {
  const auto range = places::subtree(f.site_path);
  RecordId before = f.before;
  if (before.is_nil()) before.uuid.bytes.fill(0xff);
  if (f.subject) return page_about(tx, region, f, before);
  return tx.rows<RecordRow>(record_page, region, range.lo, range.hi, before, f.state, f.grade,
                            f.sampled, f.limit);
}

std::vector<RecordRow> load_queue(storage::Tx& tx, int region, const QueuePart& part) {
  const auto range = places::subtree(part.site_path);
  return tx.rows<RecordRow>(record_queue, region, part.due_at, part.after, range.lo, range.hi,
                            part.limit);
}

std::vector<VersionRow> load_versions(storage::Tx& tx, int region, RecordId id) {
  return tx.rows<VersionRow>(versions_of_record, region, id);
}

std::vector<GradeMinutes> load_minutes(storage::Tx& tx, int region, const Profiles& who,
                                       const TimeWindow& window) {
  return tx.rows<GradeMinutes>(minutes_by_grade, region, in_list(who), window.start, window.end);
}

}  // namespace lastmile::records
