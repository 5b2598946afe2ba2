#pragma once
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "base/encode.h"
#include "base/instant.h"
#include "base/result.h"
#include "base/words.h"
#include "http/reply.h"

/// Tables as files for a spreadsheet.
namespace lastmile::http {

inline constexpr std::size_t sheet_rows_max = 100'000;
inline constexpr Refusal sheet_too_long{
    Kind::too_large, "sheet_too_long",
    "More than 100,000 rows: narrow the period or the site and export in parts.",
    "超过 10 万行，请缩小时间或站点范围分批导出。"};

struct Cell {
  std::string text;
  bool is_number = false;
  std::optional<double> serial = {};  // of a day or a moment: days since 1899-12-30
};

/// Who reads a sheet: in what language, by the clock of which town.
struct Reader {
  Lang lang;
  const Zone& zone;
};

/// A table being written. No cell is ever read as a formula: text that begins with = + - @, tab or
/// a line end gets an apostrophe before it (ASVS 5.0 1.2.10). CSV is UTF-8 with a byte order mark,
/// for Excel; XLSX is written row by row, so memory stays flat.
class Sheet {
 public:
  static std::unique_ptr<Sheet> make(Form form, const std::vector<std::string>& columns);
  virtual ~Sheet() = default;
  /// Refuses with sheet_too_long, and with not_now once nobody waits for it any more.
  Check add(const std::vector<Cell>& row);
  virtual Reply finish() = 0;

 protected:
  virtual void write(const std::vector<Cell>& row) = 0;

 private:
  std::size_t rows_ = 0;
};

/// "2026-03-02 14:05:00" by that clock, "2026-03-02": cells that sort.
Cell time_cell(Instant t, const Zone& zone);
Cell day_cell(Day day);

namespace detail {

template <class T>
concept Nested = DescribedStruct<T> && !Wired<T>;

template <class T>
void add_columns(std::vector<std::string>& all, const std::string& name) {
  if constexpr (Optional<T>) {
    add_columns<typename T::value_type>(all, name);
  } else if constexpr (Nested<T>) {
    each_member_type<T>([&]<class M>(std::string_view member, std::type_identity<M>) {
      add_columns<M>(all, name.empty() ? std::string(member) : name + "." + std::string(member));
    });
  } else {
    all.push_back(name);
  }
}

template <class T>
void add_cells(std::vector<Cell>& all, const T* value, const Reader& reader);

/// Items of a list share one cell: "finance; first aid".
template <class T>
std::string joined(const std::vector<T>& items, const Reader& reader) {
  std::string list;
  for (const T& item : items) {
    std::string text;
    if constexpr (requires { spoken(item, reader.lang); }) {
      text = spoken(item, reader.lang);
    } else {
      std::vector<Cell> parts;
      add_cells(parts, &item, reader);
      for (const Cell& part : parts) {
        if (!part.text.empty()) text += (text.empty() ? "" : " ") + part.text;
      }
    }
    list += (list.empty() ? "" : "; ") + text;
  }
  return list;
}

// Each choice has its words: a sheet is read by people, and a code of ours tells them nothing.
template <class T>
void add_cells(std::vector<Cell>& all, const T* value, const Reader& reader) {
  if constexpr (Optional<T>) {
    add_cells(all, value && *value ? &**value : nullptr, reader);
  } else if constexpr (Nested<T>) {
    if (value) {
      each_member(*value, [&](std::string_view, const auto& m) { add_cells(all, &m, reader); });
    } else {
      std::vector<std::string> columns;
      add_columns<T>(columns, "");
      all.resize(all.size() + columns.size());
    }
  } else if (!value) {
    all.emplace_back();
  } else if constexpr (PlainNumber<T> || BoundedNumber<T> || std::is_floating_point_v<T>) {
    all.push_back({to_json(*value), true});
  } else if constexpr (std::is_same_v<T, Instant>) {
    all.push_back(time_cell(*value, reader.zone));
  } else if constexpr (std::is_same_v<T, Day>) {
    all.push_back(day_cell(*value));
  } else if constexpr (Wired<T>) {
    all.push_back({Wire<T>::text(*value)});
  } else if constexpr (DescribedEnum<T>) {
    all.push_back({std::string(words_of(*value).in(reader.lang))});
  } else if constexpr (std::is_same_v<T, bool>) {
    all.push_back({std::string((*value ? Words{"yes", "是"} : Words{"no", "否"}).in(reader.lang))});
  } else if constexpr (Vector<T>) {
    all.push_back({joined(*value, reader)});
  } else {
    all.push_back({std::string(std::string_view(*value))});
  }
}

}  // namespace detail

/// What a column is called in a spreadsheet.
struct Head {
  std::string_view column;
  Words words;
};
/// The heads of these columns in the reader's language: a table's own words first, then those that
/// mean the same in every table. Throws Broken when a column has none, which Router::table tries.
std::vector<std::string> heads_of(const std::vector<std::string>& columns,
                                  std::span<const Head> own, Lang lang);

/// A row's columns: member names, those of a nested struct as "site.name".
template <DescribedStruct Row>
std::vector<std::string> column_names() {
  std::vector<std::string> all;
  detail::add_columns<Row>(all, "");
  return all;
}
template <DescribedStruct Row>
std::vector<Cell> cells_of(const Row& row, const Reader& reader) {
  std::vector<Cell> all;
  detail::add_cells(all, &row, reader);
  return all;
}

}  // namespace lastmile::http
