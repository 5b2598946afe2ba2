#pragma once
#include "player.h"
#include "storage/db.h"

/// What the data itself says, read past the program once it is down: nothing acknowledged may be
/// missing, nothing may be there twice.
namespace lastmile::fault {

/// The data before the players began.
struct Baseline {
  std::int64_t leaves = 0;
  std::int64_t answers = 0;  // kept under idempotency keys
  std::int64_t records = 0;
  std::int64_t sittings = 0;
  std::int64_t offers = 0;
};
storage::Where where(const Place& place);
Baseline baseline_of(const storage::Where& where);

/// How much waits on the queue or runs; also while the program serves.
std::int64_t work_left(const storage::Where& where);

/// Compares the data with what the players were told; each difference is a finding.
void audit(const storage::Where& where, const Baseline& before,
           const std::vector<const Diary*>& diaries, Findings& findings);

}  // namespace lastmile::fault
