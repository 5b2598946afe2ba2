#pragma once
#include <string>

#include "press/sheet.h"

namespace lastmile::press {

/// Draws a QR code of `text` into a square; the white around it is the caller's. Throws
/// std::runtime_error when the text is too long for one (above 2,300 bytes).
void put_code(Sheet& sheet, const std::string& text, const Box& square);

}  // namespace lastmile::press
