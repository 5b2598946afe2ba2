#include "notices/notice_jobs.h"

#include <algorithm>

#include "notices/means.h"
#include "notices/notice_store.h"
#include "notices/occasions.h"
#include "notices/outbox_store.h"
#include "notices/reminders.h"
#include "notices/webhooks.h"
#include "notices/wish_store.h"
#include "people/people.h"

namespace lastmile::notices {
namespace {

using std::chrono::hours;

constexpr std::int64_t purge_full = 500;  // as many as a purge takes at once

void follow(Call& call, const journal::Entry& entry) {
  tell_of_needs(call, entry);
  tell_of_staff_work(call, entry);
  tell_of_offers(call, entry);
  tell_of_records(call, entry);
  tell_of_people(call, entry);
}

// The inbox keeps as long as the town says; what went out is kept as long, for those who ask.
bool clear_old(Call& call) {
  const Instant before = call.now - hours{24} * means(call).keep_days;
  bool more = purge_notices(call.tx, call.region(), before) == purge_full;
  more |= purge_outbox(call.tx, call.region(), before) == purge_full;
  more |= purge_email_codes(call.tx, call.region(), call.now - hours{25}) == purge_full;
  return more;
}

}  // namespace

std::vector<PersonId> others(Call& call, std::vector<PersonId> people,
                             const journal::Entry& entry) {
  if (!entry.actor) return people;
  const PersonId actor = people::canonical(call, *entry.actor);
  std::erase_if(people, [&](PersonId p) { return people::canonical(call, p) == actor; });
  return people;
}

Told told_of(Occasion occasion, const needs::NeedBrief& need) {
  Told told{occasion, need.id.uuid, need.site_path};
  told.detail.number = need.number;
  told.detail.category = need.category;
  told.detail.window = need.window;
  told.detail.due = need.due_at;
  return told;
}

void spread(Call& call, const journal::Entry& entry, Telling t) {
  if (t.event.empty()) {
    t.event = std::to_string(entry.seq) + "/" + std::string(to_text(t.told.occasion));
  }
  tell(call, t);
  announce(call, t.told, t.event);
}

void add_notice_jobs(jobs::Registry& registry, FarEnds ends) {
  registry.followers.push_back({"notices", {}, follow, false});
  registry.clocked.push_back({"notice_reminders", std::chrono::milliseconds{1000}, remind});
  registry.clocked.push_back({"notices_clear_old", hours{1}, clear_old});
  add_sending(registry, ends);
}

}  // namespace lastmile::notices
