#pragma once
#include "base/csv.h"
#include "people/dictionary.h"
#include "people/import.h"

namespace lastmile::people {

inline constexpr std::size_t import_rows_max = 2000;

/// A good line with its number in the file.
struct ImportLine {
  std::int64_t line = 0;
  ImportedPerson person;
};

/// What a file says, line by line.
struct ReadImport {
  std::vector<ImportLine> good;
  std::vector<ImportError> errors;
  std::int64_t bad_rows = 0;
};

/// Reads the rows of a CSV: heads in Chinese or English in any order; every wrong cell is named.
/// Pure. `import_empty`, `import_too_long`.
Result<ReadImport> read_import(const std::vector<CsvRow>& rows, ImportKind kind,
                               const std::vector<CodeView>& codes, Day today);

}  // namespace lastmile::people
