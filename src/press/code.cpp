#include "press/code.h"

#include <qrencode.h>

#include <stdexcept>

namespace lastmile::press {
namespace {

using Code = std::unique_ptr<QRcode, Freed<QRcode_free>>;

}  // namespace

void put_code(Sheet& sheet, const std::string& text, const Box& square) {
  // A quarter of it may be lost to a stain or a fold.
  const std::shared_ptr<QRcode> code(Code(QRcode_encodeString8bit(text.c_str(), 0, QR_ECLEVEL_Q)));
  if (!code) throw std::runtime_error("no QR code holds " + std::to_string(text.size()) + " bytes");
  sheet.begin("Figure");
  sheet.draw([code, square](cairo_t* cr) {
    const double module = square.width / code->width;
    set_colour(cr, ink);
    for (int row = 0; row < code->width; ++row) {
      for (int column = 0; column < code->width; ++column) {
        if (!(code->data[row * code->width + column] & 1)) continue;
        cairo_rectangle(cr, square.x + column * module, square.y + row * module, module, module);
      }
    }
    cairo_fill(cr);
  });
  sheet.end("Figure");
}

}  // namespace lastmile::press
