#include "table.h"

#include <fmt/format.h>

#include <fstream>
#include <sstream>

namespace lastmile::authorization {
namespace {

std::vector<std::string> split(std::string_view text, char at) {
  std::vector<std::string> parts;
  std::istringstream in{std::string(text)};
  for (std::string part; std::getline(in, part, at);) parts.emplace_back(trimmed(part));
  return parts;
}

template <class E>
E named(std::string_view name) {
  const auto found = parse_enum<E>(name);
  if (!found) throw std::runtime_error(fmt::format("no such name: {}", name));
  return *found;
}

Reason reason_of(std::string_view text) {
  Reason reason;
  const auto after = [&](std::string_view head) {
    return text.starts_with(head) ? std::optional(text.substr(head.size())) : std::nullopt;
  };
  if (text == "anyone") {
    reason.kind = Reason::Kind::anyone;
  } else if (text == "signed_in") {
    reason.kind = Reason::Kind::signed_in;
  } else if (const auto who = after("is:")) {
    reason.kind = Reason::Kind::is;
    reason.who = named<Who>(*who);
  } else if (const auto held = after("holds:")) {
    reason.kind = Reason::Kind::holds;
    reason.right = named<access::Right>(*held);
  } else if (const auto over = after("over:")) {
    reason.kind = Reason::Kind::over;
    reason.right = named<access::Right>(*over);
  } else {
    throw std::runtime_error(fmt::format("no reason: {}", text));
  }
  return reason;
}

std::vector<Reason> reasons_of(std::string_view text) {
  std::vector<Reason> all;
  if (trimmed(text) == "nobody") return all;
  for (const auto& part : split(text, ' ')) {
    if (!part.empty()) all.push_back(reason_of(part));
  }
  if (all.empty()) throw std::runtime_error("no reasons");
  return all;
}

int status_of(const std::string& text) {
  if (text != "401" && text != "403" && text != "404" && text != "409" && text != "400") {
    throw std::runtime_error(fmt::format("no status: {}", text));
  }
  return std::stoi(text);
}

void read_otherwise(Row& row, const std::string& text) {
  auto parts = split(text, ' ');
  const auto question = parts.at(0).find('?');
  if (question == std::string::npos) {
    row.otherwise = status_of(parts[0]);
  } else {
    row.visible_by = named<access::Right>(parts[0].substr(0, question));
    if (parts[0].substr(question) != "?403:404") throw std::runtime_error("write right?403:404");
    row.otherwise = 404;
  }
  if (parts.size() == 1) return;
  if (parts.size() != 3 || parts[1] != "or") throw std::runtime_error("write: 403 or 409");
  row.also = status_of(parts[2]);
}

Row row_of(const std::string& line) {
  const auto cells = split(line, '|');
  if (cells.size() != 4) throw std::runtime_error("a row has four cells");
  const auto route = split(cells[0], ' ');
  Row row;
  row.method = route.at(0);
  row.pattern = route.back();
  row.object = cells[1];
  row.reasons = reasons_of(cells[2]);
  read_otherwise(row, cells[3]);
  return row;
}

}  // namespace

std::vector<Row> read_rows(const std::string& text) {
  std::vector<Row> rows;
  std::istringstream in(text);
  int number = 0;
  for (std::string line; std::getline(in, line);) {
    ++number;
    const std::string words(trimmed(line));
    if (words.empty() || words.starts_with('#')) continue;
    try {
      if (words.starts_with("shows ")) {
        const auto space = words.find(' ', 6);
        if (rows.empty() || space == std::string::npos) {
          throw std::runtime_error("write: shows NAME reasons");
        }
        rows.back().shows.push_back({words.substr(6, space - 6), reasons_of(words.substr(space))});
        continue;
      }
      rows.push_back(row_of(words));
      rows.back().line = number;
    } catch (const std::exception& e) {
      throw std::runtime_error(fmt::format("table.txt:{}: {}", number, e.what()));
    }
  }
  return rows;
}

std::vector<Row> read_table(const std::string& file) {
  std::ifstream in(file);
  if (!in) throw std::runtime_error("cannot read " + file);
  std::ostringstream text;
  text << in.rdbuf();
  return read_rows(text.str());
}

}  // namespace lastmile::authorization
