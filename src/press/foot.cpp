#include "press/foot.h"

#include <algorithm>

#include "press/code.h"

namespace lastmile::press {
namespace {

constexpr double seal_side = 100;
constexpr double fields_width = text_width - seal_side - 36;
constexpr double name_width = 74;
constexpr double value_width = fields_width - name_width;
constexpr double hand_above = 16;  // room for a hand to sign
constexpr double hand_width = 110;
constexpr double code_side = 80;
constexpr double words_x = margin + code_side + 20;
constexpr double words_width = text_width - code_side - 20;
constexpr double air = 12;  // above and below a rule
constexpr double small_gap = 8;

constexpr Style name_style{.size = 9, .leading = 15.5, .colour = quiet};
constexpr Style value_style{.size = 9.5, .leading = 15.5};
constexpr Style seal_style{.size = 7.5, .leading = 11, .colour = quiet, .align = Align::centre};
constexpr Style title_style{.size = 10.5, .leading = 17, .is_bold = true};
constexpr Style address_style{.size = 9, .leading = 14};
constexpr Style words_style{.size = 8.5, .leading = 13.5, .colour = quiet};
constexpr Style small_style{.size = 7, .leading = 10.5, .colour = quiet};

double sum_of_heights(const std::vector<Block>& blocks) {
  double sum = 0;
  for (const auto& b : blocks) sum += b.height();
  return sum;
}

std::vector<Block> set_all(const std::vector<std::string>& words, Type& type, const Style& style,
                           double width) {
  std::vector<Block> all;
  for (const auto& each : words) all.push_back(type.set(each, style, width));
  return all;
}

double put_all(Sheet& sheet, std::vector<Block>& blocks, Box room) {
  for (auto& block : blocks) {
    room.height = block.height();
    sheet.put(std::move(block), room, "P");
    room.y += room.height;
  }
  return room.y;
}

// Four corners: a place kept free, not a seal.
void put_corners(Sheet& sheet, const Box& box) {
  sheet.draw([box](cairo_t* cr) {
    constexpr double arm = 9;
    set_colour(cr, hairline);
    cairo_set_line_width(cr, 0.7);
    for (const double x : {box.x, box.x + box.width}) {
      for (const double y : {box.y, box.y + box.height}) {
        const double inward = x == box.x ? arm : -arm, down = y == box.y ? arm : -arm;
        cairo_move_to(cr, x + inward, y);
        cairo_line_to(cr, x, y);
        cairo_line_to(cr, x, y + down);
      }
    }
    cairo_stroke(cr);
  });
}

}  // namespace

Foot::Foot(const paper::Document& d, Type& type)
    : document_(d),
      hand_(type.set(d.signing.hand, name_style, fields_width - hand_width - 8)),
      seal_(type.set(d.signing.seal, seal_style, seal_side - 16)),
      code_title_(type.set(d.code.title, title_style, words_width)),
      address_(type.set(d.code.address, address_style, words_width)),
      words_(set_all(d.code.words, type, words_style, words_width)),
      small_print_(set_all(d.small_print, type, small_style, text_width)) {
  for (const auto& field : d.signing.fields) {
    Block name = type.set(field.name, name_style, name_width - 8);
    Block value = type.set(field.value, value_style, value_width);
    const double height = std::max(name.height(), value.height());
    lines_.push_back({std::move(name), std::move(value), height});
  }
}

double Foot::signing_height() const {
  double height = hand_above + hand_.height();
  for (const auto& line : lines_) height += line.height;
  return std::max(height, seal_side);
}

double Foot::code_height() const {
  return std::max(code_side, code_title_.height() + address_.height() + sum_of_heights(words_));
}

double Foot::height() const {
  return air + signing_height() + air + air + code_height() + small_gap +
         sum_of_heights(small_print_);
}

void Foot::put(Sheet& sheet, double y) {
  sheet.rule({margin, y, text_width}, 0.5, hairline);
  y += air;
  const double signing = signing_height(), code = code_height();
  put_signing(sheet, y);
  y += signing + air;
  sheet.rule({margin, y, text_width}, 0.5, hairline);
  y += air;
  put_code_and_words(sheet, y);
  put_all(sheet, small_print_, {margin, y + code + small_gap, text_width, 0});
}

void Foot::put_signing(Sheet& sheet, double y) {
  const Box seal{margin + text_width - seal_side, y, seal_side, seal_side};
  for (auto& line : lines_) {
    sheet.begin("P");
    sheet.put(std::move(line.name), {margin, y, name_width - 8, line.height});
    sheet.put(std::move(line.value), {margin + name_width, y, value_width, line.height});
    sheet.end("P");
    y += line.height;
  }
  y += hand_above;
  const double height = hand_.height(), width = hand_.width();
  sheet.put(std::move(hand_), {margin, y, fields_width - hand_width - 8, height}, "P");
  sheet.rule({margin + std::max(name_width, width + 8), y + height - 2, hand_width}, 0.5, quiet);
  put_corners(sheet, seal);
  const double words = seal_.height();
  sheet.put(std::move(seal_), {seal.x + 8, seal.y + seal.height - words - 6, seal_side - 16, words},
            "P");
}

void Foot::put_code_and_words(Sheet& sheet, double y) {
  put_code(sheet, document_.code.address, {margin, y, code_side, code_side});
  double at = y;
  const double title = code_title_.height(), address = address_.height();
  sheet.put(std::move(code_title_), {words_x, at, words_width, title}, "H2");
  at += title;
  sheet.put_link(std::move(address_), {words_x, at, words_width, address}, document_.code.address);
  at += address;
  put_all(sheet, words_, {words_x, at, words_width, 0});
}

}  // namespace lastmile::press
