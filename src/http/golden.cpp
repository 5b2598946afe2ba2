#include "http/golden.h"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <sstream>

namespace lastmile::http {
namespace {

namespace json = boost::json;

void pretty(std::string& out, const json::value& v, const std::string& indent) {
  const std::string inner = indent + "  ";
  if (const auto* object = v.if_object(); object && !object->empty()) {
    out += "{\n";
    std::size_t left = object->size();
    for (const auto& [key, value] : *object) {
      out += inner + json::serialize(json::string(key)) + ": ";
      pretty(out, value, inner);
      out += --left > 0 ? ",\n" : "\n";
    }
    out += indent + "}";
  } else if (const auto* array = v.if_array(); array && !array->empty()) {
    out += "[\n";
    std::size_t left = array->size();
    for (const auto& item : *array) {
      out += inner;
      pretty(out, item, inner);
      out += --left > 0 ? ",\n" : "\n";
    }
    out += indent + "]";
  } else {
    out += json::serialize(v);
  }
}

std::filesystem::path golden_file(const std::string& name) {
  // This source file's own place: src/http/golden.cpp.
  return std::filesystem::path(__FILE__).parent_path().parent_path().parent_path() / "tests" /
         "api" / name;
}

}  // namespace

std::string transcript(const Answered& answered) {
  std::string out = fmt::format("{} {}\n", answered.status, answered.content_type);
  for (const char* name : {"Lastmile-Leaf", "Idempotency-Replayed", "Allow", "Retry-After"}) {
    if (!answered.header(name).empty())
      out += std::string(name) + ": " + answered.header(name) + "\n";
  }
  if (answered.body.empty()) return out;
  json::error_code ec;
  const auto v = json::parse(answered.body, ec);
  out += "\n";
  if (ec)
    out += answered.body;
  else
    pretty(out, v, "");
  return out + "\n";
}

testing::AssertionResult equals_golden(const std::string& name, const std::string& text) {
  const auto file = golden_file(name);
  if (std::getenv("UPDATE_GOLDEN")) {  // NOLINT(concurrency-mt-unsafe): tests set no environment
    std::filesystem::create_directories(file.parent_path());
    std::ofstream(file, std::ios::binary) << text;
    return testing::AssertionSuccess();
  }
  std::ifstream in(file, std::ios::binary);
  if (!in) {
    return testing::AssertionFailure() << file << " is not there; UPDATE_GOLDEN=1 writes it";
  }
  const std::string wanted{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
  if (wanted == text) return testing::AssertionSuccess();
  std::istringstream a(wanted), b(text);
  std::string was, is;
  int line = 1;
  while (std::getline(a, was) && std::getline(b, is) && was == is) ++line;
  return testing::AssertionFailure() << name << " line " << line << "\n  was " << was << "\n  is  "
                                     << is << "\nUPDATE_GOLDEN=1 takes it as it is now";
}

}  // namespace lastmile::http
