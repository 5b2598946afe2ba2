#include <cstdint>

#include "base/assert.h"
#include "base/csv.h"

// Rows that were read are written and come back, guarded; what is refused says why.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace lastmile;
  const auto rows = read_csv({reinterpret_cast<const char*>(data), size});
  if (!rows.ok()) {
    ASSERT(!rows.refused().refusal.code.empty());
    return 0;
  }
  std::string out;
  for (const auto& row : *rows) write_csv_row(out, row.cells);
  CsvLimits wide;  // quotes, guards and UTF-8 may make it longer
  wide.bytes *= 8;
  wide.cell_bytes += 1;
  const auto again = read_csv(out, wide);
  ASSERT(again.ok());
  ASSERT(again->size() == rows->size());
  for (std::size_t i = 0; i < rows->size(); ++i) {
    const auto& was = (*rows)[i].cells;
    const auto& is = (*again)[i].cells;
    ASSERT(is.size() == was.size());
    for (std::size_t k = 0; k < is.size(); ++k) ASSERT(is[k] == guarded_cell(was[k]));
  }
  return 0;
}
