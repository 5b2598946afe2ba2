#include "notices/reminders.h"

#include <algorithm>

#include "dispatch/offer_store.h"
#include "needs/needs.h"
#include "notices/notice_rules.h"
#include "notices/place_rules.h"
#include "notices/telling.h"
#include "notices/webhooks.h"
#include "notices/wish_store.h"
#include "people/reach.h"

namespace lastmile::notices {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using S = needs::NeedState;

constexpr std::int64_t a_step_max = 100;

// Somebody has agreed to come, though of a team some may still be looked for.
bool is_agreed(const needs::NeedBrief& need) {
  const bool stands = need.state == S::taken || need.state == S::scheduled ||
                      need.state == S::offered || need.state == S::awaiting_dispatch;
  return stands && need.window && !coming(need).empty();
}

std::vector<PersonId> both_sides(Call& call, const needs::NeedBrief& need) {
  auto all = asking_side(call, need);
  for (const PersonId helper : coming(need)) all.push_back(helper);
  return people::each_once(all);
}

QuietHours quiet_of(Call& call, PersonId person, std::string_view site_path) {
  const auto wish = load_wish(call.tx, call.region(), people::profiles_of(call, person));
  return quiet_for(call, wish ? wish->quiet : std::nullopt, site_path);
}

std::vector<ReminderRow> planned(Call& call, const needs::NeedBrief& need) {
  std::vector<ReminderRow> all;
  if (!is_agreed(need)) return all;
  const auto leads = reminders_at(call, need.site_path);
  for (const PersonId person : both_sides(call, need)) {
    const auto quiet = quiet_of(call, person, need.site_path);
    for (const auto lead : leads) {
      const Instant due = reminder_at(need.window->start, minutes{lead}, quiet, call.settings.zone);
      all.push_back({call.region(), need.id.uuid, person, lead, reminder_of(minutes{lead}),
                     need.window->start, due});
    }
  }
  return all;
}

bool is_same(const ReminderRow& a, const ReminderRow& b) {
  return a.person == b.person && a.lead_minutes == b.lead_minutes && a.start_at == b.start_at;
}

Retimed keep_time(Call& call, const needs::NeedBrief& need) {
  const auto known = load_visit(call.tx, call.region(), need.id);
  if (!need.window) {
    if (known) call.tx.erase(*known);
    return {};
  }
  const VisitRow now{call.region(), need.id, need.window->start, need.window->end};
  if (known && known->start_at == now.start_at && known->end_at == now.end_at) return {};
  call.tx.put(now);
  Retimed retimed{{}, true};
  if (known) retimed.was = TimeWindow{known->start_at, known->end_at};
  return retimed;
}

void tell_of_visit(Call& call, const ReminderRow& row) {
  const auto need = needs::find_need(call, needs::NeedId{row.subject});
  if (!need.ok() || !is_agreed(*need) || need->window->start != row.start_at) return;
  if (need->window->start <= call.now || needs::last_held_until(call, need->id) > call.now) return;
  Told told{row.occasion, row.subject, need->site_path};
  told.detail.number = need->number;
  told.detail.category = need->category;
  told.detail.window = need->window;
  tell(call, {std::move(told),
              "remind/" + row.subject.text() + "/" + std::to_string(row.lead_minutes) + "/" +
                  std::to_string(ms_of(row.start_at)),
              {row.person},
              row.start_at});
}

void tell_of_offer(Call& call, const ReminderRow& row) {
  const auto offer = dispatch::load_offer(call.tx, call.region(), dispatch::OfferId{row.subject});
  if (!offer || offer->state != dispatch::OfferState::open || offer->answer_due <= call.now) return;
  const auto need = needs::find_need(call, offer->need);
  ASSERT(need.ok());
  Told told{row.occasion, row.subject, offer->site_path};
  told.detail.category = need->category;
  told.detail.window = need->window;
  told.detail.due = offer->answer_due;
  tell(call, {std::move(told), "remind/" + row.subject.text(), {row.person}, offer->answer_due});
}

}  // namespace

std::vector<PersonId> asking_side(Call& call, const needs::NeedBrief& need) {
  std::vector<PersonId> all{need.recipient, need.asker};
  for (const PersonId speaker : people::speakers_of(call, need.recipient)) all.push_back(speaker);
  return people::each_once(all);
}

std::vector<PersonId> coming(const needs::NeedBrief& need) {
  std::vector<PersonId> all;
  for (const auto& helper : need.helpers) {
    if (helper.state == needs::HelperState::taken) all.push_back(helper.person);
  }
  return all;
}

Retimed plan_visit(Call& call, const needs::NeedBrief& need) {
  const auto wanted = planned(call, need);
  const auto standing = load_reminders_of(call.tx, call.region(), need.id.uuid);
  for (const auto& row : standing) {
    const bool stays = std::ranges::any_of(wanted, [&](const auto& w) { return is_same(w, row); });
    if (!stays) call.tx.erase(row);
  }
  for (const auto& row : wanted) {
    const bool is_there =
        std::ranges::any_of(standing, [&](const auto& s) { return is_same(s, row); });
    // One whose time is over was told, or they agreed too late for it.
    if (!is_there && row.due_at > call.now) call.tx.put(row);
  }
  return keep_time(call, need);
}

void plan_offer(Call& call, const dispatch::OfferRow& offer) {
  const auto left = offer.answer_due - call.now;
  if (left < hours{1}) return;
  const auto before = std::min<std::chrono::milliseconds>(hours{2}, left / 2);
  const auto lead = std::chrono::floor<minutes>(before);
  const PersonId person = people::canonical(call, offer.volunteer);
  const auto quiet = quiet_of(call, person, offer.site_path);
  const Instant due = reminder_at(offer.answer_due, lead, quiet, call.settings.zone);
  if (due <= call.now) return;
  call.tx.put(ReminderRow{call.region(), offer.id.uuid, person, lead.count(),
                          Occasion::offer_ending, offer.answer_due, due});
}

void drop_reminders(Call& call, const Uuid& subject) {
  for (const auto& row : load_reminders_of(call.tx, call.region(), subject)) call.tx.erase(row);
}

bool remind(Call& call) {
  const auto due = load_reminders_due(call.tx, call.region(), call.now, a_step_max);
  for (const auto& row : due) {
    call.tx.erase(row);
    if (row.occasion == Occasion::offer_ending) {
      tell_of_offer(call, row);
    } else {
      tell_of_visit(call, row);
    }
  }
  return due.size() == a_step_max;
}

}  // namespace lastmile::notices
