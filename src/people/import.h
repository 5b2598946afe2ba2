#pragma once
#include "base/page.h"
#include "people/person_store.h"
#include "people/volunteer_store.h"

/// Files of people, looked at before they are taken in, and taken back as a whole.
namespace lastmile::people {

using ImportId = Id<struct ImportTag>;

enum class ImportKind { resident, volunteer };
BOOST_DESCRIBE_ENUM(ImportKind, resident, volunteer)
enum class ImportState { previewed, committing, committed, undoing, undone };
BOOST_DESCRIBE_ENUM(ImportState, previewed, committing, committed, undoing, undone)
enum class ImportRowState {
  waiting,
  entered,  // a new profile
  known,    // someone like this was there already
  undone,
  kept,  // changed since by someone: not undone
};
BOOST_DESCRIBE_ENUM(ImportRowState, waiting, entered, known, undone, kept)

/// One good line of the file.
struct ImportedPerson {
  Name name;
  Sex sex = Sex::unsaid;
  std::optional<Day> birth_day;
  std::optional<Phone> phone;
  std::optional<IdCard> id_number;
  std::optional<Line> address;
  std::vector<RecipientGroup> recipient_groups;
  std::string language = "zh";
  Line consent;
  std::optional<Line> sensitive_consent;
  std::vector<std::string> skills;
  Transport transport = Transport::walk;
};
BOOST_DESCRIBE_STRUCT(ImportedPerson, (),
                      (name, sex, birth_day, phone, id_number, address, recipient_groups, language,
                       consent, sensitive_consent, skills, transport))

/// What is wrong in one cell: the line as an editor counts, the column by its head.
struct ImportError {
  std::int64_t line = 0;
  std::string column;
  std::string code;
  std::string en;
  std::string zh;
};
BOOST_DESCRIBE_STRUCT(ImportError, (), (line, column, code, en, zh))

struct ImportView {
  ImportId import;
  ImportKind kind = ImportKind::resident;
  places::SiteId site;
  ImportState state = ImportState::previewed;
  std::int64_t good_rows = 0;
  std::int64_t bad_rows = 0;
  std::int64_t taken_rows = 0;
  std::int64_t entered = 0;
  std::int64_t known = 0;
  std::int64_t undone = 0;
  std::int64_t kept = 0;
  std::vector<ImportError> errors;  // of one import; lists leave them out
  Instant entered_at;
};
BOOST_DESCRIBE_STRUCT(ImportView, (),
                      (import, kind, site, state, good_rows, bad_rows, taken_rows, entered, known,
                       undone, kept, errors, entered_at))

struct PreviewImport {
  ImportKind kind;
  places::SiteId site;
};
BOOST_DESCRIBE_STRUCT(PreviewImport, (), (kind, site))
struct CommitImport {
  ImportId import;
  std::optional<bool> skip_bad;  // take the good lines although others are not
};
BOOST_DESCRIBE_STRUCT(CommitImport, (), (import, skip_bad))
struct UndoImport {
  ImportId import;
};
BOOST_DESCRIBE_STRUCT(UndoImport, (), (import))
struct ShowImport {
  ImportId import;
};
BOOST_DESCRIBE_STRUCT(ShowImport, (), (import))
struct ListImports {
  std::optional<Text<1, 120>> under;
  std::optional<Cursor> cursor;
  std::optional<PageLimit> limit;
};
BOOST_DESCRIBE_STRUCT(ListImports, (), (under, cursor, limit))

}  // namespace lastmile::people
