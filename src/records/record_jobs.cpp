#include "records/record_jobs.h"

#include "people/person_facts.h"
#include "records/certificate_store.h"
#include "records/record_facts.h"
#include "records/record_making.h"

namespace lastmile::records {
namespace {

void forget_holder(Call& call, PersonId person) {
  for (;;) {
    const auto naming = load_certificates_naming(call, person);
    if (naming.empty()) return;
    for (auto c : naming) {
      c.holder = holder_erased;
      ASSERT(call.tx.update(c));
      call.journal.append(CertificateHolderErased{c.serial},
                          {certificate_subject(c.serial), "", {c.volunteer}});
    }
  }
}

void follow(Call& call, const journal::Entry& entry) {
  if (entry.kind == needs::NeedServed::kind) {
    const auto served = from_json<needs::NeedServed>(entry.body);
    ASSERT(served.ok());
    record_stay(call, *served, entry.seq);
  } else if (entry.kind == needs::NeedConfirmed::kind) {
    const auto confirmed = from_json<needs::NeedConfirmed>(entry.body);
    ASSERT(confirmed.ok());
    record_confirmation(call, *confirmed, entry.seq);
  } else if (entry.kind == needs::NeedMoved::kind) {
    const auto moved = from_json<needs::NeedMoved>(entry.body);
    ASSERT(moved.ok());
    if (moved->reason_code == "did_not_happen")
      record_denial(call, moved->need, entry.seq, entry.at);
  } else if (entry.kind == people::PersonErased::kind) {
    forget_holder(call, PersonId{entry.subject});
  } else if (entry.kind == people::PersonsMerged::kind) {
    judge_again(call, entry.people.front());  // both are one now
  } else if (entry.kind == people::MergeUndone::kind) {
    for (const PersonId who : entry.people) judge_again(call, who);
  }
}

}  // namespace

void add_record_jobs(jobs::Registry& registry) {
  registry.followers.push_back({"records", {}, follow, false});
}

}  // namespace lastmile::records
