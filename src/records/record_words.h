#pragma once
#include "base/words.h"
#include "records/record.h"
#include "records/record_reasons.h"

/// What the states and grades of records are called by the people who read them.
namespace lastmile::records {

Words words_of(RecordState value);
Words words_of(Grade value);
Words words_of(PendingReason value);
Words words_of(RevokeReason value);

}  // namespace lastmile::records
