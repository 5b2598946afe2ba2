#include "people/import_rules.h"

#include <algorithm>
#include <array>
#include <set>

#include "base/assert.h"
#include "people/import_errors.h"
#include "people/person_rules.h"

namespace lastmile::people {
namespace {

struct Head {
  std::string_view field;
  std::array<std::string_view, 4> names;  // as written in spreadsheets: Chinese, English, others
};
constexpr std::array<Head, 12> heads{{
    {"name", {"姓名", "name", "名字", ""}},
    {"sex", {"性别", "sex", "gender", ""}},
    {"birth_day", {"出生日期", "birth_day", "生日", "birthday"}},
    {"phone", {"电话", "phone", "手机", "联系电话"}},
    {"id_number", {"身份证号", "id_number", "身份证", "身份证号码"}},
    {"address", {"地址", "address", "住址", "详细地址"}},
    {"recipient_groups", {"服务对象类别", "recipient_groups", "人群", "类别"}},
    {"language", {"语言", "language", "", ""}},
    {"consent", {"同意方式", "consent", "本人同意", ""}},
    {"sensitive_consent", {"敏感信息同意", "sensitive_consent", "单独同意", ""}},
    {"skills", {"技能", "skills", "特长", "服务技能"}},
    {"transport", {"交通方式", "transport", "", ""}},
}};

constexpr Words needed{"must be filled in", "必填"};
constexpr Words bad_sex{"is 男 or 女 (female, male)", "应为“男”或“女”"};
constexpr Words bad_day{"is a date such as 1958-03-05", "应为日期，例如 1958-03-05"};
constexpr Words bad_text{"is too long or holds control characters", "过长或含有不可见字符"};
constexpr Words bad_code{"is in no dictionary; see /v1/codes", "不在字典中，请参照代码表"};
constexpr Words bad_transport{"is walk, cycle or drive (步行、骑行、驾车)", "应为步行、骑行或驾车"};
constexpr Words bad_birth{
    "differs from the ID number, or lies in the future or over 130 years back",
    "与身份证号不一致，或在将来，或早于 130 年前"};
constexpr Words too_young{"is under 8: too young to volunteer", "未满 8 周岁，不能注册志愿者"};
constexpr Words no_birth{"is needed for volunteers (or the ID number)",
                         "志愿者须填写出生日期（或身份证号）"};
constexpr Words needs_sensitive{"must say how the separate consent was given",
                                "须注明残疾、困难等信息的单独同意方式"};
constexpr Words repeated{"repeats an earlier line (same name and phone or ID number)",
                         "与前面的行重复（姓名加电话或身份证号相同）"};
constexpr Words unknown_head{"is no column this import knows", "不是可识别的列名"};
constexpr Words no_head{"has cells but no name in the first line: name the column, or empty it",
                        "有内容但首行没有列名，请填写列名或清空该列"};
constexpr Words surplus_cells{"has more cells than the first line: quote a cell that holds a comma",
                              "单元格多于首行：含逗号的内容请用引号括起"};
constexpr Words repeated_head{"stands twice in the first line", "列名重复"};

std::string_view field_of(std::string_view head) {
  if (head.empty()) return {};  // the names above are filled up with empty ones
  for (const Head& h : heads) {
    if (std::ranges::find(h.names, head) != h.names.end()) return h.field;
  }
  return {};
}

/// The head of a column the file lacks, in the language of those it has.
std::string head_of(std::string_view field, const std::vector<std::string>& written) {
  const auto head = std::ranges::find_if(heads, [&](const Head& h) { return h.field == field; });
  ASSERT(head != heads.end());
  const bool english = std::ranges::all_of(written, [](const std::string& name) {
    return std::ranges::all_of(name, [](unsigned char c) { return c < 0x80; });
  });
  return std::string(head->names[english ? 1 : 0]);
}

/// One line on its way to a person.
struct Reading {
  const CsvRow& row;
  const std::vector<std::string>& columns;  // field of each column
  const std::vector<std::string>& written;  // its head as written
  std::vector<ImportError>& errors;
  bool good = true;

