#include "people/merits.h"

#include "people/licence_errors.h"
#include "people/merit_store.h"
#include "people/person_access.h"
#include "people/volunteer_facts.h"

namespace lastmile::people {
namespace {

TrainingView view(const TrainingRow& r) {
  return {r.id,      r.person,    r.name, r.content,
          r.minutes, r.organizer, r.day,  r.voided_at.has_value()};
}

AwardView view(const AwardRow& r) {
  return {r.id,
          r.person,
          r.name,
          r.day,
          r.granted_by,
          r.proof,
          r.verified_by.has_value(),
          r.voided_at.has_value()};
}

TrainingView save(Call& call, const PersonRow& person, const TrainingRow& row) {
  call.tx.put(row);
  call.journal.append(TrainingSet{row.id.uuid, row.person, row.minutes, row.voided_at.has_value()},
                      about(person, row.id.uuid));
  return view(row);
}

AwardView save(Call& call, const PersonRow& person, const AwardRow& row) {
  call.tx.put(row);
  call.journal.append(
      AwardSet{row.id.uuid, row.person, row.verified_by.has_value(), row.voided_at.has_value()},
      about(person, row.id.uuid));
  return view(row);
}

bool is_future(const Call& call, Day day) { return day > call.settings.zone.day_of(call.now); }

/// A record and whose it is, for a change by staff; unseen people's records are unknown.
template <class Row>
Result<PersonRow> access_record(Call& call, const std::optional<Row>& row, const Refusal& unknown) {
  if (!row) return unknown;
  auto person = see_person(call, row->person);
  if (!person) {
    return person.refused().refusal == person_unknown ? Refused{unknown} : person.refused();
  }
  return access_as_staff(call, person->id, access::Right::people_write);
}

}  // namespace

MeritsView merits_of(Call& call, PersonId person) {
  MeritsView all;
  for (const auto& row : load_trainings_of(call.tx, call.region(), person)) {
    all.trainings.push_back(view(row));
  }
  for (const auto& row : load_awards_of(call.tx, call.region(), person)) {
    all.awards.push_back(view(row));
  }
  return all;
}

Result<MeritsView> show_merits(Call& call, const ShowMerits& query) {
  ASSIGN_OR_RETURN(const PersonRow person, see_person(call, query.person));
  note_shown(call, person.id, access::FieldClass::basic, "merits");
  return merits_of(call, person.id);
}

Result<TrainingView> record_training(Call& call, const RecordTraining& cmd) {
  ASSIGN_OR_RETURN(const PersonRow person,
                   access_as_staff(call, cmd.person, access::Right::people_write));
  if (is_future(call, cmd.day)) return day_in_future;
  const TrainingRow row{.region = call.region(),
                        .id = call.make_id<TrainingTag>(),
                        .person = person.id,
                        .name = cmd.name.str(),
                        .content = cmd.content.str(),
                        .minutes = cmd.minutes,
                        .organizer = cmd.organizer.str(),
                        .day = cmd.day,
                        .entered_by = call.actor.person.value_or(person.id),
                        .voided_at = {}};
  return save(call, person, row);
}

Result<TrainingView> void_training(Call& call, const VoidTraining& cmd) {
  auto row = load_training(call.tx, call.region(), cmd.training);
  ASSIGN_OR_RETURN(const PersonRow person, access_record(call, row, training_unknown));
  if (row->voided_at) return view(*row);
  row->voided_at = call.now;
  return save(call, person, *row);
}

Result<AwardView> record_award(Call& call, const RecordAward& cmd) {
  ASSIGN_OR_RETURN(const PersonRow person,
                   access_person(call, cmd.person, access::Right::people_write));
  if (is_future(call, cmd.day)) return day_in_future;
  const AwardRow row{.region = call.region(),
                     .id = call.make_id<AwardTag>(),
                     .person = person.id,
                     .name = cmd.name.str(),
                     .day = cmd.day,
                     .granted_by = cmd.granted_by.str(),
                     .proof = cmd.proof.str(),
                     .verified_by = {},
                     .entered_by = call.actor.person.value_or(person.id),
                     .voided_at = {}};
  return save(call, person, row);
}

Result<AwardView> verify_award(Call& call, const VerifyAward& cmd) {
  auto row = load_award(call.tx, call.region(), cmd.award);
  ASSIGN_OR_RETURN(const PersonRow person, access_record(call, row, award_unknown));
  if (call.actor.person == row->entered_by || call.actor.person == row->person) return award_own;
  if (row->verified_by || row->voided_at) return view(*row);
  row->verified_by = call.actor.person;
  return save(call, person, *row);
}

Result<AwardView> void_award(Call& call, const VoidAward& cmd) {
  auto row = load_award(call.tx, call.region(), cmd.award);
  ASSIGN_OR_RETURN(const PersonRow person, access_record(call, row, award_unknown));
  if (row->voided_at) return view(*row);
  row->voided_at = call.now;
  return save(call, person, *row);
}

}  // namespace lastmile::people
