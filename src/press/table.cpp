#include "press/table.h"

#include <algorithm>
#include <numeric>
#include <stdexcept>

namespace lastmile::press {
namespace {

constexpr double gap = 16;     // between columns
constexpr double padding = 4;  // above and below the words of a row
constexpr double before = 20;  // above a table
constexpr double after_title = 6;
constexpr Style title_style{.size = 10.5, .leading = 17, .is_bold = true};
constexpr Style note_style{.size = 8.5, .leading = 13.5, .colour = quiet};
constexpr Style head_style{.size = 8.5, .leading = 13, .colour = quiet};
constexpr Style cell_style{.size = 9.5, .leading = 14.5};

struct Span {
  double x, width;
};

std::vector<Span> spans_of(const paper::Table& table) {
  const auto shares = std::accumulate(table.columns.begin(), table.columns.end(), std::int64_t{0},
                                      [](auto sum, const auto& c) { return sum + c.share; });
  const double room = text_width - gap * static_cast<double>(table.columns.size() - 1);
  std::vector<Span> all;
  double x = margin;
  for (const auto& column : table.columns) {
    const double width = room * static_cast<double>(column.share) / static_cast<double>(shares);
    all.push_back({x, width});
    x += width + gap;
  }
  return all;
}

/// The cells of a row, set and not yet placed.
struct Row {
  std::vector<Block> cells;
  double height = 0;
};

class TableOnPages {
 public:
  TableOnPages(Flow& flow, const paper::Table& table, Type& type)
      : flow_(flow), table_(table), type_(type), spans_(spans_of(table)) {}

  void put() {
    if (table_.is_whole && whole_height() > flow_.left()) flow_.next_page(flow_);
    for (std::size_t i = 0; i < table_.rows.size(); ++i) {
      Row row = set(table_.rows[i]);
      if (is_open_ && row.height > flow_.left()) close();
      if (!is_open_) open(i == 0, row.height);
      place(std::move(row), "TD");
      flow_.sheet->rule({margin, flow_.y, text_width}, 0.4, hairline);
    }
    if (is_open_) flow_.sheet->end("Table");
  }

 private:
  /// What stands above the rows on each page.
  struct Opening {
    std::optional<Block> title, note;
    Row heads;
    double height = 0;
  };

  double whole_height() {
    double height = set_opening(true).height;
    for (const auto& row : table_.rows) height += set(row).height;
    return height;
  }

  Row set(const std::vector<std::string>& cells, Style style) {
    if (cells.size() != spans_.size()) throw std::runtime_error("a row has other columns");
    Row row;
    for (std::size_t i = 0; i < cells.size(); ++i) {
      style.align = table_.columns[i].is_right ? Align::right : Align::left;
      row.cells.push_back(type_.set(cells[i], style, spans_[i].width));
      row.height = std::max(row.height, row.cells.back().height() + 2 * padding);
    }
    return row;
  }
  Row set(const paper::TableRow& row) {
    Style style = cell_style;
    if (row.is_quiet) style.colour = quiet;
    return set(row.cells, style);
  }

  Opening set_opening(bool is_first) {
    Opening opening;
    opening.title = type_.set(is_first ? table_.title : table_.continued, title_style, text_width);
    if (is_first && table_.note) opening.note = type_.set(*table_.note, note_style, text_width);
    std::vector<std::string> heads;
    for (const auto& column : table_.columns) heads.push_back(column.head);
    opening.heads = set(heads, head_style);
    opening.height = before + opening.title->height() + after_title + opening.heads.height;
    if (opening.note) opening.height += opening.note->height();
    return opening;
  }

  void close() {
    flow_.sheet->end("Table");
    is_open_ = false;
    flow_.next_page(flow_);
  }

  /// Begins on this page, or the next when not even one row has room under the heads.
  void open(bool is_first, double row_height) {
    Opening opening = set_opening(is_first);
    if (opening.height + row_height > flow_.left()) flow_.next_page(flow_);
    if (opening.height + row_height > flow_.left()) {
      throw std::runtime_error("a row of the table is higher than a page");
    }
    flow_.y += before;
    line(std::move(*opening.title), "H2");
    if (opening.note) line(std::move(*opening.note), "P");
    flow_.y += after_title;
    flow_.sheet->begin("Table");
    is_open_ = true;
    place(std::move(opening.heads), "TH");
    flow_.sheet->rule({margin, flow_.y, text_width}, 0.7, ink);
  }

  void line(Block block, const char* tag) {
    const double height = block.height();
    flow_.sheet->put(std::move(block), {margin, flow_.y, text_width, height}, tag);
    flow_.y += height;
  }

  void place(Row row, const char* tag) {
    flow_.sheet->begin("TR");
    for (std::size_t i = 0; i < row.cells.size(); ++i) {
      const Box room{spans_[i].x, flow_.y + padding, spans_[i].width, row.height - 2 * padding};
      flow_.sheet->put(std::move(row.cells[i]), room, tag);
    }
    flow_.sheet->end("TR");
    flow_.y += row.height;
  }

  Flow& flow_;
  const paper::Table& table_;
  Type& type_;
  const std::vector<Span> spans_;
  bool is_open_ = false;
};

}  // namespace

void put_table(Flow& flow, const paper::Table& table, Type& type) {
  TableOnPages(flow, table, type).put();
}

}  // namespace lastmile::press
