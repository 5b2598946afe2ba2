#pragma once
#include "needs/need_facts.h"
#include "records/record_reasons.h"
#include "records/record_store.h"

/// How records come to be: by themselves, from the facts of service. Nobody types hours in here.
namespace lastmile::records {

/// One stay at a need ended, at this leaf: makes the record of this need, volunteer and round
/// (needs.h round_began), or adds the stay to it. Void records, back-filled ones and hours said by
/// people take no stay; what overlaps a void one stays void. What another record of the person
/// covers already is left out; telling it twice changes nothing.
void record_stay(Call& call, const needs::NeedServed& served, std::int64_t leaf);
/// The one served confirmed, at this leaf: records of the present round (needs.h round_began) shown
/// at the door on both ends become grade A; what was denied stays for two people. What staff took
/// down by phone or from a slip raises nothing: those records are sampled.
void record_confirmation(Call& call, const needs::NeedConfirmed& confirmed, std::int64_t leaf);

/// The one served said it did not happen: what is not void of the present round waits for two
/// people, back-filled or not, at best as grade C; what is disputed or frozen does so once its case
/// is rejected.
void record_denial(Call& call, needs::NeedId need, std::int64_t leaf, Instant at);

// What stands of one human, under whichever of their profiles it was served.
/// Records that are not void and touch a window, except one.
std::vector<RecordRow> overlapping(Call& call, PersonId who, const TimeWindow& window,
                                   RecordId except = {});
bool has_records(Call& call, PersonId who);
/// Of one subject, the oldest first, void ones among them.
std::vector<RecordRow> records_of(Call& call, const Uuid& subject, PersonId who);

/// Weighs all records of one human again, the newest first, after profiles were joined or parted:
/// hours that stand twice count in one of them.
void judge_again(Call& call, PersonId who);

/// Writes the next version of a record: row, version row, fact. `changed_by` is the caller, who may
/// add a note in words: it is sealed for the volunteer.
void save_version(Call& call, RecordRow& record, Change why, const std::optional<Line>& note = {});
/// Enters a new record as version 1.
void enter_record(Call& call, RecordRow& record, Change why);
/// The fullest of the days a record touches, with what else of the person counts there.
struct DayLoad {
  std::int64_t minutes = 0;
  std::int64_t minutes_approved = 0;  // the longest such day that others were approved with
  bool overlaps = false;              // some of its hours count elsewhere already
};
DayLoad load_of_days(Call& call, const RecordRow& record);
/// Has what waits beside a record that counts now say which level its day asks for by now.
void judge_beside(Call& call, const RecordRow& counted);

/// Sets state and pending_reason from grade, length and the person's other hours of that day.
void judge(Call& call, RecordRow& record);
/// By when it must be settled: the end of the tenth working day after the service, after the asking
/// for a back-fill, or after the dispute was raised.
Instant due_of(const Call& call, Instant from);
/// Every twentieth record is looked at, chosen by nobody: by the record's own random id.
bool is_sampled(RecordId id);

}  // namespace lastmile::records
