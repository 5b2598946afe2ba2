#pragma once
#include "call/call.h"
#include "people/licence.h"

/// The verbs of training records (R67 8) and award records (R67 9).
namespace lastmile::people {

Result<MeritsView> show_merits(Call& call, const ShowMerits& query);
Result<TrainingView> record_training(Call& call, const RecordTraining& cmd);
Result<TrainingView> void_training(Call& call, const VoidTraining& cmd);
Result<AwardView> record_award(Call& call, const RecordAward& cmd);
Result<AwardView> verify_award(Call& call, const VerifyAward& cmd);
Result<AwardView> void_award(Call& call, const VoidAward& cmd);

/// Both kinds, voided ones too.
MeritsView merits_of(Call& call, PersonId person);

}  // namespace lastmile::people
