#include "records/record_making.h"

#include <algorithm>

#include "base/calendar.h"
#include "needs/needs.h"
#include "records/record_facts.h"
#include "records/record_settings.h"

namespace lastmile::records {
namespace {

// What somebody merely asked to have back-filled, whatever is said against it by now.
bool is_only_asked_for(const RecordRow& r) {
  return r.back_filled && (r.state == RecordState::pending || !r.approved_by);
}

// Hours that stand. What is only asked for takes nothing from a door's.
std::vector<TimeWindow> windows_of(const std::vector<RecordRow>& records) {
  std::vector<TimeWindow> all;
  for (const auto& r : records) {
    if (is_only_asked_for(r)) continue;
    for (const auto& i : r.intervals) all.push_back({i.from, i.to});
  }
  return all;
}

std::string proofs_of(const std::vector<Interval>& intervals) {
  std::string out;
  for (const auto& i : intervals) {
    out += (out.empty() ? "" : " ") + std::string(to_text(i.proof_in)) + "-" +
           std::string(to_text(i.proof_out));
  }
  return out;
}

// What follows from the intervals, whoever set them.
void settle(RecordRow& r) {
  r.minutes = minutes_of(r.intervals);
  r.proofs = proofs_of(r.intervals);
  if (r.intervals.empty()) return;
  r.from_at = r.intervals.front().from;
  r.to_at = r.intervals.front().to;
  for (const auto& i : r.intervals) {
    r.from_at = std::min(r.from_at, i.from);
    r.to_at = std::max(r.to_at, i.to);
  }
}

// Not under dispute, not frozen, not void: its state follows from grade and hours.
bool is_standing(RecordState state) {
  return state == RecordState::pending || state == RecordState::counted;
}

bool has_stay(const RecordRow& r, const Interval& stay) {
  return std::any_of(r.intervals.begin(), r.intervals.end(),
                     [&](const Interval& i) { return i.from >= stay.from && i.to <= stay.to; });
}

// From the first midnight before a record to the last after it.
TimeWindow days_of(const Call& call, const RecordRow& r) {
  const Zone& zone = call.settings.zone;
  return {zone.at(zone.day_of(r.from_at), 0),
          zone.at(zone.day_of(r.to_at) + std::chrono::days{1}, 0)};
}

// The length of day that people vouched for. Of a record that waits by itself that is its own
// approval alone; what counted before was weighed by whoever made its day as long as it is.
std::int64_t minutes_vouched(const RecordRow& r, const DayLoad& load) {
  constexpr std::int64_t any_day = 25 * 60;  // in rows from before the length was kept
  if (r.approved_by) return std::max(r.approved_minutes.value_or(any_day), load.minutes_approved);
  return r.state == RecordState::pending ? 0 : load.minutes_approved;
}

// Whoever vouched did so for other hours.
void unvouch(RecordRow& r) {
  r.attested_by.reset();
  r.attested_role.reset();
  r.approved_by.reset();
  r.approved_minutes.reset();
}

journal::About about(const RecordRow& r) { return {r.id.uuid, r.site_path, {r.volunteer}}; }

// What every change of a record leaves: a version that stays, and the fact.
void keep_version(Call& call, const RecordRow& r, Change why, const std::optional<Line>& note) {
  VersionRow v{r.region,    r.id,
               r.version,   r.state,
               r.grade,     r.minutes,
               r.intervals, std::string(to_text(why)),
               {},          call.actor.person,
               call.now};
  if (note) {
    v.note = call.vault.seal(call.tx, r.region, r.volunteer, note_spot(note_row(v)), note->str());
  }
  ASSERT(call.tx.insert(v));
  call.journal.append(
      RecordSet{r.id, r.version, r.state, r.grade, r.volunteer, r.recipient.value_or(PersonId{}),
                r.subject, r.category, r.site_path, r.minutes, r.from_at, r.to_at, why},
      about(r));
}

// A service is settled within so long after it; what somebody asks to have back-filled after that
// would be late before anyone could look at it, and has its time from the asking.
Instant due_of_record(const Call& call, const RecordRow& r) {
  return due_of(call, r.back_filled ? r.made_at : r.to_at);
}

// Hours that two people vouched for, or that are under dispute, are people's to change.
bool may_correct(const RecordRow& r) { return is_standing(r.state) && !r.approved_by; }

// The program closed this stay at its planned end, and the ticket that came later says when it
// ended. False when those hours stand no more.
bool take_out_closed(RecordRow& r, const needs::NeedServed& served) {
  return std::erase_if(r.intervals, [&](const Interval& i) {
           return i.proof_in == served.proof_in && i.proof_out == attendance::Proof::closed &&
                  i.from >= served.from && i.to <= *served.closed_at;
         }) > 0;
}

Interval stay_of(const needs::NeedServed& served) {
  return {served.from, served.to, served.proof_in, served.proof_out};
}

void join_stay(Call& call, RecordRow& r, const std::vector<Interval>& parts, bool corrects) {
  r.intervals.insert(r.intervals.end(), parts.begin(), parts.end());
  settle(r);
  // Of several stays the worst counts; what a ticket corrects is as good as the ticket makes it,
  // yet no ticket answers the one served.
  const Grade grade = grade_of(r.intervals, false);
  const bool denied = reason_of(r) == PendingReason::recipient_denied;
  r.grade = corrects && !denied ? grade : std::max(r.grade, grade);
  r.due_at = due_of_record(call, r);
  unvouch(r);
  if (is_standing(r.state)) judge(call, r);
  save_version(call, r, corrects ? Change::late_check_out : Change::further_stay);
}

void enter_stay(Call& call, const needs::NeedServed& served, const std::vector<Interval>& parts) {
  const auto need = needs::find_need(call, served.need);
  ASSERT(need.ok());
  RecordRow r;
  r.volunteer = served.volunteer;
  r.recipient = served.recipient;
  r.subject = served.need.uuid;
  r.category = served.category;
  r.site = need->site;
  r.site_path = served.site_path;
  r.intervals = parts;
  settle(r);
  r.grade = grade_of(r.intervals, false);
  r.first_record = !has_records(call, r.volunteer);
  enter_record(call, r, Change::served);
}

std::vector<RecordRow> records_of_the_door(Call& call, const needs::NeedServed& served) {
  auto all = records_of(call, served.need.uuid, served.volunteer);
  std::erase_if(all, [](const RecordRow& r) { return r.back_filled; });
  return all;
}

// A late ticket brings back nothing that was voided.
bool was_voided(const std::vector<RecordRow>& known, const Interval& stay) {
  return std::any_of(known.begin(), known.end(), [&](const RecordRow& r) {
    return r.state == RecordState::void_ && overlap(r.intervals, {stay});
  });
}

bool is_known(const std::vector<RecordRow>& known, const Interval& stay) {
  return std::any_of(known.begin(), known.end(), [&](const RecordRow& r) {
    return r.state != RecordState::void_ && has_stay(r, stay);
  });
}

// The record a stay belongs to: of the same round, or of one that is over as well, and of the
// door's hours alone. What is void, or said by people, no door adds to.
std::optional<RecordRow> to_join(const std::vector<RecordRow>& known, const Interval& stay,
                                 Instant round_began) {
  const auto found = std::find_if(known.rbegin(), known.rend(), [&](const RecordRow& r) {
    const bool same_round = (r.to_at > round_began) == (stay.to > round_began);
    return same_round && r.state != RecordState::void_ && !is_stated(r.intervals);
  });
  return found == known.rend() ? std::nullopt : std::optional(*found);
}

// The ticket names the hours it corrects, so they say which record it is. Where they stand no more
// there is nothing to correct.
void correct_stay(Call& call, std::vector<RecordRow> known, const needs::NeedServed& served) {
  for (auto& r : known) {
    if (!may_correct(r) || !take_out_closed(r, served)) continue;
    auto others = overlapping(call, served.volunteer, {served.from, served.to}, r.id);
    others.push_back(r);  // as it is without what was taken out
    join_stay(call, r, without(stay_of(served), windows_of(others)), true);
    return;
  }
}

void raise_grade(Call& call, RecordRow& r) {
  r.grade = grade_of(r.intervals, true);
  if (is_standing(r.state)) judge(call, r);
  save_version(call, r, Change::confirmed);
}

// Whoever entered the need and drew its code would else say in the recipient's name that it
// happened as well: one person at both ends. It stays as it is, and is looked at.
void sample_passed_on(Call& call, RecordRow& r) {
  if (r.sampled) return;
  r.sampled = true;
  save_version(call, r, Change::confirmation_passed_on);
}

}  // namespace

std::vector<RecordRow> overlapping(Call& call, PersonId who, const TimeWindow& window,
                                   RecordId except) {
  return load_overlapping(call.tx, call.region(), people::profiles_of(call, who), window, except);
}

bool has_records(Call& call, PersonId who) {
  return has_any(call.tx, call.region(), people::profiles_of(call, who));
}

std::vector<RecordRow> records_of(Call& call, const Uuid& subject, PersonId who) {
  return load_records_of(call.tx, call.region(), subject, people::profiles_of(call, who));
}

void record_stay(Call& call, const needs::NeedServed& served, std::int64_t leaf) {
  const auto category = needs::find_category(call, served.category);
  if (category.ok() && !category->counts_hours) return;  // training is recorded, never as hours
  const auto known = records_of_the_door(call, served);
  const Interval stay = stay_of(served);
  if (was_voided(known, stay)) return;
  if (served.closed_at && !known.empty()) return correct_stay(call, known, served);
  if (is_known(known, stay)) return;
  const auto others = overlapping(call, served.volunteer, {served.from, served.to});
  const auto parts = without(stay, windows_of(others));
  if (parts.empty()) return;
  if (auto r = to_join(known, stay, needs::round_began(call, served.need, leaf))) {
    join_stay(call, *r, parts, false);
  } else {
    enter_stay(call, served, parts);
  }
}

void record_confirmation(Call& call, const needs::NeedConfirmed& confirmed, std::int64_t leaf) {
  if (confirmed.how == "silent") return;  // waited out: nobody said that it happened
  const Instant began = needs::round_began(call, confirmed.need, leaf);
  for (auto r : load_records_about(call.tx, call.region(), confirmed.need.uuid)) {
    if (r.back_filled || r.state == RecordState::void_ || r.to_at <= began) continue;
    if (reason_of(r) == PendingReason::recipient_denied)
      continue;  // what was denied, two people settle
    if (grade_of(r.intervals, true) >= r.grade) continue;
    if (is_own_word(confirmed.how)) {
      raise_grade(call, r);
    } else {
      sample_passed_on(call, r);
    }
  }
}

void record_denial(Call& call, needs::NeedId need, std::int64_t leaf, Instant at) {
  const Instant began = needs::round_began(call, need, leaf);
  for (auto r : load_records_about(call.tx, call.region(), need.uuid)) {
    // Told late, or again, it says nothing of the visits since.
    const bool is_of_round = r.to_at > began && r.from_at < at;
    if (r.state == RecordState::void_ || !is_of_round) continue;
    unvouch(r);
    r.pending_reason = to_text(PendingReason::recipient_denied);
    r.grade = std::max(r.grade, Grade::c);  // from now on it is people's word against theirs
    if (is_standing(r.state)) judge(call, r);
    save_version(call, r, Change::recipient_denied);
  }
}

void judge_again(Call& call, PersonId who) {
  constexpr std::int64_t records_max = 100'000;
  const TimeWindow ever{at_ms(0), call.now + std::chrono::hours{24}};
  const auto profiles = people::profiles_of(call, who);
  const auto all = load_of_volunteer(call.tx, call.region(), profiles, ever, {}, records_max);
  // What two people vouched for comes last: the rest gives way to it.
  for (const bool vouched : {false, true}) {
    for (auto r : all) {
      if (!is_standing(r.state) || r.approved_by.has_value() != vouched) continue;
      const RecordState before = r.state;
      judge(call, r);
      if (r.state != before) save_version(call, r, Change::profiles_joined);
    }
  }
}

void enter_record(Call& call, RecordRow& r, Change why) {
  r.region = call.region();
  r.id = call.make_id<RecordTag>();
  r.version = 1;
  r.sampled = is_sampled(r.id) || r.grade == Grade::d;
  r.made_at = r.changed_at = call.now;
  r.due_at = due_of_record(call, r);
  judge(call, r);
  ASSERT(call.tx.insert(r));
  keep_version(call, r, why, {});
  if (r.first_record) call.journal.append(FirstRecordMade{r.id, r.volunteer}, about(r));
}

void save_version(Call& call, RecordRow& r, Change why, const std::optional<Line>& note) {
  r.version += 1;
  r.changed_at = call.now;
  settle(r);
  ASSERT(call.tx.update(r));
  keep_version(call, r, why, note);
}

DayLoad load_of_days(Call& call, const RecordRow& r) {
  const Zone& zone = call.settings.zone;
  DayLoad load;
  std::vector<Interval> all = r.intervals;
  for (const auto& other : overlapping(call, r.volunteer, days_of(call, r), r.id)) {
    if (other.state != RecordState::counted) continue;
    load.overlaps = load.overlaps || overlap(r.intervals, other.intervals);
    load.minutes_approved = std::max(load.minutes_approved, other.approved_minutes.value_or(0));
    all.insert(all.end(), other.intervals.begin(), other.intervals.end());
  }
  const Day last = zone.day_of(r.to_at);
  for (Day day = zone.day_of(r.from_at); day <= last; day += std::chrono::days{1}) {
    const TimeWindow that_day{zone.at(day, 0), zone.at(day + std::chrono::days{1}, 0)};
    load.minutes = std::max(load.minutes, minutes_within(all, that_day));
  }
  return load;
}

void judge(Call& call, RecordRow& r) {
  if (reason_of(r) == PendingReason::recipient_denied && !r.approved_by) {
    r.state = RecordState::pending;
    return;
  }
  const DayLoad load = load_of_days(call, r);
  const std::int64_t unseen = load.minutes > minutes_vouched(r, load) ? load.minutes : 0;
  auto reason =
      pending_reason(r.grade, r.intervals, {r.minutes, unseen, minutes_min_at(call, r.site_path)});
  // What two people vouched for waits for nothing but this; any other name would send them back to
  // what they did already.
  if (load.overlaps && (r.approved_by || !reason)) reason = PendingReason::overlapping_hours;
  if (!reason && access::is_staff(call, people::canonical(call, r.volunteer)))
    reason = PendingReason::of_staff;
  if (r.approved_by && !load.overlaps && !day_reason(unseen)) reason.reset();
  r.state = reason ? RecordState::pending : RecordState::counted;
  r.pending_reason = reason ? to_text(*reason) : "";
}

void judge_beside(Call& call, const RecordRow& counted) {
  for (auto r : overlapping(call, counted.volunteer, days_of(call, counted), counted.id)) {
    if (r.state != RecordState::pending) continue;
    const DayLoad load = load_of_days(call, r);
    if (r.approved_by && load.overlaps) continue;
    const auto before = reason_of(r), reason = day_reason(load.minutes);
    if (!reason || reason == before || before == PendingReason::recipient_denied) continue;
    r.pending_reason = to_text(*reason);
    save_version(call, r, Change::longer_day);
  }
}

Instant due_of(const Call& call, Instant from) {
  const Zone& zone = call.settings.zone;
  const Day last = add_working_days(zone.day_of(from), 10, call.settings.calendar);
  return zone.at(last + std::chrono::days{1}, 0);
}

bool is_sampled(RecordId id) { return id.uuid.bytes[15] % 20 == 0; }

}  // namespace lastmile::records
