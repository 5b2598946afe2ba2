#include "press/faces.h"

#include <stdexcept>

namespace lastmile::press {
namespace {

hb_face_t* source_of(PangoFont* font) { return hb_font_get_face(pango_font_get_hb_font(font)); }

/// A face read from bytes, and what it leans on.
struct Opened {
  std::shared_ptr<FT_LibraryRec_> library;
  std::unique_ptr<hb_blob_t, Freed<hb_blob_destroy>> bytes;
  FT_Face face = nullptr;
  ~Opened() {
    if (face) FT_Done_Face(face);
  }
};

void close(void* opened) { delete static_cast<Opened*>(opened); }

}  // namespace

Faces::Faces() {
  FT_Library library = nullptr;
  if (FT_Init_FreeType(&library) != 0) throw std::runtime_error("FreeType does not start");
  library_.reset(library, FT_Done_FreeType);
}

void Faces::note(PangoFont* font, const PangoGlyphString& glyphs) {
  hb_set_t* used = faces_[source_of(font)].glyphs.get();
  for (int i = 0; i < glyphs.num_glyphs; ++i) {
    const PangoGlyph glyph = glyphs.glyphs[i].glyph;
    if (glyph != PANGO_GLYPH_EMPTY && !(glyph & PANGO_GLYPH_UNKNOWN_FLAG)) hb_set_add(used, glyph);
  }
}

cairo_font_face_t* Faces::face_of(PangoFont* font) {
  hb_face_t* source = source_of(font);
  Face& face = faces_.at(source);
  if (!face.made) cut(source, face);
  return face.made.get();
}

void Faces::cut(hb_face_t* from, Face& face) {
  using Input = std::unique_ptr<hb_subset_input_t, Freed<hb_subset_input_destroy>>;
  using Source = std::unique_ptr<hb_face_t, Freed<hb_face_destroy>>;
  const Input input(hb_subset_input_create_or_fail());
  if (!input) throw std::bad_alloc();
  hb_set_union(hb_subset_input_glyph_set(input.get()), face.glyphs.get());
  hb_subset_input_set_flags(input.get(), HB_SUBSET_FLAGS_RETAIN_GIDS | HB_SUBSET_FLAGS_NO_HINTING |
                                             HB_SUBSET_FLAGS_DESUBROUTINIZE);
  const Source subset(hb_subset_or_fail(from, input.get()));
  if (!subset) throw std::runtime_error("a font cannot be cut to the letters used");
  // Cairo keeps faces of documents long finished: what a face needs goes when cairo lets go of it.
  auto opened = std::make_unique<Opened>();
  opened->library = library_;
  opened->bytes.reset(hb_face_reference_blob(subset.get()));
  unsigned int length = 0;
  const char* data = hb_blob_get_data(opened->bytes.get(), &length);
  if (FT_New_Memory_Face(library_.get(), reinterpret_cast<const FT_Byte*>(data),
                         static_cast<FT_Long>(length), 0, &opened->face) != 0) {
    throw std::runtime_error("a font cut to the letters used cannot be read");
  }
  face.made.reset(cairo_ft_font_face_create_for_ft_face(opened->face, FT_LOAD_NO_HINTING));
  static const cairo_user_data_key_t key{};
  cairo_font_face_set_user_data(face.made.get(), &key, opened.release(), close);
}

}  // namespace lastmile::press
