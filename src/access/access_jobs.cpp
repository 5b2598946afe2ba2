#include "access/access_jobs.h"

#include "access/readings.h"
#include "access/session_store.h"
#include "access/sessions.h"
#include "access/sign_in_store.h"
#include "access/text_store.h"

namespace lastmile::access {
namespace {

using std::chrono::hours;

constexpr std::int64_t purge_full = 500;  // as many as a purge takes at once

// Ends are judged by rows and by the clock of the call, so a clock that jumps ahead only clears
// early what can be had again: a code, a session, a counter.
bool clear_ended(Call& call) {
  storage::Tx& tx = call.tx;
  const int region = call.region();
  const Instant week_ago = call.now - hours(7 * 24);
  bool more = purge_codes(tx, region, call.now - hours(25)) == purge_full;
  more |= purge_sessions(call);
  more |= purge_throttles(tx, region, week_ago) == purge_full;
  more |= purge_steps(tx, region, call.now - hours(48)) == purge_full;
  more |= purge_devices(tx, region, call.now - hours(400 * 24)) == purge_full;
  more |= purge_texts(tx, region, call.now - hours(400 * 24)) == purge_full;
  return more;
}

}  // namespace

void add_access_jobs(jobs::Registry& registry, send::SmsGateway& gateway) {
  registry.queued.push_back(text_work(gateway));
  registry.clocked.push_back({"access_clear_ended", std::chrono::minutes(10), clear_ended});
  registry.clocked.push_back({"access_clear_readings", hours(24), purge_readings});
}

}  // namespace lastmile::access
