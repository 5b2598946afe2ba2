#include "attendance/attendance.h"

#include <fmt/format.h>

#include "attendance/attendance_facts.h"
#include "attendance/attendance_rules.h"
#include "attendance/attendance_store.h"
#include "base/base64.h"

namespace lastmile::attendance {
namespace {

struct Shown {
  Instant at;
  Proof proof;
  std::optional<std::int64_t> slot;  // of a rotating code, which serves once
};

// Names what was sent: a code or PIN that is wrong may stand in a ticket.
Refused about_evidence(Proof proof, Refused refused) {
  if (refused.refusal.kind == Kind::invalid) {
    refused.fields = at_field(fmt::format("/evidence/{}", to_text(proof)), refused.refusal).fields;
  }
  return refused;
}

Result<Shown> judge(Call& call, const Subject& subject, PersonId person, const Evidence& evidence,
                    Direction direction);
Refused counted(Call& call, const Subject& subject, PersonId person, Refused refused);
CodeKey subject_key(const Call& call, const Uuid& subject);
CodeKey device_key(const Call& call, PersonId person);
Sitting view(const SittingRow& row);
std::vector<Sitting> views(const std::vector<SittingRow>& rows);
TimeWindow since_day_before(Instant at, Instant now);
std::optional<SittingRow> stay_to_end(Call& call, const Subject& subject, PersonId person,
                                      const Shown& shown);
Sitting end_at(Call& call, SittingRow row, Instant at, Proof proof);

}  // namespace

Result<Sitting> check_in(Call& call, const Subject& subject, PersonId person,
                         const Evidence& evidence) {
  ASSIGN_OR_RETURN(const Shown shown, judge(call, subject, person, evidence, Direction::in));
  const auto others =
      views(load_overlapping(call.tx, call.region(), person, since_day_before(shown.at, call.now)));
  RETURN_IF_REFUSED(may_begin(subject, shown.at, others, call.settings.zone));
  if (shown.slot &&
      !use_code(call.tx, call.region(), subject.id, person, Direction::in, *shown.slot)) {
    return code_used;
  }
  SittingRow row{call.region(),
                 call.make_id<SittingTag>(),
                 subject.id,
                 person,
                 subject.site_path,
                 subject.planned.start,
                 subject.planned.end,
                 shown.at,
                 {},
                 shown.proof,
                 {},
                 false,
                 {}};
  if (shown.proof == Proof::ticket) row.flagged = true, row.flag_reason = "offline_ticket";
  // One open stay a person: whoever comes second meets the unique index.
  if (!call.tx.insert(row)) return overlaps_other;
  call.journal.append(CheckedIn{row.id, person, row.from_at, row.proof_in},
                      {subject.id, subject.site_path, {person}});
  return view(row);
}

Result<Sitting> check_out(Call& call, const Subject& subject, PersonId person,
                          const Evidence& evidence) {
  ASSIGN_OR_RETURN(const Shown shown, judge(call, subject, person, evidence, Direction::out));
  const auto stay = stay_to_end(call, subject, person, shown);
  if (!stay) return not_checked_in;
  const auto others =
      views(load_overlapping(call.tx, call.region(), person, {stay->from_at, shown.at}));
  auto may = may_end(view(*stay), shown.at, others);
  if (!may.ok()) return about_evidence(shown.proof, std::move(may).refused());
  if (shown.slot &&
      !use_code(call.tx, call.region(), subject.id, person, Direction::out, *shown.slot)) {
    return code_used;
  }
  return end_at(call, *stay, shown.at, shown.proof);
}

Result<Sitting> close_at_planned_end(Call& call, const Subject& subject, PersonId person) {
  auto open = load_open(call.tx, call.region(), subject.id, person);
  if (!open) return not_checked_in;
  open->flagged = true;
  open->flag_reason = "closed_at_planned_end";
  Instant end = open->planned_end;  // which check-in came before
  // An offline ticket may have opened this one behind a stay elsewhere that began after it: it ends
  // where that one begins.
  for (const auto& s : load_overlapping(call.tx, call.region(), person, {open->from_at, end})) {
    if (s.id != open->id && s.from_at > open->from_at) end = std::min(end, s.from_at);
  }
  return end_at(call, *open, end, Proof::closed);
}

ShownCode code_for(const Call& call, const Uuid& subject) {
  const CodeKey key = subject_key(call, subject);
  const std::int64_t slot = slot_of(call.now);
  return {code_text(key, subject, slot), code_digits(key, slot), slot_start(slot + 1)};
}

std::vector<CodeOfSlot> codes_for(const Call& call, const Uuid& subject, const TimeWindow& window) {
  const CodeKey key = subject_key(call, subject);
  std::vector<CodeOfSlot> sheet;
  constexpr std::size_t sheet_max = 2880;  // twelve hours
  for (auto slot = slot_of(window.start); slot_start(slot) < window.end; ++slot) {
    if (sheet.size() == sheet_max) break;
    sheet.push_back({slot_start(slot), code_digits(key, slot), code_text(key, subject, slot)});
  }
  return sheet;
}

std::string pin_for(const Call& call, const Uuid& subject) {
  const auto key = call.vault.derive("check_in_pin/" + subject.text());
  const unsigned n =
      static_cast<unsigned>(key[0]) << 16 | static_cast<unsigned>(key[1]) << 8 | key[2];
  return fmt::format("{:04}", n % 10'000);
}

std::string device_key_for(const Call& call, PersonId person) {
  return to_base64url(device_key(call, person));
}

std::vector<Sitting> sittings_of(Call& call, const Uuid& subject) {
  return views(load_sittings(call.tx, call.region(), subject));
}

std::vector<Sitting> overlapping(Call& call, PersonId person, const TimeWindow& window) {
  return views(load_overlapping(call.tx, call.region(), person, window));
}

namespace {

// The open one. A ticket was made at the door before the program closed what nobody had ended: it
// still says when that was, though never later than the program waited.
std::optional<SittingRow> stay_to_end(Call& call, const Subject& subject, PersonId person,
                                      const Shown& shown) {
  auto open = load_open(call.tx, call.region(), subject.id, person);
  if (shown.proof != Proof::ticket || (open && open->from_at < shown.at)) return open;
  std::optional<SittingRow> last;
  for (const SittingRow& row : load_sittings(call.tx, call.region(), subject.id)) {
    if (row.person == person && row.from_at < shown.at) last = row;
  }
  const bool is_closed = last && last->proof_out == Proof::closed;
  if (is_closed && shown.at <= last->planned_end + closing_grace) return last;
  return open;
}

CodeKey subject_key(const Call& call, const Uuid& subject) {
  return call.vault.derive("check_in/" + subject.text());
}

// Bound to the session on whose device the ticket was made: a revoked one cannot sign in to bring
// it.
CodeKey device_key(const Call& call, PersonId person) {
  return call.vault.derive(
      fmt::format("ticket/{}/{}", person.text(), call.actor.session.value_or(Uuid{}).text()));
}

// Somebody looks for a secret: for a code, a PIN or a signature. A ticket of one's own device that
// comes late, by a wrong clock or for something else is none.
bool is_guess(const Refusal& refusal, bool is_own_ticket) {
  return refusal == code_wrong || refusal == pin_wrong ||
         (refusal == ticket_wrong && !is_own_ticket);
}

Result<Shown> judge_ticket(Call& call, const Subject& subject, PersonId person,
                           std::string_view text, Direction direction) {
  ASSIGN_OR_RETURN(const Ticket ticket,
                   opened_ticket(device_key(call, person), text, subject.id, direction));
  const CodeKey key = subject_key(call, subject.id);
  ASSIGN_OR_RETURN(const Instant at, ticket_moment(key, ticket, call.now));
  const bool by_pin = ticket.shown.size() == pin_digits;
  if (by_pin && ticket.shown != pin_for(call, subject.id)) return pin_wrong;
  return Shown{at, Proof::ticket, by_pin ? std::nullopt : std::optional(slot_of(at))};
}

Result<Shown> judge(Call& call, const Subject& subject, PersonId person, const Evidence& evidence,
                    Direction direction) {
  if (evidence.code.has_value() + evidence.pin.has_value() + evidence.ticket.has_value() != 1) {
    return evidence_missing;
  }
  const auto tries =
      load_wrong_tries(call.tx, call.region(), subject.id, person, call.now - wrong_tries_window);
  if (tries >= wrong_tries_max) {
    Refused refused{too_many_tries};
    refused.retry_after_seconds = 900;
    return refused;
  }
  if (evidence.pin) {
    if (half_width(*evidence.pin) == pin_for(call, subject.id))
      return Shown{call.now, Proof::pin, {}};
    return counted(call, subject, person, Refused{pin_wrong});
  }
  if (evidence.code) {
    const CodeKey key = subject_key(call, subject.id);
    auto slot = judged_code(key, subject.id, half_width(*evidence.code), call.now);
    if (slot.ok()) return Shown{call.now, Proof::code, *slot};
    Refused refused = std::move(slot).refused();
    return is_guess(refused.refusal, false) ? counted(call, subject, person, std::move(refused))
                                            : refused;
  }
  auto shown = judge_ticket(call, subject, person, evidence.ticket->str(), direction);
  if (shown.ok()) return shown;
  Refused refused = about_evidence(Proof::ticket, std::move(shown).refused());
  const bool is_own = is_signed(device_key(call, person), evidence.ticket->str());
  if (!is_guess(refused.refusal, is_own)) return refused;
  return counted(call, subject, person, std::move(refused));
}

// A wrong try is written down although the command is refused.
Refused counted(Call& call, const Subject& subject, PersonId person, Refused refused) {
  count_wrong_try(call.tx, call.region(), subject.id, person, call.now,
                  call.now - wrong_tries_window);
  refused.keeps_writes = true;
  return refused;
}

Sitting end_at(Call& call, SittingRow row, Instant at, Proof proof) {
  row.to_at = at;
  row.proof_out = proof;
  if (proof == Proof::ticket) row.flagged = true, row.flag_reason = "offline_ticket";
  ASSERT(call.tx.update(row));
  call.journal.append(CheckedOut{row.id, row.person, row.from_at, at, proof, row.flagged},
                      {row.subject, row.site_path, {row.person}});
  return view(row);
}

Sitting view(const SittingRow& r) {
  return {r.id,    r.subject,  r.person,    r.site_path, r.from_at,
          r.to_at, r.proof_in, r.proof_out, r.flagged,   r.flag_reason};
}

std::vector<Sitting> views(const std::vector<SittingRow>& rows) {
  std::vector<Sitting> all;
  for (const auto& row : rows) all.push_back(view(row));
  return all;
}

// Enough to count the day's stays in any zone, and to see whatever a late ticket might enclose.
TimeWindow since_day_before(Instant at, Instant now) {
  return {at - std::chrono::hours{24}, now + std::chrono::hours{24}};
}

}  // namespace
}  // namespace lastmile::attendance
