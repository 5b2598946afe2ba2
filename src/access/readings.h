#pragma once
#include "access/reading_store.h"
#include "access/staff_accounts.h"

/// The log of reads of personal data: who was shown whose, which kind, why. Sealed like the rest,
/// kept three years, longer than the six months of the Cybersecurity Law, article 21.
namespace lastmile::access {

/// Writes what `note_reading` gathered in this call. http calls it before the answer leaves.
void record_readings(Call& call);

struct ListMyReads {
  std::optional<Cursor> cursor;
  std::optional<PageLimit> limit;
};
BOOST_DESCRIBE_STRUCT(ListMyReads, (), (cursor, limit))
struct MyReadView {
  ReadingId id;
  Instant at{};
  std::optional<PersonId> reader;
  std::optional<Role> reader_role;  // none: family, a volunteer or neighbour
  std::optional<std::string> reader_scope;
  FieldClass field_class = FieldClass::basic;
  std::string reason;
};
BOOST_DESCRIBE_STRUCT(MyReadView, (),
                      (id, at, reader, reader_role, reader_scope, field_class, reason))
/// Who was shown data of one human, newest first; `whose` are the ids they go by.
Result<Page<MyReadView>> readings_of(Call& call, const std::vector<PersonId>& whose,
                                     const ListMyReads& query);

struct ListReads {
  std::optional<SitePath> scope;
  std::optional<PersonId> reader;
  std::optional<PersonId> whom;
  std::optional<bool> minors;
  std::optional<Instant> since;
  std::optional<Instant> until;
  std::optional<Cursor> cursor;
  std::optional<PageLimit> limit;
};
BOOST_DESCRIBE_STRUCT(ListReads, (), (scope, reader, whom, minors, since, until, cursor, limit))
struct ReadView {
  ReadingId id;
  Instant at{};
  std::optional<PersonId> reader;
  std::optional<Role> reader_role;
  std::string reader_scope;
  PersonId whom;
  FieldClass field_class = FieldClass::basic;
  bool minor = false;
  std::string reason;
};
BOOST_DESCRIBE_STRUCT(ReadView, (),
                      (id, at, reader, reader_role, reader_scope, whom, field_class, minor, reason))
/// Right::audit_read: readings by people whose role lies in the actor's scope, newest first; over
/// the whole city also those by people without a role. `not_yours`; `bad_request` at `until` when
/// it lies before `since`.
Result<Page<ReadView>> list_reads(Call& call, const ListReads& query);

/// For caps such as whole ID numbers a day: how many this actor was shown since then.
std::int64_t readings_since(Call& call, FieldClass field, Instant since);

inline constexpr std::chrono::hours readings_kept{24 * 3 * 366};
/// Erases at most 200 readings past their time; true when more wait.
bool purge_readings(Call& call);

}  // namespace lastmile::access
