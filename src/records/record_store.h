#pragma once
#include "people/people.h"
#include "records/record_rules.h"
#include "storage/tx.h"
#include "vault/vault.h"

namespace lastmile::records {

/// The row of table `record`.
struct RecordRow {
  int region = 0;
  RecordId id;
  std::int64_t version = 1;
  RecordState state = RecordState::pending;
  Grade grade = Grade::b;
  PersonId volunteer;
  std::optional<PersonId> recipient;
  Uuid subject;
  std::string category;
  places::SiteId site;
  std::string site_path;
  std::optional<PersonId> in_charge;
  Instant from_at{};
  Instant to_at{};
  std::vector<Interval> intervals;
  std::int64_t minutes = 0;
  std::optional<std::string> content;
  std::string proofs;
  std::string pending_reason;
  bool first_record = false;
  bool back_filled = false;
  std::optional<PersonId> requested_by;
  std::optional<vault::Sealed> evidence;
  std::optional<PersonId> attested_by;
  std::optional<std::string> attested_role;
  std::optional<PersonId> approved_by;
  std::optional<std::int64_t> approved_minutes;  // of the day as approved; none in older rows
  bool sampled = false;
  Instant due_at{};
  Instant made_at{};
  Instant changed_at{};
};
BOOST_DESCRIBE_STRUCT(RecordRow, (),
                      (region, id, version, state, grade, volunteer, recipient, subject, category,
                       site, site_path, in_charge, from_at, to_at, intervals, minutes, content,
                       proofs, pending_reason, first_record, back_filled, requested_by, evidence,
                       attested_by, attested_role, approved_by, approved_minutes, sampled, due_at,
                       made_at, changed_at))

struct VersionRow {
  int region = 0;
  RecordId record;
  std::int64_t version = 1;
  RecordState state = RecordState::pending;
  Grade grade = Grade::b;
  std::int64_t minutes = 0;
  std::vector<Interval> intervals;
  std::string reason_code;
  std::optional<vault::Sealed> note;  // for the volunteer, at note_spot
  std::optional<PersonId> changed_by;
  Instant changed_at{};
};
BOOST_DESCRIBE_STRUCT(VersionRow, (),
                      (region, record, version, state, grade, minutes, intervals, reason_code, note,
                       changed_by, changed_at))
/// The row keeps it as text, empty where nothing is pending.
std::optional<PendingReason> reason_of(const RecordRow& row);

/// Where the note of a version is sealed; `row` outlives the spot.
std::string note_row(const VersionRow& version);
vault::Spot note_spot(const std::string& row);

using people::Profiles;

std::optional<RecordRow> load_record(storage::Tx& tx, int region, RecordId id);
/// A person's of one subject, the oldest first.
std::vector<RecordRow> load_records_of(storage::Tx& tx, int region, const Uuid& subject,
                                       const Profiles& who);
std::vector<RecordRow> load_records_about(storage::Tx& tx, int region, const Uuid& subject);
/// A person's records that are not void and touch a window, except one.
std::vector<RecordRow> load_overlapping(storage::Tx& tx, int region, const Profiles& who,
                                        const TimeWindow& window, RecordId except);
/// A person's, newest first, within [from, to).
std::vector<RecordRow> load_of_volunteer(storage::Tx& tx, int region, const Profiles& who,
                                         const TimeWindow& window, RecordId before,
                                         std::int64_t limit);
/// Counted ones of a person, of services begun within [from, to): the newest, and when the first
/// was.
std::vector<RecordRow> load_counted(storage::Tx& tx, int region, const Profiles& who,
                                    const TimeWindow& window, std::int64_t limit);
std::optional<Instant> first_counted(storage::Tx& tx, int region, const Profiles& who,
                                     const TimeWindow& window);
bool has_any(storage::Tx& tx, int region, const Profiles& who);

struct RecordFilter {
  std::string site_path;
  std::string state;  // empty: all
  std::string grade;  // empty: all
  std::int64_t sampled = -1;
  std::optional<Uuid> subject = {};
  RecordId before = {};
  std::int64_t limit = 50;
};
std::vector<RecordRow> load_page(storage::Tx& tx, int region, const RecordFilter& filter);

struct QueuePart {
  std::string site_path;
  Instant due_at{};  // of `after`
  RecordId after;
  std::int64_t limit = 50;
};
/// Pending ones of a subtree by due time: the 10-working-day queue.
std::vector<RecordRow> load_queue(storage::Tx& tx, int region, const QueuePart& part);
std::vector<VersionRow> load_versions(storage::Tx& tx, int region, RecordId id);

struct GradeMinutes {
  Grade grade = Grade::a;
  std::int64_t records = 0;
  std::int64_t minutes = 0;
};
BOOST_DESCRIBE_STRUCT(GradeMinutes, (), (grade, records, minutes))
/// Counted minutes of a person by grade, of services that began within the window.
std::vector<GradeMinutes> load_minutes(storage::Tx& tx, int region, const Profiles& who,
                                       const TimeWindow& window);

}  // namespace lastmile::records

template <>
struct lastmile::storage::Table<lastmile::records::RecordRow> {
  static constexpr std::string_view name = "record";
  static constexpr std::size_t key_columns = 2;
};
template <>
struct lastmile::storage::Table<lastmile::records::VersionRow> {
  static constexpr std::string_view name = "record_version";
  static constexpr std::size_t key_columns = 3;
};
