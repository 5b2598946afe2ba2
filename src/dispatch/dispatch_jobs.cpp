#include "dispatch/dispatch_jobs.h"

#include "dispatch/batch.h"
#include "dispatch/dispatch_facts.h"
#include "dispatch/offer_store.h"
#include "dispatch/offering.h"
#include "needs/need_facts.h"

namespace lastmile::dispatch {
namespace {

constexpr int a_step_max = 100;

bool expire(Call& call) {
  const auto offers = load_unanswered(call.tx, call.region(), call.now, a_step_max);
  for (const auto& offer : offers) {
    end_offer(call, offer, OfferState::expired, "no_answer");
    const auto waits = wait_again_if_unanswered(call, offer.need, "no_answer");
    ASSERT(waits.ok());
  }
  const auto claims = load_ended_claims(call.tx, call.region(), call.now, a_step_max);
  for (auto claim : claims) {
    claim.state = ClaimState::expired;
    ASSERT(call.tx.update(claim));
    call.journal.append(ClaimSet{claim.state, claim.until_at}, {claim.need.uuid, claim.site_path});
    const auto waits = wait_again_if_unanswered(call, claim.need, "nobody_claimed");
    ASSERT(waits.ok());
  }
  return offers.size() == a_step_max || claims.size() == a_step_max;
}

// A need that ended while people were asked: nobody is left waiting for an answer that cannot come.
void end_with_need(Call& call, const journal::Entry& entry) {
  if (entry.kind != needs::NeedMoved::kind) return;
  const auto moved = from_json<needs::NeedMoved>(entry.body);
  ASSERT(moved.ok());
  const bool ended = moved->to == needs::NeedState::withdrawn ||
                     moved->to == needs::NeedState::merged ||
                     moved->to == needs::NeedState::referred;
  if (ended) end_all(call, moved->need, OfferState::withdrawn, ClaimState::withdrawn, "need_ended");
}

}  // namespace

void add_dispatch_jobs(jobs::Registry& registry) {
  registry.clocked.push_back({"dispatch_expire", std::chrono::milliseconds{1000}, expire});
  registry.followers.push_back({"dispatch_ended_needs", {}, end_with_need, false});
  add_batch_jobs(registry);
}

}  // namespace lastmile::dispatch
