#pragma once
#include "people/volunteer.h"

/// Licensed qualifications, trainings and awards.
namespace lastmile::people {

using TrainingId = Id<struct TrainingTag>;
using AwardId = Id<struct AwardTag>;

struct EnterLicence {
  PersonId person;
  Text<1, 40> code;
  std::optional<Text<1, 60>> number;
  Day from;
  Day until;  // the last day it holds, as licences print it
};
BOOST_DESCRIBE_STRUCT(EnterLicence, (), (person, code, number, from, until))
/// From 90 days before the end to 90 days after: the old one stands until the new one is verified.
struct RenewLicence {
  LicenceId licence;
  std::optional<Text<1, 60>> number;  // when it changed
  Day from;
  Day until;
};
BOOST_DESCRIBE_STRUCT(RenewLicence, (), (licence, number, from, until))
struct VerifyLicence {
  LicenceId licence;
};
BOOST_DESCRIBE_STRUCT(VerifyLicence, (), (licence))
struct RejectLicence {
  LicenceId licence;
  Line reason;
};
BOOST_DESCRIBE_STRUCT(RejectLicence, (), (licence, reason))
struct WithdrawLicence {
  LicenceId licence;
};
BOOST_DESCRIBE_STRUCT(WithdrawLicence, (), (licence))
struct AddLicencePhoto {
  LicenceId licence;
};
BOOST_DESCRIBE_STRUCT(AddLicencePhoto, (), (licence))
struct LicencePhoto {
  LicenceId licence;
  LicencePhotoId photo;
};
BOOST_DESCRIBE_STRUCT(LicencePhoto, (), (licence, photo))
struct ListLicences {
  std::optional<LicenceState> state;  // entered when left out: those to verify
  std::optional<Text<1, 120>> under;
  std::optional<Cursor> cursor;
  std::optional<PageLimit> limit;
};
BOOST_DESCRIBE_STRUCT(ListLicences, (), (state, under, cursor, limit))

// Trainings (R67 8): recorded, never service hours.

struct TrainingRow {
  int region = 0;
  TrainingId id;
  PersonId person;
  std::string name;
  std::string content;
  std::int64_t minutes = 0;
  std::string organizer;
  Day day;
  PersonId entered_by;
  std::optional<Instant> voided_at;
};
BOOST_DESCRIBE_STRUCT(TrainingRow, (),
                      (region, id, person, name, content, minutes, organizer, day, entered_by,
                       voided_at))
struct TrainingView {
  TrainingId training;
  PersonId person;
  std::string name;
  std::string content;
  std::int64_t minutes = 0;
  std::string organizer;
  Day day;
  bool voided = false;
};
BOOST_DESCRIBE_STRUCT(TrainingView, (),
                      (training, person, name, content, minutes, organizer, day, voided))
struct RecordTraining {
  PersonId person;
  Line name;
  Line content;
  Bounded<1, 60000> minutes;
  Line organizer;
  Day day;
};
BOOST_DESCRIBE_STRUCT(RecordTraining, (), (person, name, content, minutes, organizer, day))
struct VoidTraining {
  TrainingId training;
};
BOOST_DESCRIBE_STRUCT(VoidTraining, (), (training))

// Awards (R67 9).

struct AwardRow {
  int region = 0;
  AwardId id;
  PersonId person;
  std::string name;
  Day day;
  std::string granted_by;
  std::string proof;
  std::optional<PersonId> verified_by;
  PersonId entered_by;
  std::optional<Instant> voided_at;
};
BOOST_DESCRIBE_STRUCT(AwardRow, (),
                      (region, id, person, name, day, granted_by, proof, verified_by, entered_by,
                       voided_at))
struct AwardView {
  AwardId award;
  PersonId person;
  std::string name;
  Day day;
  std::string granted_by;
  std::string proof;
  bool verified = false;
  bool voided = false;
};
BOOST_DESCRIBE_STRUCT(AwardView, (),
                      (award, person, name, day, granted_by, proof, verified, voided))
struct RecordAward {
  PersonId person;
  Line name;
  Day day;
  Line granted_by;
  Line proof;  // number of the document, or where it can be seen
};
BOOST_DESCRIBE_STRUCT(RecordAward, (), (person, name, day, granted_by, proof))
struct VerifyAward {
  AwardId award;
};
BOOST_DESCRIBE_STRUCT(VerifyAward, (), (award))
struct VoidAward {
  AwardId award;
};
BOOST_DESCRIBE_STRUCT(VoidAward, (), (award))
struct ShowMerits {
  PersonId person;
};
BOOST_DESCRIBE_STRUCT(ShowMerits, (), (person))
struct MeritsView {
  std::vector<TrainingView> trainings;
  std::vector<AwardView> awards;
};
BOOST_DESCRIBE_STRUCT(MeritsView, (), (trainings, awards))

}  // namespace lastmile::people
