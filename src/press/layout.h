#pragma once
#include <vector>

#include "paper/document.h"
#include "press/sheet.h"

/// Where everything of a document stands: the first page says what is certified and who stands
/// behind it, the tables between flow over as many pages as they take.
namespace lastmile::press {

/// More pages than this are not printed.
inline constexpr std::size_t pages_max = 200;

/// Throws std::runtime_error when it does not fit.
std::vector<Sheet> lay_out(const paper::Document& document, Type& type);

}  // namespace lastmile::press
