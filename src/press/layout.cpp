#include "press/layout.h"

#include <fmt/format.h>

#include <numbers>
#include <optional>
#include <stdexcept>

#include "press/foot.h"
#include "press/table.h"

namespace lastmile::press {
namespace {

constexpr double mark_side = 18;
constexpr double head_height = 20;
constexpr Style house_style{.size = 10, .leading = 16, .is_bold = true};
constexpr Style number_style{.size = 9, .leading = 16, .colour = quiet, .align = Align::right};
constexpr Style again_style{.size = 9, .leading = 16, .colour = quiet};
constexpr Style stamp_style{.size = 11, .leading = 18, .is_bold = true};
constexpr Style stamp_reason{.size = 9.5, .leading = 15};
constexpr Style page_style{.size = 8, .leading = 12, .colour = quiet, .align = Align::centre};

Style title_style(paper::Tongue tongue) {
  const bool is_zh = tongue == paper::Tongue::zh;
  return {.face = Face::serif,
          .size = is_zh ? 27.0 : 24.0,
          .leading = 40,
          .is_bold = true,
          .align = Align::centre,
          .spacing = is_zh ? 4.0 : 0.2};
}

// A Chinese paragraph begins two characters in.
Style lead_style(paper::Tongue tongue) {
  const bool is_zh = tongue == paper::Tongue::zh;
  return {.face = Face::serif, .size = 13, .leading = 25.5, .indent = is_zh ? 26.0 : 0.0};
}

void put_frame(Sheet& sheet) {
  sheet.draw([](cairo_t* cr) {
    set_colour(cr, hairline);
    cairo_set_line_width(cr, 0.5);
    cairo_rectangle(cr, frame.x, frame.y, frame.width, frame.height);
    cairo_stroke(cr);
  });
}

/// The mark of the house: stars in a red square, as on its screens.
void put_mark(Sheet& sheet, double x, double y) {
  sheet.draw([x, y](cairo_t* cr) {
    constexpr double turn = 2 * std::numbers::pi;
    struct Star {
      double x, y, radius;
    };
    constexpr Star stars[] = {{16, 17, 4.5},   {7.5, 11, 1.8},  {13.5, 6.8, 1.4}, {22.5, 8, 2},
                              {26, 15.5, 1.3}, {24, 23.5, 1.8}, {15, 26.3, 1.4},  {7.2, 21, 1.5}};
    constexpr double side = 32, radius = 8;
    cairo_save(cr);
    cairo_translate(cr, x, y);
    cairo_scale(cr, mark_side / side, mark_side / side);
    set_colour(cr, accent);
    for (int corner = 0; corner < 4; ++corner) {
      const double cx = corner == 0 || corner == 3 ? side - radius : radius;
      const double cy = corner < 2 ? side - radius : radius;
      cairo_arc(cr, cx, cy, radius, corner * turn / 4, (corner + 1) * turn / 4);
    }
    cairo_fill(cr);
    set_colour(cr, white);
    for (const auto& star : stars) {
      cairo_new_sub_path(cr);
      cairo_arc(cr, star.x, star.y, star.radius, 0, turn);
    }
    cairo_fill(cr);
    cairo_restore(cr);
  });
}

class Paper {
 public:
  Paper(const paper::Document& document, Type& type) : doc_(document), type_(type) {}

  std::vector<Sheet> lay_out() {
    Foot foot(doc_, type_);
    const double foot_height = foot.height();
    begin_page();
    double y = put_title();
    if (doc_.stamp) y = put_notice(y);
    y = put_lead(y);
    const double foot_y = text_end - foot_height;
    const bool is_on_first = y <= foot_y;
    if (is_on_first) foot.put(sheets_.front(), foot_y);
    Flow flow{&sheets_.front(), y, is_on_first ? foot_y - 12 : text_end,
              [this](Flow& f) { go_on(f); }};
    for (const auto& table : doc_.tables) put_table(flow, table, type_);
    if (!is_on_first) {
      if (flow.left() < foot_height) go_on(flow);
      if (flow.left() < foot_height) throw std::runtime_error("the foot is higher than a page");
      foot.put(*flow.sheet, foot_y);
    }
    finish_pages();
    return std::move(sheets_);
  }

