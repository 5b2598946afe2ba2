#include "base/csv.h"

#include <fmt/format.h>
#include <unicode/ucnv.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <array>
#include <memory>
#include <optional>

#include "base/assert.h"
#include "base/text.h"

namespace lastmile {
namespace {

std::optional<std::string> from_gb18030(std::string_view bytes) {
  UErrorCode ec = U_ZERO_ERROR;
  const std::unique_ptr<UConverter, decltype(&ucnv_close)> converter(ucnv_open("gb18030", &ec),
                                                                     &ucnv_close);
  ASSERT(U_SUCCESS(ec));
  ucnv_setToUCallBack(converter.get(), UCNV_TO_U_CALLBACK_STOP, nullptr, nullptr, nullptr, &ec);
  const icu::UnicodeString text(bytes.data(), static_cast<std::int32_t>(bytes.size()),
                                converter.get(), ec);
  if (U_FAILURE(ec)) return std::nullopt;
  std::string out;
  text.toUTF8String(out);
  return out;
}

Refused bad_row(std::size_t row, std::size_t line, std::string code, Words words) {
  return Refused{
      bad_request,
      {{fmt::format("/{}", row), std::move(code), fmt::format("line {}: {}", line, words.en),
        fmt::format("第 {} 行：{}", line, words.zh)}}};
}

constexpr Words stray_quote{"a quotation mark inside a cell must be doubled, and the cell quoted",
                            "单元格里的引号应写成两个，并且整格加引号"};
constexpr Words open_quote{"a quotation mark is opened here and never closed",
                           "这里开始的引号没有结束"};
constexpr Words control{"a control character: take it out", "含有控制字符，请删除"};

// Reads one row after another; `pos_` is the next byte, `line_` the line it is on.
class CsvReader {
 public:
  CsvReader(std::string_view text, const CsvLimits& limits) : text_(text), limits_(limits) {}

  Result<std::vector<CsvRow>> rows() {
    std::vector<CsvRow> rows;
    while (pos_ < text_.size()) {
      if (skip_line_end()) continue;  // a blank line
      if (rows.size() == limits_.rows) return csv_too_large;
      CsvRow row{line_, {}};
      for (bool more = true; more;) {
        if (row.cells.size() == limits_.columns) return csv_too_large;
        ASSIGN_OR_RETURN(std::string cell, cell_at(rows.size()));
        if (cell.size() > limits_.cell_bytes) return csv_too_large;
        if (cell.find('\0') != cell.npos) return bad_row(rows.size(), line_, "control", control);
        row.cells.push_back(std::move(cell));
        more = pos_ < text_.size() && text_[pos_] == ',';
        if (more) ++pos_;
      }
      skip_line_end();
      rows.push_back(std::move(row));
    }
    return rows;
  }

 private:
  bool skip_line_end() {
    if (pos_ >= text_.size() || (text_[pos_] != '\r' && text_[pos_] != '\n')) return false;
    pos_ += text_.substr(pos_).starts_with("\r\n") ? 2 : 1;
    ++line_;
    return true;
  }

  Result<std::string> cell_at(std::size_t row) {
    if (pos_ < text_.size() && text_[pos_] == '"') return quoted_cell(row);
    const auto end = std::min(text_.find_first_of(",\r\n", pos_), text_.size());
    const auto cell = text_.substr(pos_, end - pos_);
    if (cell.find('"') != cell.npos) return bad_row(row, line_, "quote", stray_quote);
    pos_ = end;
    return std::string(cell);
  }

  Result<std::string> quoted_cell(std::size_t row) {
    std::string cell;
    const std::size_t opened_on = line_;
    ++pos_;
    for (;;) {
      const auto quote = text_.find('"', pos_);
      if (quote == text_.npos) return bad_row(row, opened_on, "quote", open_quote);
      const auto piece = text_.substr(pos_, quote - pos_);
      cell += piece;
      count_lines(piece);
      pos_ = quote + 1;
      if (pos_ == text_.size() || std::string_view(",\r\n").find(text_[pos_]) != std::string::npos)
        return cell;
      if (text_[pos_] != '"') return bad_row(row, line_, "quote", stray_quote);
      cell += '"';
      ++pos_;
    }
  }

  void count_lines(std::string_view piece) {
    for (std::size_t i = 0; i < piece.size(); ++i) {
      const bool crlf = piece[i] == '\r' && i + 1 < piece.size() && piece[i + 1] == '\n';
      if (piece[i] == '\n' || (piece[i] == '\r' && !crlf)) ++line_;
    }
  }

  std::string_view text_;
  const CsvLimits& limits_;
  std::size_t pos_ = 0;
  std::size_t line_ = 1;
};

}  // namespace

Result<std::vector<CsvRow>> read_csv(std::string_view bytes, const CsvLimits& limits) {
  if (bytes.size() > limits.bytes) return csv_too_large;
  ASSIGN_OR_RETURN(const std::string text, utf8_of_upload(bytes));
  return CsvReader(text, limits).rows();
}

Result<std::string> utf8_of_upload(std::string_view bytes) {
  const bool marked = bytes.starts_with(utf8_mark);
  if (marked) bytes.remove_prefix(utf8_mark.size());
  if (count_characters(bytes)) return std::string(bytes);
  if (marked) return csv_encoding;
  if (auto text = from_gb18030(bytes)) return std::move(*text);
  return csv_encoding;
}

std::string guarded_cell(std::string_view cell) {
  // The full-width ones too: spreadsheets set to Chinese or Japanese read them alike.
  static constexpr std::array<std::string_view, 11> leads{
      "=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20"};
  const bool formula =
      std::ranges::any_of(leads, [&](std::string_view lead) { return cell.starts_with(lead); });
  return (formula ? "'" : "") + std::string(cell);
}

void write_csv_row(std::string& out, std::span<const std::string> cells) {
  for (std::size_t i = 0; i < cells.size(); ++i) {
    if (i > 0) out += ',';
    const std::string cell = guarded_cell(cells[i]);
    // Bare, a lone empty cell would read as a blank line, and U+FEFF as the mark of the file.
    const bool odd = (cell.empty() && cells.size() == 1) || cell.starts_with(utf8_mark);
    if (!odd && cell.find_first_of(",\"\r\n") == cell.npos) {
      out += cell;
      continue;
    }
    out += '"';
    for (const char c : cell) {
      if (c == '"') out += '"';
      out += c;
    }
    out += '"';
  }
  out += "\r\n";
}

}  // namespace lastmile
