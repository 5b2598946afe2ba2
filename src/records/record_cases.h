#pragma once
#include "records/records.h"

/// 异议 and “不是我”: what the volunteer says against a record.
namespace lastmile::records {

using CaseId = Id<struct RecordCaseTag>;

/// The row of table `record_case`.
struct CaseRow {
  int region = 0;
  CaseId id;
  RecordId record;
  CaseKind kind = CaseKind::dispute;
  PersonId opened_by;
  Instant opened_at{};
  vault::Sealed words;
  CaseState state = CaseState::open;
  std::optional<PersonId> decided_by;
  std::optional<Instant> decided_at;
  std::optional<vault::Sealed> answer;
};
BOOST_DESCRIBE_STRUCT(CaseRow, (),
                      (region, id, record, kind, opened_by, opened_at, words, state, decided_by,
                       decided_at, answer))

struct CaseView {
  CaseId id;
  RecordId record;
  CaseKind kind = CaseKind::dispute;
  CaseState state = CaseState::open;
  std::string words;
  Instant opened_at;
  std::optional<Instant> decided_at;
  std::optional<std::string> answer;
};
BOOST_DESCRIBE_STRUCT(CaseView, (), (id, record, kind, state, words, opened_at, decided_at, answer))

/// The minutes are wrong: the record counts for nobody until it is decided.
struct DisputeRecord {
  RecordId record;
  Words2000 words;
};
BOOST_DESCRIBE_STRUCT(DisputeRecord, (), (record, words))
Result<CaseView> dispute_record(Call& call, const DisputeRecord& cmd);

/// One tap: I was not there. Freezes the record at once; an open dispute of it becomes this.
struct NotMe {
  RecordId record;
  std::optional<Words2000> words;
};
BOOST_DESCRIBE_STRUCT(NotMe, (), (record, words))
Result<CaseView> not_me(Call& call, const NotMe& cmd);

/// Right record_approve over the site; never in one's own case, never by one who stands behind the
/// record. A case that an older void left open ends as decided, and the record stays void.
struct DecideCase {
  CaseId case_id;
  bool upheld;  // the volunteer is right
  Line answer;
  std::optional<TimeWindow> corrected;  // an upheld dispute: the true hours; without, it is void
};
BOOST_DESCRIBE_STRUCT(DecideCase, (), (case_id, upheld, answer, corrected))
Result<CaseView> decide_case(Call& call, const DecideCase& cmd);

/// True while a case of the record waits for its decision.
bool has_open_case(Call& call, RecordId record);
/// The record was voided, and with it whatever case was open: one who was not there is right, one
/// who asked for other hours gets none. `note` is the answer.
void end_case_of_void(Call& call, const RecordRow& record, const std::optional<Line>& note);

struct ListCases {
  RecordId record;
};
BOOST_DESCRIBE_STRUCT(ListCases, (), (record))
Result<Page<CaseView>> list_cases(Call& call, const ListCases& query);

}  // namespace lastmile::records

template <>
struct lastmile::storage::Table<lastmile::records::CaseRow> {
  static constexpr std::string_view name = "record_case";
  static constexpr std::size_t key_columns = 2;
};
