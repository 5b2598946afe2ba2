#include "storage/dump_text.h"

#include <boost/json.hpp>
#include <cstdlib>

#include "base/base64.h"
#include "storage/dialect.h"
#include "storage/dump_file.h"

namespace lastmile::storage {
namespace {

namespace json = boost::json;

[[noreturn]] void corrupt(std::string why) { throw BadDump{dump_corrupt, std::move(why)}; }

const json::value& member(const json::value& v, std::string_view name) {
  const auto* object = v.if_object();
  const auto* found = object ? object->if_contains(name) : nullptr;
  if (!found) corrupt("no " + std::string(name));
  return *found;
}

std::string string_of(const json::value& v) {
  if (const auto* s = v.if_string()) return {s->data(), s->size()};
  corrupt("no text where text belongs");
}

std::int64_t whole_of(const json::value& v) {
  if (const auto* n = v.if_int64()) return *n;
  corrupt("no number where a number belongs");
}

const json::array& array_of(const json::value& v) {
  if (const auto* a = v.if_array()) return *a;
  corrupt("no list where a list belongs");
}

void add_value(std::string& out, const Value& value) {
  if (const auto* n = std::get_if<std::int64_t>(&value)) {
    encode(out, *n);
  } else if (const auto* d = std::get_if<double>(&value)) {
    // As text: readers of JSON round reals in ways of their own.
    fmt::format_to(std::back_inserter(out), "{{\"r\":\"{}\"}}", *d);
  } else if (const auto* t = std::get_if<std::string>(&value)) {
    encode_string(out, *t);
  } else if (const auto* b = std::get_if<Bytes>(&value)) {
    out += "{\"b\":\"" + to_base64(bytes_of(b->data)) + "\"}";
  } else {
    out += "null";
  }
}

Value value_of(const json::value& v) {
  if (v.is_null()) return {};
  if (v.is_int64()) return whole_of(v);
  if (v.is_string()) {
    std::string text = string_of(v);
    if (text.find('\0') != std::string::npos) corrupt("text with a NUL");
    return text;
  }
  const auto* object = v.if_object();
  if (!object || object->size() != 1) corrupt("a value of no known kind");
  const std::string text = string_of(object->begin()->value());
  if (object->begin()->key() == "r") return bound_real(std::strtod(text.c_str(), nullptr));
  const auto bytes = from_base64(text);
  if (object->begin()->key() != "b" || !bytes) corrupt("a value of no known kind");
  return Bytes{std::string(chars_of(*bytes))};
}

}  // namespace

std::string header_line(const DumpReport& report) {
  std::string out = "{\"format\":";
  encode_string(out, dump_format);
  return out + "," + to_json(report).substr(1);
}

DumpReport read_header_line(const std::string& line) {
  json::error_code error;
  const json::value v = json::parse(line, error);
  const auto* object = error ? nullptr : v.if_object();
  const auto* format = object ? object->if_contains("format") : nullptr;
  if (!format || !format->is_string()) throw BadDump{dump_foreign, "no header"};
  if (string_of(*format) != dump_format) {
    const bool ours = string_of(*format).starts_with("lastmile backup ");
    throw BadDump{ours ? dump_too_new : dump_foreign, string_of(*format)};
  }
  DumpReport report;
  report.program = string_of(member(v, "program"));
  const auto made_at = parse_instant(string_of(member(v, "made_at")));
  if (!made_at) corrupt("no time");
  report.made_at = *made_at;
  for (const auto& m : array_of(member(v, "migrations"))) {
    report.migrations.push_back(static_cast<int>(whole_of(m)));
  }
  for (const auto& t : array_of(member(v, "tables"))) {
    report.tables.push_back({string_of(member(t, "table")), whole_of(member(t, "rows"))});
  }
  report.journal = string_of(member(v, "journal"));
  return report;
}

std::string table_line(const TableLine& line) {
  std::string out = "{\"table\":";
  encode_string(out, line.table);
  out += ",\"columns\":";
  encode(out, line.columns);
  return out + "}";
}

std::string row_line(std::span<const Tx::Column> columns) {
  std::string out = "[";
  for (const auto& c : columns) {
    if (out.size() > 1) out += ',';
    add_value(out, c.value);
  }
  return out + "]";
}

std::string done_line(const DoneLine& line) {
  return fmt::format(R"({{"done":true,"rows":{},"sum":"{}"}})", line.rows, line.sum);
}

json::value read_line(const std::string& line) {
  json::error_code error;
  json::value v = json::parse(line, error);
  if (error) corrupt("a line that is no JSON");
  return v;
}

TableLine read_table_line(const json::value& line) {
  TableLine out{string_of(member(line, "table")), {}};
  for (const auto& c : array_of(member(line, "columns"))) out.columns.push_back(string_of(c));
  return out;
}

std::vector<Value> read_row_line(const json::value& line) {
  std::vector<Value> out;
  for (const auto& v : array_of(line)) out.push_back(value_of(v));
  return out;
}

DoneLine read_done_line(const json::value& line) {
  return {whole_of(member(line, "rows")), string_of(member(line, "sum"))};
}

}  // namespace lastmile::storage
