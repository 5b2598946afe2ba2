#include "people/import_store.h"

namespace lastmile::people {
namespace {

using storage::Sql;

#define IMPORT_COLUMNS                                                                    \
  "region, id, kind, site, site_path, state, good_rows, bad_rows, next_row, taken_rows, " \
  "entered_by, entered_at, decided_at from person_import "
#define IMPORT_LINE_COLUMNS \
  "region, import, row_number, line, cells, state, person from person_import_row "

const Sql import_by_id{"import_by_id", "select " IMPORT_COLUMNS "where region = $1 and id = $2"};

const Sql import_running{
    "import_running",
    "select " IMPORT_COLUMNS
    "where region = $1 and state in ('committing', 'undoing') order by id limit 1"};

const Sql import_lines{
    "import_lines",
    "select " IMPORT_LINE_COLUMNS
    "where region = $1 and import = $2 and row_number >= $3 order by row_number limit $4"};

const Sql import_errors{"import_errors", R"(
  select region, import, row_number, line, head, code, en, zh from person_import_error
  where region = $1 and import = $2 order by row_number)"};

const Sql import_lines_of_person{"import_lines_of_person",
                                 "select " IMPORT_LINE_COLUMNS "where region = $1 and person = $2"};

const Sql import_lines_counted{"import_lines_counted", R"(
  select state, count(*) from person_import_row where region = $1 and import = $2
  group by state)"};

const Sql import_page{
    "import_page",
    "select " IMPORT_COLUMNS
    "where region = $1 and site_path >= $2 and site_path < $3 and id > $4 order by id limit $5"};

}  // namespace

std::optional<ImportRow> load_import(storage::Tx& tx, int region, ImportId id) {
  return tx.row<ImportRow>(import_by_id, region, id);
}

std::optional<ImportRow> load_running_import(storage::Tx& tx, int region) {
  return tx.row<ImportRow>(import_running, region);
}

std::vector<ImportLineRow> load_import_lines(storage::Tx& tx, int region, ImportId id,
                                             std::int64_t from, std::int64_t limit) {
  return tx.rows<ImportLineRow>(import_lines, region, id, from, limit);
}

std::vector<ImportErrorRow> load_import_errors(storage::Tx& tx, int region, ImportId id) {
  return tx.rows<ImportErrorRow>(import_errors, region, id);
}

std::vector<ImportCount> count_import_lines(storage::Tx& tx, int region, ImportId id) {
  return tx.rows<ImportCount>(import_lines_counted, region, id);
}

std::vector<ImportRow> load_import_page(storage::Tx& tx, int region, const ImportFilter& f) {
  return tx.rows<ImportRow>(import_page, region, f.lo, f.hi, f.after, f.limit);
}

void forget_import_cells(storage::Tx& tx, int region, PersonId person) {
  for (ImportLineRow& row : tx.rows<ImportLineRow>(import_lines_of_person, region, person)) {
    if (!row.cells) continue;
    row.cells.reset();
    tx.update(row);
  }
}

}  // namespace lastmile::people
