#include "press/sheet.h"

#include <memory>

namespace lastmile::press {

void set_colour(cairo_t* cr, Colour colour) {
  cairo_set_source_rgb(cr, colour.red, colour.green, colour.blue);
}

void Sheet::put(Block block, const Box& room, const char* tag) {
  Box inked = block.inked();
  inked.x += room.x;
  inked.y += room.y;
  placements_.push_back({room, inked, std::string(block.words())});
  if (tag) begin(tag);
  draw([block = std::make_shared<Block>(std::move(block)), x = room.x, y = room.y](cairo_t* cr) {
    block->draw(cr, x, y);
  });
  if (tag) end(tag);
}

void Sheet::rule(const Line& line, double weight, Colour colour) {
  draw([=](cairo_t* cr) {
    set_colour(cr, colour);
    cairo_set_line_width(cr, weight);
    cairo_move_to(cr, line.x, line.y);
    cairo_line_to(cr, line.x + line.width, line.y);
    cairo_stroke(cr);
  });
}

// Cairo reads a tag's attributes as text: with a quote of its own the address would end there, and
// no web address of ours has one.
void Sheet::put_link(Block block, const Box& room, const std::string& address) {
  if (address.find_first_of("'\\") != address.npos) return put(std::move(block), room, "P");
  draw([attributes = "uri='" + address + "'"](cairo_t* cr) {
    cairo_tag_begin(cr, CAIRO_TAG_LINK, attributes.c_str());
  });
  put(std::move(block), room);
  end(CAIRO_TAG_LINK);
}

void Sheet::begin(const char* tag) {
  draw([tag](cairo_t* cr) { cairo_tag_begin(cr, tag, nullptr); });
}

void Sheet::end(const char* tag) {
  draw([tag](cairo_t* cr) { cairo_tag_end(cr, tag); });
}

void Sheet::draw_on(cairo_t* cr) const {
  for (const auto& each : drawn_) each(cr);
}

}  // namespace lastmile::press
