#pragma once
#include <set>
#include <string>
#include <vector>

#include "paper/document.h"
#include "press/sheet.h"

/// What `lastmile-paper` does: documents become PDFs, with type set by Pango, drawn by cairo. The
/// same document on the same fonts gives the same bytes.
namespace lastmile::press {

struct Printed {
  std::string pdf;
  std::set<std::string> missing;  // letters that no font has: there is no PDF then
  std::vector<std::vector<Placement>> pages;
};
/// Throws std::runtime_error when it cannot be set or drawn.
Printed print(const paper::Document& document);

/// "2026-03-02T01:00:00Z" as a PDF says it: "D:20260302010000Z".
std::string pdf_date(const std::string& rfc3339);

}  // namespace lastmile::press
