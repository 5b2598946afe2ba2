#include "table.h"

#include <fmt/format.h>

#include <fstream>
#include <sstream>

namespace lastmile::authorization {
namespace {

[[noreturn]] void fail(std::string what) { throw std::runtime_error(std::move(what)); }

std::vector<std::string> split(std::string_view text, char at) {
  std::vector<std::string> parts;
  std::istringstream in{std::string(text)};
  for (std::string part; std::getline(in, part, at);) parts.emplace_back(trimmed(part));
  return parts;
}

template <class E>
E named(std::string_view name) {
  const auto found = parse_enum<E>(name);
  if (!found) fail(fmt::format("no such name: {}", name));
  return *found;
}

int status_of(const std::string& text) {
  if (text != "401" && text != "403" && text != "404" && text != "409" && text != "400") {
    fail(fmt::format("no status: {}", text));
  }
  return std::stoi(text);
}

// "over:need_read" and the like; nothing when it is no such form.
std::optional<Reason> by_right(std::string_view text) {
  using Kind = Reason::Kind;
  const auto colon = text.find(':');
  if (colon == text.npos) return std::nullopt;
  const std::string_view head = text.substr(0, colon), name = text.substr(colon + 1);
  Reason reason;
  if (head == "is") {
    reason.kind = Kind::is;
    reason.who = named<Who>(name);
    return reason;
  }
  if (head == "field") {
    reason.kind = Kind::field;
    reason.field = named<access::FieldClass>(name);
    return reason;
  }
  if (head == "holds")
    reason.kind = Kind::holds;
  else if (head == "over")
    reason.kind = Kind::over;
  else if (head == "above")
    reason.kind = Kind::above;
  else if (head == "city")
    reason.kind = Kind::city;
  else
    return std::nullopt;
  reason.right = named<access::Right>(name);
  return reason;
}

/// The table while it is read: names known so far, and what the next indented line belongs to.
class Reader {
 public:
  void read(const std::string& line) {
    const std::string words(trimmed(line));
    if (words.empty() || words.starts_with('#')) return;
    if (words.starts_with("shows ")) return add_shows(words.substr(6));
    if (words.starts_with("logs ")) return add_logs(words.substr(5));
    if (words.starts_with("let ")) return add_let(words.substr(4));
    if (words.starts_with("view ")) return add_view(words.substr(5));
    rows_.push_back(row_of(words));
    open_ = &rows_.back().view;
  }
  std::vector<Row> take() { return std::move(rows_); }
  Row* last() { return rows_.empty() ? nullptr : &rows_.back(); }

 private:
  std::vector<Reason> reasons_of(std::string_view text) const {
    std::vector<Reason> all;
    if (trimmed(text) == "nobody") return all;
    for (const auto& part : split(text, ' ')) {
      if (part.empty()) continue;
      if (part == "anyone") {
        all.push_back({Reason::Kind::anyone});
      } else if (part == "signed_in") {
        all.push_back({Reason::Kind::signed_in});
      } else if (const auto known = lets_.find(part); known != lets_.end()) {
        all.insert(all.end(), known->second.begin(), known->second.end());
      } else if (const auto reason = by_right(part)) {
        all.push_back(*reason);
      } else {
        fail(fmt::format("no reason: {}", part));
      }
    }
    if (all.empty()) fail("no reasons");
    return all;
  }

  void add_let(std::string_view words) {
    const auto equals = words.find('=');
    if (equals == words.npos) fail("write: let NAME = reasons");
    const std::string name(trimmed(words.substr(0, equals)));
    if (!lets_.emplace(name, reasons_of(words.substr(equals + 1))).second) fail("twice: " + name);
  }

  void add_view(const std::string& name) {
    const auto added = views_.emplace(name, View{});
    if (!added.second) fail("twice: " + name);
    open_ = &added.first->second;
  }

  void add_shows(const std::string& words) {
    const auto space = words.find(' ');
    if (!open_ || space == words.npos) fail("write: shows NAME reasons");
    open_->shows.push_back({words.substr(0, space), reasons_of(words.substr(space))});
  }

  void add_logs(const std::string& words) {
    const auto space = words.find(' ');
    if (!open_ || space == words.npos) fail("write: logs CLASS reasons");
    open_->logs.push_back({words.substr(0, space), reasons_of(words.substr(space))});
  }

  void read_otherwise(Row& row, const std::string& text) const {
    const auto parts = split(text, ' ');
    if (parts.empty()) fail("no status");
    const auto question = parts[0].find('?');
    if (question == parts[0].npos) {
      row.otherwise = status_of(parts[0]);
    } else {
      row.visible_by = reasons_of(parts[0].substr(0, question));
      if (parts[0].substr(question) != "?403:404") fail("write NAME?403:404");
      row.otherwise = 404;
    }
    if (parts.size() == 1) return;
    if (parts.size() != 3 || parts[1] != "or") fail("write: 403 or 409");
    row.also = status_of(parts[2]);
  }

  Row row_of(const std::string& line) const {
    const auto cells = split(line, '|');
    if (cells.size() != 4 && cells.size() != 5) fail("a row has four cells, or five with a view");
    const auto route = split(cells[0], ' ');
    Row row;
    row.method = route.at(0);
    row.pattern = route.back();
    row.object = cells[1];
    row.reasons = reasons_of(cells[2]);
    read_otherwise(row, cells[3]);
    if (cells.size() == 5) {
      const auto view = views_.find(cells[4]);
      if (view == views_.end()) fail("no such view: " + cells[4]);
      row.view = view->second;
    }
    return row;
  }

  std::map<std::string, std::vector<Reason>> lets_;
  std::map<std::string, View> views_;
  std::vector<Row> rows_;
  View* open_ = nullptr;
};

}  // namespace

std::vector<Row> read_rows(const std::string& text) {
  Reader reader;
  std::istringstream in(text);
  int number = 0;
  for (std::string line; std::getline(in, line);) {
    ++number;
    try {
      reader.read(line);
      if (Row* row = reader.last(); row && row->line == 0) row->line = number;
    } catch (const std::exception& e) {
      fail(fmt::format("table.txt:{}: {}", number, e.what()));
    }
  }
  return reader.take();
}

std::vector<Row> read_table(const std::string& file) {
  std::ifstream in(file);
  if (!in) fail("cannot read " + file);
  std::ostringstream text;
  text << in.rdbuf();
  return read_rows(text.str());
}

}  // namespace lastmile::authorization
