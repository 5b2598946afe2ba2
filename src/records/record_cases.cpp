#include "records/record_cases.h"

#include <algorithm>

#include "records/record_facts.h"
#include "records/record_making.h"
#include "records/vouching.h"

namespace lastmile::records {
namespace {

const storage::Sql case_by_id{"records.record_case_by_id", R"(
  select region, id, record, kind, opened_by, opened_at, words, state, decided_by, decided_at,
         answer
  from record_case where region = $1 and id = $2)"};
const storage::Sql cases_of_record{"records.record_cases_of_record", R"(
  select region, id, record, kind, opened_by, opened_at, words, state, decided_by, decided_at,
         answer
  from record_case where region = $1 and record = $2 order by id limit 100)"};

vault::Spot words_spot(const std::string& row) { return {"record_case", row, "words"}; }
vault::Spot answer_spot(const std::string& row) { return {"record_case", row, "answer"}; }

CaseView view(Call& call, const CaseRow& c) {
  const std::string row = c.id.text();
  const auto opened = [&](const vault::Spot& spot, const vault::Sealed& sealed) {
    return call.vault.open(call.tx, call.region(), c.opened_by, spot, sealed);
  };
  CaseView v{c.id, c.record, c.kind, c.state, "", c.opened_at, c.decided_at, {}};
  v.words = opened(words_spot(row), c.words).value_or("");
  if (c.answer) v.answer = opened(answer_spot(row), *c.answer);
  people::note_reading(call, c.opened_by, access::FieldClass::basic, "record case");
  return v;
}

void tell(Call& call, const CaseRow& c, const RecordRow& r) {
  call.journal.append(RecordCaseSet{c.record, c.id.uuid, c.kind, c.state},
                      {r.id.uuid, r.site_path, {r.volunteer}});
}

std::optional<CaseRow> open_case_of(Call& call, RecordId record) {
  for (auto& c : call.tx.rows<CaseRow>(cases_of_record, call.region(), record)) {
    if (c.state == CaseState::open) return std::move(c);
  }
  return std::nullopt;
}

vault::Sealed seal(Call& call, const CaseRow& c, const vault::Spot& spot, std::string_view words) {
  return call.vault.seal(call.tx, call.region(), c.opened_by, spot, words);
}

void close_case(Call& call, CaseRow& c, const RecordRow& r, CaseState how) {
  c.state = how;
  c.decided_by = call.actor.person;
  c.decided_at = call.now;
  ASSERT(call.tx.update(c));
  tell(call, c, r);
}

// “Not me” says more than that the hours are wrong: a dispute that waits becomes one, with what was
// said before.
void fold_in(Call& call, CaseRow& dispute, std::string_view words) {
  const std::string row = dispute.id.text();
  std::string all =
      call.vault.open(call.tx, call.region(), dispute.opened_by, words_spot(row), dispute.words)
          .value_or("");
  if (!words.empty()) all += "\n" + std::string(words);
  dispute.kind = CaseKind::not_me;
  dispute.words = seal(call, dispute, words_spot(row), all);
  ASSERT(call.tx.update(dispute));
}

CaseRow enter_case(Call& call, const RecordRow& r, CaseKind kind, std::string_view words) {
  CaseRow c;
  c.region = call.region();
  c.id = call.make_id<RecordCaseTag>();
  c.record = r.id;
  c.kind = kind;
  c.opened_by = r.volunteer;
  c.opened_at = call.now;
  c.words = seal(call, c, words_spot(c.id.text()), words);
  ASSERT(call.tx.insert(c));
  return c;
}

Result<CaseView> open_case(Call& call, RecordId record, CaseKind kind, std::string_view words) {
  ASSIGN_OR_RETURN(RecordRow r, access_record(call, record));
  if (!is_mine(call, r)) return record_unknown;
  if (r.state == RecordState::void_) return record_void;
  auto c = open_case_of(call, record);
  const bool is_more = c && kind == CaseKind::not_me && c->kind == CaseKind::dispute;
  if (c && !is_more) return case_open;
  if (is_more) {
    fold_in(call, *c, words);
  } else {
    c = enter_case(call, r, kind, words);
    r.due_at = due_of(call, call.now);  // of the decision
  }
  r.state = kind == CaseKind::not_me ? RecordState::frozen : RecordState::disputed;
  save_version(call, r, kind == CaseKind::not_me ? Change::not_me : Change::dispute);
  tell(call, *c, r);
  return view(call, *c);
}

// No longer shown by a door but said by people: the decision is the first of two, for nobody
// vouches for their own hours and no single administrator credits any.
Check correct(Call& call, RecordRow& r, const TimeWindow& hours) {
  RETURN_IF_REFUSED(check_hours(hours, call.now));
  const auto others = overlapping(call, r.volunteer, hours, r.id);
  if (!others.empty()) return Refused{hours_overlap, {}, others.front().id.text()};
  r.intervals = {{hours.start, hours.end, attendance::Proof::stated, attendance::Proof::stated}};
  r.from_at = hours.start;
  r.to_at = hours.end;
  r.minutes = minutes_of(r.intervals);
  r.grade = std::max(r.grade, Grade::c);
  r.attested_by = call.actor.person;
  r.attested_role = role_for(call, access::Right::record_approve, r.site_path);
  r.approved_by.reset();
  r.approved_minutes.reset();
  judge(call, r);
  save_version(call, r, Change::corrected);
  return Done{};
}

// What the decision makes of a record that is not void.
Check carry_out(Call& call, const DecideCase& cmd, CaseKind kind, RecordRow& r) {
  if (!cmd.upheld) {
    judge(call, r);
    save_version(call, r, Change::case_rejected);
    return Done{};
  }
  if (kind == CaseKind::not_me) {
    r.state = RecordState::void_;
    save_version(call, r, Change::case_upheld);
    return Done{};
  }
  if (cmd.corrected) return correct(call, r, *cmd.corrected);
  return bad_field("/corrected", "required",
                   {"say the right hours; to void the record, void it with a reason",
                    "请填写更正后的起止时间；如应作废，请用作废并注明原因"});
}

}  // namespace

Result<CaseView> dispute_record(Call& call, const DisputeRecord& cmd) {
  return open_case(call, cmd.record, CaseKind::dispute, cmd.words);
}

Result<CaseView> not_me(Call& call, const NotMe& cmd) {
  return open_case(call, cmd.record, CaseKind::not_me, cmd.words ? cmd.words->str() : "");
}

Result<CaseView> decide_case(Call& call, const DecideCase& cmd) {
  ASSIGN_OR_RETURN(const PersonId me, access::require_person(call));
  auto c = call.tx.row<CaseRow>(case_by_id, call.region(), cmd.case_id);
  auto r = c ? load_record(call.tx, call.region(), c->record) : std::nullopt;
  if (!r || !access::may(call.actor, access::Right::record_read, r->site_path)) return case_unknown;
  RETURN_IF_REFUSED(access::require(call, access::Right::record_approve, r->site_path));
  if (is_mine(call, *r)) return own_record;
  if (stands_behind(*r, me)) return second_person_needed;
  if (c->state != CaseState::open) {
    Refused refused{case_decided};
    refused.seen = to_text(c->state);
    return refused;
  }
  // Voids of before left their cases open: no decision brings such a record back.
  if (r->state != RecordState::void_) RETURN_IF_REFUSED(carry_out(call, cmd, c->kind, *r));
  c->answer = seal(call, *c, answer_spot(c->id.text()), cmd.answer.str());
  close_case(call, *c, *r, cmd.upheld ? CaseState::upheld : CaseState::rejected);
  return view(call, *c);
}

bool has_open_case(Call& call, RecordId record) { return open_case_of(call, record).has_value(); }

void end_case_of_void(Call& call, const RecordRow& record, const std::optional<Line>& note) {
  auto c = open_case_of(call, record.id);
  if (!c) return;
  if (note) c->answer = seal(call, *c, answer_spot(c->id.text()), note->str());
  close_case(call, *c, record,
             c->kind == CaseKind::not_me ? CaseState::upheld : CaseState::rejected);
}

Result<Page<CaseView>> list_cases(Call& call, const ListCases& q) {
  RETURN_IF_REFUSED(access_record(call, q.record));
  Page<CaseView> page;
  for (const auto& c : call.tx.rows<CaseRow>(cases_of_record, call.region(), q.record)) {
    page.items.push_back(view(call, c));
  }
  return page;
}

}  // namespace lastmile::records
