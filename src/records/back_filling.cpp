#include <algorithm>
#include <limits>

#include "access/policy.h"
#include "needs/need_errors.h"
#include "needs/needs.h"
#include "places/places.h"
#include "records/record_facts.h"
#include "records/record_making.h"
#include "records/records.h"
#include "records/vouching.h"

/// 补录 and the two-person rule: no single administrator can credit anybody.
namespace lastmile::records {
namespace {

vault::Spot evidence_spot(const std::string& row) { return {"record", row, "evidence"}; }

bool helped(const needs::NeedBrief& need, PersonId who) {
  return std::any_of(need.helpers.begin(), need.helpers.end(), [&](const needs::Helper& h) {
    return h.person == who && h.state != needs::HelperState::left;
  });
}

Refused too_low_for(std::optional<PendingReason> long_because) {
  Refused refused{level_too_low};
  if (long_because) refused.seen = to_text(*long_because);
  return refused;
}

Refused overlap_with(const RecordRow& other) {
  Refused refused{hours_overlap};
  refused.seen = other.id.text();
  return refused;
}

// The need that was served, when it is known here; another's is no service of theirs. Who asks for
// somebody else sees the need as staff or not at all.
Result<std::optional<needs::NeedBrief>> need_helped(Call& call, const BackFill& cmd, PersonId who) {
  if (!cmd.need) return std::optional<needs::NeedBrief>{};
  ASSIGN_OR_RETURN(needs::NeedBrief need, needs::find_need(call, *cmd.need));
  const bool sees =
      who == call.actor.person || access::may(call.actor, access::Right::need_read, need.site_path);
  if (!sees || !helped(need, who)) return needs::need_unknown;
  return std::optional(std::move(need));
}

Refused not_given(std::string field) {
  return bad_field(std::move(field), "required",
                   {"say it, or name the need that was served", "请填写，或填写所服务的需求"});
}

// A need that was served outlives its site, for hours are asked for later.
Result<places::Site> site_of(Call& call, const BackFill& cmd,
                             const std::optional<needs::NeedBrief>& need) {
  if (!need) return cmd.site ? places::find_active_site(call, *cmd.site) : not_given("/site");
  if (cmd.site.value_or(need->site) != need->site) return at_field("/site", other_than_need);
  return places::find_site(call, need->site);
}

Result<needs::Category> category_of(Call& call, const BackFill& cmd,
                                    const std::optional<needs::NeedBrief>& need) {
  if (!need && !cmd.category) return not_given("/category");
  if (need && cmd.category && cmd.category->str() != need->category) {
    return at_field("/category", other_than_need);
  }
  return needs::find_category(call, need ? need->category : cmd.category->str());
}

// A need may ask for more than its category does, and hours are said of either.
Work work_of(const needs::Category& category, const std::optional<needs::NeedBrief>& need,
             const TimeWindow& hours) {
  Work work{category.risk, {}, hours};
  if (category.licence) work.licences.push_back(*category.licence);
  if (!need) return work;
  work.risk = std::max(work.risk, need->risk);
  if (need->licence) work.licences.push_back(*need->licence);
  return work;
}

RecordRow hours_said(const TimeWindow& hours) {
  RecordRow r;
  r.from_at = hours.start;
  r.to_at = hours.end;
  r.intervals = {{hours.start, hours.end, attendance::Proof::stated, attendance::Proof::stated}};
  r.minutes = minutes_of(r.intervals);
  r.proofs = "back_filled";
  r.grade = Grade::d;
  r.back_filled = true;
  return r;
}

Instant present_round_began(Call& call, needs::NeedId need) {
  return needs::round_began(call, need, std::numeric_limits<std::int64_t>::max());
}

// One for the present round of a need, and one for what was before: each is another service.
Check no_record_yet(Call& call, needs::NeedId need, PersonId who, const TimeWindow& hours) {
  const Instant began = present_round_began(call, need);
  const bool is_earlier = hours.end <= began;
  for (const auto& known : records_of(call, need.uuid, who)) {
    if (known.state == RecordState::void_ || (known.to_at <= began) != is_earlier) continue;
    return Refused{record_exists, {}, known.id.text()};
  }
  return Done{};
}

// Else the need would wait for a visit that took place. Hours back-filled for no need have a
// subject that no need has; those of an earlier round show nothing of the present one.
void bring_need_on(Call& call, const RecordRow& approved) {
  const needs::NeedId need{approved.subject};
  if (!approved.back_filled || !needs::find_need(call, need).ok()) return;
  if (approved.to_at <= present_round_began(call, need)) return;
  needs::settle_served(call, need, approved.volunteer, {approved.from_at, approved.to_at});
}

}  // namespace

Result<RecordView> back_fill(Call& call, const BackFill& cmd) {
  ASSIGN_OR_RETURN(const PersonId me, access::require_person(call));
  const PersonId volunteer = people::canonical(call, cmd.volunteer.value_or(me));
  ASSIGN_OR_RETURN(const auto need, need_helped(call, cmd, volunteer));
  ASSIGN_OR_RETURN(const places::Site site, site_of(call, cmd, need));
  if (volunteer != me)
    RETURN_IF_REFUSED(access::require(call, access::Right::record_attest, site.path));
  ASSIGN_OR_RETURN(const people::VolunteerProfile who, people::find_volunteer(call, volunteer));
  ASSIGN_OR_RETURN(const needs::Category category, category_of(call, cmd, need));
  if (!category.counts_hours) return not_service;
  RETURN_IF_REFUSED(check_hours(cmd.hours, call.now));
  if (need) RETURN_IF_REFUSED(check_of_need(*need, cmd.hours));
  const Work work = work_of(category, need, cmd.hours);
  RETURN_IF_REFUSED(check_may_serve(who, work, call.settings.zone));
  const auto others = overlapping(call, volunteer, cmd.hours);
  if (!others.empty()) return overlap_with(others.front());
  if (need) RETURN_IF_REFUSED(no_record_yet(call, need->id, volunteer, cmd.hours));
  RecordRow r = hours_said(cmd.hours);
  r.volunteer = volunteer;
  if (need) r.recipient = need->recipient;
  r.subject = need ? need->id.uuid : Uuid::make(call.now, call.rng);
  r.category = category.code;
  r.site = site.id;
  r.site_path = site.path;
  r.requested_by = me;
  r.first_record = !has_records(call, volunteer);
  // The evidence names people: sealed for the volunteer whose hours it is about.
  r.evidence = call.vault.seal(call.tx, call.region(), volunteer, evidence_spot(r.subject.text()),
                               cmd.evidence.str());
  enter_record(call, r, Change::back_filled);
  return views(call, {r}).front();
}

Result<RecordView> attest_record(Call& call, const AttestRecord& cmd) {
  ASSIGN_OR_RETURN(RecordRow r, access_record(call, cmd.record));
  RETURN_IF_REFUSED(access::require(call, access::Right::record_attest, r.site_path));
  if (is_mine(call, r)) return own_record;
  if (r.state != RecordState::pending) return record_not_pending;
  if (r.attested_by) return attested_already;
  if (r.requested_by == call.actor.person) return second_person_needed;
  r.attested_by = call.actor.person;
  r.attested_role = role_for(call, access::Right::record_attest, r.site_path);
  r.changed_at = call.now;
  ASSERT(call.tx.update(r));
  call.journal.append(RecordAttested{r.id, r.attested_role.value_or("")},
                      {r.id.uuid, r.site_path, {r.volunteer}});
  return views(call, {r}).front();
}

Result<RecordView> approve_record(Call& call, const ApproveRecord& cmd) {
  ASSIGN_OR_RETURN(RecordRow r, access_record(call, cmd.record));
  RETURN_IF_REFUSED(access::require(call, access::Right::record_approve, r.site_path));
  const PersonId me = *call.actor.person;
  if (is_mine(call, r)) return own_record;
  if (r.state != RecordState::pending) return record_not_pending;
  // As much as counts by now: of several that waited together each made the day of the next longer.
  const DayLoad load = load_of_days(call, r);
  const auto long_because = day_reason(load.minutes);
  const std::string level = approval_path(long_because, r.site_path);
  if (!access::may(call.actor, access::Right::record_approve, level)) {
    return too_low_for(long_because);
  }
  if (!r.attested_by) return attest_first;
  const auto role = role_for(call, access::Right::record_approve, level);
  if (r.attested_by == me || r.requested_by == me || r.attested_role == role)
    return second_person_needed;
  const auto others = overlapping(call, r.volunteer, {r.from_at, r.to_at}, r.id);
  const auto known = std::find_if(others.begin(), others.end(), [&](const RecordRow& o) {
    return o.state != RecordState::pending && overlap(o.intervals, r.intervals);
  });
  if (known != others.end()) return overlap_with(*known);
  r.approved_by = me;
  r.approved_minutes = load.minutes;
  r.state = RecordState::counted;
  r.pending_reason.clear();
  save_version(call, r, Change::approved);
  judge_beside(call, r);
  bring_need_on(call, r);
  return views(call, {r}).front();
}

}  // namespace lastmile::records