 private:
  void begin_page() {
    if (sheets_.size() == pages_max) throw std::runtime_error("it takes more than 200 pages");
    sheets_.reserve(pages_max);  // a flow keeps hold of its sheet
    Sheet& sheet = sheets_.emplace_back();
    put_frame(sheet);
    put_mark(sheet, margin, text_top - 1);
    const bool is_first = sheets_.size() == 1;
    const double x = margin + mark_side + 8, half = text_width / 2;
    line(sheet, is_first ? doc_.house : doc_.title, is_first ? house_style : again_style,
         {x, text_top, half - mark_side - 8, 16});
    line(sheet, doc_.number, number_style, {margin + half, text_top, half, 16});
  }

  void go_on(Flow& flow) {
    begin_page();
    flow.sheet = &sheets_.back();
    flow.y = text_top + head_height;
    flow.end = text_end;
  }

  void line(Sheet& sheet, const std::string& words, const Style& style, Box room) {
    Block block = type_.set(words, style, room.width);
    room.height = std::max(room.height, block.height());
    sheet.put(std::move(block), room, "P");
  }

  double put_title() {
    Sheet& sheet = sheets_.front();
    double y = text_top + 42;
    Block title = type_.set(doc_.title, title_style(doc_.tongue), text_width);
    const double height = title.height();
    sheet.put(std::move(title), {margin, y, text_width, height}, "H1");
    y += height + 10;
    constexpr double stroke = 30;
    sheet.rule({(a4_width - stroke) / 2, y, stroke}, 1.8, accent);
    return y + 22;
  }

  double put_lead(double y) {
    Block lead = type_.set(doc_.lead, lead_style(doc_.tongue), text_width);
    const double height = lead.height();
    sheets_.front().put(std::move(lead), {margin, y, text_width, height}, "P");
    return y + height;
  }

  /// What is wrong with the paper, in words and in a box: nobody is to overlook it.
  double put_notice(double y) {
    constexpr double inner = 12;
    Sheet& sheet = sheets_.front();
    const double width = text_width - 2 * inner;
    Block words = type_.set(doc_.stamp->words, stamp_style, width);
    Block reason = type_.set(doc_.stamp->reason, stamp_reason, width);
    const double first = words.height(), second = reason.height();
    const Box box{margin, y - 8, text_width, first + second + 16};
    sheet.draw([box](cairo_t* cr) {
      set_colour(cr, ink);
      cairo_set_line_width(cr, 1.2);
      cairo_rectangle(cr, box.x, box.y, box.width, box.height);
      cairo_stroke(cr);
    });
    sheet.put(std::move(words), {margin + inner, y, width, first}, "P");
    sheet.put(std::move(reason), {margin + inner, y + first, width, second}, "P");
    return box.y + box.height + 16;
  }

  void finish_pages() {
    for (std::size_t i = 0; i < sheets_.size(); ++i) {
      const auto words = fmt::format(fmt::runtime(doc_.page_words), i + 1, sheets_.size());
      line(sheets_[i], words, page_style, {margin, a4_height - frame_inset - 20, text_width, 12});
      if (doc_.stamp) put_stamp(sheets_[i]);
    }
  }

  /// Across the page, dark enough to be seen on a copy and light enough to read through.
  void put_stamp(Sheet& sheet) {
    const Style across{.face = Face::serif,
                       .size = doc_.tongue == paper::Tongue::zh ? 120.0 : 96.0,
                       .leading = 140,
                       .is_bold = true,
                       .align = Align::centre,
                       .spacing = doc_.tongue == paper::Tongue::zh ? 16.0 : 2.0};
    const auto words = std::make_shared<Block>(type_.set(doc_.stamp->words, across, a4_height));
    sheet.begin("P");
    sheet.draw([words](cairo_t* cr) {
      cairo_save(cr);
      cairo_translate(cr, a4_width / 2, a4_height / 2);
      cairo_rotate(cr, -std::numbers::pi / 5);
      cairo_push_group(cr);
      words->draw(cr, -a4_height / 2, -words->height() / 2);
      cairo_pop_group_to_source(cr);
      cairo_paint_with_alpha(cr, 0.16);
      cairo_restore(cr);
    });
    sheet.end("P");
  }

  const paper::Document& doc_;
  Type& type_;
  std::vector<Sheet> sheets_;
};

}  // namespace

std::vector<Sheet> lay_out(const paper::Document& document, Type& type) {
  return Paper(document, type).lay_out();
}

}  // namespace lastmile::press