  std::string_view cell(std::string_view field) const {
    const auto at = std::ranges::find(columns, field);
    const auto i = static_cast<std::size_t>(at - columns.begin());
    if (at == columns.end() || i >= row.cells.size()) return {};
    std::string_view text = trimmed(row.cells[i]);
    if (text.starts_with('\'')) text.remove_prefix(1);  // how spreadsheets keep leading zeros
    return text;
  }
  void fail(std::string_view field, std::string_view code, Words words) {
    const auto at = std::ranges::find(columns, field);
    const bool has = at != columns.end();
    const auto i = static_cast<std::size_t>(at - columns.begin());
    errors.push_back({static_cast<std::int64_t>(row.line),
                      has ? written[i] : head_of(field, written), std::string(code),
                      std::string(words.en), std::string(words.zh)});
    good = false;
  }
  template <class T>
  void optional(std::string_view field, std::optional<T>& out) {
    const std::string_view text = cell(field);
    if (text.empty()) return;
    if constexpr (BoundedText<T>) {
      out = T::parse(text);
      if (!out) fail(field, "length", bad_text);
    } else {
      out = Wire<T>::parse(text);
      if (out) return;
      if constexpr (requires { Wire<T>::explain(text); })
        fail(field, "format", Wire<T>::explain(text));
      else
        fail(field, "format", Wire<T>::hint);
    }
  }
};

/// "1958-3-5", "1958/03/05", "1958.3.5", "1958年3月5日", "19580305".
std::optional<Day> day_as_typed(std::string_view text) {
  std::array<std::string, 3> parts;
  std::size_t part = 0;
  for (const char c : text) {
    if (c >= '0' && c <= '9') {
      if (part < 3) parts[part] += c;
    } else if (part < 3 && !parts[part].empty()) {
      ++part;
    }
  }
  if (parts[0].size() == 8 && parts[1].empty()) {
    const std::string all = parts[0];
    parts = {all.substr(0, 4), all.substr(4, 2), all.substr(6)};
  }
  for (std::size_t i = 1; i < 3; ++i) {
    if (parts[i].size() == 1) parts[i].insert(0, "0");
  }
  return parse_day(parts[0] + "-" + parts[1] + "-" + parts[2]);
}

/// Codes or Chinese names between the usual signs, narrow or wide.
std::vector<std::string> split_list(std::string_view text) {
  static constexpr std::array<std::string_view, 6> signs{"、",           ",",           ";", "/",
                                                         "\xef\xbc\x8c", "\xef\xbc\x9b"};
  std::vector<std::string> parts(1);
  while (!text.empty()) {
    const auto sign = std::ranges::find_if(signs, [&](auto s) { return text.starts_with(s); });
    if (sign != signs.end()) {
      text.remove_prefix(sign->size());
      parts.emplace_back();
    } else {
      parts.back() += text.front();
      text.remove_prefix(1);
    }
  }
  for (auto& p : parts) p = std::string(trimmed(p));
  std::erase(parts, "");
  return parts;
}

std::vector<std::string> codes_in(Reading& in, std::string_view field, Dictionary kind,
                                  const std::vector<CodeView>& codes) {
  std::vector<std::string> found;
  for (const std::string& part : split_list(in.cell(field))) {
    const auto code = std::ranges::find_if(codes, [&](const CodeView& c) {
      return c.kind == kind && (c.code == part || c.zh == part);
    });
    if (code == codes.end())
      in.fail(field, "code_unknown", bad_code);
    else
      found.push_back(code->code);
  }
  return found;
}

void read_sex(Reading& in, Sex& sex) {
  const std::string_view text = in.cell("sex");
  if (text == "女" || text == "female")
    sex = Sex::female;
  else if (text == "男" || text == "male")
    sex = Sex::male;
  else if (!text.empty())
    in.fail("sex", "choice", bad_sex);
}

void read_transport(Reading& in, Transport& transport) {
  const std::string_view text = in.cell("transport");
  if (text.empty() || text == "步行" || text == "walk")
    transport = Transport::walk;
  else if (text == "骑行" || text == "cycle")
    transport = Transport::cycle;
  else if (text == "驾车" || text == "drive")
    transport = Transport::drive;
  else
    in.fail("transport", "choice", bad_transport);
}

void read_birth(Reading& in, ImportedPerson& who, ImportKind kind, Day today) {
  if (const auto text = in.cell("birth_day"); !text.empty()) {
    who.birth_day = day_as_typed(text);
    if (!who.birth_day) return in.fail("birth_day", "format", bad_day);
  }
  if (who.id_number && !who.birth_day) who.birth_day = who.id_number->birth();
  if (who.id_number && who.sex == Sex::unsaid) {
    who.sex = who.id_number->sex() == lastmile::Sex::female ? Sex::female : Sex::male;
  }
  const bool differs = who.id_number && who.birth_day != who.id_number->birth();
  if (differs || (who.birth_day && !is_birth_day(*who.birth_day, today))) {
    return in.fail("birth_day", "range", bad_birth);
  }
  if (kind != ImportKind::volunteer) return;
  if (!who.birth_day) return in.fail("birth_day", "required", no_birth);
  if (age_on(*who.birth_day, today) < 8) in.fail("birth_day", "volunteer_too_young", too_young);
}

ImportedPerson read_person(Reading& in, ImportKind kind, const std::vector<CodeView>& codes,
                           Day today) {
  ImportedPerson who;
  std::optional<Name> name;
  std::optional<Line> consent;
  in.optional("name", name);
  in.optional("consent", consent);
  if (in.cell("name").empty()) in.fail("name", "required", needed);
  if (in.cell("consent").empty()) in.fail("consent", "required", needed);
  if (name) who.name = *name;
  if (consent) who.consent = *consent;
  read_sex(in, who.sex);
  in.optional("phone", who.phone);
  in.optional("id_number", who.id_number);
  in.optional("address", who.address);
  in.optional("sensitive_consent", who.sensitive_consent);
  read_birth(in, who, kind, today);
  for (const auto& code : codes_in(in, "recipient_groups", Dictionary::recipient_group, codes)) {
    who.recipient_groups.push_back(*parse_enum<RecipientGroup>(code));
  }
  const bool sensitive = std::ranges::any_of(who.recipient_groups, [](RecipientGroup g) {
    return g == RecipientGroup::disabled || g == RecipientGroup::hardship;
  });
  if (sensitive && !who.sensitive_consent)
    in.fail("sensitive_consent", "required", needs_sensitive);
  const auto languages = codes_in(in, "language", Dictionary::language, codes);
  if (!languages.empty()) who.language = languages.front();
  who.skills = codes_in(in, "skills", Dictionary::skill, codes);
  read_transport(in, who.transport);
  return who;
}

/// What makes a line the same as an earlier one.
std::vector<std::string> marks_of(const ImportedPerson& who) {
  std::vector<std::string> marks;
  if (who.phone) marks.push_back("p" + name_sound(who.name) + "|" + who.phone->text());
  if (who.id_number) marks.push_back("i" + who.id_number->text());
  return marks;
}

// Cells behind the last column, save the empty ones that spreadsheets leave.
bool has_surplus(const CsvRow& row, std::size_t columns) {
  const auto begin =
      row.cells.begin() + static_cast<std::ptrdiff_t>(std::min(columns, row.cells.size()));
  return std::any_of(begin, row.cells.end(), [](const auto& c) { return !trimmed(c).empty(); });
}

// As spreadsheets leave one behind the last, by a comma at the end of each line.
bool is_empty_column(const std::vector<CsvRow>& rows, std::size_t column) {
  return std::ranges::all_of(rows, [&](const CsvRow& row) {
    return column >= row.cells.size() || trimmed(row.cells[column]).empty();
  });
}

}  // namespace

Result<ReadImport> read_import(const std::vector<CsvRow>& rows, ImportKind kind,
                               const std::vector<CodeView>& codes, Day today) {
  if (rows.size() < 2) return import_empty;
  if (rows.size() > import_rows_max + 1) return import_too_long;
  ReadImport read;
  std::vector<std::string> columns, written;
  for (const std::string& cell : rows.front().cells) {
    const std::string head(trimmed(cell));
    const std::string field(field_of(head));
    const auto line = static_cast<std::int64_t>(rows.front().line);
    const bool twice = !field.empty() && std::ranges::find(columns, field) != columns.end();
    if (twice || (field.empty() && !is_empty_column(rows, columns.size()))) {
      const Words words = twice ? repeated_head : head.empty() ? no_head : unknown_head;
      const std::string name = head.empty() ? fmt::format("#{}", columns.size() + 1) : head;
      read.errors.push_back({line, name, twice ? "repeated" : "unknown", std::string(words.en),
                             std::string(words.zh)});
    }
    columns.push_back(field);
    written.push_back(head);
  }
  const auto has = [&](std::string_view field) {
    return std::ranges::find(columns, field) != columns.end();
  };
  if (!has("name") || !has("consent")) return import_empty;
  std::set<std::string> seen;
  for (std::size_t i = 1; i < rows.size(); ++i) {
    Reading in{rows[i], columns, written, read.errors};
    if (has_surplus(rows[i], columns.size())) {
      // Most likely an address with a comma: the rest of it would be lost without a word.
      read.errors.push_back({static_cast<std::int64_t>(rows[i].line), "", "surplus",
                             std::string(surplus_cells.en), std::string(surplus_cells.zh)});
      in.good = false;
    }
    ImportedPerson who = read_person(in, kind, codes, today);
    if (in.good) {
      for (const std::string& mark : marks_of(who)) {
        if (!seen.insert(mark).second && in.good) in.fail("name", "repeated", repeated);
      }
    }
    if (in.good)
      read.good.push_back({static_cast<std::int64_t>(rows[i].line), std::move(who)});
    else
      ++read.bad_rows;
  }
  if (!read.errors.empty() &&
      read.errors.front().line == static_cast<std::int64_t>(rows.front().line)) {
    // A column nobody knows would be lost without a word: no line is good before the head is.
    read.bad_rows += static_cast<std::int64_t>(read.good.size());
    read.good.clear();
  }
  return read;
}

}  // namespace lastmile::people
