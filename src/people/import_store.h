#pragma once
#include "people/import.h"
#include "storage/tx.h"
#include "vault/vault.h"

namespace lastmile::people {

/// The row of table `person_import`. `next_row` is the first not yet taken in, or not yet undone.
struct ImportRow {
  int region = 0;
  ImportId id;
  ImportKind kind = ImportKind::resident;
  places::SiteId site;
  std::string site_path;
  ImportState state = ImportState::previewed;
  std::int64_t good_rows = 0;
  std::int64_t bad_rows = 0;
  std::int64_t next_row = 0;
  std::int64_t taken_rows = 0;
  std::optional<PersonId> entered_by;
  Instant entered_at{};
  std::optional<Instant> decided_at;
};
BOOST_DESCRIBE_STRUCT(ImportRow, (),
                      (region, id, kind, site, site_path, state, good_rows, bad_rows, next_row,
                       taken_rows, entered_by, entered_at, decided_at))

/// One line; `cells` seals an ImportedPerson with a key of the file's own until it is taken in.
struct ImportLineRow {
  int region = 0;
  ImportId import;
  std::int64_t row_number = 0;
  std::int64_t line = 0;
  std::optional<vault::Sealed> cells;
  ImportRowState state = ImportRowState::waiting;
  std::optional<PersonId> person;
};
BOOST_DESCRIBE_STRUCT(ImportLineRow, (), (region, import, row_number, line, cells, state, person))

/// What was wrong in one cell. The head is sealed with the town's key: a line of the file may stand
/// where the heads belong.
struct ImportErrorRow {
  int region = 0;
  ImportId import;
  std::int64_t row_number = 0;
  std::int64_t line = 0;
  vault::Sealed head;
  std::string code;
  std::string en;
  std::string zh;
};
BOOST_DESCRIBE_STRUCT(ImportErrorRow, (), (region, import, row_number, line, head, code, en, zh))

}  // namespace lastmile::people

template <>
struct lastmile::storage::Table<lastmile::people::ImportRow> {
  static constexpr std::string_view name = "person_import";
  static constexpr std::size_t key_columns = 2;
};
template <>
struct lastmile::storage::Table<lastmile::people::ImportLineRow> {
  static constexpr std::string_view name = "person_import_row";
  static constexpr std::size_t key_columns = 3;
};
template <>
struct lastmile::storage::Table<lastmile::people::ImportErrorRow> {
  static constexpr std::string_view name = "person_import_error";
  static constexpr std::size_t key_columns = 3;
};

namespace lastmile::people {

std::optional<ImportRow> load_import(storage::Tx& tx, int region, ImportId id);
/// The oldest that is being taken in or undone.
std::optional<ImportRow> load_running_import(storage::Tx& tx, int region);
/// Lines from a number on, at most `limit`.
std::vector<ImportLineRow> load_import_lines(storage::Tx& tx, int region, ImportId id,
                                             std::int64_t from, std::int64_t limit);
std::vector<ImportErrorRow> load_import_errors(storage::Tx& tx, int region, ImportId id);
struct ImportCount {
  ImportRowState state = ImportRowState::waiting;
  std::int64_t rows = 0;
};
BOOST_DESCRIBE_STRUCT(ImportCount, (), (state, rows))
std::vector<ImportCount> count_import_lines(storage::Tx& tx, int region, ImportId id);

struct ImportFilter {
  std::string lo = {};
  std::string hi = {};
  ImportId after = {};
  std::int64_t limit = 50;
};
std::vector<ImportRow> load_import_page(storage::Tx& tx, int region, const ImportFilter& filter);

/// What the file said of a person goes when the person does.
void forget_import_cells(storage::Tx& tx, int region, PersonId person);

}  // namespace lastmile::people
