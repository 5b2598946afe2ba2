#pragma once
#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

/// Spreadsheets as people exchange them: CSV by RFC 4180. Cells are text and stay text, so leading
/// zeros and 18-digit numbers survive.
namespace lastmile {

struct CsvRow {
  std::size_t line = 0;  // from 1, where the row begins: what a person sees in the editor
  std::vector<std::string> cells;
};

struct CsvLimits {
  std::size_t bytes = std::size_t{32} << 20;
  std::size_t rows = 200'000;
  std::size_t columns = 200;
  std::size_t cell_bytes = 32'767;  // as much as a spreadsheet's cell holds
};

inline constexpr Refusal csv_too_large{Kind::too_large, "csv_too_large",
                                       "The table is too large: split it into several files.",
                                       "表格太大，请拆成几个文件。"};
inline constexpr Refusal csv_encoding{
    Kind::invalid, "csv_encoding",
    "The file is neither UTF-8 nor GB18030 text: save it as CSV UTF-8.",
    "文件编码不是 UTF-8 或 GB18030，请另存为“CSV UTF-8”格式。"};

/// Rows of UTF-8 (with or without mark) or GB18030, ended by CRLF, LF or CR; blank lines left out.
/// Refuses with csv_too_large, csv_encoding, or a bad field at "/<row from 0>" (code `quote` or
/// `control`) that names the line. Rows may differ in length: that is for the reader to judge.
Result<std::vector<CsvRow>> read_csv(std::string_view bytes, const CsvLimits& limits = {});

/// Text of an upload as UTF-8 without mark. Refuses with csv_encoding.
Result<std::string> utf8_of_upload(std::string_view bytes);

/// Appends a row, ended by CRLF; each cell guarded.
void write_csv_row(std::string& out, std::span<const std::string> cells);

/// A cell that no spreadsheet takes for a formula: = + - @ (full-width too), a tab or a line end at
/// its beginning get a '.
std::string guarded_cell(std::string_view cell);

/// Put first in a file, it tells Excel that UTF-8 follows.
inline constexpr std::string_view utf8_mark = "\xef\xbb\xbf";

}  // namespace lastmile
