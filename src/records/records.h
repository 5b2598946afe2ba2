#pragma once
#include "access/access.h"
#include "access/site_path.h"
#include "base/page.h"
#include "records/record_reasons.h"
#include "records/record_store.h"

/// The verbs of records.
namespace lastmile::records {

/// A record as the volunteer and the staff in charge see it.
struct RecordView {
  RecordId id;
  std::int64_t version = 1;
  RecordState state = RecordState::pending;
  Grade grade = Grade::b;
  PersonId volunteer;
  std::string volunteer_name;
  Uuid subject;
  std::string category;
  places::SiteId site;
  std::string site_path;
  Instant from_at;
  Instant to_at;
  std::vector<Interval> intervals;
  std::int64_t minutes = 0;
  std::optional<PendingReason> pending_reason;
  bool first_record = false;
  bool back_filled = false;
  std::optional<PersonId> attested_by;
  std::optional<PersonId> approved_by;
  bool sampled = false;
  Instant due_at;
  bool overdue = false;
};
BOOST_DESCRIBE_STRUCT(RecordView, (),
                      (id, version, state, grade, volunteer, volunteer_name, subject, category,
                       site, site_path, from_at, to_at, intervals, minutes, pending_reason,
                       first_record, back_filled, attested_by, approved_by, sampled, due_at,
                       overdue))
std::vector<RecordView> views(Call& call, const std::vector<RecordRow>& rows);

/// True for the signed-in person's own hours, under whichever profile they were served.
bool is_mine(Call& call, const RecordRow& record);
/// Own, or of a site one may read; else it does not exist.
Result<RecordRow> access_record(Call& call, RecordId id);

struct ListMyRecords {
  std::optional<Day> from;
  std::optional<Day> to;  // inclusive
  std::optional<Cursor> cursor;
  std::optional<PageLimit> limit;
};
BOOST_DESCRIBE_STRUCT(ListMyRecords, (), (from, to, cursor, limit))
Result<Page<RecordView>> list_my_records(Call& call, const ListMyRecords& query);

/// Hours by grade, and the stars they make.
struct ShowMyHours {
  std::optional<Day> from;
  std::optional<Day> to;
};
BOOST_DESCRIBE_STRUCT(ShowMyHours, (), (from, to))
struct HoursView {
  std::int64_t minutes = 0;
  std::int64_t records = 0;
  std::vector<GradeMinutes> grades;
  std::int64_t stars = 0;
  std::optional<std::int64_t> next_star_hours;  // of the next threshold
};
BOOST_DESCRIBE_STRUCT(HoursView, (), (minutes, records, grades, stars, next_star_hours))
Result<HoursView> show_my_hours(Call& call, const ShowMyHours& query);

struct ListRecords {
  std::optional<access::SitePath> under;
  std::optional<needs::NeedId> need;  // those made from it, or back-filled for it
  std::optional<RecordState> state;
  std::optional<Grade> grade;
  std::optional<bool> sampled;
  std::optional<Cursor> cursor;
  std::optional<PageLimit> limit;
};
BOOST_DESCRIBE_STRUCT(ListRecords, (), (under, need, state, grade, sampled, cursor, limit))
Result<Page<RecordView>> list_records(Call& call, const ListRecords& query);

/// What waits for someone to approve it, or to decide a dispute, the soonest due first: service is
/// on record within 10 working days, and so is a decision.
struct ListRecordQueue {
  access::SitePath under;
  std::optional<Cursor> cursor = {};
  std::optional<PageLimit> limit = {};
};
BOOST_DESCRIBE_STRUCT(ListRecordQueue, (), (under, cursor, limit))
Result<Page<RecordView>> list_record_queue(Call& call, const ListRecordQueue& query);

struct ShowRecord {
  RecordId record;
};
BOOST_DESCRIBE_STRUCT(ShowRecord, (), (record))
struct VersionView {
  std::int64_t version;
  RecordState state;
  Grade grade;
  std::int64_t minutes;
  Change reason_code;
  std::optional<std::string> note;  // to the volunteer and those who vouch
  std::optional<PersonId> changed_by;
  Instant changed_at;
};
BOOST_DESCRIBE_STRUCT(VersionView, (),
                      (version, state, grade, minutes, reason_code, note, changed_by, changed_at))
struct RecordPage {
  RecordView record;
  std::vector<VersionView> versions;
  std::optional<std::string>
      evidence;                       // of a back-filled one: to the volunteer and those who vouch
  std::optional<needs::NeedId> need;  // none: hours back-filled for no need
};
BOOST_DESCRIBE_STRUCT(RecordPage, (), (record, versions, evidence, need))
Result<RecordPage> show_record(Call& call, const ShowRecord& query);

/// 补录: hours that no door vouches for. By the volunteer or by staff; grade D until two others,
/// of different roles, have vouched. What no door lets in is refused here as well:
/// `too_young_for_work`, `papers_not_valid`. Category and site are those of the need, when one is
/// named, and the site may be closed by now; without one they must be given, and the site be open.
struct BackFill {
  std::optional<PersonId> volunteer;  // default: the caller
  std::optional<needs::NeedId> need;  // the service it was, when it is known here
  std::optional<Text<2, 4>> category;
  std::optional<places::SiteId> site;
  TimeWindow hours;
  Words2000 evidence;  // what shows it: who was there, which paper lies where
};
BOOST_DESCRIBE_STRUCT(BackFill, (), (volunteer, need, category, site, hours, evidence))
Result<RecordView> back_fill(Call& call, const BackFill& cmd);

struct AttestRecord {
  RecordId record;
};
BOOST_DESCRIBE_STRUCT(AttestRecord, (), (record))
/// The first of two: right record_attest over the site. Never for one's own hours.
Result<RecordView> attest_record(Call& call, const AttestRecord& cmd);

struct ApproveRecord {
  RecordId record;
};
BOOST_DESCRIBE_STRUCT(ApproveRecord, (), (record))
/// The second: right record_approve at the level the reason asks for; another person with another
/// role than the first. A need whose present round was back-filled then waits for confirmation,
/// unless the time agreed for its visit begins only after those hours.
Result<RecordView> approve_record(Call& call, const ApproveRecord& cmd);

struct VoidRecord {
  RecordId record;
  VoidReason reason_code;
  std::optional<Line> note;  // must be given when the reason is other
};
BOOST_DESCRIBE_STRUCT(VoidRecord, (), (record, reason_code, note))
/// Right record_approve over the site. Never deletes; never one's own. An open case of it ends too,
/// so while there is one nobody voids what they stand behind: `second_person_needed`.
Result<RecordView> void_record(Call& call, const VoidRecord& cmd);

}  // namespace lastmile::records
