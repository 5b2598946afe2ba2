#include "storage/dialect.h"

#include <array>
#include <charconv>
#include <cmath>

#include "base/assert.h"

namespace lastmile::storage {
namespace {

struct Token {
  std::string_view name;
  std::string_view sqlite;
  std::string_view postgres;
};

constexpr std::array tokens{
    Token{"id", "TEXT", "uuid"},
    Token{"int", "INTEGER", "bigint"},
    Token{"real", "REAL", "double precision"},
    Token{"bytes", "BLOB", "bytea"},
    Token{"strict", "STRICT", ""},
    Token{"without_rowid", "STRICT, WITHOUT ROWID", ""},
};

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

std::string translated(std::string_view token, Dialect dialect) {
  if (token.starts_with("in ")) {
    const std::string argument(token.substr(3));
    return dialect == Dialect::sqlite ? "in (select value from json_each(" + argument + "))"
                                      : "= any(" + argument + ")";
  }
  if (token.starts_with("each ")) {
    const std::string argument(token.substr(5));
    return dialect == Dialect::sqlite ? "(select value from json_each(" + argument + ")) each"
                                      : "unnest(cast(" + argument + " as uuid[])) each(value)";
  }
  if (token.starts_with("by ")) {
    return dialect == Dialect::sqlite ? "indexed by " + std::string(token.substr(3)) : "";
  }
  for (const Token& t : tokens) {
    if (t.name == token) return std::string(dialect == Dialect::sqlite ? t.sqlite : t.postgres);
  }
  throw Broken("unknown token {" + std::string(token) + "} in a statement");
}

/// The end of the quoted stretch or comment that begins at `at`, or `at` when none does.
std::size_t past_quoted(std::string_view text, std::size_t at) {
  const char c = text[at];
  if (c == '\'' || c == '"') {
    const std::size_t end = text.find(c, at + 1);
    return end == std::string_view::npos ? text.size() : end + 1;
  }
  if (text.substr(at, 2) == "--") {
    const std::size_t end = text.find('\n', at);
    return end == std::string_view::npos ? text.size() : end;
  }
  return at;
}

bool is_blank(std::string_view text) {
  return text.find_first_not_of(" \t\r\n") == std::string_view::npos;
}

}  // namespace

std::string in_dialect(std::string_view text, Dialect dialect) {
  std::string out;
  out.reserve(text.size() + 32);
  for (std::size_t i = 0; i < text.size();) {
    if (const std::size_t end = past_quoted(text, i); end != i) {
      out += text.substr(i, end - i);
      i = end;
    } else if (text[i] == '{' && i + 1 < text.size() && is_letter(text[i + 1])) {
      const std::size_t close = text.find('}', i);
      ASSERT(close != std::string_view::npos);
      out += translated(text.substr(i + 1, close - i - 1), dialect);
      i = close + 1;
    } else {
      out += text[i++];
    }
  }
  return out;
}

std::string list_text(const List& list, Dialect dialect) {
  const bool json = dialect == Dialect::sqlite;
  std::string out = json ? "[" : "{";
  for (const std::string& item : list.items) {
    bound_text(item);
    if (out.size() > 1) out += ',';
    if (json) {
      encode_string(out, item);
      continue;
    }
    out += '"';
    for (const char c : item) {
      if (c == '"' || c == '\\') out += '\\';
      out += c;
    }
    out += '"';
  }
  return out + (json ? "]" : "}");
}

std::vector<std::string> statements_of(std::string_view script) {
  std::vector<std::string> all;
  std::string one;
  for (std::size_t i = 0; i < script.size();) {
    const std::size_t end = past_quoted(script, i);
    if (end != i) {
      if (script[i] != '-') one += script.substr(i, end - i);
      i = end;
    } else if (script[i] == ';') {
      if (!is_blank(one)) all.push_back(std::move(one));
      one.clear();
      ++i;
    } else {
      if (!one.empty() || !is_blank(script.substr(i, 1))) one += script[i];
      ++i;
    }
  }
  if (!is_blank(one)) all.push_back(std::move(one));
  return all;
}

std::size_t argument_count(std::string_view text) {
  std::size_t highest = 0;
  for (std::size_t i = 0; i < text.size();) {
    if (const std::size_t end = past_quoted(text, i); end != i) {
      i = end;
      continue;
    }
    if (text[i++] != '$') continue;
    std::size_t n = 0;
    std::from_chars(text.data() + i, text.data() + text.size(), n);
    highest = std::max(highest, n);
  }
  return highest;
}

const std::string& bound_text(const std::string& text) {
  if (text.find('\0') != std::string::npos) throw Broken("text with a NUL cannot be stored");
  return text;
}

double bound_real(double number) {
  ASSERT(std::isfinite(number));
  return number == 0.0 ? 0.0 : number;
}

}  // namespace lastmile::storage
