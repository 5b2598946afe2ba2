#include "http/sheet.h"

#include <sys/mman.h>
#include <unistd.h>
#include <xlsxwriter.h>

#include <charconv>

#include "base/assert.h"
#include "base/csv.h"
#include "http/http_errors.h"
#include "http/wanted.h"
#include "storage/tx.h"

namespace lastmile::http {
namespace {

/// How spreadsheets count: days since 1899-12-30, the time of day behind the point.
double serial_of(Instant wall) {
  constexpr double days_to_1970 = 25'569;
  return days_to_1970 +
         std::chrono::duration<double, std::ratio<86'400>>(wall.time_since_epoch()).count();
}

/// RFC 4180.
class Csv : public Sheet {
 public:
  explicit Csv(const std::vector<std::string>& columns) : out_(utf8_mark) {
    std::vector<Cell> heads;
    for (const auto& name : columns) heads.push_back({name});
    put(heads);
  }
  Reply finish() override { return {200, "text/csv; charset=utf-8", std::move(out_)}; }

 protected:
  void write(const std::vector<Cell>& row) override { put(row); }

 private:
  void put(const std::vector<Cell>& row) {
    for (std::size_t i = 0; i < row.size(); ++i) {
      if (i > 0) out_ += ',';
      const std::string text = row[i].is_number ? row[i].text : guarded_cell(row[i].text);
      if (text.find_first_of(",\"\r\n") == text.npos) {
        out_ += text;
        continue;
      }
      out_ += '"';
      for (const char c : text) {
        if (c == '"') out_ += '"';
        out_ += c;
      }
      out_ += '"';
    }
    out_ += "\r\n";
  }

  std::string out_;
};

/// libxlsxwriter writes to a file; ours lives in memory and has no name, so nothing of it stays.
class Xlsx : public Sheet {
 public:
  explicit Xlsx(const std::vector<std::string>& columns) : fd_(memfd_create("sheet", MFD_CLOEXEC)) {
    if (fd_ < 0) throw storage::Unavailable("no memory for a sheet");
    lxw_workbook_options options{};
    options.constant_memory = LXW_TRUE;
    const std::string path = "/proc/self/fd/" + std::to_string(fd_);
    book_ = workbook_new_opt(path.c_str(), &options);
    page_ = book_ ? workbook_add_worksheet(book_, "Lastmile") : nullptr;
    if (!page_) throw storage::Unavailable("cannot begin a sheet");
    lxw_format* bold = workbook_add_format(book_);
    format_set_bold(bold);
    day_ = workbook_add_format(book_);
    format_set_num_format(day_, "yyyy-mm-dd");
    moment_ = workbook_add_format(book_);
    format_set_num_format(moment_, "yyyy-mm-dd hh:mm:ss");
    constexpr double wide_enough_for_a_moment = 19;
    worksheet_set_column(page_, 0, static_cast<lxw_col_t>(columns.size() - 1),
                         wide_enough_for_a_moment, nullptr);
    for (std::size_t i = 0; i < columns.size(); ++i) {
      worksheet_write_string(page_, 0, static_cast<lxw_col_t>(i), columns[i].c_str(), bold);
    }
  }
  ~Xlsx() override {
    if (book_) workbook_close(book_);
    ::close(fd_);
  }
  Xlsx(const Xlsx&) = delete;
  Xlsx& operator=(const Xlsx&) = delete;

  Reply finish() override {
    if (workbook_close(std::exchange(book_, nullptr)) != LXW_NO_ERROR) {
      throw storage::Unavailable("cannot finish a sheet");
    }
    const auto size = ::lseek(fd_, 0, SEEK_END);
    ASSERT(size > 0);
    std::string bytes(static_cast<std::size_t>(size), '\0');
    for (std::size_t have = 0; have < bytes.size();) {
      const auto n =
          ::pread(fd_, bytes.data() + have, bytes.size() - have, static_cast<off_t>(have));
      if (n <= 0) throw storage::Unavailable("cannot read a sheet back");
      have += static_cast<std::size_t>(n);
    }
    return {200, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            std::move(bytes)};
  }

 protected:
  void write(const std::vector<Cell>& row) override {
    ++line_;
    for (std::size_t i = 0; i < row.size(); ++i) {
      const auto column = static_cast<lxw_col_t>(i);
      double number = 0;
      const std::string& text = row[i].text;
      if (row[i].serial) {
        const bool is_day = text.size() == std::string_view("2026-03-02").size();
        worksheet_write_number(page_, line_, column, *row[i].serial, is_day ? day_ : moment_);
      } else if (row[i].is_number &&
                 std::from_chars(text.data(), text.data() + text.size(), number).ec ==
                     std::errc()) {
        worksheet_write_number(page_, line_, column, number, nullptr);
      } else if (!text.empty()) {
        worksheet_write_string(page_, line_, column, cut(guarded_cell(text)).c_str(), nullptr);
      }
    }
  }

 private:
  // Excel holds 32,767 characters a cell; longer text is cut at a character, not dropped.
  static std::string cut(std::string text) {
    constexpr std::size_t bytes_max = 32'000;
    if (text.size() <= bytes_max) return text;
    std::size_t end = bytes_max;
    while ((static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
    text.resize(end);
    return text + "…";
  }

  int fd_;
  lxw_workbook* book_ = nullptr;
  lxw_worksheet* page_ = nullptr;
  lxw_format* day_ = nullptr;
  lxw_format* moment_ = nullptr;
  lxw_row_t line_ = 0;
};

}  // namespace

std::unique_ptr<Sheet> Sheet::make(Form form, const std::vector<std::string>& columns) {
  ASSERT(form != Form::json);
  if (form == Form::csv) return std::make_unique<Csv>(columns);
  return std::make_unique<Xlsx>(columns);
}

Check Sheet::add(const std::vector<Cell>& row) {
  if (++rows_ > sheet_rows_max) return sheet_too_long;
  if (!Wanted::still()) return not_now;
  write(row);
  return Done{};
}

Cell time_cell(Instant t, const Zone& zone) {
  using namespace std::chrono;
  const auto second = floor<seconds>(t) - floor<minutes>(t);
  const Instant last = sys_days(9999y / December / 31) + days(1) - seconds(1);  // a sheet knows
  const Instant wall =
      std::min<Instant>(zone.day_of(t) + minutes(zone.minute_of_day(t)) + second, last);
  std::string text = to_text(wall).substr(0, 19);
  text[10] = ' ';
  return {std::move(text), false, serial_of(wall)};
}

Cell day_cell(Day day) { return {to_text(day), false, serial_of(day)}; }

}  // namespace lastmile::http
