#include "records/record_jobs.h"

#include "records/record_making.h"

namespace lastmile::records {
namespace {

void follow(Call& call, const journal::Entry& entry) {
  if (entry.kind == needs::NeedServed::kind) {
    const auto served = from_json<needs::NeedServed>(entry.body);
    ASSERT(served.ok());
    record_stay(call, *served);
  } else if (entry.kind == needs::NeedConfirmed::kind) {
    const auto confirmed = from_json<needs::NeedConfirmed>(entry.body);
    ASSERT(confirmed.ok());
    record_confirmation(call, *confirmed, entry.seq);
  } else if (entry.kind == needs::NeedMoved::kind) {
    const auto moved = from_json<needs::NeedMoved>(entry.body);
    ASSERT(moved.ok());
    if (moved->reason_code == "did_not_happen") record_denial(call, moved->need, entry.seq);
  }
}

}  // namespace

void add_record_jobs(jobs::Registry& registry) {
  registry.followers.push_back({"records", {}, follow, false});
}

}  // namespace lastmile::records
