#include <boost/json/basic_parser_impl.hpp>
#include <boost/json/value_stack.hpp>
#include <charconv>

#include "base/decode.h"

namespace lastmile {
namespace {

namespace json = boost::json;
using Error = json::error_code;
using Chars = json::string_view;

// Builds the document as Boost does, save that a number is rounded right: Boost 1.81 misses the
// nearest double by one step in a third of all 17-digit numbers, so facts would not come back.
struct Builder {
  static constexpr std::size_t max_object_size = json::object::max_size();
  static constexpr std::size_t max_array_size = json::array::max_size();
  static constexpr std::size_t max_key_size = json::string::max_size();
  static constexpr std::size_t max_string_size = json::string::max_size();

  json::value_stack stack;

  bool on_document_begin(Error&) {
    stack.reset();
    return true;
  }
  bool on_document_end(Error&) { return true; }
  bool on_object_begin(Error&) { return true; }
  bool on_object_end(std::size_t n, Error&) { return stack.push_object(n), true; }
  bool on_array_begin(Error&) { return true; }
  bool on_array_end(std::size_t n, Error&) { return stack.push_array(n), true; }
  bool on_key_part(Chars s, std::size_t, Error&) { return stack.push_chars(s), true; }
  bool on_key(Chars s, std::size_t, Error&) { return stack.push_key(s), true; }
  bool on_string_part(Chars s, std::size_t, Error&) { return stack.push_chars(s), true; }
  bool on_string(Chars s, std::size_t, Error&) { return stack.push_string(s), true; }
  bool on_number_part(Chars, Error&) { return true; }
  bool on_int64(std::int64_t n, Chars, Error&) { return stack.push_int64(n), true; }
  bool on_uint64(std::uint64_t n, Chars, Error&) { return stack.push_uint64(n), true; }
  bool on_double(double rounded, Chars written, Error&) {
    double exact = rounded;  // stays infinite or zero when it is out of a double's range
    std::from_chars(written.data(), written.data() + written.size(), exact);
    return stack.push_double(exact), true;
  }
  bool on_bool(bool b, Error&) { return stack.push_bool(b), true; }
  bool on_null(Error&) { return stack.push_null(), true; }
  bool on_comment_part(Chars, Error&) { return true; }
  bool on_comment(Chars, Error&) { return true; }
};

}  // namespace

Result<json::value> parse_json(std::string_view text) {
  json::parse_options options;
  options.max_depth = 32;
  json::basic_parser<Builder> parser(options);
  Error ec;
  const std::size_t used = parser.write_some(false, text.data(), text.size(), ec);
  if (ec || used < text.size()) {
    return bad_field(
        "", "json",
        {"The body must be well-formed JSON in UTF-8.", "正文应为 UTF-8 编码的合法 JSON。"});
  }
  return parser.handler().stack.release();
}

}  // namespace lastmile
