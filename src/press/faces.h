#pragma once
#include <cairo-ft.h>
#include <hb-subset.h>
#include <pango/pangocairo.h>

#include <map>
#include <memory>

/// Fonts on their way into the PDF.
namespace lastmile::press {

template <auto F>
struct Freed {
  template <class T>
  void operator()(T* p) const {
    F(p);
  }
};
template <class T>
using Object = std::unique_ptr<T, Freed<g_object_unref>>;

/// The faces of a document, each cut down to the letters used, without subroutines. What embeds
/// fonts in cairo 1.16 mistakes the subroutines of large CFF fonts: 熺憘 of Noto Sans CJK end the
/// process, and K, L and 一 together carry all 900 kB of them along.
class Faces {
 public:
  Faces();

  /// All letters are noted before the first is drawn.
  void note(PangoFont* font, const PangoGlyphString& glyphs);
  /// Numbers of glyphs mean the same as in the font; lives as long as this. Throws
  /// std::runtime_error when the font cannot be cut.
  cairo_font_face_t* face_of(PangoFont* font);

 private:
  struct Face {
    std::unique_ptr<hb_set_t, Freed<hb_set_destroy>> glyphs{hb_set_create()};
    std::unique_ptr<cairo_font_face_t, Freed<cairo_font_face_destroy>> made = {};
  };
  void cut(hb_face_t* from, Face& face);

  std::shared_ptr<FT_LibraryRec_> library_;
  std::map<hb_face_t*, Face> faces_;  // Pango keeps one a font file and number in it
};

}  // namespace lastmile::press
