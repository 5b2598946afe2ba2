#include "press/type.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <vector>

namespace lastmile::press {
namespace {

using Attributes = std::unique_ptr<PangoAttrList, Freed<pango_attr_list_unref>>;
using Description = std::unique_ptr<PangoFontDescription, Freed<pango_font_description_free>>;
using Iterator = std::unique_ptr<PangoLayoutIter, Freed<pango_layout_iter_free>>;
using Options = std::unique_ptr<cairo_font_options_t, Freed<cairo_font_options_destroy>>;

int units(double points) { return static_cast<int>(std::lround(points * PANGO_SCALE)); }
double points(int units) { return static_cast<double>(units) / PANGO_SCALE; }

// Noto for what is common, BabelStone Han for the rare characters of names; fontconfig knows the
// rest. The Chinese shapes of Noto hold its Latin letters too.
const char* families(Face face) {
  return face == Face::serif ? "Noto Serif CJK SC, BabelStone Han, Noto Serif, serif"
                             : "Noto Sans CJK SC, BabelStone Han, Noto Sans, sans-serif";
}

PangoAlignment align_of(Align align) {
  switch (align) {
    case Align::left:
      return PANGO_ALIGN_LEFT;
    case Align::centre:
      return PANGO_ALIGN_CENTER;
    case Align::right:
      return PANGO_ALIGN_RIGHT;
  }
  return PANGO_ALIGN_LEFT;
}

// The same on every machine and at every size: hints are for screens.
Object<PangoContext> make_context(PangoFontMap* fonts, paper::Tongue tongue) {
  Object<PangoContext> context(pango_font_map_create_context(fonts));
  const Options options(cairo_font_options_create());
  cairo_font_options_set_hint_style(options.get(), CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_hint_metrics(options.get(), CAIRO_HINT_METRICS_OFF);
  pango_cairo_context_set_font_options(context.get(), options.get());
  pango_cairo_context_set_resolution(context.get(), 72);
  pango_context_set_round_glyph_positions(context.get(), FALSE);
  const char* language = tongue == paper::Tongue::zh ? "zh-cn" : "en";
  pango_context_set_language(context.get(), pango_language_from_string(language));
  return context;
}

void add(PangoAttrList* list, PangoAttribute* attribute, std::size_t from = 0,
         std::size_t to = PANGO_ATTR_INDEX_TO_TEXT_END) {
  attribute->start_index = static_cast<guint>(from);
  attribute->end_index = static_cast<guint>(to);
  pango_attr_list_insert(list, attribute);
}

Attributes attributes_of(const Style& style) {
  Attributes list(pango_attr_list_new());
  add(list.get(), pango_attr_line_height_new_absolute(units(style.leading)));
  if (style.spacing != 0) add(list.get(), pango_attr_letter_spacing_new(units(style.spacing)));
  return list;
}

double size_of(PangoFont* font) {
  const Description description(pango_font_describe_with_absolute_size(font));
  return pango_font_description_get_size(description.get()) / static_cast<double>(PANGO_SCALE);
}

bool is_right_to_left(const PangoLayoutRun* run) { return run->item->analysis.level % 2 == 1; }

/// Letters of one font in a line.
struct Placed {
  PangoLayoutRun* run;
  std::string_view text;  // the block's whole text
  double x, baseline;     // from the block's corner
};

/// The same for cairo: where each is drawn, and which letters of the text it stands for, so that
/// what is copied or read aloud from the page is that text.
struct Letters {
  std::vector<cairo_glyph_t> glyphs;
  std::vector<cairo_text_cluster_t> clusters;
};

Letters letters_of(const Placed& placed, double x, double y) {
  Letters letters;
  const PangoGlyphString& set = *placed.run->glyphs;
  int pen = 0;
  for (int i = 0; i < set.num_glyphs; ++i) {
    const PangoGlyphInfo& info = set.glyphs[i];
    if (info.glyph != PANGO_GLYPH_EMPTY) {
      letters.glyphs.push_back({info.glyph, x + placed.x + points(pen + info.geometry.x_offset),
                                y + placed.baseline + points(info.geometry.y_offset)});
    }
    pen += info.geometry.width;
  }
  PangoGlyphItemIter at;
  const bool is_backward = is_right_to_left(placed.run);
  for (bool more = pango_glyph_item_iter_init_start(&at, placed.run, placed.text.data()); more;
       more = pango_glyph_item_iter_next_cluster(&at)) {
    const int first = is_backward ? at.end_glyph + 1 : at.start_glyph;
    const int behind = is_backward ? at.start_glyph + 1 : at.end_glyph;
    const auto drawn = std::count_if(set.glyphs + first, set.glyphs + behind, [](const auto& info) {
      return info.glyph != PANGO_GLYPH_EMPTY;
    });
    letters.clusters.push_back({at.end_index - at.start_index, static_cast<int>(drawn)});
  }
  return letters;
}

template <class F>
void each_run(PangoLayout* layout, F&& f) {
  const Iterator at(pango_layout_get_iter(layout));
  do {
    PangoLayoutRun* run = pango_layout_iter_get_run_readonly(at.get());
    if (!run) continue;  // the end of a line
    PangoRectangle logical;
    pango_layout_iter_get_run_extents(at.get(), nullptr, &logical);
    f(Placed{run, pango_layout_get_text(layout), points(logical.x),
             points(pango_layout_iter_get_baseline(at.get()))});
  } while (pango_layout_iter_next_run(at.get()));
}

}  // namespace

double Block::height() const {
  int width = 0, height = 0;
  pango_layout_get_size(layout_.get(), &width, &height);
  return points(height);
}

double Block::width() const {
  PangoRectangle logical;
  pango_layout_get_extents(layout_.get(), nullptr, &logical);
  return points(logical.width);
}

Box Block::inked() const {
  PangoRectangle r;
  pango_layout_get_extents(layout_.get(), &r, nullptr);
  return {points(r.x), points(r.y), points(r.width), points(r.height)};
}

void Block::note_letters() const {
  each_run(layout_.get(), [&](const Placed& placed) {
    faces_->note(placed.run->item->analysis.font, *placed.run->glyphs);
  });
}

void Block::draw(cairo_t* cr, double x, double y) const {
  cairo_set_source_rgb(cr, colour_.red, colour_.green, colour_.blue);
  each_run(layout_.get(), [&](const Placed& placed) {
    const Letters letters = letters_of(placed, x, y);
    const PangoItem& item = *placed.run->item;
    cairo_set_font_face(cr, faces_->face_of(item.analysis.font));
    cairo_set_font_size(cr, size_of(item.analysis.font));
    const int backward = is_right_to_left(placed.run) ? CAIRO_TEXT_CLUSTER_FLAG_BACKWARD : 0;
    cairo_show_text_glyphs(cr, placed.text.data() + item.offset, item.length, letters.glyphs.data(),
                           static_cast<int>(letters.glyphs.size()), letters.clusters.data(),
                           static_cast<int>(letters.clusters.size()),
                           static_cast<cairo_text_cluster_flags_t>(backward));
  });
}

Type::Type(paper::Tongue tongue)
    : fonts_(pango_cairo_font_map_new()), context_(make_context(fonts_.get(), tongue)) {}

Object<PangoLayout> Type::layout(const Style& style, double width) const {
  Object<PangoLayout> layout(pango_layout_new(context_.get()));
  const Description font(pango_font_description_new());
  pango_font_description_set_family_static(font.get(), families(style.face));
  pango_font_description_set_absolute_size(font.get(), units(style.size));
  pango_font_description_set_weight(font.get(),
                                    style.is_bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
  pango_layout_set_font_description(layout.get(), font.get());
  pango_layout_set_width(layout.get(), units(width));
  pango_layout_set_wrap(layout.get(), PANGO_WRAP_WORD_CHAR);
  pango_layout_set_alignment(layout.get(), align_of(style.align));
  pango_layout_set_auto_dir(layout.get(), FALSE);
  pango_layout_set_indent(layout.get(), units(style.indent));
  return layout;
}

Block Type::set(std::string_view words, const Style& style, double width) {
  const paper::Run run{std::string(words)};
  return set({&run, 1}, style, width);
}

Block Type::set(std::span<const paper::Run> runs, const Style& style, double width) {
  auto made = layout(style, width);
  const auto attributes = attributes_of(style);
  std::string text;
  for (const auto& run : runs) {
    const std::size_t from = text.size();
    text += run.text;
    if (run.is_strong) {
      add(attributes.get(), pango_attr_weight_new(PANGO_WEIGHT_BOLD), from, text.size());
    }
  }
  pango_layout_set_text(made.get(), text.data(), static_cast<int>(text.size()));
  pango_layout_set_attributes(made.get(), attributes.get());
  if (pango_layout_get_unknown_glyphs_count(made.get()) > 0) look_for_missing(made.get());
  Block block(std::move(made), style.colour, faces_);
  block.note_letters();
  return block;
}

void Type::look_for_missing(PangoLayout* layout) {
  const Object<PangoLayout> single(pango_layout_copy(layout));
  const char* text = pango_layout_get_text(layout);
  for (const char* at = text; *at; at = g_utf8_next_char(at)) {
    const char* next = g_utf8_next_char(at);
    pango_layout_set_text(single.get(), at, static_cast<int>(next - at));
    if (pango_layout_get_unknown_glyphs_count(single.get()) == 0) continue;
    missing_.insert(fmt::format("{} (U+{:04X})", std::string(at, next), g_utf8_get_char(at)));
  }
}

}  // namespace lastmile::press
